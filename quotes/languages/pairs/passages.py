"""A passage as its source has it: with the mark that closes it, without a stub of the next one.

The passage of a case is a stretch found by words. Whether it ends a sentence is told by
the mark right after it; a word or two of the next sentence at its end are no part of it.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.languages.pairs.edges import whole
from quotes.languages.sentences import sentences
from quotes.languages.words import content_words
from quotes.model import Case

_CLOSING = ".!?…"
_STUB = 2  # content words at most of a sentence begun at the end of a passage


def completed(case: Case) -> Case:
    """Return the case with its original ended where a sentence ends, if one ends there.

    Offsets into the original stay as they are.
    """
    stub = _stub(case.original)
    if stub:
        at = len(case.original) - stub
        return replace(case, original=case.original[:at], after=f"{case.original[at:]}{case.after}")
    if not whole(case.original) and case.after[:1] in set(_CLOSING):
        return replace(case, original=case.original + case.after[0], after=case.after[1:])
    return case


def _stub(original: str) -> int:
    """Return the length of the unfinished sentence at the end of a passage, 0 if it is none."""
    found = sentences(original)
    if len(found) < 2 or whole(original):
        return 0
    if len(content_words(found[-1].of(original), "es")) >= _STUB:
        return 0
    return len(original) - found[-2].end
