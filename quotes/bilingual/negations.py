"""Which denials of one text have no counterpart in the other.

The words a denial bears on (the next content words) are followed through the word
alignment; the other text must deny within a few words of their counterparts, in clear
words or in words that carry a denial (lack, refuse, un-). Where nothing is aligned,
any denial in the whole other text counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from quotes.bilingual.alignments import links
from quotes.bilingual.denials import denied_in_one
from quotes.languages.negations import Negations, negations
from quotes.languages.sentences import sentences
from quotes.languages.words import Token, fold, keys, phrases, tokens
from quotes.model import Span

_SCOPE = 3  # content words after a denial that it bears on
_WINDOW = 5  # words around their counterparts in which the other text must deny
_WIDE = 7  # and in which a word that carries a denial ("non-", "failed") may do it
_FIRM = 0.08  # weaker links than this do not locate a scope


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial without counterpart: where it is, what it bears on, on both sides.

    `sure` is False where a word near the counterpart now and then carries a denial; `bare` is
    True where the word right after the denial has a counterpart.
    """

    negation: Span
    scope: tuple[Span, ...]
    counterpart: tuple[Span, ...]
    sure: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """One text with its denials and, for its words, their counterparts on the other side."""

    text: str
    words: tuple[Token, ...]
    found: Negations
    language: str
    counterparts: dict[int, int]


_PLAIN = 15  # words of a statement that is hardly retold with a denial, or without one


def plain(original: str, quote: str, denial: Denial) -> bool:
    """Return whether the same few words are said with a denial on one side only.

    Of the pairs of at most 15 words a side that the risk is learned from, 206 drift and 14 are
    faithful with such a denial added, 49 and 9 with one lost; of longer statements, which are
    told more freely, hardly more drift than are faithful.
    """
    longest = max(len(original.split()), len(quote.split()))
    return denial.sure and denial.bare and longest <= _PLAIN


@lru_cache(maxsize=512)
def unmatched_denials(original: str, quote: str) -> tuple[tuple[Denial, ...], tuple[Denial, ...]]:
    """Return (denials that only the original has, denials that only the quotation has)."""
    here, other = _sides(original, quote)
    if len(here.found.clear) != len(other.found.clear):
        return _one_sided(here, other)
    if len(here.found.answers) == len(other.found.answers):
        return (), ()  # as many on both sides: moved, not lost
    lost, added = _one_sided(_without_answers(here), _without_answers(other))
    return _of_same_words(lost), _of_same_words(added)


def _one_sided(here: _Side, there: _Side) -> tuple[tuple[Denial, ...], tuple[Denial, ...]]:
    """Return the denials without counterpart of the side that has more of them."""
    if len(here.found.clear) > len(there.found.clear):
        return _unmatched(here, there), ()
    return (), _unmatched(there, here)


def _without_answers(side: _Side) -> _Side:
    found = side.found
    clear, weak = (
        tuple(one for one in spans if one not in found.answers)
        for spans in (found.clear, found.weak)
    )
    return replace(side, found=replace(found, clear=clear, weak=weak))


def _of_same_words(denials: tuple[Denial, ...]) -> tuple[Denial, ...]:
    """Return the denials of words that the other text has.

    "No, eso es un invento" may well be "That is not true"; "No, lo vamos a cerrar" is no "We are
    not going to close it".
    """
    return tuple(denial for denial in denials if denial.bare and denial.sure)


@lru_cache(maxsize=512)
def moved_denial(original: str, quote: str) -> tuple[tuple[Span, Span], ...]:
    """Return the only denial of either text where the quotation denies something else.

    "No se probó que recibiera dinero" is not "it was proven that he received no money": of the two
    verbs the other one is denied. Verbs by which Spanish and English deny what they govern ("no
    creo que venga", "I think he will not come") are left alone.
    """
    here, there = _sides(original, quote)
    if len(here.found.clear) != 1 or len(there.found.clear) != 1:
        return ()
    (said,), (given,) = here.found.clear, there.found.clear
    denied, other = (_scope(s.words, s.found.clear[0], s.language)[:1] for s in (here, there))
    if not (denied and other) or _RAISING.match(fold(here.words[denied[0]].text)):
        return ()
    bare, governed = here.counterparts.get(denied[0]), there.counterparts.get(other[0])
    if bare is None or governed is None or governed <= denied[0]:
        return ()
    between = {word.key for word in here.words[denied[0] + 1 : governed]}
    if "que" not in between or there.words[bare].span.end > given.start:
        return ()
    verb = here.words[denied[0]].span
    shown = Span(said.start, verb.end), Span(given.start, there.words[other[0]].span.end)
    return (shown,)


# What is denied with its main verb: to believe, to want, to seem, to be necessary.
_RAISING = re.compile(
    r"sab|sep|consta|cre|pien|pens|par[ei]c|par[ei]z|opin|consider|qui[es]|quer|esper|recom|aconsej|sug[ei]r|supon|"
    r"imagin|conven|convien|dese|deb|pued|pod|teng|ten|tien|tuv|hay|hab|hub|ha[ns]?$|h[ae]mos|es$|"
    r"son$|er[ae]|fue|ser|dej|permit"
)


@lru_cache(maxsize=512)
def _sides(original: str, quote: str) -> tuple[_Side, _Side]:
    """Return both texts with their denials and the words that stand for each other."""
    left = _without_echoes(original, negations(original, "es"), "spanish")
    right = _without_echoes(quote, negations(quote, "en"), "english")
    there = {link.original: link.quote for link in links(original, quote) if link.strength >= _FIRM}
    return (
        _Side(original, tokens(original), left, "spanish", there),
        _Side(quote, tokens(quote), right, "english", {q: o for o, q in there.items()}),
    )


def _without_echoes(text: str, found: Negations, language: str) -> Negations:
    """Return the negations without those that only repeat one, as "Not one." after "not a peso".

    An echo follows another denial and stands in a sentence with no content word.
    """
    words = tokens(text)
    repeated = _repeated(text)
    kept = [
        span
        for number, span in enumerate(found.clear)
        if number == 0
        or (_says_something(words, span, language) and not any(map(span.overlap, repeated)))
    ]
    echoes = tuple(span for span in found.clear if span not in kept)
    return replace(found, clear=tuple(kept), weak=(*found.weak, *echoes))


def _repeated(text: str) -> list[Span]:
    """Return the sentences that only say an earlier one again: "No more! No more!"."""
    said: set[tuple[str, ...]] = set()
    found = []
    for sentence in sentences(text):
        words = tuple(key for key in keys(sentence.of(text)) if key[0].isalnum())
        if words in said:
            found.append(sentence)
        said.add(words)
    return found


def _says_something(words: tuple[Token, ...], span: Span, language: str) -> bool:
    """Return whether the sentence of a denial holds a content word before or after it."""
    stop = phrases("function_words", language)
    at = next(n for n, word in enumerate(words) if word.span.end > span.start)
    before = takewhile(_goes_on, reversed(words[:at]))
    after = takewhile(_goes_on, words[at:])
    rest = [w for w in (*before, *after) if w.wordlike and w.span.overlap(span) == 0]
    return any(word.key not in stop | _ONES for word in rest)


_ONES = frozenset({"one", "single", "uno", "una", "solo", "sola"})


def _goes_on(word: Token) -> bool:
    return word.text not in ".!?…"


def _unmatched(here: _Side, there: _Side) -> tuple[Denial, ...]:
    scopes = [_scope(here.words, negation, here.language) for negation in here.found.clear]
    places = [[here.counterparts[i] for i in scope if i in here.counterparts] for scope in scopes]
    windows = [_windows(found, there.words) for found in places]
    direct = [_direct(here, there, negation) for negation in here.found.clear]
    matched = _matched(windows, places, direct, there)
    carriers = _free(there, here)
    plain = denied_in_one(here.text, there.text, "es" if here.language == "spanish" else "en")
    found = []
    for number, negation in enumerate(here.found.clear):
        carried = _touched(carriers, _windows(places[number], there.words, _WIDE))
        turned = _touched((negation,), list(plain))
        if number in matched or (carried and not turned):
            continue
        found.append(
            Denial(
                negation,
                tuple(here.words[i].span for i in scopes[number]),
                tuple(there.words[i].span for i in places[number]),
                turned or not _touched(there.found.faint, windows[number]),
                turned or any(i in here.counterparts for i in scopes[number][:1]),
            )
        )
    return tuple(found)


def _direct(here: _Side, there: _Side, negation: Span) -> Span | None:
    """Return the word of the other text that the denial itself is linked to."""
    for place, other in here.counterparts.items():
        if here.words[place].span == negation:
            return there.words[other].span
    return None


def _matched(
    windows: list[list[Span]], places: list[list[int]], direct: list[Span | None], there: _Side
) -> set[int]:
    """Return the denials that take a denial of the other text each, the nearest first."""
    pairs = [
        (-1 if direct[number] == span else _distance(span, found, there.words), number, span)
        for number, found in enumerate(places)
        for span in there.found.clear
        if direct[number] == span or _touched((span,), windows[number])
    ]
    matched: set[int] = set()
    taken: set[Span] = set()
    for _, number, span in sorted(pairs):
        if number not in matched and span not in taken:
            matched.add(number)
            taken.add(span)
    return matched


def _distance(span: Span, places: list[int], words: tuple[Token, ...]) -> int:
    """Return how many characters lie between a denial and the words it would bear on."""
    return min((abs(words[place].span.start - span.end) for place in places), default=10_000)


def _touched(spans: Sequence[Span], windows: list[Span]) -> bool:
    return any(span.overlap(window) for span in spans for window in windows)


def _free(there: _Side, here: _Side) -> list[Span]:
    """Return the weak words that do not already render a weak word of the other side.

    "No descartamos" is not rendered by "we have ruled out": that is "descartamos", nor "no
    alcanza hasta septiembre" by "until September". Phrases
    with a word of denial that deny nothing ("no en vano") stay: "not in vain" is all of it.
    """
    carrying = (*here.found.weak, *here.found.faint)
    spent = [
        there.words[place].span
        for place, other in there.counterparts.items()
        if any(here.words[other].span.overlap(span) for span in carrying)
    ]
    left = [s for s in there.found.weak if not any(s.overlap(other) for other in spent)]
    return [*left, *there.found.harmless]


def _windows(places: list[int], words: tuple[Token, ...], width: int = _WINDOW) -> list[Span]:
    """Return the stretches in which a denial must stand; the whole text if nothing aligned."""
    if not words:
        return []
    if not places:
        return [Span(words[0].span.start, words[-1].span.end)]
    low = [words[max(0, place - width)].span.start for place in places]
    high = [words[min(len(words) - 1, place + width)].span.end for place in places]
    return [Span(a, b) for a, b in zip(low, high, strict=True)]


def _scope(words: tuple[Token, ...], negation: Span, language: str) -> list[int]:
    """Return the indices of the next content words after a denial, within its sentence."""
    stop = phrases("function_words", language)
    found: list[int] = []
    for place, token in enumerate(words):
        if token.span.start < negation.end:
            continue
        if len(found) == _SCOPE or token.text in '.,;:!?»”"':
            break
        if token.wordlike and token.key not in stop:
            found.append(place)
    return found
