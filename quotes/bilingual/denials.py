"""Denials that the other language says without one.

Three kinds: other words ("aún no" is "yet to", "da igual" is "don't care", by
`data/denial_ways.toml`), words that deny by themselves ("no negamos" is not what "we denied"
says, and takes nothing back, by `data/denied_verbs.toml`), and forms of a word ("no invasiva" is
"noninvasive", "not rare" is "frecuente").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.languages.lexicon import taken
from quotes.languages.negations import denying_forms
from quotes.languages.words import (
    Language,
    Token,
    alike,
    fold,
    occurrences,
    phrases,
    tokens,
    vocabulary,
)
from quotes.model import Span


def _ways_of(language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return (denial in a language, words of the other that say it without denying)."""
    return tuple(
        (re.compile(way["denial"], re.IGNORECASE), re.compile(way["rendering"], re.IGNORECASE))
        for way in vocabulary("denial_ways")[language]
    )


_VERBS = tuple(
    (
        re.compile(rf"\b(?:{verb['spanish']})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{verb['english']})\b", re.IGNORECASE),
    )
    for verb in vocabulary("denied_verbs")["verbs"]
)
_TWICE = tuple(
    spanish
    for (spanish, _), verb in zip(_VERBS, vocabulary("denied_verbs")["verbs"], strict=True)
    if verb.get("twice")
)
_DENIAL_BEFORE = {
    "es": re.compile(
        r"\b(?:no|nunca|jamás|tampoco|nadie)(?:\s+(?:se|l[oae]s?|me|te|nos|h[ae]n?|h?emos|"
        r"había\w*|v(?:oy|as?|amos|an)\s+a|pued\w+|pod\w+|deb\w+|quier\w+|quer\w+|fue\w*|sido|"
        r"est[áa]\w*|es|era|son|una?|ningun[oa]?|ningún))"
        r"{0,4}\s+$",
        re.IGNORECASE,
    ),
    "en": re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)(?:\s+\w+){0,2}\s+$", re.IGNORECASE),
}


@lru_cache(maxsize=512)
def denied_in_one(here: str, there: str, language: Language) -> tuple[Span, ...]:
    """Return where `here` (in `language`) denies a verb that `there` holds without denial.

    The spans run from the denial to the end of the verb.
    """
    found = []
    for pair in _VERBS:
        ours, theirs = pair if language == "es" else pair[::-1]
        other: Language = "en" if language == "es" else "es"
        bare = [m for m in theirs.finditer(there) if _denied(there, m.start(), other) is None]
        for match in ours.finditer(here) if bare else ():
            start = _denied(here, match.start(), language)
            if start is not None:
                found.append(Span(start, match.end()))
    return tuple(found)


def denied_twice(original: str, quote: str, negation: Span) -> bool:
    """Return whether a Spanish denial is of a word that denies, so that nothing is denied.

    "No descartamos que haya habido negligencia" denies no negligence. Never where the quotation
    holds that word without its denial.
    """
    starts = (
        _denied(original, found.start(), "es")
        for words in _TWICE
        for found in words.finditer(original)
    )
    turned = denied_in_one(original, quote, "es")
    return negation.start in starts and not any(span.overlap(negation) for span in turned)


def _denied(text: str, at: int, language: Language) -> int | None:
    """Return where the denial of the verb at `at` begins, None if it is not denied."""
    before = _DENIAL_BEFORE[language].search(text[:at])
    return before.start() if before else None


_SPANISH_WAYS = _ways_of("spanish")

# English denials and what Spanish says for them without one.
_ENGLISH_WAYS = _ways_of("english")


def spoken_of_without(original: str, quote: str, negation: Span) -> bool:
    """Return whether the original says an English denial in words that do not deny."""
    return any(
        spanish.search(original)
        and any(Span(*found.span()).overlap(negation) for found in english.finditer(quote))
        for english, spanish in _ENGLISH_WAYS
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
        for spanish, english in _SPANISH_WAYS
        if english.search(quote)
        for found in spanish.finditer(original)
    )


_PREFIX = re.compile(r"\b(?:un|in|im|ir|il|dis|non|mis|a)-?(\w{4,})")
_RARE = {
    "es": frozenset({"raro", "rara", "raros", "raras", "pocos", "pocas", "poco"}),
    "en": frozenset({"rare", "infrequent", "seldom", "few"}),
}
_SLACK = 3  # words between a denial and the word that it turns: "no es nada fácil"


def said_by_form(here: str, there: str, denial: Span, language: Language) -> bool:
    """Return whether `there` says a denial of `here` (in `language`) by the form of a word."""
    following = _following(here, denial)
    if not following:
        return False
    if language == "es" and _prefixed(following[0], there):
        return True
    return _affirms(here, there, denial, following[0], language) or _opposed(
        here, there, following, language
    )


def _following(text: str, denial: Span) -> list[Token]:
    """Return the next words after a denial, adverbs in -ly left out, up to the next mark."""
    found: list[Token] = []
    for token in tokens(text):
        if token.span.start < denial.end:
            continue
        if not token.wordlike or len(found) == _SLACK:
            break
        if not token.key.endswith("ly") or token.span in denying_forms(text, "en"):
            found.append(token)
    return found


def _prefixed(word: Token, quote: str) -> bool:
    """Return whether the quotation has the word after a "no" with a prefix that denies."""
    rests = (found[1] for found in _PREFIX.finditer(fold(quote)))
    return any(taken(rest, word.key) or alike(rest, word.key) for rest in rests)


def _affirms(here: str, there: str, denial: Span, word: Token, language: Language) -> bool:
    """Return whether a denial is of an adjective that denies, and the other text has none."""
    other: Language = "en" if language == "es" else "es"
    if language == "en" and _OF_VERB.search(here[: denial.end]):
        return False  # "did not unveil"
    form = word.span in denying_forms(here, language)
    denies = word.key in _RARE[language] or (form and _ADJECTIVE[language].search(word.key))
    bare = not denying_forms(there, other)
    return bool(denies) and bare and not any(t.key in _RARE[other] for t in tokens(there))


_OF_VERB = re.compile(
    r"\b(?:(?:do|does|did|will|would|can|could|shall|should|may|might|must|ha[sd]|have|to)\s+not"
    r"|cannot|never|(?!(?:is|are|was|were)n)\w+n['’]t)$",
    re.IGNORECASE,
)
_ADJECTIVE = {
    "en": re.compile(r"(?:ly|ed|al|ble|ar|ive|ous|ic|ent|ant|ful|fair|just|wise|kind|like)$"),
    "es": re.compile(r"(?:ble|nte|al|ual|ico|ica|oso|osa|ivo|iva)s?$"),
}


def _opposed(here: str, there: str, words: list[Token], language: Language) -> bool:
    """Return whether the other text says the opposite of what is denied, and of nothing else."""
    other = "en" if language == "es" else "es"
    stop = phrases("function_words", "spanish" if language == "es" else "english")
    word = next((word for word in words if word.key not in stop), None)
    for table, name, pole, opposite in _poles() if word else ():
        denied = occurrences(here, table, f"{name}.{language}_{pole}")
        if not (word and any(span.overlap(word.span) for span in denied)):
            continue
        said = occurrences(there, table, f"{name}.{other}_{opposite}")
        free = [span for span in said if not _renders(here, there, span, word, language)]
        if free and not occurrences(there, table, f"{name}.{other}_{pole}"):
            return True
    return False


def _renders(here: str, there: str, span: Span, word: Token, language: Language) -> bool:
    """Return whether the words at `span` of `there` render other words than `word` of `here`."""
    left, right = (
        (tokens(here), tokens(there)) if language == "es" else (tokens(there), tokens(here))
    )
    found = links(here, there) if language == "es" else links(there, here)
    for link in found:
        pair = left[link.original], right[link.quote]
        mine, other = pair if language == "es" else pair[::-1]
        if other.span.overlap(span) and mine.span != word.span and link.strength >= _FIRM:
            return True
    return False


_FIRM = 0.1  # weaker links are found between any two sentences


@cache
def _poles() -> tuple[tuple[str, str, str, str], ...]:
    """Return (vocabulary, entry, pole, opposite pole) both ways round."""
    return tuple(
        (table, name, *poles)
        for table in ("antonyms", "denied")
        for name, entry in vocabulary(table).items()
        if isinstance(entry, dict)
        for poles in (("left", "right"), ("right", "left"))
    )
