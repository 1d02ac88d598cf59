"""A look-alike stands for a Spanish word that means something else.

Why it matters: “Actualmente” is now, not actually; “eventual” is possible, not final.

Drifts:
    Actualmente no hay médicos en la vereda.
    Actually there are no doctors in the hamlet.

Clean:
    Actualmente no hay médicos en la vereda.
    There are currently no doctors in the hamlet.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import untaken
from quotes.bilingual.terms import english_spans, likely, spanish_spans
from quotes.languages.lexicon import back_translations
from quotes.languages.words import fold, mid_capitals
from quotes.model import Case, Check, Evidence, FalseFriend, Span, either, noted, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the false friends whose look-alike stands in the quotation."""
    for friend, original, quote in false_friends(case):
        yield Evidence(
            noted(
                worded(
                    "“{said}” means {meaning}, not “{given}”.",
                    said=original.of(case.original),
                    meaning=either(friend.meaning),
                    given=quote.of(case.quote),
                ),
                friend.note,
            ),
            (original,),
            (quote,),
        )


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
        there = untaken(case.original, case.quote, here, there) if there else ()
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


CHECK = Check("D302", "false-friend", "error", find, __doc__ or "")
