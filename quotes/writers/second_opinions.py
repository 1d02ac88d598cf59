"""Second opinions and further back-translations, in words for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotes.model import AuditedQuotation, Opinion, OpinionError, Span, Translation
from quotes.writers.shown_text import one_line, runs, visible

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
