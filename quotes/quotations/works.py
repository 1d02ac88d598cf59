"""Signs that a stretch names something instead of quoting somebody: titles, nicknames, terms."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading
from quotes.quotations.surroundings import sentences_of
from quotes.quotations.titles import NAMING, PERFORMING, WORKS

_GIVEN = frozenset(
    {"aka", "alias", "nicknamed", "titled", "entitled", "so-called", "word", "named"}
)
_SHOWN = frozenset(
    {"album", "anthem", "ballad", "comedy", "documentary", "drama", "film", "memoir", "miniseries",
     "movie", "musical", "novel", "opera", "podcast", "program", "series", "show", "sitcom", "song",
     "track"}
)  # fmt: skip


class NamingSigns(NamedTuple):
    """Features that only the question "was it said" looks at."""

    work_before: float
    naming_before: float
    performing_before: float
    title_case: float
    all_capital: float
    between_names: float
    preposition_before: float
    noun_after: float
    modifier_before: float
    best_cue_in_sentence: float
    attributive: float
    clause_inside: float
    share_in_marks: float
    work_after: float


def naming_signs(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> NamingSigns:
    """Return the signs of one stretch."""
    return NamingSigns(*_in_front(reading, number), *_inside(reading, number, lexicons))


def _in_front(reading: Reading, number: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    outer = reading.stretches[number].outer
    near = _words_before(reading, first, 4)
    after = _word_after(reading, last, outer.end)
    direct = reading.words[first - 2] if first > 1 else None
    capital = near[:1] != [] and near[0][:1].isupper()
    return (
        float(next((4 - i for i, word in enumerate(near) if _is_work(word)), 0)),
        float(any(word.lower() in NAMING for word in near)),
        float(any(_stem(word) & PERFORMING for word in near)),
        _title_case(reading, number),
        float(all(w.text[:1].isupper() for w in reading.words[first:last] if w.text.isalpha())),
        float(capital and after[:1].isupper()),
        float(near[:1] != [] and near[0].lower() in {"on", "of", "in", "at", "for", "by", "with"}),
        float(bool(after) and _class_after(reading, last) == "NOUN"),
        float(direct is not None and direct.upos in {"DET", "ADJ"}),
    )


def names_something(reading: Reading, number: int) -> bool:
    """Say whether the words before leave no doubt: known as “Shorty”, titled “…”, the film “…”.

    What they are said of must look like a name too: few words, no clause, or a title's capitals.
    """
    first, last = reading.inner[number]
    near = [word.lower() for word in _words_before(reading, first, 2)]
    if not near or last - first > 12:
        return False
    titled = _title_case(reading, number) > 0
    given = near[0] in _GIVEN or tuple(near) in {("as", "known"), ("itself", "calls")}
    if given:
        return titled or last - first <= 3
    if _is_shown(reading, number, near[0]):
        return True
    return titled and (_is_work(near[0]) or bool(_stem(near[0]) & {"sang", "sing", "play", "sung"}))


def _is_shown(reading: Reading, number: int, before: str) -> bool:
    """Say whether a capitalised word or three follow a film, a song or a show without a comma.

    18 of 20 such on PolNeAR's training articles were said by nobody.
    """
    outer, words = reading.stretches[number].outer, reading.stretches[number].inner.of(reading.text)
    beside = reading.text[max(0, outer.start - 2) : outer.start]
    name = words[:1].isupper() or words[:1].isdigit()
    return (
        name
        and len(words.split()) <= 3
        and beside[:1].isalnum()
        and beside[1:] in {" ", "\u00a0"}
        and bool(_stem(before) & _SHOWN)
    )


def _words_before(reading: Reading, first: int, count: int) -> list[str]:
    """Return the words before a stretch, nearest first, punctuation and its own mark left out."""
    low = reading.sentences[reading.sentence[first]][0] if first < len(reading.words) else 0
    words = reading.words[max(low, first - count - 2) : first]
    return [w.text for w in reversed(words) if w.text[:1].isalnum()][:count]


def _word_after(reading: Reading, last: int, end: int) -> str:
    """Return the word that follows the closing mark with only a space between, else ""."""
    rest = reading.text[end : end + 30]
    return rest.split()[0] if rest[:1] == " " and rest.split() else ""


def _class_after(reading: Reading, last: int) -> str:
    following = [w for w in reading.words[last : last + 3] if w.text[:1].isalnum()]
    return following[0].upos if following else ""


def _is_work(word: str) -> bool:
    return bool(_stem(word) & WORKS)


def _stem(word: str) -> set[str]:
    lower = word.lower()
    return {lower, lower.removesuffix("s"), lower.removesuffix("ed"), lower.removesuffix("ing"),
            lower.removesuffix("d"), lower.removesuffix("es")}  # fmt: skip


def _title_case(reading: Reading, number: int) -> float:
    """Return 1 if every longer word has a capital and there are two words or more."""
    words = reading.stretches[number].inner.of(reading.text).split()
    long = [w.lstrip("‘'([") for w in words if len(w.strip(".,’'")) > 3]
    return float(1 < len(words) < 12 and bool(long) and all(w[:1].isupper() for w in long))


def _inside(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    first, last = reading.inner[number]
    stretch = reading.stretches[number]
    low, high = sentences_of(reading, first, last)
    cues = [
        lexicons["cue"].of(reading.lemmas[i])
        for i in range(low, min(high, len(reading.words)))
        if reading.stretch[i] < 0
    ]
    classes = {w.upos for w in reading.words[first:last]}
    relations = {reading.relations[i] for i in range(first, last)}
    after = _word_after(reading, last, stretch.outer.end)
    inside = sum(s.inner.end - s.inner.start for s in reading.stretches)
    return (
        max(cues, default=-9.0),
        float(bool(relations & {"amod", "compound"}) and last - first <= 3),
        float(bool(classes & {"VERB", "AUX"}) and bool(classes & {"PRON", "DET", "PART"})),
        round(inside / max(1, len(reading.text)), 2),
        float(_is_work(after)),
    )
