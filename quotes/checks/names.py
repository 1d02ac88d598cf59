"""Names of the original and of the quotation: one for another, one missing, one put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.bilingual.names import name_drift, names_exchanged, names_turned, unmatched_names
from quotes.bilingual.passages import inside
from quotes.languages.names import names, one_person
from quotes.languages.sentences import in_passing
from quotes.languages.words import bracketed, keys, reported
from quotes.model import Case, Evidence, Severity, Span, check, worded


@check("D108", "changed-name", "error")
def changed_name(case: Case) -> Iterator[Evidence]:
    """A name of the original is another name in the quotation.

    Why it matters: A statement about one person, place or institution becomes a statement about
    another.

    Drifts:
        Hablé con Julián Ospina sobre el contrato.
        I spoke with Hernán Castellar about the contract.

    Clean:
        La ONU y los EE. UU. apoyan el plan.
        The UN and the United States support the plan.
    """
    told: list[Span] = []
    turned = names_turned(case.original, case.quote)
    for one in (*names_exchanged(case), *((turned,) if turned else ())):
        told.append(one.original)
        severity: Severity = "error" if one.sure else "warning"
        yield _exchanged(case, one.original, one.quote, severity)
    for lost, added in name_drift(case).changed:
        if not any(lost.span.overlap(span) for span in told):
            yield _exchanged(case, lost.span, added.span, "info")


def _exchanged(case: Case, original: Span, quote: Span, severity: Severity) -> Evidence:
    message = _another(original.of(case.original), quote.of(case.quote))
    return Evidence(message, (original,), (quote,), severity, firm=severity == "error")


def _another(said: str, given: str) -> str:
    return worded("The original names “{said}”, the quotation “{given}”.", said=said, given=given)


# "He [Julio Ferrán]" where whom the source named last before its "él" is Hernán Castellar.
_IN_BRACKETS = re.compile(r"[\[(](?P<said>[^\])]{2,60})[\])]")
_LABEL = re.compile(r"\s*:")


def another_in_brackets(case: Case) -> Iterator[Evidence]:
    """Yield the names alone in brackets where the source names another person there or before."""
    speaker = case.source_speaker or ""
    before = [
        name.span.of(case.before)
        for name in names(case.before, "en" if case.word_for_word else "es")
        if len(name.words) > 1 and not _LABEL.match(case.before, name.span.end)
    ]
    before = [name for name in before if not one_person(speaker, name)]
    if not case.word_for_word:
        lost, _ = unmatched_names(case.original, case.quote)
        before += [name.span.of(case.original) for name in lost]
    known = set(keys(f"{speaker} {case.before} {case.original}"))
    given = {name.span: name for name in names(case.quote, "en")}
    for found in _IN_BRACKETS.finditer(case.quote) if before else ():
        name = given.get(Span(*found.span("said")))
        if name and known.isdisjoint(word.key for word in name.words):
            yield Evidence(_another(before[-1], found["said"]), (), (name.span,), firm=True)


@check("D109", "lost-name", "warning")
def lost_name(case: Case) -> Iterator[Evidence]:
    """A name of the original is missing from the quotation.

    Why it matters: Who is accused, thanked or promised something is the heart of many
    statements.

    Drifts:
        El contrato lo firmó Yolanda Cifuentes en mi oficina.
        The contract was signed in my office.

    Clean:
        Los Estados Unidos ayudaron.
        America helped.
    """
    drift = name_drift(case)
    for name in drift.lost:
        within = inside(case.original, case.quote, name.span)
        if drift.solid_original(name) and within and not reported(case.original, name.span):
            yield Evidence(
                worded(
                    "“{said}” of the original is not in the quotation.",
                    said=name.span.of(case.original),
                ),
                (name.span,),
                severity="info" if in_passing(case.quote) or _example(case, name.span) else None,
            )


# "Eso no lo arregla ni Mandrake", "not even a magician can fix that": whoever is named stands for
# all the others.
_NOT_EVEN = re.compile(
    r"\bni\s+(?:siquiera\s+)?(?:(?:a|al|con|de|del|el|la|los|las|san|santa|don|doña)\s+){0,2}$",
    re.IGNORECASE,
)
_EVEN = re.compile(r"\b(?:even|nobody|no one|anyone|anybody|ever|in the world)\b", re.IGNORECASE)


def _example(case: Case, span: Span) -> bool:
    """Return whether a name only stands for a saying, which the quotation renders without it."""
    return bool(_NOT_EVEN.search(case.original[: span.start]) and _EVEN.search(case.quote))


@check("D110", "added-name", "warning")
def added_name(case: Case) -> Iterator[Evidence]:
    """A name of the quotation is in neither the original nor its context.

    Why it matters: A pronoun made into a name is an interpretation, and it may be the wrong
    one. Text in [brackets] is the journalist’s own and exempt.

    Drifts:
        Él sabía de los sobornos.
        Hernán Castellar knew about the bribes.

    Clean:
        Él sabía de los sobornos.
        [Castellar] knew about the bribes.
    """
    drift = name_drift(case)
    for name in drift.added:
        if drift.solid(name) and not bracketed(case.quote, name.span):
            words = name.span.of(case.quote)
            yield Evidence(
                worded("The quotation names “{given}”; the original does not.", given=words),
                (),
                (name.span,),
                "info" if _DEMONYM.fullmatch(words) and _noun_follows(case, name.span) else None,
            )


# "The Colombian state" for "el Estado": an adjective of place says what the reader there knows.
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ean|ese|ish|ican|ban|guan|yan|chi)", re.ASCII)
_NOUN = re.compile(r"\s+[a-z]")


def _noun_follows(case: Case, span: Span) -> bool:
    return bool(_NOUN.match(case.quote, span.end))
