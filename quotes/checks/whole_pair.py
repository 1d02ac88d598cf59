"""The pair as a whole: whether it can be compared, and what no single word shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.bilingual.alignments import links
from quotes.bilingual.passages import gaps
from quotes.languages.words import (
    Difference,
    Token,
    content_words,
    differences,
    phrases,
    tokens,
    unaccented,
)
from quotes.ml.vectors import encode
from quotes.model import Case, Evidence, Finding, Span, check, worded


@check("D405", "low-overlap", "warning")
def low_overlap(case: Case) -> Iterator[Evidence]:
    """The two texts have too little in common to render each other.

    Why it matters: Either the wrong passage was found or the quotation is made up.

    Drifts:
        La cosecha de mango se perdió por el verano en toda la región.
        The council voted to privatise the regional airport next year.

    Clean:
        La cosecha de mango se perdió por la sequía.
        The mango harvest was lost to the drought.
    """
    words = len(content_words(case.quote, "en"))
    share = gaps(case.original, case.quote).quote_share
    enough = words >= _FEW and len(content_words(case.original, "es")) >= _FEW
    if enough and share < _LEAST and _near(case) < _NEAR:
        yield Evidence(
            worded(
                "Only {share} of the words of the quotation are in the original.",
                share=f"{share:.0%}",
            )
        )


_FEW = 4  # content words below which a share says nothing
_LEAST = 0.2  # share linked; 0.1 % of 6,900 faithful pairs of parallel/ lie below
_NEAR = 0.4  # cosine of the sentence vectors: 1 % of faithful news pairs lie below


def _near(case: Case) -> float:
    one, other = encode([case.original, case.quote])
    return float(one @ other)


@check("D406", "possible-drift", "warning")
def possible_drift(case: Case) -> Iterator[Evidence]:
    """The learned judge objects, and no rule says why.

    Why it matters: It reads both texts together and marks the words it doubts; read them.

    Drifts:
        (found by the learned judge, not by a rule)
        -

    Clean:
        (found by the learned judge, not by a rule)
        -
    """
    del case
    return iter(())


@check("D407", "not-comparable", "warning", stands=0.8, exclusive=True)
def not_comparable(case: Case) -> Iterator[Evidence]:
    """There is nothing to compare: a side is empty, or the languages do not fit.

    Why it matters: A score for such a pair would be a number without a meaning.

    Drifts:

        The bridge collapsed.

    Clean:
        El puente se cayó.
        The bridge collapsed.
    """
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


def failed(failures: Sequence[str]) -> Finding:
    """Return the finding that a pair was not compared in full: it must be read by a person.

    What the other checks found stands beside it, so it is not `exclusive` as evidence is.
    """
    reasons = "; ".join(failures)
    return not_comparable.finding(
        worded("The pair could not be compared in full: {reasons}.", reasons=reasons), firm=True
    )


EVEN = 0.5  # certainty below which another place is as likely: a remark
# Certainty below which a person should look: of 18 passages of the *choose* events below it 14 were
# of drifts or of nothing that the sources hold, of the 6 that nothing else was said of 4; of the 8
# such between it and EVEN one.
DOUBTED = 0.3


@check("D410", "doubtful-match", "warning", stands=0.6)
def doubtful_match(case: Case) -> Iterator[Evidence]:
    """The passage may not be the original: it was found with little certainty.

    Why it matters: Whatever else is said compares the quotation with words that may be another’s.

    Drifts:
        (found with 20 % certainty) El puente se cae.
        The school bridge is falling down.

    Clean:
        (found with 95 % certainty) El puente se cae.
        The bridge is falling down.
    """
    if case.sure < EVEN and not case.word_for_word:
        yield Evidence(
            worded(
                "Perhaps not its original: found with {sure} certainty. Read around it first.",
                sure=f"{case.sure:.0%}",
            ),
            severity="warning" if case.sure < DOUBTED else "info",
        )


@check("D408", "misquoted-words", "error")
def misquoted_words(case: Case) -> Iterator[Evidence]:
    """The source is in English, and the quotation has other words.

    Why it matters: Between quotation marks stand the words that were said; nobody had to
    translate these. Signs that are read aloud (€, %, a minus) count as words. Not misquoted:
    other marks, the capital of the first letter, text in [brackets], what an ellipsis leaves out.

    Drifts:
        (in English) We hope to double our support.
        We will double our support.

    Clean:
        (in English) We hope to double our support next year.
        We hope to double our support …
    """
    if case.word_for_word:
        for one in differences(case.quote, case.original):
            yield Evidence(_message(case, one), _where(one.original), _where(one.quote))
        if unaccented(case.quote) and not unaccented(case.original):
            yield Evidence(worded("The accents of the source are left out."), severity="info")


def _where(span: Span) -> tuple[Span, ...]:
    """Return the span unless no word stands there."""
    return (span,) if span.start < span.end else ()


def _message(case: Case, one: Difference) -> str:
    said, given = one.original.of(case.original), one.quote.of(case.quote)
    if not said:
        return worded("“{given}” is not in the source.", given=given)
    if not given:
        return worded("“{said}” of the source was left out without a mark.", said=said)
    return worded("The source says “{said}”, the quotation “{given}”.", said=said, given=given)
