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

import re
from collections.abc import Iterator
from functools import lru_cache

from quotes.bilingual.passages import exchanged
from quotes.bilingual.terms import misrendered, taken_for
from quotes.languages.glossaries import shipped
from quotes.languages.words import fold, keys, mid_capitals, phrases, tokens
from quotes.model import Case, Check, Evidence, either, noted, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield things taken for others, and undisputed terms in a misleading rendering.

    The shipped glossary is Colombia's: of another country its terms are only remarked on.
    """
    yield from exchanged(case, "misleading-term", worded("Another stage of a case"))
    for word, other in taken_for(case.original, case.quote):
        said, given = word.of(case.original), other.of(case.quote)
        message = worded(
            "“{said}” of the original is “{given}” in the quotation.", said=said, given=given
        )
        yield Evidence(message, (word,), (other,), firm=True)
    home = f"{shipped()[0]}:"
    for term, original, quote in misrendered(case, disputed=False):
        yield Evidence(
            noted(
                worded(
                    "“{said}” is {accepted}, not “{given}”.",
                    said=original.of(case.original),
                    accepted=either(term.accepted),
                    given=quote.of(case.quote),
                ),
                term.note,
            ),
            (original,),
            (quote,),
            "info" if term.origin.startswith(home) and abroad(case) else None,
        )


# --- Whether a case speaks of another country than Colombia, whose terms the glossary holds.
#
# "El canciller" is Colombia's foreign minister and Germany's head of government; "la
# Procuraduría" of an English text is no disciplinary body. Where the text names another
# country, or people whose names are spelled as no Spanish name is, the reader must decide.

# Letters and groups of letters that Spanish names do not have.
_FOREIGN = re.compile(
    r"[kw]|th|sh|ph|ck|gh|tz|h[nmlr]|sch|oo|ee|([bdfgmpstz])\1|y(?=[bcdfgklmnpqrstvwxz])|"
    r"[bcfgkmpqtvwx]$|[^aeiouy\W][^aeiouys\W]$"
)
_MOST = 0.5  # of the names on a side
_LEAST = 2  # such names


def abroad(case: Case) -> bool:
    """Return whether a case is set in another country, and nothing in it in Colombia."""
    return _abroad(case.original, case.quote, f"{case.before} {case.after}")


@lru_cache(maxsize=512)
def _abroad(original: str, quote: str, context: str) -> bool:
    text = f" {' '.join((*keys(original), *keys(quote), *keys(context)))} "
    if _holds(text, "home"):
        return False
    return _holds(f" {' '.join(keys(original))} ", "countries") or _foreign_names(original)


def _holds(text: str, key: str) -> bool:
    """Return whether a text holds a word of a list; "-o" also as "-a", "-os", "-as"."""
    for entry in phrases("abroad", key):
        forms = (entry, *(entry[:-1] + e for e in ("a", "os", "as"))) if entry[-1] == "o" else (
            entry, entry + "es", entry + "a", entry + "s"
        )  # fmt: skip
        if any(f" {form} " in text for form in forms):
            return True
    return False


def _foreign_names(original: str) -> bool:
    """Return whether most names are spelled as no Spanish name is."""
    starts = mid_capitals(original)
    names = {t.key for t in tokens(original) if t.span.start in starts and not t.text.isupper()}
    foreign = [name for name in names if _FOREIGN.search(fold(name))]
    return len(foreign) >= max(_LEAST, _MOST * len(names))


CHECK = Check("D301", "misleading-term", "error", find, __doc__ or "", stands=0.75)
