"""A stronger or a weaker word than was said.

Why it matters: “Regular” is mediocre, not terrible; “preocupante” is worrying, not
catastrophic. Two steps on a scale are an error, one step a warning.

Drifts:
    El estado de la vía es regular.
    The state of the road is terrible.

Clean:
    La situación es preocupante.
    The situation is worrying.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from quotes.bilingual.alignments import links
from quotes.bilingual.oppositions import untaken
from quotes.bilingual.passages import exchanged
from quotes.languages.words import first_texts, occurrences, tokens, vocabulary
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield graded words that moved along their scale."""
    yield from exchanged(case, "changed-intensity", worded("Another degree"))
    for change in intensity_changes(case.original, case.quote):
        yield Evidence(
            _degree(case, change),
            change.original,
            change.quote,
            "error" if abs(change.steps) > 1 else "warning",
        )


def _degree(case: Case, change: IntensityChange) -> str:
    given, said = first_texts(case.quote, change.quote), first_texts(case.original, change.original)
    if change.steps > 0:
        return worded("{given} is stronger than {said}.", given=given, said=said)
    return worded("{given} is weaker than {said}.", given=given, said=said)


# --- Graded words that moved along their scale: worrying, serious, catastrophic.

_GRADES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class IntensityChange:
    """Where the graded words are; how many steps stronger the quotation is (or weaker, below 0)."""

    original: tuple[Span, ...]
    quote: tuple[Span, ...]
    steps: int


@cache
def _scales() -> tuple[str, ...]:
    return tuple(vocabulary("intensity"))


def intensity_changes(original: str, quote: str) -> Iterator[IntensityChange]:
    """Yield the scales on which each side holds one grade, and not the same."""
    for scale in _scales():
        here = _grades(original, scale, "es")
        there = _grades(quote, scale, "en")
        if len(here) != 1 or len(there) != 1:
            continue
        (one, spanish), (other, english) = *here.items(), *there.items()
        if one == other:
            continue
        free = untaken(original, quote, spanish, english)
        if free == english and not _rendered(original, quote, spanish, english):
            yield IntensityChange(spanish, free, other - one)


def _grades(text: str, scale: str, language: str) -> dict[int, tuple[Span, ...]]:
    found = {g: occurrences(text, "intensity", f"{scale}.{language}_{g}") for g in _GRADES}
    return {grade: spans for grade, spans in found.items() if spans}


def _rendered(
    original: str, quote: str, spanish: tuple[Span, ...], english: tuple[Span, ...]
) -> bool:
    """Return whether the original's graded word is rendered by some other English word."""
    left, right = tokens(original), tokens(quote)
    return any(
        link.strength >= 0.15
        and any(left[link.original].span.overlap(span) for span in spanish)
        and not any(right[link.quote].span.overlap(span) for span in english)
        for link in links(original, quote)
    )


CHECK = Check("D211", "changed-intensity", "warning", find, __doc__ or "")
