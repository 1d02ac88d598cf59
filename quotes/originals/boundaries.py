"""The edges of a window: neighbours it runs on into, and words that no lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import fold, phrases
from quotes.model import Span
from quotes.originals.candidates import Candidate
from quotes.originals.index import Index, Library
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import Words, WordWindow, best_window, cell, words_of

# Gain from which a window runs on into the next sentence. Of 17 of locate/dev that held the old
# window, the passage was nearer the right one in all five above this, in none of twelve below;
# of ten that did not hold it, in one.
_MORE = 0.14
_FARTHEST = 5  # words by which an edge is moved
_STOP = re.compile(r"[,;:!?()\[\]…¿¡«»“”\"—–]|\.(?!\w)")  # no stop: a dot inside an address
_MATCHED = 0.3
_SMALL = 0.1  # cell of an article or preposition
_FEW = 2
_SMALL_WORDS = 3  # "pero con las"
_HALF = 2  # content words that a clause has at least
_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_BEFORE = re.compile(r"[^\W_][^.,;:!?()\[\]…¿¡«»“”\"—–]*,\s*$")
_AFTER = re.compile(r"^,\s*[^.,;:!?()\[\]…¿¡«»“”\"—–]*[^\W_]")
_LAST_CLAUSE = re.compile(r",\s*[^.,;:!?()\[\]…¿¡«»“”\"—–]*[^\W_](?=\W*(?:[.!?]|$))")
_SENTENCE_END = re.compile(r"[.!?…]+[»”\"')]*(?=\s)|\n")
_ENGLISH = re.compile(r"\w+(?:['’]\w+)?")
# The opening of a sentence before a comma, and an English sentence that has one.
_OPENER = re.compile(r"\s*\w+(?:\s+\w+){0,3},\s*")
_OPENED = re.compile(r"\W*(?:\w+\s+){0,3}\w+,\s")
_REACH = 6  # words from an edge to the end of its clause; farther off, the cut may be meant
_LONG = 8  # words of a quotation that is no fragment, capital or not
_OPENING = 3  # words in which a quotation or passage has its modal verb
_DECIDES = 5  # words from the start of a fragment to the word that decides it
_LAST_WORD = re.compile(r"(?<!\w)(\w+)[ \t]+\Z")
_NEAR_WORD = 16  # characters before a place in which a small word stands
_SOFT = re.compile(r"(?<![\n.!?…:»”\"])[ \t\r]*\n[ \t\r]*(?=[a-záéíóúñü])")  # inside a sentence
# Markdown that a reader left: links, emphasis, footnotes. It is no mark of the sentence.
_MARKDOWN = re.compile(
    r"\]\([^)\s]*\)|!?\[(?=[^\]\n]{1,200}\]\()|\[\^\w{1,20}\]|[*`]{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
_FULL = 0.85  # Spanish words for an English one below which something was cut off


def whole_window(segment: Segment, one: Candidate, index: Index, library: Library) -> Span:
    """Return the window of a candidate with its edges set: what the whole segment renders."""
    text = library.sources[one.document].text
    start, end = index.spans[one.sentence].tolist()
    window = one.window
    if len(segment.matcher.rows) > 0.6 * one.words:
        for wider in _wider(one, index):
            words = words_of(text[wider.start : wider.end], "es")
            longer = best_window(segment.matcher, words)
            if (
                longer is not None
                and longer.gain > window.gain + _MORE
                and one.span.overlap(longer.span(words, wider.start)) == len(one.span.of(text))
            ):
                window, (start, end) = longer, (wider.start, wider.end)
    words = words_of(text[start:end], "es")
    first, last = edges(segment, window, words, text[start:end])
    offsets = words.offsets
    return Span(start + int(offsets[first, 0]), start + int(offsets[last, 1]))


def _wider(one: Candidate, index: Index) -> list[Span]:
    """Return the sentence with the one before, and with the one after."""
    start, end = index.spans[one.sentence].tolist()
    found = []
    for beside in (one.sentence - 1, one.sentence + 1):
        if 0 <= beside < len(index.spans) and int(index.documents[beside]) == one.document:
            other = index.spans[beside].tolist()
            found.append(Span(min(start, other[0]), max(end, other[1])))
    return found


def edges(segment: Segment, window: WordWindow, words: Words, text: str) -> tuple[int, int]:
    """Return first and last word after both edges have been moved outwards.

    An English word at the edge that nothing explains ("turn" the page) stands for a
    Spanish word beside the window ("pasar" la página), within the same clause.
    """
    count = len(segment.matcher.rows)
    cells = segment.matcher.table(words.keys[window.first : window.last + 1])
    best = cells.max(axis=1) if cells.size else np.zeros(count)
    stop = phrases("function_words", "english")
    content = [key not in stop for key in segment.matcher.rows]
    solid = [i for i in range(count) if best[i] >= _MATCHED and content[i]]
    if not solid:
        return window.first, window.last
    ends = [_counterpart(cells, content, column, solid[0]) for column in (0, -1)]
    before = [i for i in range(ends[0]) if best[i] < _MATCHED or not content[i]]
    after = list(range(max(ends[1], solid[-1]) + 1, count))
    missing = sum(content[i] for i in before), sum(content[i] for i in after)
    first, missing = _noun_before(window, missing, words, text)
    first = _moved(first, -1, missing[0], words, text)
    first = _over_clauses(first, -1, missing[0], words, text)
    last = _moved(window.last, 1, missing[1], words, text)
    last = _over_clauses(last, 1, missing[1], words, text)
    first = _with_small_words(first, -1, [segment.matcher.rows[i] for i in before], words, text)
    last = _with_small_words(last, 1, [segment.matcher.rows[i] for i in after], words, text)
    return first, last


def _noun_before(
    window: WordWindow, missing: tuple[int, int], words: Words, text: str
) -> tuple[int, tuple[int, int]]:
    """Return the first word of a window, moved to the noun of an adjective, and what is missing.

    The noun that an English adjective stands before ("hot gale") stands before a Spanish one
    ("ventarrón caliente"): where no content word follows the window, it is the one before.
    """
    stop, before, after = phrases("function_words", "spanish"), window.first - 1, window.last + 1
    follows = (
        after < len(words.keys)
        and words.keys[after] not in stop
        and not _parted(window.last, after, words, text)
    )
    precedes = (
        before >= 0
        and words.keys[before] not in stop
        and not _parted(before, window.first, words, text)
    )
    one_word = window.first == window.last and words.keys[window.first] not in stop
    if not one_word or missing != (0, 1) or follows or not precedes:
        return window.first, missing
    return before, (0, 0)


def _counterpart(
    cells: NDArray[np.float32], content: list[bool], column: int, otherwise: int
) -> int:
    """Return the English content word that the first or last word of the window renders best."""
    shares = np.where(content, cells[:, column], 0)
    return int(np.argmax(shares)) if shares.max() >= _MATCHED else otherwise


def _over_clauses(edge: int, step: int, missing: int, words: Words, text: str) -> int:
    """Return the edge moved over whole clauses that the unexplained English is long enough for.

    "Once minutos, y once …": the half of a sentence whose words the lexicon lacks belongs
    to the passage if the quotation has about as many content words left over.
    """
    stop = phrases("function_words", "spanish")
    while missing >= _HALF:
        at, count = edge, 0
        while 0 <= at + step < len(words.keys) and (
            at == edge or not _parted(at, at + step, words, text)
        ):
            at += step
            count += words.keys[at] not in stop
        if at == edge or not _HALF <= count <= 2 * missing:
            break
        edge, missing = at, missing - count
    return edge


def _with_small_words(edge: int, step: int, english: list[str], words: Words, text: str) -> int:
    """Return the edge moved over the words that render English ones there ("the" water)."""
    for _ in range(_SMALL_WORDS):
        beside = edge + step
        if not 0 <= beside < len(words.keys) or _parted(edge, beside, words, text):
            break
        if not any(cell(word, words.keys[beside]) >= _SMALL for word in english):
            break
        edge = beside
    return edge


def _moved(edge: int, step: int, missing: int, words: Words, text: str) -> int:
    """Return the edge moved by `step` over `missing` content words, not past a stop."""
    stop = phrases("function_words", "spanish")
    reached = edge
    for _ in range(_FARTHEST):
        beside = edge + step
        if missing == 0 or not 0 <= beside < len(words.keys) or _parted(edge, beside, words, text):
            break
        if step > 0 and words.keys[beside] == "que":
            break  # another clause
        edge = beside
        if words.keys[edge] not in stop:
            reached, missing = edge, missing - 1
    return reached


def _parted(one: int, other: int, words: Words, text: str) -> bool:
    """Return whether a mark stands between two neighbouring words."""
    left, right = sorted((one, other))
    return bool(_STOP.search(text[words.offsets[left, 1] : words.offsets[right, 0]]))


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Return a text of the same length, blanks for Markdown and for line ends in sentences."""
    bare = _MARKDOWN.sub(lambda one: " " * len(one.group()), text)
    return _SOFT.sub(lambda one: " " * len(one.group()), bare)


def word_before(text: str, at: int) -> re.Match[str] | None:
    """Return the word (group 1) before a place, with the blanks after it; None after a mark."""
    return _LAST_WORD.search(text, max(0, at - _NEAR_WORD), at)


def sentence_bounds(found: Span, start: int, end: int, text: str) -> Span:
    """Return the bounds of a sentence, grown over ends of lines that stand inside it.

    `text` is as `plain` returns it, and `start` and `end` the sentence as it was cut.
    """
    start, end = min(start, found.start), max(end, found.end)
    if start and text[start - 1] == " ":  # the line before runs on into this one
        start = text.rfind("\n", 0, start) + 1
        stops = [stop.end() for stop in _SENTENCE_END.finditer(text, start, found.start)]
        start = stops[-1] if stops else start
    if end < len(text) and text[end] == " " and text[end:].lstrip(" ")[:1].islower():
        stop = _SENTENCE_END.search(text, end)
        end = stop.start() if stop else len(text)
    return Span(start, end)


def with_deciding_word(
    found: Span, quotation: str, sentence: str | None, text: str, bounds: Span
) -> Span:
    """Return `found` grown to the word before it that decides what it says ("no", "casi").

    Only pronouns and auxiliaries may stand between, and the verb that governs "que" or "si" ("no
    nos consta que haya …"). Where the English sentence says it before the quotation begins (did not
    “sell the aqueduct”), the fragment may do without. A quotation that begins with "should" or the
    like takes the verb that it stands for ("debí revisar").
    """
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_DECIDES:]
    keys = [fold(word.group()) for word in words]
    begin = _modal_start(keys, quotation, found.of(text))
    first, pairs = begin, phrases("edges", "spanish.decider_pairs")
    opening = _WORD.match(text, found.start)
    governed = opening is not None and fold(opening.group()) == "que"
    for at in range(begin - 1, -1, -1):
        if keys[at] in phrases("edges", "spanish.deciders") or pairs.intersection(
            " ".join(keys[max(0, one) : one + 2]) for one in (at, at - 1)
        ):
            first = at
        elif governed and keys[at] not in phrases("edges", "spanish.clitics"):
            governed = False
            continue
        elif keys[at] not in phrases("edges", "spanish.between") | {"que"}:
            break
        governed = governed or keys[at] in ("que", "si")
    if first < begin and sentence and _said_before(quotation, sentence):
        first = begin
    if first == len(words):
        return found
    return Span(found.start - len(clause) + words[first].start(), found.end)


def _modal_start(keys: Sequence[str], quotation: str, passage: str) -> int:
    """Return where the verb begins that a quotation's "should" stands for, len(keys) if nowhere.

    `keys` are the words before the passage.
    """
    english = [fold(one.group()) for one in _ENGLISH.finditer(quotation)][:_OPENING]
    spanish = [fold(one.group()) for one in _WORD.finditer(passage)][:_OPENING]
    modals, start = phrases("edges", "spanish.modals"), len(keys)
    auxiliary = phrases("edges", "spanish.auxiliaries")
    if (
        keys
        and keys[-1] in auxiliary
        and phrases("edges", "english.auxiliaries").intersection(english[:2])
        and not auxiliary.intersection(spanish)
    ):
        return start - 1
    if modals.intersection(spanish) or not phrases("edges", "english.modals").intersection(english):
        return start
    for at in range(len(keys) - 1, -1, -1):
        if keys[at] in modals:
            start = at
        elif keys[at] not in phrases("edges", "spanish.between") | {"que", "a", "de", "haber"}:
            break
    return start


def _said_before(quotation: str, sentence: str) -> bool:
    """Return whether a word that decides stands in the English sentence just before a quotation."""
    at = sentence.find(quotation[:30])
    before = [fold(one.group()) for one in _ENGLISH.finditer(sentence[: max(at, 0)])][-_DECIDES:]
    said = phrases("edges", "english.deciders")
    return any(word in said or word.endswith("n't") for word in before)


def whole_clause(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` grown to the ends of its clauses, within `bounds` (offsets into `text`).

    A short fragment (a lower-case start and under eight words) stays as it is. A longer
    one begins where it begins, but for words that turn it and for one that is left of its
    clause. The end grows only where the quotation ends a sentence or clause of its own.
    """
    words = quotation.split()
    opening = next((c for c in quotation if c.isalnum()), "")
    if len(words) < _LONG and not (opening.isupper() and len(words) > 2):
        return found
    before = clause_before(found.start, text, bounds.start)
    if not opening.isupper() and len(_WORD.findall(before)) > 1:
        return Span(_guarded(found.start, text, bounds.start), _end(found.end, text, bounds.end))
    start = _start(found.start, text, bounds.start)
    if opening.isupper() and _is_opened(quotation):
        start -= len(_opener(text[bounds.start : start]))
    ends = len(words) >= _LONG or quotation.rstrip("”\"’' ")[-1:] in ".!?,"
    headline = opening.isupper() and not _WORD.search(text[bounds.start : start])
    farthest = _REACH if ends else _FEW if headline else 0
    grown = Span(start, _end(found.end, text, bounds.end, farthest))
    if ends:
        missing = len(words) - len(_WORD.findall(grown.of(text)))
        if missing > (1 - _FULL) * len(words):  # it stops in the middle of a long clause
            grown = Span(start, _end(grown.end, text, bounds.end, missing + _REACH))
    return _with_last_clause(_filled(grown, len(words), text, bounds), quotation, text, bounds)


def _with_last_clause(grown: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return the span with the clause that ends its sentence, where it lacks one that is quoted.

    "…, we did." is "…, lo perdimos nosotros." There the passage has fewer commas and words than
    the quotation, and the clause is short and no "dijo el alcalde".
    """
    own = grown.of(text)
    lacks = own.count(",") < quotation.rstrip(", ”\"’'").count(",")
    last = _LAST_CLAUSE.match(text, grown.end, bounds.end)
    if not lacks or last is None or len(_WORD.findall(own)) >= len(quotation.split()):
        return grown
    keys = {fold(word) for word in _WORD.findall(last.group())}
    if len(keys) > _REACH or keys & phrases("speech", "spanish.verbs"):
        return grown
    return Span(grown.start, last.end())


def _is_opened(quotation: str) -> bool:
    """Return whether a sentence has an opening of its own ("But …", "In the end, …")."""
    first = _ENGLISH.search(quotation)
    return bool(_OPENED.match(quotation)) or (
        first is not None and fold(first.group()) in phrases("edges", "english.openers")
    )


def _opener(before: str) -> str:
    """Return the few words with a comma that open a sentence ("En cambio, "), "" if none."""
    return before.lstrip() if _OPENER.fullmatch(before) else ""


def _filled(grown: Span, wanted: int, text: str, bounds: Span) -> Span:
    """Return the span grown over commas to the next clause while it is too short by far."""
    while len(_WORD.findall(grown.of(text))) < _FULL * wanted:
        left = _beyond(text[bounds.start : grown.start], -1)
        right = _beyond(text[grown.end : bounds.end], 0)
        near = [side for side in (left, right) if side]
        if not near:
            break
        side = min(near, key=lambda clause: len(_WORD.findall(clause)))
        before = len(side) if side is left else 0
        grown = Span(grown.start - before, grown.end + (len(side) if not before else 0))
    return grown


def _beyond(text: str, at: int) -> str:
    """Return the clause next to an edge with the comma before it, "" at a stronger stop."""
    pattern = _BEFORE if at else _AFTER
    match = pattern.search(text)
    return match.group() if match and len(_WORD.findall(match.group())) <= _REACH else ""


def _start(at: int, text: str, bound: int) -> int:
    """Return the start of the clause, or of the guarding words just before `at`."""
    clause = clause_before(at, text, bound)
    words = list(_WORD.finditer(clause))
    if 0 < len(words) <= _REACH:
        return at - len(clause) + words[0].start()
    return _guarded(at, text, bound)


def _guarded(at: int, text: str, bound: int) -> int:
    """Return `at` moved before the guarding words ("no", "casi", "podríamos") next to it."""
    guards = phrases("edges", "spanish.guards")
    clause = clause_before(at, text, bound)
    kept = at
    for word in reversed(list(_WORD.finditer(clause))):
        if fold(word.group()) not in guards and not word.group()[0].isdigit():
            break
        kept = at - len(clause) + word.start()
    return kept


def clause_around(found: Span, text: str, bounds: Span) -> Span:
    """Return `found` grown to the stops before and after it, within `bounds`."""
    before = clause_before(found.start, text, min(bounds.start, found.start))
    stop = _STOP.search(text, found.end, max(bounds.end, found.end))
    words = list(
        _WORD.finditer(text, found.start - len(before), stop.start() if stop else bounds.end)
    )
    return Span(words[0].start(), words[-1].end()) if words else found


def clause_before(at: int, text: str, bound: int) -> str:
    """Return the text from the last stop before `at` up to it."""
    before = text[bound:at]
    stops = [match.end() for match in _STOP.finditer(before)]
    return before[stops[-1] :] if stops else before


def _end(at: int, text: str, bound: int, farthest: int = _REACH) -> int:
    """Return the end of the clause if it is no farther than some words, else `at`."""
    after = text[at:bound]
    stop = _STOP.search(after)
    clause = after[: stop.start()] if stop else after
    words = list(_WORD.finditer(clause))
    return at + words[-1].end() if 0 < len(words) <= farthest else at
