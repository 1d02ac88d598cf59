"""A quotation in which the accepted renderings of a glossary are put back into Spanish.

The learned judge is small and knows few rare words; a glossary knows which renderings of a term
are right. So where the original says "la Fiscalía" and the quotation "the Attorney General's
Office", the judge reads "the Fiscalía": words that stand on both sides as they are cannot seem to
say something else, and a rendering that the glossary does not accept stays as it is and stands
out. What is no verb is put back where it agrees in number. A verb has tense and person: one of
several words ("pusieron el grito en el cielo") is put back where both are surely the same, as a
simple past of a third person or an infinitive behind "to" or a modal; helping words stay in
English. And only where no word renders another ("kicked up a fuss"): the rest the judge reads
best as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from quotes.bilingual.terms import english_spans, likely, spanish_spans
from quotes.languages.lexicon import akin
from quotes.languages.words import content_words, fold, irregular_forms, phrases
from quotes.model import Span, Term

_INFINITIVE = re.compile(r"(?:\w{2,}(?:ar|er|ir)|dar|ir|ser|ver|oir)(?:se|l[aeo]s?)?")
_WORDS_APART = re.compile(r"[\s-]+")
_ENDING = re.compile(r"(?:ed|d|ing)$")
_HEAD = re.compile(r"^(\w+[a-rt-z]) (of|in|for|to|from) ")
_GENITIVE = "'s"
_PRETERITE = re.compile(  # of a third person
    r"(?:\w+(?:a|[iy]e|je)|fue)ron|\w+ó|(?:com|ex|dis|pro|im|su|re)?puso|(?:des|re)?hizo"
    r"|\w*tuvo|anduvo|pudo|supo|quiso|vino|dijo|(?:ex)?trajo|\w*dujo|hubo|fue|dio|vio"
)
_REGULAR_PAST = re.compile(r"[^e]ed$")
# What a simple past of a third person has not before it: "had thrown in", "I threw in".
_NOT_THIRD = (
    r"\b(?:ha(?:s|ve|d|ving)|is|are|was|were|be|been|being|get|gets|got|let|made|make|I|we|you"
    r"|\w+n['’]t|\w+['’](?:d|ve|s|re|m)|to|{})\W+(?:\w+\W+){{0,2}}\Z"
)
_ONE = re.compile(_NOT_THIRD.format("they|both"), re.IGNORECASE)
_THEY = re.compile(_NOT_THIRD.format("he|she|it"), re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|(?:can|could|will|would|may|might|must|should)(?:not|n['’]t|\s+not)?)\s+\Z",
    re.IGNORECASE,
)
USUAL = 4  # renderings of an entry, the most usual first, that are surely no other thing


@dataclass(frozen=True, slots=True)
class Restored:
    """A quotation as the judge reads it, and where the words put back stood before.

    `pieces` are pairs of spans, in order: in `text`, and in the quotation as it was.
    """

    text: str
    pieces: tuple[tuple[Span, Span], ...] = ()

    def before(self, span: Span) -> Span:
        """Return where a stretch of `text` stood in the quotation; put back words as a whole."""
        return Span(self._moved(span.start, 0, 0), self._moved(span.end, 0, 1))

    def after(self, span: Span) -> Span:
        """Return where a stretch of the quotation stands in `text`; put back words as a whole."""
        return Span(self._moved(span.start, 1, 0), self._moved(span.end, 1, 1))

    def _moved(self, offset: int, given: int, end: int) -> int:
        """Return an offset of one of the two texts in the other one."""
        shift = 0
        for pair in self.pieces:
            mine, other = pair[given], pair[1 - given]
            if offset < mine.start + end:
                break
            if offset < mine.end + end:
                return other.end if end else other.start
            shift = other.end - mine.end
        return offset + shift


def restored(original: str, quote: str, terms: Sequence[Term]) -> Restored:
    """Return the quotation with accepted renderings of terms of the original put back.

    Each place of the original and of the quotation is used once, long terms first; what is part of
    a longer idiom is none of its own.
    """
    taken: list[Span] = []
    swaps: list[tuple[Span, Span]] = []
    for term in sorted(likely(original, terms), key=lambda term: -len(term.spanish)):
        for there in spanish_spans(original, term.spanish):
            if any(there.overlap(span) for span in taken):
                continue
            said, verbal = there.of(original), _verbal(term.spanish)
            places = _verb_places(quote, term, said) if verbal else _places(quote, term, said)
            free = (s for s in places if not any(s.overlap(other) for _, other in swaps))
            here = next(free, None)
            if here:
                swaps.append((there, here))
            if here or verbal:  # the hair of "tomar el pelo" is none
                taken.append(there)
    return _put_back(original, quote, sorted(swaps, key=lambda pair: pair[1].start))


def _places(quote: str, term: Term, said: str) -> Iterator[Span]:
    """Yield where accepted renderings stand in the number of the original, the longest first."""
    more = _more(said.split(maxsplit=1)[0], term.spanish.split()[0])
    for rendering, many in _renderings(term):
        for found in english_spans(quote, rendering):
            span = _bare(found, quote, rendering)
            number = many or _more(span.of(quote), rendering)
            if number == more and _is_as_given(span.of(quote), rendering):
                yield span


def _verb_places(quote: str, term: Term, said: str) -> Iterator[Span]:
    """Yield where accepted renderings of a verb of several words stand in its tense and person."""
    form = said.split(maxsplit=1)[0].lower()
    infinitive = fold(form).removesuffix("se") == fold(term.spanish.split()[0]).removesuffix("se")
    past = None if infinitive else _THEY if form.endswith("ron") else _ONE
    if " " not in said or (past and not _PRETERITE.fullmatch(form)):
        return
    usual = [words for words in term.accepted if words in term.accepted[:USUAL] or " " in words]
    for rendering in sorted(usual, key=len, reverse=True):
        given, *rest = _WORDS_APART.split(fold(rendering))
        for span in english_spans(quote, rendering):
            verb, *others = _WORDS_APART.split(fold(span.of(quote)))
            before = quote[: span.start]
            if past:
                agrees = _is_past(verb, given, alone=not rest) and not past.search(before)
            else:
                agrees = verb == _base(given) and bool(_TO.search(before))
            if agrees and others == rest and _otherwise(span.of(quote), said):
                yield span


def _otherwise(given: str, said: str) -> bool:
    """Return whether no word renders another: "kicked up a fuss", not "took place"."""
    spanish = content_words(said, "es")
    return not any(
        akin(ours.key, theirs.key) for ours in content_words(given, "en") for theirs in spanish
    )


def _base(verb: str) -> str:
    return next(iter(irregular_forms(verb)), verb)


def _is_past(verb: str, given: str, *, alone: bool) -> bool:
    """Return whether an English verb is a simple past.

    "put" may be present; alone, "conducted" may be a participle, but "withdrew" is none.
    """
    forms = irregular_forms(given)[1:]
    if not forms:
        return not alone and bool(_REGULAR_PAST.search(verb))
    return verb == forms[0] != _base(given) and (not alone or len(forms) > 1)


def _is_as_given(words: str, rendering: str) -> bool:
    """Return whether words are a rendering as it is given, but for a plural ending.

    "children" is more than the "child" of an entry, "conflicts of interest" than "conflict of".
    """
    *lead, last = _WORDS_APART.split(fold(words))
    *given_lead, given = _WORDS_APART.split(fold(rendering))
    if lead != given_lead or (last != given and last in irregular_forms(given)):
        return False
    return not _ENDING.search(last[len(given) :])


@cache
def _renderings(term: Term) -> tuple[tuple[str, bool], ...]:
    """Return the accepted renderings, the longest first, and whether it is a plural.

    "conflicts of interest" goes beside "conflict of interest".
    """
    accepted = term.accepted[:USUAL]
    plural = {_HEAD.sub(r"\1s \2 ", text) for text in accepted} - set(accepted)
    found = [(text, False) for text in accepted] + [(text, True) for text in plural]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _bare(span: Span, quote: str, rendering: str) -> Span:
    """Return a span without the 's that the rendering itself does not have."""
    owned = span.of(quote).lower().endswith(_GENITIVE) and not rendering.endswith(_GENITIVE)
    return Span(span.start, span.end - len(_GENITIVE)) if owned else span


def _put_back(original: str, quote: str, swaps: Sequence[tuple[Span, Span]]) -> Restored:
    text, at, pieces = "", 0, []
    for there, here in swaps:
        text += quote[at : here.start]
        pieces.append((Span(len(text), len(text) + there.end - there.start), here))
        text += there.of(original)
        at = here.end
    return Restored(text + quote[at:], tuple(pieces))


def _more(words: str, citation: str) -> bool:
    """Return whether words stand in the plural of a citation form in the singular."""
    return fold(words).endswith("s") and not fold(citation).endswith("s")


@cache
def _verbal(term: str) -> bool:
    """Return whether a Spanish term begins with a verb or holds a pronoun."""
    words = term.lower().split()
    clitic = any(word in phrases("persons", "spanish.clitic") for word in words)
    return clitic or bool(_INFINITIVE.fullmatch(fold(words[0])))
