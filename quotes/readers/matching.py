"""Finding words again in a text that breaks its lines elsewhere."""

from __future__ import annotations

import re
import unicodedata

from quotes.model import Span

# What layout and typography change: white space, hyphens and quotation marks.
PASSED_OVER = re.compile(r"[\s\u00ad\u200b-\u200d\ufeff\-‐‑–—\"'“”‘’«»„‟`]")


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Return where `exact` stands in `text`, or None.

    Where it stands more than once, the place is taken whose surroundings share the
    most characters with the end of `prefix` and the beginning of `suffix`.
    """
    squeezed, offsets = _squeeze(text)
    wanted, before, after = (_squeeze(part)[0] for part in (exact, prefix, suffix))
    best: tuple[int, int] | None = None
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        alike = _alike(squeezed[:at][::-1], before[::-1]) + _alike(squeezed[end:], after)
        if best is None or alike > best[0]:
            best = (alike, at)
        at = squeezed.find(wanted, at + 1)
    if best is None:
        return None
    return Span(offsets[best[1]], offsets[best[1] + len(wanted) - 1] + 1)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without what layout changes, and each kept character's offset."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if PASSED_OVER.match(char):
            continue
        for part in unicodedata.normalize("NFKD", char):
            kept.append(part)
            offsets.append(offset)
    return "".join(kept), offsets


def _alike(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
