"""There is nothing to compare: a side is empty, or the languages do not fit.

Why it matters: A score for such a pair would be a number without a meaning.

Drifts:

    The bridge collapsed.

Clean:
    El puente se cayó.
    The bridge collapsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.bilingual.alignments import links
from quotes.languages.words import Token, phrases, tokens
from quotes.model import Case, Check, Evidence, Finding, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the reason why the pair cannot be compared."""
    reason = incomparable(case.original, case.quote)
    if reason:
        yield Evidence(reason)


# --- Whether a pair can be compared at all: words on both sides, Spanish here, English there.

_ENOUGH = 8  # words from which the language can be told
_MARGIN = 3  # times as many function words of the other language


def incomparable(original: str, quote: str) -> str | None:
    """Return why two texts cannot be compared, None if they can."""
    here, there = _words(original), _words(quote)
    if not here or not there:
        both = not here and not there
        return (
            worded("Neither text holds a word.")
            if both
            else worded("The original holds no words, the quotation does.")
            if not here
            else worded("The quotation holds no words, the original does.")
        )
    if _language(here) == "en" and _language(there) == "en":
        return worded("Both texts are English: compare them word for word.")
    if _language(here) == "es" and _language(there) == "es":
        return worded("Both texts are Spanish: give the English quotation.")
    if _language(here) == "en" and _language(there) == "es":
        return worded("The texts are the wrong way round: the Spanish original comes first.")
    return None if _linked(original, quote, there) else _foreign(here, there)


_LINKED = 0.3  # share of the quotation's words with a counterpart: a headline has no others


def _linked(original: str, quote: str, words: list[Token]) -> bool:
    """Return whether enough words render each other, as in lines of names and figures."""
    return len(links(original, quote)) >= _LINKED * len(words)


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.text[0].isalnum()]


def _foreign(here: list[Token], there: list[Token]) -> str | None:
    for words, reason in (
        (here, worded("The original is not Spanish.")),
        (there, worded("The quotation is not English.")),
    ):
        if len(words) >= _ENOUGH and _language(words) is None and not _share(words):
            return reason
    return None


def _share(words: list[Token]) -> int:
    return sum(w.key in phrases("function_words", lang) for w in words for lang in _LANGUAGES)


_LANGUAGES = ("spanish", "english")


def _language(words: list[Token]) -> str | None:
    """Return "es" or "en" by function words of that language alone, None if in doubt."""
    both = phrases("function_words", "spanish") & phrases("function_words", "english")
    counts = [
        sum(w.key in phrases("function_words", language) and w.key not in both for w in words)
        for language in _LANGUAGES
    ]
    if len(words) < _ENOUGH or max(counts) < 3 or max(counts) < _MARGIN * min(counts):
        return None
    return "es" if counts[0] > counts[1] else "en"


CHECK = Check("D407", "not-comparable", "warning", find, __doc__ or "", stands=0.8, exclusive=True)


def failed(failures: Sequence[str]) -> Finding:
    """Return the finding that a pair was not compared in full: it must be read by a person.

    What the other checks found stands beside it, so it is not `exclusive` as evidence is.
    """
    reasons = "; ".join(failures)
    return CHECK.finding(
        worded("The pair could not be compared in full: {reasons}.", reasons=reasons), firm=True
    )
