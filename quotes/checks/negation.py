"""What is denied: a denial lost or put in, and words that are the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.bilingual.denials import denied_twice, otherwise_said, said_by_form, spoken_of_without
from quotes.bilingual.negations import Denial, moved_denial, plain, unmatched_denials
from quotes.bilingual.oppositions import clashes, contrast
from quotes.bilingual.passages import (
    exchanged,
    inside,
    next_after,
    rest_after,
    rest_before,
    sentence_before,
)
from quotes.bilingual.terms import english_spans, likely, spanish_spans
from quotes.checks.passages import own_words
from quotes.languages.names import one_person
from quotes.languages.negations import denied_beside, negations
from quotes.languages.sentences import in_passing
from quotes.languages.verbs import unreal
from quotes.languages.words import Language, fold, has_ellipsis, keys
from quotes.model import Case, Evidence, Severity, Span, check, worded


@check("D201", "lost-negation", "error")
def lost_negation(case: Case) -> Iterator[Evidence]:
    """The original denies what the quotation asserts.

    Why it matters: It turns a statement into its opposite, and no similarity score notices one
    small word.

    Drifts:
        No vamos a subir los impuestos.
        We are going to raise taxes.

    Clean:
        El plan no fue aceptado.
        The plan was rejected.
    """
    lost, _ = unmatched_denials(case.original, case.quote)
    for denial in lost:
        pair = case.original, case.quote, denial.negation
        said = otherwise_said(*pair) or denied_twice(*pair) or said_by_form(*pair, "es")
        if not said and _quoted(case, denial) and not _told_outside(case, denial):
            yield Evidence(
                worded(
                    "The original denies (“{said}”); the quotation does not.",
                    said=denial.negation.of(case.original),
                ),
                (denial.negation, *denial.scope[:1]),
                denial.counterpart[:1],
                _severity(case, denial),
                firm=plain(case.original, case.quote, denial),
            )
    for here, there in moved_denial(case.original, case.quote):
        yield Evidence(
            worded(
                "What is denied has changed: “{said}” in the original, “{given}” in the quotation.",
                said=here.of(case.original),
                given=there.of(case.quote),
            ),
            (here,),
            (there,),
            "warning",
        )
    yield from exchanged(case, "lost-negation", worded("The verb of the original denies"))


def _quoted(case: Case, denial: Denial) -> bool:
    """Return whether a denial stands in what is quoted, or before it in its clause.

    An ellipsis leaves out what it will, but no denial of a word that is quoted; where that word is
    said twice, the quotation may have it from the other place.
    """
    if has_ellipsis(case.quote):
        once = denial.scope and keys(case.original).count(fold(denial.scope[0].of(case.original)))
        return once == 1 and denial.bare
    return inside(case.original, case.quote, denial.negation, lead=True)


def _told_outside(case: Case, denial: Denial) -> bool:
    """Return whether the article denies in its own words before a fragment of its sentence.

    "It is not true that the hall is “falling to pieces”". Not where the fragment has the word
    that is denied.
    """
    before, found, _ = (case.sentence or "").partition(case.quote)
    if denial.bare or not found or not in_passing(case.quote):
        return False
    own = negations(before, "en")
    return bool(own.clear or own.weak)


def _severity(case: Case, denial: Denial) -> Severity:
    """Return "error" where the word denied is said bare, "info" of words quoted in passing.

    Where the next word after the denial has no counterpart, other words may deny by themselves,
    or stand for what is not quoted: of statements as newsrooms print them (training/drift,
    choose) 103 of 137 such whole ones drifted, and 56 of 106 of the words quoted in passing;
    57 of 68 where it has one.
    Who did not do it ("nadie") stands outside of a fragment that begins with its verb, in the
    article's own words.
    """
    outside = denial.negation.of(case.original).lower() in _NOBODY and case.quote[:1].islower()
    if outside and in_passing(case.quote):
        return "info"
    if denial.bare and denial.sure:
        return "error"
    return "warning" if denial.bare or not in_passing(case.quote) else "info"


_NOBODY = frozenset({"nadie", "ninguno", "ninguna"})


@check("D202", "added-negation", "error")
def added_negation(case: Case) -> Iterator[Evidence]:
    """The quotation denies what the original asserts, or the article does so beside it.

    Why it matters: It turns a statement into its opposite, and no similarity score notices one
    small word. “They never “paid the debt”” quotes well and says the opposite all the same.

    Drifts:
        Voy a renunciar mañana.
        I will not resign tomorrow.

    Clean:
        Es imposible pagar eso.
        We cannot pay that.
    """
    _, added = ((), ()) if case.word_for_word else unmatched_denials(case.original, case.quote)
    for denial in added:
        if (
            _named(case, denial.negation)
            or _accepted(case, denial.negation)
            or spoken_of_without(case.original, case.quote, denial.negation)
            or said_by_form(case.quote, case.original, denial.negation, "en")
        ):
            continue
        yield Evidence(
            worded(
                "The quotation denies (“{given}”); the original does not.",
                given=denial.negation.of(case.quote),
            ),
            denial.counterpart[:1],
            (denial.negation, *denial.scope[:1]),
            "error" if denial.sure else "warning",
            firm=plain(case.original, case.quote, denial),
        )

    said = _denied_outside(case)
    if said:
        yield Evidence(
            worded(
                "The article denies what it quotes (“{given}”); the original does not.", given=said
            ),
            severity="warning" if case.word_for_word else None,
            firm=case.source_speaker is not None,  # another may deny what an unknown one says
        )


def _denied_outside(case: Case) -> str:
    """Return the words by which the article denies what it quotes and the source asserts, or "".

    Where the source denies beside the passage, asks, or names what somebody should do, the article
    may tell just that; and one speaker may deny what another says.
    """
    said = denied_beside(*own_words(case))
    ours, theirs = case.speaker, case.source_speaker
    if not said or negations(case.quote, "en").clear:
        return ""
    if ours and theirs and not one_person(ours, theirs):
        return ""
    before = rest_before(case.before, case.original)
    if case.word_for_word:
        before = sentence_before(case.before)
    after = rest_after(case.after)
    sentence = f"{before}{case.original}{after}"
    following = next_after(case.after, after)[:_OPENING]
    if case.word_for_word and (_NOT_SAID_IN_ENGLISH.search(sentence) or _denies(sentence, "en")):
        return ""
    open_ = "?" in f"{case.original}{case.after[len(after) :][:1]}" or _NOT_SAID.search(sentence)
    denied = (
        _denies(sentence, "es") or negations(following, "es").clear or _UNTRUE.search(following)
    )
    return "" if denied or open_ or unreal(sentence) else said


def _denies(sentence: str, language: Language) -> bool:
    own = negations(sentence, language)
    return bool(own.clear or own.weak)


_NOT_SAID_IN_ENGLISH = re.compile(
    r"\b(?:[Ii]f|whether|may|might|could|should|would|must|can|ask\w*|want\w*|hop\w+|to)\b"
)
_OPENING = 60  # characters of the next sentence, which may take back what was said
_UNTRUE = re.compile(r"\b(?:mentiras?|fals[oa]s?|desm(?:ient|int)\w+|embustes?|cuentos?)\b", re.I)
# Denied, or what somebody is to do: it says of nothing that it is so.
_NOT_SAID = re.compile(
    rf"{_UNTRUE.pattern}|^\W*\w+[aei]r(?:se|l[aeo]s?)?\b|"
    r"\b(?:pid|ped|exi[gj]|quier|quer|esper|orden|deber|pod|pued|prohib|rog|rueg)\w*|\bpara\b|\bsi\b|\bojal[aá]\b",
    re.IGNORECASE,
)


def _named(case: Case, denial: Span) -> bool:
    """Return whether a denial stands in a title that the original has letter for letter."""
    words = case.quote[denial.start : denial.end + _TITLE]
    return len(words) >= _TITLE and words in case.original


_TITLE = 20  # characters: no Spanish sentence has as many English ones by chance


def _accepted(case: Case, denial: Span) -> bool:
    """Return whether a denial is part of how the glossary renders a term: "do nothing".

    Of *quedarse de brazos cruzados*, which denies nothing.
    """
    return any(
        span.overlap(denial)
        for term in likely(case.original, case.glossary.terms)
        if spanish_spans(case.original, term.spanish)
        for words in term.accepted
        for span in english_spans(case.quote, words)
    )


@check("D212", "opposite-meaning", "error")
def opposite_meaning(case: Case) -> Iterator[Evidence]:
    """A word of the quotation is the opposite of the word in the original.

    Why it matters: Approve and reject, rise and fall: the sentence reads as smoothly as the
    right one.

    Drifts:
        El concejo aprobó el presupuesto.
        The council rejected the budget.

    Clean:
        El río subió dos metros.
        The river rose two metres.
    """
    for clash in clashes(case.original, case.quote, "antonyms"):
        yield contrast(
            case, worded("Opposite words"), clash.original, clash.quote, firm=clash.name in _CLOSED
        )


# Poles that no free translation exchanges, so that no second opinion is asked for.
_CLOSED = frozenset({"north", "east", "left", "day", "legal", "guilty", "buy", "alive"})
