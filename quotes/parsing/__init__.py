"""The only door to Stanza: texts in, `Parse` values out.

The default models are embedded in the package (`quotes/weights/stanza_en`) and load
without any network; official Stanza models are used with `--parser official` where
they are on disk (`quotes models fetch` brings them).
"""

from quotes.parsing.parser import (
    EMBEDDED,
    Models,
    Parser,
    batches,
    fetch_official,
    find_models,
    known_models,
    parsed,
)

__all__ = [
    "EMBEDDED",
    "Models",
    "Parser",
    "batches",
    "fetch_official",
    "find_models",
    "known_models",
    "parsed",
]
