"""W3C Web Annotation selectors: name a passage so that others find it again.

A TextQuoteSelector holds the words with a little of what stands before and after, a
TextPositionSelector their offsets in the extracted text
(https://www.w3.org/TR/annotation-model/#selectors). Both name the same passage; the
quote survives where a text is edited or extracted by another program.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.errors import InputError
from quotes.model import Span, placed, worded
from quotes.readers.formats import load, read_document, suffix_of
from quotes.readers.views import View, views

# What layout and typography change: white space, hyphens and quotation marks.
PASSED_OVER = re.compile(r"[\s\u00ad\u200b-\u200d\ufeff\-‐‑–—\"'“”‘’«»„‟`]")
# As much context as hypothes.is and the W3C's examples use.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Selectors:
    """One passage: its words, what stands before and after, and its span in the extracted text."""

    exact: str
    prefix: str
    suffix: str
    span: Span

    def to_json(self) -> list[dict[str, Any]]:
        """Return both selectors as the Web Annotation Data Model writes them."""
        return [
            {
                "type": "TextQuoteSelector",
                "exact": self.exact,
                "prefix": self.prefix,
                "suffix": self.suffix,
            },
            {"type": "TextPositionSelector", "start": self.span.start, "end": self.span.end},
        ]


@dataclass(frozen=True, slots=True)
class RawAnchor:
    """Where a passage lies in the raw file.

    `part` says what the offsets count in: "" for the characters of the file itself (a
    byte order mark left out), a member of a package
    ("word/document.xml"), "text/plain" for that part of a letter,
    "page 3" for the text of that page of a PDF as PDFium extracts it. `text` are the raw
    characters from the first to the last of the passage, with markup, escapes and
    caption times between them.
    """

    part: str
    span: Span
    text: str


def describe(text: str, span: Span, context: int = CONTEXT) -> Selectors:
    """Return the selectors of a stretch of an extracted text."""
    before, after = max(0, span.start - context), span.end + context
    return Selectors(span.of(text), text[before : span.start], text[span.end : after], span)


def anchor(text: str, selectors: Selectors) -> Span | None:
    """Return the passage's span in a text, as it is now, or None where it is not there.

    The position is tried first; where other words stand there the quotation is
    sought, without regard to white space, hyphens and the shape of quotation marks,
    and among several the one between the most alike words.
    """
    if selectors.exact and selectors.span.of(text) == selectors.exact:
        return selectors.span
    return find(text, selectors.exact, selectors.prefix, selectors.suffix)


def anchor_file(path: Path, selectors: Selectors) -> tuple[Span, tuple[RawAnchor, ...]]:
    """Return the passage's span in the text as extracted now, and its places in the raw file.

    A passage that runs over pages of a PDF has a place on each. Raises InputError
    where the file cannot be read or does not hold the passage.
    """
    name, document = read_document(path)
    span = anchor(document.text, selectors)
    if span is None:
        raise InputError(
            placed(
                name,
                worded("no longer holds {words}: it was changed", words=repr(selectors.exact[:60])),
            )
        )
    # Words as they stand there now: an edited text may differ in white space.
    now = describe(document.text, span)
    raw = load(path)
    if document.body is not None:
        view = next(views(raw, suffix_of(path)))
        shifted = span.shifted(document.body)
        return span, (RawAnchor("", shifted, shifted.of(view.raw)),)
    found = _across(list(views(raw, suffix_of(path))), now)
    if not found:
        raise InputError(
            placed(
                name,
                worded(
                    "{words} cannot be placed in the raw file", words=repr(selectors.exact[:60])
                ),
            )
        )
    return span, found


def _across(parts: list[View], selectors: Selectors) -> tuple[RawAnchor, ...]:
    """Return the passage's place in the part that holds it, or in several one after another."""
    joined = View.join(parts)
    span = find(joined.text, selectors.exact, selectors.prefix, selectors.suffix)
    if span is None:
        return ()
    anchors: list[RawAnchor] = []
    start = 0
    for part in parts:
        local = Span(max(0, span.start - start), min(len(part.text), span.end - start))
        if local.start < local.end:
            raw = part.raw_span(local)
            anchors.append(RawAnchor(part.name, raw, raw.of(part.raw)))
        start += len(part.text)
    return tuple(anchors)


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
