"""A glossary term is rendered by words that mislead.

Why it matters: Institutions and steps of a case have no free synonyms: the Procuraduría is
not the Attorney General’s Office, and an imputación is not a conviction.

Drifts:
    La Procuraduría abrió la investigación.
    The Attorney General's Office opened the investigation.

Clean:
    La Contraloría revisó las cuentas.
    The Comptroller's Office reviewed the accounts.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.glossaries import shipped
from quotes.languages.pairs.abroad import abroad
from quotes.languages.pairs.renderings import misrendered
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the undisputed terms that stand in a misleading rendering.

    The shipped glossary is Colombia's: of another country its terms are only remarked on.
    """
    home = f"{shipped()[0]}:"
    for term, original, quote in misrendered(case, disputed=False):
        yield Evidence(
            f"“{original.of(case.original)}” is {' or '.join(term.accepted[:2])}, "
            f"not “{quote.of(case.quote)}”. {term.note}".strip(),
            (original,),
            (quote,),
            "info" if term.origin.startswith(home) and abroad(case) else None,
        )


CHECK = Check("D301", "misleading-term", "error", find, __doc__ or "")
