"""Word lists as data, and the folding by which words are looked up in them.

`data/<name>.toml` holds the lists, one file a subject, editable without code. A list is a
string of entries parted by commas or line ends; an entry may hold several words ("más de").
Entries are folded (lower case, no accents, straight apostrophes) when they are read.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` in lower case without accents (ñ becomes n); the length may change."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the parsed `data/<name>.toml`."""
    text = resources.files("quotes.languages").joinpath("data", f"{name}.toml")
    return tomllib.loads(text.read_text(encoding="utf8"))


def entries(text: str) -> tuple[str, ...]:
    """Return the folded entries of one list, in order."""
    parts = (fold(part).strip() for part in re.split(r"[,\n]", text))
    return tuple(part for part in parts if part)


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """Return the entries of list `key` (dots for tables) in `data/<name>.toml`."""
    found: Any = vocabulary(name)
    for part in key.split("."):
        found = found[part]
    return frozenset(entries(str(found)))
