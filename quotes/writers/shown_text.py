"""What readers are shown in every format: an article's words made harmless, statuses, opinions.

An article may hold escape sequences that repaint a terminal, or bidirectional controls that show
words in another order than they are stored. Both would let a text lie about itself in a report,
so they are shown instead of obeyed. Words are counted in lines and cut into runs for marking. A
status has a label, a sign and a sentence that says what it means, and an order of reading.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, Literal, TypeVar

from quotes.languages.names import one_person
from quotes.model import (
    SEVERITIES,
    AuditedArticle,
    AuditedQuotation,
    Finding,
    Opinion,
    OpinionError,
    Passage,
    Report,
    Severity,
    Source,
    Span,
    Speaker,
    Status,
    Translation,
    worded,
)

KEPT = "\n\t\u200b\u200c\u200d\u2060\u00ad\ufeff"
"""Line structure, and the invisible joiners and breaks that web texts are full of."""
SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return `text` with each lone surrogate replaced, one character for one.

    File names that are no UTF-8 carry such characters; no encoder accepts them.
    Offsets into the text stay true.
    """
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Return `text` with control, format and bidirectional characters shown as signs."""
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(_sign(character) for character in text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `visible(text)` on one line, with white space collapsed to single spaces."""
    return " ".join(visible(" ".join(text.split())).split())


def _sign(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] != "C" or category in ("Cn", "Co") or character in KEPT:
        return character
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the "control pictures" block mirrors ASCII
    return "\N{SYMBOL FOR DELETE}" if character == "\x7f" else f"[U+{ord(character):04X}]"


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, character in enumerate(text) if character == "\n"))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def original_of(audited: AuditedQuotation) -> str:
    """Return what was said, with a sign between passages that do not follow each other."""
    texts = [passage.text for passage in audited.passages]
    return " […] ".join(texts) if " ".join(texts) == audited.original else audited.original


LEAST = 3  # words of a near passage that is shown


def nearest(audited: AuditedQuotation) -> Passage | None:
    """Return the passage nearest to a quotation without original, which the page shows first."""
    candidates = audited.location.candidates if audited.status == "no-original" else ()
    return next(filter(is_telling, candidates), None)


def is_telling(near: Passage) -> bool:
    """Return whether a passage that only came near has words enough to be told."""
    return len(near.text.split()) >= LEAST


def other_speakers(
    named: Speaker | None, passages: Iterable[Passage], sources: Mapping[str, Source]
) -> list[str]:
    """Return who speaks in the passages, as their sources have it, and is not whom `named` is."""
    said = [speaker_in(passage, sources) for passage in passages]
    return [
        name
        for name in dict.fromkeys(filter(None, said))
        if not (named and (name == named.name or one_person(name, named.name)))
    ]


def speaker_in(passage: Passage, sources: Mapping[str, Source]) -> str | None:
    """Return who speaks in a passage: there, else in the whole of its source."""
    source = sources.get(passage.document)
    return passage.speaker or (source.speaker if source else None)


def whole_span(audited: AuditedQuotation) -> Span:
    """Return the stretch of the article from a quotation's first segment to its last."""
    segments = audited.quotation.segments
    return Span(segments[0].start, segments[-1].end) if segments else Span(0, 0)


def region_of(article: AuditedArticle, audited: AuditedQuotation) -> tuple[int, int, int, int]:
    """Return line and column of a quotation's start and of its end, which is excluded.

    They are those of the article's file; of its text where the file has no lines of its own.
    """
    if audited.place:
        return audited.place
    text, span = article.article.text, whole_span(audited)
    return *line_and_column(text, span.start), *line_and_column(text, span.end)


def place_of(article: AuditedArticle, audited: AuditedQuotation) -> str:
    """Return "path:line:column" of a quotation, which terminals and editors open.

    Where the file has no lines of its own (Word, PDF, mail), which paragraph it stands in.
    """
    path = article.article.path
    if audited.place:
        line, column, *_ = audited.place
        return f"{path}:{line}:{column}"
    return f"{path}, paragraph {paragraph_of(article, audited)}"


def paragraph_of(article: AuditedArticle, audited: AuditedQuotation) -> int:
    """Return which paragraph of its article a quotation begins in, from 1."""
    before = article.article.text[: whole_span(audited).start + 1]
    return sum(1 for line in before.split("\n") if line.strip())


Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Run(Generic[Mark]):
    """A stretch of text that lies in the same marks throughout.

    `marks` cover it, in the order given; `opens` and `closes` are those that begin
    or end with it.
    """

    text: str
    span: Span
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def runs(
    text: str, marked: Sequence[tuple[Span, Mark]], within: Span | None = None
) -> list[Run[Mark]]:
    """Cut `text` (or the stretch `within` of it) at every border of a marked span.

    The runs joined give the text back. Spans may overlap, nest or reach beyond
    the text; empty ones are dropped.
    """
    frame = _clipped(within or Span(0, len(text)), Span(0, len(text)))
    held = [(_clipped(span, frame), mark) for span, mark in marked]
    held = [(span, mark) for span, mark in held if span.start < span.end]
    borders = {frame.start, frame.end} | {edge for s, _ in held for edge in (s.start, s.end)}
    edges = sorted(borders)
    return [_run(text, Span(start, end), held) for start, end in pairwise(edges)]


def _run(text: str, span: Span, held: Sequence[tuple[Span, Mark]]) -> Run[Mark]:
    over = [(s, mark) for s, mark in held if s.start <= span.start and span.end <= s.end]
    return Run(
        text=span.of(text),
        span=span,
        marks=tuple(mark for _, mark in over),
        opens=tuple(mark for s, mark in over if s.start == span.start),
        closes=tuple(mark for s, mark in over if s.end == span.end),
    )


def _clipped(span: Span, frame: Span) -> Span:
    start = min(max(span.start, frame.start), frame.end)
    return Span(start, min(max(span.end, start), frame.end))


Colour = Literal["red", "magenta", "yellow", "blue", "green", "cyan"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How one status is shown: a label, a sign and a colour, and what it says in a sentence."""

    label: str
    sign: str
    colour: Colour
    meaning: str


WORDINGS: dict[Status, Wording] = {
    "drift": Wording(worded("Drift"), "✗", "red", "The meaning changed in translation."),
    "misquoted": Wording(
        worded("Misquoted"), "≠", "magenta", "Said in English, and the words differ."
    ),
    "review": Wording(
        worded("Review"), "?", "yellow", "Something differs that a person should read."
    ),
    "no-original": Wording(
        worded("No original found"),
        "○",
        "blue",
        "No original found: unverifiable with these sources. That does not make it false.",
    ),
    "faithful": Wording(
        worded("Faithful"), "✓", "green", "The original was found, and no drift was seen."
    ),
    "verbatim": Wording(worded("Verbatim"), "=", "cyan", "Word for word as the source has it."),
}
"""Every status in reading order: what may cost a correction comes first."""

RANK: dict[Status, int] = {status: rank for rank, status in enumerate(WORDINGS)}


def urgent_first(quotations: Iterable[AuditedQuotation]) -> list[AuditedQuotation]:
    """Return the quotations by status, then by falling risk, then as in the text."""
    return sorted(quotations, key=lambda audited: (RANK[audited.status], -(audited.risk or 0.0)))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by severity: error, warning, info."""
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def severity_rank(severity: Severity) -> int:
    """Return 0 for an error, 1 for a warning, 2 for information."""
    return SEVERITIES.index(severity)


def urgent_articles_first(report: Report) -> list[AuditedArticle]:
    """Return the articles by how many quotations of each status they hold, worst status first."""

    def key(audited: AuditedArticle) -> tuple[int, ...]:
        held = Counter(quotation.status for quotation in audited.quotations)
        return tuple(-held[status] for status in WORDINGS)

    return sorted(report.articles, key=key)


def counts(report: Report) -> dict[Status, int]:
    """Return how many quotations have each status, zeros included, in reading order."""
    held = Counter(q.status for article in report.articles for q in article.quotations)
    return {status: held[status] for status in WORDINGS}


def summary(report: Report) -> str:
    """Return one line: "2 articles, 9 quotations: 1 drift, 2 review, …"."""
    held = counts(report)
    total = sum(held.values())
    parts = [f"{n} {WORDINGS[status].label.lower()}" for status, n in held.items() if n]
    head = f"{_plural(len(report.articles), 'article')}, {_plural(total, 'quotation')}"
    return f"{head}: {', '.join(parts)}" if parts else head


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def doubt(*, sure: bool, candidates: Sequence[str]) -> str:
    """Return what follows a speaker's name who is not sure: "", or " (uncertain; or X)"."""
    if sure:
        return ""
    return f" (uncertain; or {candidates[0]})" if candidates else " (uncertain)"


Data = dict[str, Any]


def opinion_head(opinion: Opinion) -> str:
    """Return in a few words whose opinion it is and what it says: "qwen (ollama): drift"."""
    named = opinion.name if opinion.model in opinion.name else f"{opinion.model}, {opinion.name}"
    return one_line(f"{named}: {_said(opinion)}")


def opinion_lines(opinion: Opinion, original: str, quote: str) -> Iterator[str]:
    """Yield what an opinion says of a pair, a line for each error it names."""
    yield opinion_head(opinion)
    for error in opinion.errors:
        yield one_line(error_line(error, original, quote))


def error_line(error: OpinionError, original: str, quote: str) -> str:
    """Return an error with the words on both sides."""
    sides = (
        *(f"“{span.of(quote)}”" for span in error.quote),
        *(f"«{span.of(original)}»" for span in error.original),
    )
    said = f": {error.message}" if error.message else ""
    return f"{' / '.join(sides)} ({error.category}, {error.severity}){said}"


def opinion_data(opinion: Opinion, audited: AuditedQuotation) -> Data:
    """Return what the page shows of an opinion."""
    original, quote = audited.original, audited.quotation.text
    return {
        "model": one_line(opinion.model or opinion.name),
        "name": one_line(f"{opinion.name} {opinion.version}".strip()),
        "verdict": opinion.verdict,
        "score": opinion.score,
        "risk": opinion.risk,
        "refused": opinion.refused and visible(opinion.refused),
        "dropped": opinion.dropped,
        "errors": [
            {
                "quote": [visible(span.of(quote)) for span in error.quote],
                "original": [visible(span.of(original)) for span in error.original],
                "kind": one_line(f"{error.category}, {error.severity}"),
                "message": visible(error.message),
            }
            for error in opinion.errors
        ],
    }


def back_data(back: Translation | None) -> Data | None:
    """Return what the page shows of a back-translation, and of those of other engines."""
    if back is None:
        return None
    others = [
        {
            "text": visible(other.refused or other.text),
            "engine": one_line(f"{other.engine} {other.version}"),
            "given": not other.refused,
        }
        for other in back.others
    ]
    return {
        "text": visible(back.refused or back.text),
        "parts": shared_parts(back.text, back.agreed),
        "engine": one_line(f"{back.engine} {back.version}"),
        "others": others,
    }


def shared_parts(text: str, agreed: tuple[Span, ...]) -> list[list[Any]]:
    """Return a text in parts, each with 1 where every engine has these words, else 0."""
    marked = [(span, 1) for span in agreed]
    return [[visible(run.text), int(bool(run.marks))] for run in runs(text, marked)]


def back_lines(back: Translation | None) -> Iterator[str]:
    """Yield the back-translation and those of other engines; what all share is in brackets."""
    if back is None or not back.others:
        return
    words = "".join(f"[{part}]" if shared else part for part, shared in _joined(back))
    yield one_line(f"{back.engine}: {back.refused or words}")
    for other in back.others:
        yield one_line(f"{other.engine}: {other.refused or other.text}")


def _joined(back: Translation) -> list[tuple[str, bool]]:
    """Return the text in runs: words shared one after the other are one run."""
    joined: list[tuple[str, bool]] = []
    for part, shared in shared_parts(back.text, back.agreed):
        between = not shared and not part.strip() and joined and joined[-1][1]
        if joined and (between or bool(shared) == joined[-1][1]):
            joined[-1] = (joined[-1][0] + part, joined[-1][1])
        else:
            joined.append((part, bool(shared)))
    return joined


def _said(opinion: Opinion) -> str:
    if opinion.refused:
        return f"no opinion ({opinion.refused})"
    said = opinion.verdict or f"score {opinion.score:.2f}"
    moved = f", risk with it {opinion.risk:.2f}" if opinion.risk is not None else ""
    return said + moved
