"""A passage as its source has it: whole clauses, the mark that closes it, no stubs.

The passage of a case is a stretch found by words. Whether it ends a sentence is told by
the mark right after it; a word or two of another sentence at its ends are no part of it;
what stands before it in its sentence is, where the quotation renders that too.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.bilingual.alignments import links
from quotes.bilingual.edges import whole
from quotes.languages.sentences import sentences
from quotes.languages.words import content_words, tokens
from quotes.model import Case

_CLOSING = ".!?…"
_FIRM = 0.1  # weaker links are found between any two sentences
_STUB = 2  # content words at most of a sentence begun at the end of a passage


def completed(case: Case) -> Case:
    """Return the case with its original ended where a sentence ends, if one ends there.

    Offsets into the original stay as they are.
    """
    stub = _stub(case.original, case.quote)
    if stub:
        at = len(case.original) - stub
        return replace(case, original=case.original[:at], after=f"{case.original[at:]}{case.after}")
    if not whole(case.original) and case.after[:1] in set(_CLOSING):
        return replace(case, original=case.original + case.after[0], after=case.after[1:])
    return case


def opening_stub(case: Case) -> int:
    """Return the length of the end of another sentence at the start of a passage."""
    found = sentences(case.original)
    if len(found) < 2 or len(sentences(case.quote)) >= len(found):
        return 0
    first = found[0].of(case.original)
    alien = first[:1].islower() and len(content_words(first, "es")) < _STUB
    return found[1].start if alien and case.before.strip() else 0


def clause_before(before: str) -> str:
    """Return what stands before the passage in the same sentence, "" if it begins one."""
    if not before.rstrip() or before.rstrip()[-1] in _STOPS:
        return ""
    start = max(before.rfind(mark) for mark in _STOPS) + 1
    clause = before[start:].lstrip()
    return clause if start and len(clause) <= _LONGEST else ""


_STOPS = ".!?…:;«»“”\n"
_LONGEST = 160  # characters of a clause put before a passage


def _stub(original: str, quote: str) -> int:
    """Return the length of the unfinished sentence at the end of a passage, 0 if it is none.

    None where the quotation has as many sentences, or renders a word of it.
    """
    found = sentences(original)
    if len(found) < 2 or whole(original) or len(sentences(quote)) >= len(found):
        return 0
    if len(content_words(found[-1].of(original), "es")) >= _STUB:
        return 0
    words = tokens(original)
    if any(
        link.strength >= _FIRM and words[link.original].span.start >= found[-1].start
        for link in links(original, quote)
    ):
        return 0
    return len(original) - found[-2].end
