"""The cut leaves out a clause that turns the meaning.

Why it matters: “I support the reform” is not what was said by somebody who went on “as long
as the tax is dropped”, or who began with “it is not true that”.

Drifts:
    Apoyo la reforma, siempre y cuando quiten el impuesto.
    I support the reform.

Clean:
    Apoyo la reforma, siempre y cuando quiten el impuesto.
    I support the reform, as long as they drop the tax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.bilingual.alignments import links
from quotes.bilingual.passages import whole
from quotes.languages.negations import negations
from quotes.languages.sentences import in_passing
from quotes.languages.words import content_words, has_ellipsis, occurrences, tokens
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clause, inside the passage or right beside it, that the quotation cuts off."""
    cut = turning_clause(case)
    if cut:
        message = worded("Cut off: “{said}”, which turns the meaning.", said=cut.text)
        yield Evidence(message, cut.original, severity="info" if in_passing(case.quote) else None)


# --- Clauses that turn the meaning and that a quotation cuts off.

_LONGEST = 120  # characters of the clause shown
_UNLINKED = 0.34  # at most this share of the clause's content words is rendered


@dataclass(frozen=True, slots=True)
class Cut:
    """The clause cut off; `original` is its place if it stands inside the original."""

    text: str
    original: tuple[Span, ...] = ()


def turning_clause(case: Case) -> Cut | None:
    """Return the clause that turns the meaning, after, before or at the end of the original."""
    if has_ellipsis(case.quote):
        return None
    for kind in ("after", "limit"):
        if not occurrences(case.quote, "truncations", f"{kind}_english"):
            cut = _after(case, kind) or _within(case, kind)
            if cut:
                return cut
    return _before(case)


def _after(case: Case, kind: str) -> Cut | None:
    """Return the clause that goes on in the same sentence after the stretch quoted."""
    if whole(case.original) or (kind == "limit" and not _denies(case.original, case.quote)):
        return None
    following = case.after.lstrip(" ,;—–-")
    markers = occurrences(following[:40], "truncations", kind)
    if (markers and markers[0].start == 0) or (kind == "after" and _RESTRICTED.match(following)):
        return Cut(_clause(following))
    return None


def _denies(main: str, quote: str) -> bool:
    """Return whether both deny: "nobody was taken" says more than "since the truce began"."""
    return bool(negations(main, "es").clear and negations(quote, "en").clear)


# "…, y lo vamos a hacer solamente donde haya casos"
_RESTRICTED = re.compile(
    r"(?:y|e|pero|eso sí)\b[^.!?;]{0,60}?\b"
    r"(?:s[oó]lo|solamente|[uú]nicamente|siempre y cuando|a menos que|con la condición)\b",
    re.IGNORECASE,
)


def _within(case: Case, kind: str) -> Cut | None:
    """Return the clause at the end of the original that the quotation does not render."""
    for marker in occurrences(case.original, "truncations", kind):
        tail = Span(marker.start, len(case.original.rstrip(" .\"'”»")))
        if _ACCENTED.match(marker.of(case.original)):
            continue  # "eso sí", "la salvó": other words
        joined = case.original[: marker.start].rstrip()
        if joined[-1:] != "," and _LESS.match(marker.of(case.original)):
            continue  # "por lo menos el techo"
        if kind == "limit" and not _denies(joined, case.quote):
            continue
        if joined and joined[-1] not in ",;:" and marker.of(case.original).lower() == "si":
            continue  # "saber si", or a sentence of its own: "Si llueve, no salimos"
        if len(joined) > 10 and len(tail.of(case.original)) > 12 and _cut_off(case, tail):
            return Cut(_clause(tail.of(case.original)), (tail,))
    return None


_LESS = re.compile(r"menos\b", re.IGNORECASE)
_ACCENTED = re.compile(r"(?:sí|salvó|exceptó)$", re.IGNORECASE)


def _cut_off(case: Case, tail: Span) -> bool:
    """Return whether the quotation is as short as the original without its tail, not as with it.

    A free rendering shares few words with the clause ("no es del que pide sino del que cobra",
    "blame not those who beg but those who charge"), but it is as long.
    """
    kept = len(case.original[: tail.start].split())
    return 2 * len(case.quote.split()) <= 2 * kept + len(
        tail.of(case.original).split()
    ) and _unrendered(case, tail)


def _unrendered(case: Case, tail: Span) -> bool:
    words = [t for t in content_words(case.original, "es") if t.span.start >= tail.start]
    if len(words) < 2:
        return False
    left = tokens(case.original)
    linked = {left[link.original].span for link in links(case.original, case.quote)}
    return sum(word.span in linked for word in words) <= _UNLINKED * len(words)


def _before(case: Case) -> Cut | None:
    """Return the words right before the stretch, in its sentence, that take it back."""
    condition = _CONDITION.search(case.before)
    if condition and not _conditional(case):
        return Cut(_clause(condition["said"]))
    preceding = case.before.rstrip(" «\"“'")
    markers = occurrences(preceding[-60:], "truncations", "before")
    if markers and markers[-1].end == len(preceding[-60:]):
        return Cut(markers[-1].of(preceding[-60:]))
    return None


# "Si esto no se arregla antes de abril, …": the whole clause before the main one.
_CONDITION = re.compile(
    r"(?:^|[.;:!?¿¡«“\"—–]\s*)(?:y |pero |porque |pues |es que |entonces |ahora, |o sea, )?"
    r"(?P<said>si (?!bien\b|acaso\b|mal no\b|no me equivoco\b|me permite\b|le soy\b|quiere\b|"
    r"usted(?:es)? me\b)[^.;:!?¿«»“”]{8,120}),\s*$",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|so long as|should|once|when\w*|in case|assuming|"
    r"until|otherwise|without|condition\w*|depend\w*|were|had|would|could|might|may)\b",
    re.IGNORECASE,
)


def _conditional(case: Case) -> bool:
    """Return whether the quotation or the article's sentence around it has a condition."""
    return bool(_IF.search(case.quote) or _IF.search(case.sentence or ""))


def _clause(text: str) -> str:
    ends = [place for mark in ".!?;\n" if (place := text.find(mark)) > 0]
    return text[: min([*ends, _LONGEST])].strip()


# Pairs have no words around them, which is where most cuts show: so its precision is that of
# the choose events of `benchmarks/events`, 14 of 17.
CHECK = Check("D404", "truncated-clause", "error", find, __doc__ or "", stands=0.8)
