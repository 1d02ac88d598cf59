"""Words with one right rendering: terms, false friends, known mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quotes.bilingual.oppositions import clashes, contrast, untaken
from quotes.bilingual.passages import exchanged
from quotes.bilingual.renderings import read
from quotes.bilingual.terms import (
    english_spans,
    likely,
    misrendered,
    same_word,
    spanish_spans,
    taken_for,
)
from quotes.languages.glossaries import is_shipped, shipped
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.words import content_words, fold, keys, mid_capitals, phrases, tokens
from quotes.model import Case, Evidence, FalseFriend, Span, check, either, noted, worded


@check("D301", "misleading-term", "error", stands=0.75)
def misleading_term(case: Case) -> Iterator[Evidence]:
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
    # The shipped glossary is Colombia's: of another country its terms are only remarked on.
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


@check("D302", "false-friend", "error")
def false_friend(case: Case) -> Iterator[Evidence]:
    """A look-alike stands for a Spanish word that means something else.

    Why it matters: “Actualmente” is now, not actually; “eventual” is possible, not final.

    Drifts:
        Actualmente no hay médicos en la vereda.
        Actually there are no doctors in the hamlet.

    Clean:
        Actualmente no hay médicos en la vereda.
        There are currently no doctors in the hamlet.
    """
    yield from exchanged(case, "false-friend", worded("Another sense of the word"), firm=False)
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
    ("conductor" of an orchestra), it is left alone; not that of a newsroom's own glossary.
    """
    for friend in likely(case.original, case.glossary.false_friends):
        here = tuple(
            span
            for span in spanish_spans(case.original, friend.spanish)
            if same_word(span.of(case.original), friend.spanish)
        )
        there = english_spans(case.quote, friend.english) if here else ()
        there = untaken(case.original, case.quote, here, there) if there else ()
        if not there or any(english_spans(case.quote, words) for words in friend.meaning):
            continue
        words = here[0].of(case.original), there[0].of(case.quote), friend.spanish
        if not _named(case, there[0]) and not (is_shipped(friend) and _usual(*words)):
            yield friend, here[0], there[0]


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


@check("D303", "disputed-term", "warning", stands=0.5)
def disputed_term(case: Case) -> Iterator[Evidence]:
    """A term is rendered in a way that careful translators argue about.

    Why it matters: A reader should know that the word is disputed; it is not called wrong.

    Drifts:
        Los paramilitares entraron al pueblo.
        The self-defense forces entered the town.

    Clean:
        Los paramilitares entraron al pueblo.
        The paramilitaries entered the town.
    """
    for term, original, quote in misrendered(case, disputed=True):
        yield Evidence(
            noted(
                worded(
                    "“{given}” for “{said}” is disputed.",
                    given=quote.of(case.quote),
                    said=original.of(case.original),
                ),
                term.note,
            ),
            (original,),
            (quote,),
        )


@check("D304", "untranslated-word", "info")
def untranslated_word(case: Case) -> Iterator[Evidence]:
    """A Spanish word was left in the English.

    Why it matters: It may be meant (paramo, tinto), but the reader should know that it was not
    translated.

    Drifts:
        Los damnificados esperan ayuda.
        The damnificados are waiting for help.

    Clean:
        Los damnificados esperan ayuda.
        The victims are waiting for help.
    """
    for original, quote in left_in_spanish(case.original, case.quote):
        yield Evidence(
            worded("“{given}” is left in Spanish.", given=quote.of(case.quote)),
            (original,),
            (quote,),
        )


# --- Spanish words that stand in an English text.

_ITSELF = 0.1  # words that both languages have (total, pizza) are rendered by themselves
_LONG = 5  # shorter words are too often the same in both languages


def left_in_spanish(original: str, quote: str) -> Iterator[tuple[Span, Span]]:
    """Yield (word of the original, word of the quotation) for words left untranslated.

    A word counts if it is written small, stands in the original as it is, the lexicon knows
    an English word for it, and no other Spanish word that it would render as English: of rare
    words that both languages have (inexcusable) it knows neither.
    """
    spanish = {token.key: token.span for token in content_words(original, "es")}
    for token in content_words(quote, "en"):
        here = spanish.get(token.key)
        if here and token.text[0].islower() and len(token.key) >= _LONG and _spanish(token.key):
            yield here, token.span


def _spanish(word: str) -> bool:
    """Return whether a word is Spanish and no English word, which is known only as itself."""
    found = translations(word)
    english = any(spanish != word for spanish in found) or found.get(word, 0.0) >= _ITSELF
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    return not english and any(given != word for form in forms for given in back_translations(form))


@check("D305", "broader-term", "warning")
def broader_term(case: Case) -> Iterator[Evidence]:
    """A more general word stands for a specific one.

    Why it matters: “Masacre” made into “incident” takes the weight out of what was said.

    Drifts:
        Fue una masacre de campesinos.
        It was an incident involving peasants.

    Clean:
        Hubo un secuestro en la vereda.
        There was a kidnapping in the hamlet.
    """
    for clash in clashes(case.original, case.quote, "broader_terms"):
        yield contrast(case, worded("A more general word"), clash.original, clash.quote)


@check("D306", "wrong-word", "warning")
def wrong_word(case: Case) -> Iterator[Evidence]:
    """A word of the original is given by one that is known as a mistake for it.

    Why it matters: A *bloqueo* is a blockade, not a strike; who was *recommended* to keep silent
    was not ordered to. A dictionary of renderings lists what a careful translator may write for a
    word and what is a known mistake for it; the check speaks where nothing in the quotation
    renders the word and such a mistake stands there, which renders nothing else of the original.

    Drifts:
        El gremio pidió una reunión con la alcaldesa.
        The guild offered a meeting with the mayor.

    Clean:
        El gremio pidió una reunión con la alcaldesa.
        The guild asked the mayor for a meeting.
    """
    for mistake in read(case.original, case.quote).mistakes:
        yield Evidence(
            worded(
                "“{given}” does not render “{said}” ({meaning}).",
                given=mistake.quote.of(case.quote),
                said=mistake.unit.span.of(case.original),
                meaning=", ".join(mistake.unit.accepted),
            ),
            (mistake.unit.span,),
            (mistake.quote,),
        )
