"""Scoring quotations against PolNeAR annotations: the definitions behind the figures.

A gold quotation is a stretch between double marks of one line, at least half of
which lies in an annotated content; every other stretch is a scare quote. A found
segment counts for a gold one if they share at least half of their union; it is exact
if they agree up to punctuation at the end. A speaker is right if the mention overlaps
the annotated source, a cue if it overlaps the annotated cue.

Indirect quotations are scored by content overlap: over all articles, the characters
(white space left out) that found indirect contents share with the annotated contents
that hold no gold quotation, as precision, recall and F1. Two gold standards are given:
"of speech", the annotations with a source whose cue holds a verb of saying or
"according to" (`quotes.quotations.wordlists`), which is what the program looks for, and
"of all", every annotation without marks, attitudes and actions included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.model import Quotation, Span
from quotes.quotations.wordlists import REPORTING_VERBS
from training.speakers.corpus import Attribution, holder

MARKED = re.compile(
    r"“[^“”\n]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|(?:''|``)[^\n]*?(?:''|(?=\n)|$)"
)
PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "who", "him", "her", "them", "you"})
_EDGE = " \t“”\"`'"
_TAIL = ' ,.;:!?…”"'


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold quotation: its span without marks and its attribution."""

    span: Span
    attribution: Attribution


def stripped(text: str, start: int, end: int) -> Span:
    """Return the span without marks and spaces at its edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def gold_quotations(text: str, attributions: list[Attribution]) -> list[Gold]:
    """Return the gold quotations of an article in text order."""
    found = []
    for match in MARKED.finditer(text):
        span = stripped(text, *match.span())
        attribution = holder(span, attributions) if span.end > span.start else None
        if attribution is not None:
            found.append(Gold(span, attribution))
    return found


def score_marked(
    text: str, attributions: list[Attribution], quotations: Iterable[Quotation]
) -> Counter[str]:
    """Return the counts of one article that `figures` turns into percentages."""
    counts: Counter[str] = Counter()
    found = [
        (stripped(text, s.start, s.end), q)
        for q in quotations
        if q.kind in {"direct", "mixed"}
        for s in q.segments
    ]
    counts["found"] = len(found)
    free = list(range(len(found)))
    for gold in gold_quotations(text, attributions):
        counts.update(_about(text, gold))
        best = max(free, key=lambda i: _shared(gold.span, found[i][0]), default=-1)
        if best < 0 or _shared(gold.span, found[best][0]) < 0.5:
            continue
        free.remove(best)
        exact = _core(text, gold.span) == _core(text, found[best][0])
        counts.update({"hit": 1, "exact": int(exact), "short hit": int(_is_short(text, gold))})
        if gold.attribution.source:
            counts.update(_attributed(text, gold, found[best][1], exact=exact))
    return counts


def _about(text: str, gold: Gold) -> dict[str, int]:
    return {
        "gold": 1,
        "short": int(_is_short(text, gold)),
        "sourced": int(bool(gold.attribution.source)),
        "pronouns": int(_is_pronoun(text, gold)),
    }


def _attributed(text: str, gold: Gold, quotation: Quotation, *, exact: bool) -> dict[str, int]:
    mention = quotation.speaker.mention if quotation.speaker else None
    if mention is None:
        return {"sourced hit": 1, "no speaker": 1}
    right = any(mention.span.overlap(span) for span in gold.attribution.source)
    cue = quotation.cue is not None and any(
        quotation.cue.span.overlap(span) for span in gold.attribution.cue
    )
    return {
        "sourced hit": 1,
        "speaker right": int(right),
        "pronoun right": int(right and _is_pronoun(text, gold)),
        "triple": int(right and cue and exact),
    }


def _is_short(text: str, gold: Gold) -> bool:
    return len(gold.span.of(text).split()) <= 2


def _is_pronoun(text: str, gold: Gold) -> bool:
    source = gold.attribution.source
    return bool(source) and source[0].of(text).strip().lower() in PRONOUNS


def _shared(one: Span, other: Span) -> float:
    union = max(one.end, other.end) - min(one.start, other.start)
    return one.overlap(other) / union if union else 0.0


def _core(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in _TAIL:
        end -= 1
    return Span(span.start, end)


def score_indirect(
    text: str, attributions: list[Attribution], quotations: Sequence[Quotation]
) -> Counter[str]:
    """Return the counts of characters for both gold standards of indirect quotations."""
    quoted = {id(gold.attribution) for gold in gold_quotations(text, attributions)}
    plain = [a for a in attributions if id(a) not in quoted]
    speech = [a for a in plain if a.source and _is_speech(text, a)]
    found = _characters(text, (s for q in quotations if q.kind == "indirect" for s in q.segments))
    counts: Counter[str] = Counter({"indirect found": len(found)})
    for name, gold in (("speech", speech), ("all", plain)):
        wanted = _characters(text, (s for a in gold for s in a.content))
        counts[f"{name} wanted"] = len(wanted)
        counts[f"{name} shared"] = len(wanted & found)
    return counts


def _is_speech(text: str, attribution: Attribution) -> bool:
    words = " ".join(span.of(text) for span in attribution.cue).lower().split()
    return "according" in words or any(_stems(word) & REPORTING_VERBS for word in words)


def _stems(word: str) -> set[str]:
    """Return what the lemma of an English verb form can be, without a parser."""
    irregular = {"said": "say", "told": "tell", "wrote": "write", "swore": "swear"}
    cut = {word[: -len(e)] + new for e in ("s", "es", "ed", "d", "ing") for new in ("", "e")
           if word.endswith(e)}  # fmt: skip
    cut |= {word[:-3] + "y"} if word.endswith(("ied", "ies")) else set()
    return {word, irregular.get(word, word)} | cut


def _characters(text: str, spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end) if not text[i].isspace()}
