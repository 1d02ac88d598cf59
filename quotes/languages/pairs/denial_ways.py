"""Denials that the other language says without one: "aún no" is "yet to", "da igual" "don't care".

Each way is a Spanish pattern that holds the denial and the English words that say the same;
most come from reading the faithful pairs of TICO-19 and MT-GenEval that a comparison of
denials objected to.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.pairs.denied_denials import denied_in_one
from quotes.model import Span

_WAYS = tuple(
    (re.compile(spanish, re.IGNORECASE), re.compile(english, re.IGNORECASE))
    for spanish, english in (
        (
            r"\b(?:aún|todavía)\s+(?:no|ningun[oa]?|ningún|nadie)\b|\bno\b[^.;:]{0,40}\b(?:aún|todavía)\b",
            r"\b(?:still|yet|remain(?:s|ed|ing)?|pending|await(?:s|ing)?|soon|under way)\b",
        ),
        (
            r"\b(?:para|de|a fin de|(?:recomi?end|aconsej|sugi?er|p[ei]d)\w*)(?:\s+que)?\s+no\b",
            r"\b(?:against|away|off|out of it|(?:from|out of|lest)\s+(?:\w+\s+){0,2}\w+ing)\b",
        ),
        (
            r"\b(?:hace|hacía|llev[aeo]\w*)\b[^.;:]{0,30}\bno\b",
            r"\bsince\b|\bfor (?:years|months)\b|\b(?:a|some) while\b|\blong time\b|\bages\b",
        ),
        (
            r"\bya\s+(?:no|nadie|nada)\b",
            r"\bover\b|\bgone\b|\bended\b|\bformer(?:ly)?\b|\bout of\b",
        ),
        (
            r"\bno\s+(?:\w+\s+){0,3}?(?:tan(?:t[oa]s?)?|muy|demasiad[oa]s?)\b",
            r"\bless\b|\bfewer\b|\bfalls? short\b|\bfell short\b|\bloose(?:ly)?\b",
        ),
        (
            r"\bno\s+\w+\s+(?:otro remedio|más remedio|más que)\b",
            r"\bjust\b|\bonly\b|\bmust\b|\bha[ds] to\b",
        ),
        (
            r"\bno\s+(?:se\s+|l[oa]s?\s+)?(?:(?:ha[ns]?|hemos|pued\w+|pod\w+)\s+)?(?:descart|exclu)\w+",
            r"\b(?:possib\w+|may|might|could|open|on the table)\b",
        ),
        (
            r"\bno\s+(?:se\s+|l[oa]s?\s+)?(?:pued\w+\s+)?n(?:eg|ieg)\w+",
            r"\b(?:admit\w*|acknowledg\w+|conced\w+|undeniabl\w+)",
        ),
        (
            r"\bno\b[^.;:]{0,30}\b(?:más|qued\w+)\b",
            r"\bout of\b|\bno longer\b|\br[au]n out\b|\bgone\b",
        ),
        (
            r"\bsi no\b",
            r"\b(?:otherwise|or|unless|else)\b",
        ),
        (
            r"\bno\s+(?:te|le|se|l[oa]|os|les|me|nos)?\s*\w+",
            r"\b(?:stay|keep)\s+(?:\w+\s+){0,2}(?:away|off|out|clear)\b"
            r"|\b(?:leave \w+ alone|hands off)\b",
        ),
        (
            r"\b(?:no|nunca|tampoco)\b[^.;:]{0,20}"
            r"\b(?:tom\w+ parte|particip\w+|asist\w+|acud\w+|f?u[ei]\w*|va\w*)",
            r"\b(?:skip(?:s|ped|ping)?|boycott\w*|absent|miss(?:es|ed|ing)?|s[ai]ts? out)\b"
            r"|\bstay(?:s|ed|ing)? away\b",
        ),
        (
            r"\bno\b[^.;:]{0,25}\b(?:oj[oa]s?|mirada|vista)\b",
            r"\b(?:eyes?|watch\w*|sights?)\b",
        ),
        (
            r"\bno\s+se\s+sabe\b|\bno\s+est[áa]n?\s+clar[oa]s?\b",
            r"\bjury\b|\bmystery\b|\bopen question\b",
        ),
    )
)

# English denials and what Spanish says for them without one.
_TURNED = tuple(
    (re.compile(english, re.IGNORECASE), re.compile(spanish, re.IGNORECASE))
    for english, spanish in (
        (
            r"(?:\bnot?|n['’]t|\bnever)\s+(?:\w+ly\s+)?(?:care|mind|matter|make an?\w* difference)",
            r"\b(?:igual|lo mismo|indiferente\w*|qué más|importa\w*|despreci\w+|resbal\w+)\b",
        ),
        (
            r"(?:\b(?:can|could) ?not|\b(?:ca|could)n['’]t)\s+(?:hardly )?wait\b",
            r"\b(?:ya|ans[ií]\w+|ganas|impacien\w+|muer[eo]\w* por)\b",
        ),
        (
            r"(?:\bnot|n['’]t)\s+(?:\w+\s+){0,2}?(?:well|good|great|right|fine)\b",
            r"\b(?:mal|mal[oa]s?|enferm[oa]s?|peor|fatal|regular)\b",
        ),
        (
            r"(?:\bnot|n['’]t)\s+(?:the\s+|an?\s+)?(?:only|sole|alone|one)\b",
            r"\b(?:además|también|otr[oa]s?|tampoco|acompañad\w+)\b",
        ),
        (
            r"(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:remember|recall)\b",
            r"\b(?:olvid\w+)\b",
        ),
        (
            r"(?:\bnot|n['’]t)\s+(?:\w+\s+)?know\b",
            r"\b(?:quién sabe|sabrá dios|ni idea|ignor\w+|desconoc\w+|desconozc\w+)",
        ),
    )
)


def spoken_of_without(original: str, quote: str, negation: Span) -> bool:
    """Return whether the original says an English denial in words that do not deny."""
    return any(
        spanish.search(original)
        and any(Span(*found.span()).overlap(negation) for found in english.finditer(quote))
        for english, spanish in _TURNED
    )


def otherwise_said(original: str, quote: str, negation: Span) -> bool:
    """Return whether the quotation says a Spanish denial in words that do not deny.

    Never where it holds the verb denied without its denial.
    """
    turned = denied_in_one(original, quote, "es")
    return any(span.overlap(negation) for span in _ways(original, quote)) and not any(
        span.overlap(negation) for span in turned
    )


@lru_cache(maxsize=512)
def _ways(original: str, quote: str) -> tuple[Span, ...]:
    """Return where the original denies in a way that the quotation has other words for."""
    return tuple(
        Span(*found.span())
        for spanish, english in _WAYS
        if english.search(quote)
        for found in spanish.finditer(original)
    )
