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

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.denials import otherwise_said, said_by_form
from quotes.bilingual.negations import Denial, plain, unmatched_denials
from quotes.bilingual.passages import inside
from quotes.languages.sentences import in_passing
from quotes.model import Case, Check, Evidence, Severity, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the denials of the original that have no counterpart."""
    lost, _ = unmatched_denials(case.original, case.quote)
    for denial in lost:
        said = otherwise_said(case.original, case.quote, denial.negation) or said_by_form(
            case.original, case.quote, denial.negation, "es"
        )
        if not said and inside(case.original, case.quote, denial.negation, lead=True):
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


CHECK = Check("D201", "lost-negation", "error", find, __doc__ or "")
