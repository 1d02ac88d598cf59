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

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.names import NameDrift, name_drift
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.names import Name
from quotes.model import Case, Check, Evidence, Severity


def find(case: Case) -> Iterator[Evidence]:
    """Yield the names that have no counterpart on either side, together."""
    drift = name_drift(case)
    for lost, added in drift.changed:
        yield Evidence(
            f"The original names “{lost.span.of(case.original)}”, "
            f"the quotation “{added.span.of(case.quote)}”.",
            (lost.span,),
            (added.span,),
            _severity(drift, lost, added),
        )


def _severity(drift: NameDrift, lost: Name, added: Name) -> Severity:
    """Return how grave a change is: acronyms differ between the languages, titles are translated.

    Of the faithful pairs of drift2/train that a change of name was told of, most had an
    acronym on both sides (ED for TCA) or words of the lexicon on both.
    """
    if all(word.text.isupper() for word in (*lost.words, *added.words)):
        return "warning"
    known = all(back_translations(word.key) for word in lost.words)
    told = all(translations(word.key) for word in added.words)
    solid = drift.solid(added) and drift.solid_original(lost)
    return "error" if solid and not (known and told) else "warning"


CHECK = Check("D108", "changed-name", "error", find, __doc__ or "", alone=False)
