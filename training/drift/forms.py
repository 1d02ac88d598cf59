"""English word forms: the only door to lemminflect."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    """Return lemminflect, loaded once."""
    import lemminflect  # noqa: PLC0415 - training only, slow to import

    library: ModuleType = lemminflect
    return library


@lru_cache(maxsize=200_000)
def inflect(lemma: str, tag: str) -> str:
    """Return the form of a lemma for a Penn tag, or the lemma where none is known."""
    if lemma == "be":
        return {"VBD": "was", "VBZ": "is", "VBP": "are", "VBG": "being", "VBN": "been"}.get(
            tag, "be"
        )
    forms = _library().getInflection(lemma, tag=tag)
    return str(forms[0]) if forms else lemma
