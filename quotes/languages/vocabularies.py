"""Word lists as data: `vocabulary/<name>.toml`, one file a subject, editable without code.

A list is a string of entries parted by commas or line ends; an entry may hold several
words ("más de"). Entries are folded (lower case, no accents) when they are read.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from quotes.languages.folding import fold


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the parsed `vocabulary/<name>.toml`."""
    text = resources.files("quotes.languages").joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(text.read_text(encoding="utf8"))


def entries(text: str) -> tuple[str, ...]:
    """Return the folded entries of one list, in order."""
    parts = (fold(part).strip() for part in re.split(r"[,\n]", text))
    return tuple(part for part in parts if part)


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """Return the entries of list `key` (dots for tables) in `vocabulary/<name>.toml`."""
    found: Any = vocabulary(name)
    for part in key.split("."):
        found = found[part]
    return frozenset(entries(str(found)))
