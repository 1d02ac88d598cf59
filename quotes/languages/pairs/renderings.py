"""How the terms of the glossary are rendered in a case."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.folding import fold
from quotes.languages.lexicon import back_translations
from quotes.languages.term_matches import english_spans, likely, spanish_spans
from quotes.languages.words import mid_capitals
from quotes.model import Case, FalseFriend, Span, Term


def misrendered(case: Case, *, disputed: bool) -> Iterator[tuple[Term, Span, Span]]:
    """Yield (term, where it stands, the misleading words) for terms disputed or not.

    The longest Spanish term wins where several cover the same words.
    """
    terms = likely(case.original, case.glossary.terms)
    present = [(t, s) for t in terms for s in spanish_spans(case.original, t.spanish)]
    for term, span in present:
        if term.disputed != disputed or _inside_longer(span, present):
            continue
        misleading = _misleading(case.quote, term)
        if misleading and not _explained(case, misleading, term, span, present):
            yield term, span, misleading


def _explained(
    case: Case, misleading: Span, term: Term, span: Span, present: list[tuple[Term, Span]]
) -> bool:
    """Return whether the words render another term, or the surface is another term's own."""
    words, surface = misleading.of(case.quote).lower(), fold(span.of(case.original))
    for other, _ in present:
        if other is term:
            continue
        if any(english_spans(words, accepted) for accepted in other.accepted):
            return True
        if fold(other.spanish) == surface != fold(term.spanish):
            return True
    return False


def _inside_longer(span: Span, present: list[tuple[Term, Span]]) -> bool:
    length = span.end - span.start
    return any(o.overlap(span) == length and o.end - o.start > length for _, o in present)


def _misleading(quote: str, term: Term) -> Span | None:
    """Return the misleading words if no accepted rendering stands in the quotation."""
    wrong = [span for words in term.misleading for span in english_spans(quote, words)]
    right = [span for words in term.accepted for span in english_spans(quote, words)]
    wrong = [span for span in wrong if not any(span.overlap(good) for good in right)]
    longest = max(wrong, key=lambda span: span.end - span.start, default=None)
    if longest is None:
        return None
    return None if right else longest


def false_friends(case: Case) -> Iterator[tuple[FalseFriend, Span, Span]]:
    """Yield (false friend, where it stands, the look-alike) where no true meaning stands.

    Where the lexicon has seen the look-alike as a usual rendering of this very form
    ("conductor" of an orchestra), it is left alone.
    """
    for friend in likely(case.original, case.glossary.false_friends):
        here = tuple(
            span
            for span in spanish_spans(case.original, friend.spanish)
            if _form(span.of(case.original), friend.spanish)
        )
        there = english_spans(case.quote, friend.english) if here else ()
        if not there or any(english_spans(case.quote, words) for words in friend.meaning):
            continue
        if not _named(case, there[0]) and not _usual(
            here[0].of(case.original), there[0].of(case.quote), friend.spanish
        ):
            yield friend, here[0], there[0]


def _form(form: str, citation: str) -> bool:
    """Return whether a word may be a form of a false friend: "data" is none of "dato".

    In the other gender it must mean the same by the lexicon, which nouns never do.
    """
    one, other = fold(form), fold(citation)
    stems = one.removesuffix("s"), other
    if " " in other or {stems[0][-1:], other[-1:]} != {"a", "o"} or stems[0][:-1] != other[:-1]:
        return True
    here, there = back_translations(stems[0]), back_translations(other)
    if not there:
        return not here
    return any(min(here.get(word, 0.0), there[word]) >= _SHARED for word in there)


_SHARED = 0.1  # probability of a rendering that both genders of an adjective have


def _named(case: Case, span: Span) -> bool:
    """Return whether the look-alike is part of a name: "Imperial College", "American Reunion"."""
    return span.start in mid_capitals(case.quote)


_USUAL = 0.3  # p(English | Spanish) from which a look-alike is a usual rendering in news


def _usual(spanish: str, english: str, citation: str) -> bool:
    """Return whether the lexicon knows the look-alike as a rendering of this form.

    A form that is not the citation form ("data", a verb, for "dato") needs less.
    """
    least = _USUAL if fold(spanish) == fold(citation) else _USUAL / 6
    return back_translations(spanish).get(fold(english), 0.0) >= least
