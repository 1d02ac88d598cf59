"""Terms in two texts: how an English one renders those of a glossary, and things of one kind.

Glossaries list a word once, in its citation form; its inflected forms are found here. Things of
one kind are taken for one another: a goat for a sheep, a niece for a daughter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from quotes.bilingual.passages import about
from quotes.languages.dictionary import entries_at, first_renderings
from quotes.languages.glossaries import is_shipped
from quotes.languages.lexicon import back_translations
from quotes.languages.words import (
    Token,
    fold,
    irregular_forms,
    mid_capitals,
    phrases,
    tokens,
    vocabulary,
)
from quotes.model import Case, FalseFriend, Span, Term

# Endings of regular verbs, folded; a stem needs three letters before them.
_VERB = re.compile(
    r"(o|as|a|amos|an|e|es|emos|en|imos|aba|abas|abamos|aban|ia|ias|iamos|ian|i|aste|iste|io|"
    r"asteis|aron|ieron|are|aras|ara|aremos|aran|ere|era|eremos|eran|ire|ira|iremos|iran|"
    r"aria|arias|ariamos|arian|eria|eriamos|erian|iria|iriamos|irian|ase|ese|iese|asen|iesen|"
    r"iera|ieran|aramos|ieramos|ado|ada|ados|adas|ido|ida|idos|idas|"
    r"(?:ar|er|ir|ando|iendo|yendo)(?:me|te|se|nos|l[oae]s?)?)"
)


_INFLECTED = 4  # letters from which a word is inflected
_SHORT = 2  # letters of words of grammar that are no verbs: "a", "en", "o"


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Return the other forms and (with "-") stems of Spanish verbs by their infinitive."""
    lines = [line.split() for line in str(vocabulary("irregular")["spanish"]["verbs"]).split(",")]
    return {verb: tuple(forms) for verb, *forms in lines}


def _citation(word: str) -> str:
    """Return the folded citation form, without "-se": the pronoun mostly stands elsewhere."""
    key = fold(word)
    return key[:-2] if _REFLEXIVE.match(key) else key


_REFLEXIVE = re.compile(r"[^\W_]*[aei]rse\b")
_OF_OTHERS = frozenset({"le", "les"})  # pronouns that are never the subject's own
_ATTACHED = re.compile(r"[rnaeo](?:me|te|se|nos)(?:l[oae]s?)?\Z")  # ponerse, poniéndose
_ADJECTIVE = re.compile(r"[ai]d(?:a|as|os)\Z")
_BEFORE = 4  # words before a verb among which its pronoun stands: "se tienen que poner"


def _reflexive(term: str) -> bool:
    """Return whether a term begins with a verb that says something else without a pronoun."""
    return bool(_REFLEXIVE.match(fold(term)))


def _has_pronoun(words: Sequence[Token], place: int) -> bool:
    """Return whether a verb has a pronoun, before it or joined to it; "comprometida" is none."""
    if _ADJECTIVE.search(words[place].key):
        return False
    own = phrases("persons", "spanish.clitic") - _OF_OTHERS
    before = {word.key for word in words[max(0, place - _BEFORE) : place]}
    return bool(before & own or _ATTACHED.search(words[place].key))


@cache
def _small_words() -> frozenset[str]:
    """Return the words of grammar that are no form of an irregular verb: "para", not "hizo"."""
    forms = [inflected(verb) for verb in _irregular()]
    return frozenset(
        word
        for word in phrases("function_words", "spanish")
        if len(word) <= _SHORT or not any(form.fullmatch(word) for form in forms)
    )


@lru_cache(maxsize=8192)
def inflected(word: str) -> re.Pattern[str]:
    """Return what matches (in full) the folded forms of a Spanish word in its citation form.

    Nouns and adjectives: gender and number. Infinitives: regular conjugation, and that of
    `data/irregular.toml`. A word in capitals only is an acronym: as it is.
    """
    key = _citation(word)
    others = () if word.isupper() else _irregular().get(key, ())
    if others:
        stems = "|".join(one[:-1] for one in others if one.endswith("-"))
        forms = "|".join((key, *(one for one in others if not one.endswith("-"))))
        regular = f"|{key[:-2]}" if len(key) > _INFLECTED else ""
        return re.compile(
            rf"{forms}|(?:{stems}{regular}){_VERB.pattern}" if stems or regular else forms
        )
    if word.isupper() or len(key) < _INFLECTED:
        return re.compile(re.escape(key) + "s?")
    forms = _nominal(key)
    if key[-2:] in {"ar", "er", "ir"} and len(key) > 4:
        return re.compile(f"{forms}|{re.escape(key[:-2])}{_VERB.pattern}")
    return re.compile(forms)


def _nominal(key: str) -> str:
    stem = re.escape(key[:-1])
    if key.endswith("z"):
        return f"{re.escape(key)}|{stem}ces"
    if key[-1] in "oa":
        return f"{stem}(o|a|os|as)"
    if key[-1] in "eiu":
        return f"{re.escape(key)}s?"
    return f"{re.escape(key)}(es|a|as)?"


Entry = TypeVar("Entry", Term, FalseFriend)
_WORD = re.compile(r"[^\W_]+")


@cache
def _term_parts(term: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return what matches each word of a Spanish term, and whether it is an acronym.

    A small word of a longer term is not inflected: "para" of "guapo para" is no "paro".
    """
    words = _WORD.findall(term)
    small = phrases("function_words", "spanish") - _irregular().keys() if len(words) > 1 else ()
    return tuple(
        (re.compile(word) if word in small else inflected(word), word.isupper()) for word in words
    )


@lru_cache(maxsize=512)
def _openings(text: str) -> dict[str, list[tuple[int, Token]]]:
    """Return the words of a text by each opening of up to `_OPENING` letters, with their order."""
    found: dict[str, list[tuple[int, Token]]] = {}
    for place, token in enumerate(_plain(text)):
        for letters in range(1, min(_OPENING, len(token.key)) + 1):
            found.setdefault(token.key[:letters], []).append((place, token))
    return found


@lru_cache(maxsize=512)
def _plain(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.text[0].isalnum())


_OPENING = 6  # letters at most of the openings that words are looked up by
_ENDING = 2  # letters at most by which inflected forms differ from the citation form


@lru_cache(maxsize=16384)
def spanish_spans(text: str, term: str) -> tuple[Span, ...]:
    """Return where a Spanish term in its citation form stands in `text`, in any inflection."""
    openings = _openings(text)
    candidates = {place for one in _first_letters(term) for place, _ in openings.get(one, ())}
    if not candidates:
        return ()
    parts, words, found = _term_parts(term), _plain(text), []
    for place in sorted(candidates):
        window = words[place : place + len(parts)]
        fits = len(window) == len(parts) and all(map(_fits, parts, window))
        if fits and (not _reflexive(term) or _has_pronoun(words, place)):
            found.append(Span(window[0].span.start, window[-1].span.end))
    return tuple(found)


def likely(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the glossary entries whose Spanish words may stand in `text`, in their order."""
    index = _entry_index(entries)
    found = {
        number: entry for opening in _openings(text) for number, entry in index.get(opening, ())
    }
    return [found[number] for number in sorted(found)]


_indices: dict[int, tuple[Sequence[Any], dict[str, list[tuple[int, Any]]]]] = {}
_KEPT = 16  # glossaries of which the index is kept


def _entry_index(entries: Sequence[Entry]) -> dict[str, list[tuple[int, Entry]]]:
    """Return the entries by the first letters of their Spanish words, with their order."""
    held = _indices.get(id(entries))
    if held and held[0] is entries:
        return held[1]
    index: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(entries):
        for opening in _first_letters(entry.spanish):
            index.setdefault(opening, []).append((number, entry))
    if len(_indices) >= _KEPT:
        _indices.clear()
    _indices[id(entries)] = entries, index
    return index


@cache
def _first_letters(term: str) -> tuple[str, ...]:
    """Return the letters that open a term in any inflection, as many as are sure."""
    first = _WORD.search(term)
    key = _citation(first.group()) if first else ""
    if first and not first.group().isupper() and key in _irregular():
        forms = [key, *_irregular()[key]]
        return tuple(sorted({_letters(one.removesuffix("-"), whole="-" in one) for one in forms}))
    return (_letters(key, whole=False),)


def _letters(word: str, *, whole: bool) -> str:
    """Return the first letters of a word that all its forms share; of a stem, all."""
    kept = len(word) if whole else len(word) - _ENDING
    return word[: min(_OPENING, kept)] if len(word) >= _INFLECTED or whole else word


def _fits(part: tuple[re.Pattern[str], bool], word: Token) -> bool:
    form, capitals = part
    if word.key in _small_words() and word.key not in form.pattern:
        return False  # "para" is no form of "paro"
    return bool(form.fullmatch(word.key)) and (not capitals or word.text.isupper())


@cache
def _rendering(words: str) -> re.Pattern[str]:
    """Return what matches an English rendering, its first and its last word in any form."""
    *lead, last = fold(words).split()
    parts = [*map(re.escape, lead), _any_form(last)]
    small = phrases("function_words", "english")
    if lead and (lead[0] not in small or irregular_forms(lead[0])):
        parts[0] = _any_form(lead[0])
    joined = r"[\s-]+".join(parts)
    return re.compile(rf"(?<![\w-]){joined}(?:'s)?(?![\w])")


def _any_form(word: str) -> str:
    """Return what matches a word of a rendering with plural and verb endings, regular or not."""
    stem = re.sub(r"y$", "(?:y|ie)", re.escape(word))
    stem = re.sub(r"e$", "e?", stem) if len(word) > _INFLECTED else stem
    doubled = _DOUBLED.search(word)
    twice = f"|{doubled[1]}ed|{doubled[1]}ing" if doubled else ""  # cancelled, stopping
    regular = f"{stem}(?:s|es|d|ed|ing{twice})?"
    return f"(?:{'|'.join((*irregular_forms(word), regular))})"


_DOUBLED = re.compile(r"[^aeiou][aeiou]([bdglmnprt])$")


@lru_cache(maxsize=16384)
def english_spans(text: str, rendering: str) -> tuple[Span, ...]:
    """Return where an English rendering stands in `text`, without regard to case.

    Accents are looked past where folding keeps the length of the text.
    """
    folded = _folded(text)
    if not any(opening in folded for opening in _opens_with(rendering)):
        return ()
    return tuple(Span(*found.span()) for found in _rendering(rendering).finditer(folded))


@cache
def _opens_with(rendering: str) -> tuple[str, ...]:
    """Return what a rendering may begin with wherever it stands, whatever the ending."""
    first = fold(rendering).split()[0]
    return (first[:-1], *irregular_forms(first))


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """Return the text folded letter by letter, so that offsets hold."""
    return "".join(fold(c) if len(fold(c)) == 1 else c for c in text)


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
        if (
            misleading
            and not _another_word(span.of(case.original), term)
            and not _explained(case, misleading, term, span, present)
        ):
            yield term, span, misleading


def _explained(
    case: Case, misleading: Span, term: Term, span: Span, present: list[tuple[Term, Span]]
) -> bool:
    """Return whether the words are part of another term's rendering, or it owns the surface."""
    surface = fold(span.of(case.original))
    for other, place in present:
        if other is term or (place.overlap(span) and _length(place) < _length(span)):
            continue  # "papaya" explains no "dar papaya"
        if not is_shipped(term) and is_shipped(other) and place.overlap(span):
            continue  # a newsroom knows its own words better
        spans = (s for accepted in other.accepted for s in english_spans(case.quote, accepted))
        if any(misleading.overlap(found) for found in spans):
            return True
        if fold(other.spanish) == surface != fold(term.spanish):
            return True
    return False


def _another_word(surface: str, term: Term) -> bool:
    """Return whether a form of the other gender is a noun of its own: "bomba", not a "bombo".

    It is where the lexicon, or the dictionary ("cartero"), knows it and gives it no sense that the
    glossary accepts.
    """
    if same_word(surface, term.spanish):
        return False
    accepted = {word for words in term.accepted for word in fold(words).split()}
    _, entries = entries_at((surface.lower(),))
    known = back_translations(surface) or first_renderings(entries)
    return bool(known) and not accepted.intersection(known)


def same_word(surface: str, citation: str) -> bool:
    """Return whether a word is a form of another one: "data" is none of "dato".

    In the other gender it must mean the same by the lexicon, which nouns never do; a participle
    ("cancelada") may be in it by chance only.
    """
    one, other = fold(surface).removesuffix("s"), fold(citation)
    if " " in other or {one[-1:], other[-1:]} != {"a", "o"} or one[:-1] != other[:-1]:
        return True
    here, there = back_translations(one), back_translations(other)
    if other.endswith(("ado", "ido")) and max(here.values(), default=0.0) < _SHARED:
        return True
    if not there:
        return not here
    return any(min(here.get(word, 0.0), there[word]) >= _SHARED for word in there)


_SHARED = 0.1  # probability of a rendering that both genders of an adjective have


def _length(span: Span) -> int:
    return span.end - span.start


def _inside_longer(span: Span, present: list[tuple[Term, Span]]) -> bool:
    length = _length(span)
    return any(o.overlap(span) == length < _length(o) for _, o in present)


def _misleading(quote: str, term: Term) -> Span | None:
    """Return the misleading words if no accepted rendering stands in the quotation."""
    wrong = [span for words in term.misleading for span in english_spans(quote, words)]
    right = [span for words in term.accepted for span in english_spans(quote, words)]
    wrong = [span for span in wrong if not any(span.overlap(good) for good in right)]
    longest = max(wrong, key=lambda span: span.end - span.start, default=None)
    if longest is None:
        return None
    return None if right else longest


@dataclass(frozen=True, slots=True)
class Concept:
    """The words for one thing: its own in both languages, and others that may stand for it."""

    spanish: frozenset[str]
    behind: frozenset[str]
    english: frozenset[str]
    rendering: frozenset[str]


@lru_cache(maxsize=512)
def taken_for(original: str, quote: str) -> tuple[tuple[Span, Span], ...]:
    """Return (word of the original, word of the quotation) where one thing is another.

    The original names one thing of a kind that the quotation lacks in every rendering, the
    quotation another one of the kind that nothing in the original stands behind.
    """
    here, there = tokens(original), tokens(quote)
    said, given = {word.key for word in here}, {word.key for word in there}
    found = []
    for kind in _kinds():
        lost = [c for c in kind if said & c.spanish and not given & (c.english | c.rendering)]
        if not lost:
            continue
        added = [c for c in kind if given & c.english and not said & (c.spanish | c.behind)]
        if len(lost) == len(added) == 1:
            word = _word(original, here, lost[0].spanish)
            other = _word(quote, there, added[0].english)
            if word and other and about(original, quote, word):
                found.append((word, other))
    return tuple(found)


def _word(text: str, words: tuple[Token, ...], known: frozenset[str]) -> Span | None:
    """Return the first of the known words that is no name: "Puente Viejo" is no bridge.

    Nor the owner of another: "his father's mother" is no father.
    """
    names = mid_capitals(text)
    following = [*(word.key for word in words[1:]), ""]
    places = (
        word.span
        for word, after in zip(words, following, strict=True)
        if word.key in known and after not in {"'s", "’s"}
    )
    return next((span for span in places if span.start not in names), None)


@cache
def _kinds() -> tuple[tuple[Concept, ...], ...]:
    return tuple(
        tuple(_concept(line) for line in str(entry["lines"]).strip().splitlines())
        for entry in vocabulary("concepts").values()
    )


def _concept(line: str) -> Concept:
    spanish, english = line.split("=")
    words = [side.split("/") for side in (spanish, english)]
    return Concept(*(frozenset(_forms(part)) for side in words for part in side))


def _forms(part: str) -> Iterator[str]:
    """Yield the words of a list with their plurals."""
    for word in (word.strip() for word in part.split(",")):
        if word:
            yield from (word, f"{word}s", f"{word}es")
            if word[-1] in "zyf":
                yield f"{word[:-1]}{ {'z': 'ces', 'y': 'ies', 'f': 'ves'}[word[-1]] }"
