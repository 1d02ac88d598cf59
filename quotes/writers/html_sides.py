"""The two sides of a comparison, with the words that a finding or a difference marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.model import AuditedQuotation, Passage, Severity, Span
from quotes.writers.marking import Run, runs

AROUND = 200  # characters of context on each side: about two sentences
GAP = 320  # characters shown of what was left out between two passages
ENDS = (".", "!", "?", "…", "”", "»", '"')
WORST: dict[str, int] = {"error": 0, "warning": 1, "info": 2, "differs": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """Why words are marked: a finding (its number from 1 and severity), or just "differs"."""

    number: int
    severity: Severity | Literal["differs"]


@dataclass(frozen=True, slots=True)
class Part:
    """Words as shown: the text, the worst reason for marking them, findings that end there."""

    text: str
    worst: str | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One stretch with its context: what stands before it, its parts, what stands after.

    A part that is not of the stretch itself (the words between two segments of a
    quotation) has the reason "between".
    """

    before: str
    parts: tuple[Part, ...]
    after: str


def article_side(audited: AuditedQuotation, article: str) -> Side:
    """Return the quotation in the sentence it stands in."""
    quotation = audited.quotation
    marked = _marks(audited, "quote")
    segments = quotation.segments
    if not segments or " ".join(span.of(article) for span in segments) != quotation.text:
        return Side("", _parts(quotation.text, marked, None), "")
    frame = quotation.context or _paragraph(article, segments)
    parts: list[Part] = []
    offset = 0
    for index, segment in enumerate(segments):
        if index:
            between = article[segments[index - 1].end : segment.start]
            parts.append(Part(between, "between", ()))
        length = segment.end - segment.start
        parts += _parts(quotation.text, marked, Span(offset, offset + length))
        offset += length + 1
    before = article[min(frame.start, segments[0].start) : segments[0].start]
    return Side(before, tuple(parts), article[segments[-1].end : max(frame.end, segments[-1].end)])


def _paragraph(article: str, segments: tuple[Span, ...]) -> Span:
    """Return the line or lines that hold the segments, at most AROUND characters beyond them."""
    start, end = segments[0].start, segments[-1].end
    opening = article.rfind("\n", 0, start) + 1
    closing = article.find("\n", end)
    closing = len(article) if closing < 0 else closing
    return Span(max(opening, start - AROUND), min(closing, end + AROUND))


def original_sides(audited: AuditedQuotation) -> tuple[Side, ...]:
    """Return one side a passage, or one for the whole original where they do not add up to it."""
    passages = audited.location.passages
    marked = _marks(audited, "original")
    if " ".join(passage.text for passage in passages) != audited.original:
        return (Side("", _parts(audited.original, marked, None), ""),) if audited.original else ()
    sides: list[Side] = []
    offset = 0
    for passage in passages:
        within = Span(offset, offset + len(passage.text))
        sides.append(_passage_side(audited.original, passage, marked, within))
        offset = within.end + 1
    return tuple(sides)


def _passage_side(
    original: str, passage: Passage, marked: list[tuple[Span, Mark]], within: Span
) -> Side:
    begins = passage.span.start == len(passage.before)  # the context reaches the document's start
    before = passage.before if begins else _last_words(passage.before)
    return Side(before, _parts(original, marked, within), _first_words(passage.after))


def shortened(text: str) -> str:
    """Return `text`, or its beginning and its end where it is long."""
    if len(text) <= GAP:
        return text
    head, tail = text[: GAP // 2].rpartition(" ")[0], text[-GAP // 2 :].partition(" ")[2]
    return f"{head} […] {tail}"


def _last_words(text: str) -> str:
    """Return the end of `text`, from a word's beginning, with a mark that it was cut."""
    return f"… {text[-AROUND:].partition(' ')[2]}" if text.strip() else text


def _first_words(text: str) -> str:
    if (len(text) < AROUND and text.rstrip().endswith(ENDS)) or not text.strip():
        return text
    return f"{text[:AROUND].rpartition(' ')[0]} …"


def _marks(
    audited: AuditedQuotation, side: Literal["original", "quote"]
) -> list[tuple[Span, Mark]]:
    differs = audited.original_differs if side == "original" else audited.quote_differs
    marked = [(span, Mark(0, "differs")) for span in differs]
    for number, finding in enumerate(audited.findings, start=1):
        spans = finding.original if side == "original" else finding.quote
        marked += [(span, Mark(number, finding.severity)) for span in spans]
    return marked


def _parts(text: str, marked: list[tuple[Span, Mark]], within: Span | None) -> tuple[Part, ...]:
    return tuple(_part(run) for run in runs(text, marked, within))


def _part(run: Run[Mark]) -> Part:
    severities = sorted((mark.severity for mark in run.marks), key=WORST.__getitem__)
    closing = {mark.number for mark in run.closes if mark.number}
    return Part(run.text, severities[0] if severities else None, tuple(sorted(closing)))
