"""English to Spanish by way of Portuguese: Firefox's weights, then Apertium's rules.

`engine` holds the engine, `gloss` the way back, `spanish` what is put right afterwards;
all patterns and words stand in the TOML files.
"""

from __future__ import annotations

from quotes.translators.pivot.engine import EmbeddedEngine, missing, weights_folder

__all__ = ["EmbeddedEngine", "missing", "weights_folder"]
