"""The passage of a place: whole clauses, with its article, without the reporter's lead-in."""

from __future__ import annotations

import re

from quotes.languages.dictionary import entries_at
from quotes.languages.quantities import quantities
from quotes.languages.words import content_words, fold, phrases
from quotes.model import Span
from quotes.originals.boundaries import (
    plain,
    sentence_bounds,
    whole_clause,
    whole_window,
    with_deciding_word,
    word_before,
)
from quotes.originals.candidates import Candidate
from quotes.originals.quoted_speech import utterances_at, within_marks
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import Matcher, function_words

_PHRASE = 3  # words of a quotation that is more than a word
_NOUN = 2  # words within which what "de la" announces stands
_FARTHEST = 12  # words from the start of a passage to the "que" of a lead-in
_SPEAKER = 6  # words between the cue verb and its "que": "dijo ayer la alcaldesa Montoya que"
_EXPLAINED = 0.3  # cell of a cue verb that the quotation itself says
_LEAST = 2  # words that are left
_EXPRESSION = 6  # words of an expression of the dictionary at most
_WORD = re.compile(r"\w+")
_ENGLISH = re.compile(r"\w+(?:['’]\w+)?")
_STOP = re.compile(r"[,.;:!?()\[\]…¿¡«»“”\"—–]")
_HARD_STOP = re.compile(r"[.;:!?()\[\]…¿¡«»“”\"—–]")

_BREAK = re.compile(r"[.!?…]\W*\s\W*\w")
_STUB = re.compile(r"(?<=[.!?…])[»”\"]?\s+[¿¡«“\"]?\w+(?:\s+\w+)?$")  # words of one more sentence


def whole_passage(
    segment: Segment, sentence: str | None, found: Candidate, context: SearchContext
) -> Span:
    """Return what a segment renders: whole clauses, and the word that decides.

    `sentence` is the English sentence around the segment where it is known.
    """
    index, library, quotation = context.index, context.library, segment.text
    source = library.sources[found.document]
    text = plain(source.text)
    span = within_marks(whole_window(segment, found, index, library), source)
    span = without_stub(span, quotation, text)
    start, end = index.spans[found.sentence].tolist()
    bounds = sentence_bounds(span, start, end, text)
    span = more_than_a_scrap(span, segment.matcher, text, bounds)
    span = whole_clause(span, quotation, text, bounds)
    span = with_article(span, quotation, text)
    span = without_loose_end(span, quotation, text, bounds)
    span = with_deciding_word(span, quotation, sentence, text, bounds)
    if not utterances_at(source, span):
        span = without_lead_in(span, segment.matcher, text)
    return with_question_marks(within_marks(span, source), text)


def more_than_a_scrap(found: Span, quotation: Matcher, text: str, bounds: Span) -> Span:
    """Return `found`, grown in its clause where it has less than half as many words as are quoted.

    An idiom has one word in common with its rendering: "taking us for fools" is not "bobos" but
    "viendo la cara de bobos". It grows to the side where the quotation has more words.
    """
    keys = [fold(word.group()) for word in _WORD.finditer(text, found.start, found.end)]
    count = len(quotation.rows)
    missing = count - len(keys)
    if count < _PHRASE or 2 * len(keys) >= count or not keys:
        return found
    cells = quotation.table(keys) * quotation.content[:, None]
    row = int(cells.max(axis=1).argmax())
    if 2 * row + 1 > count:
        clause = _STOP.split(text[bounds.start : found.start])[-1]
        before = list(_WORD.finditer(clause))[-missing - 1 :]
        at = before[0].start() if before else len(clause)
        return Span(found.start - len(clause) + at, found.end)
    clause = _STOP.split(text[found.end : bounds.end], maxsplit=1)[0]
    after = list(_WORD.finditer(clause))[: missing + 1]
    return Span(found.start, found.end + (after[-1].end() if after else 0))


def with_article(found: Span, quotation: str, text: str) -> Span:
    """Return `found` with the article before it, where the quotation has one or begins a sentence.

    "Desertion fell" is "La deserción bajó", but "challenges of the river" "retos del río".
    """
    article = word_before(text, found.start)
    first = _ENGLISH.search(quotation)
    if article is None or first is None:
        return found
    has = first.group()[0].isupper() or fold(first.group()) in phrases("edges", "english.articles")
    named = found.of(text)[:1].islower() and fold(article[1]) in phrases(
        "edges", "spanish.articles"
    )
    return Span(found.start - len(article.group()), found.end) if has and named else found


def without_loose_end(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` with the noun that its last words announce, or less those ("de la").

    A quotation that breaks off itself ("a Europe on") may end so too.
    """
    announcing = phrases("edges", "spanish.announcing")
    last = [fold(one.group()) for one in _ENGLISH.finditer(quotation)][-1:]
    words = list(_WORD.finditer(text, found.start, found.end))
    loose = 0
    while loose < len(words) and fold(words[-1 - loose].group()) in announcing:
        loose += 1
    if not loose or loose == len(words) or function_words().issuperset(last):
        return found
    clause = _STOP.split(text[found.end : bounds.end], maxsplit=1)[0]
    for word in list(_WORD.finditer(clause))[:_NOUN]:
        if fold(word.group()) not in announcing:
            return Span(found.start, found.end + word.end())
    return Span(found.start, words[-1 - loose].end())


def with_whole_expressions(found: Span, text: str, bounds: Span) -> Span:
    """Return `found` with no number and no expression of the dictionary cut in two at its edges.

    It grows by the rest of one ("diecinueve | mil millones", "el fin de | semana"), but loses the
    first words of a condition after it ("…, siempre | y cuando pague") and does not grow by what
    announces more ("pueden llegar | a").
    """
    end = found.end
    for said in _expressions_across(found.end, text, Span(found.start, bounds.end)):
        words = said.of(text).lower()
        if fold(words) in phrases("edges", "spanish.conditions"):
            end = found.start + len(text[found.start : said.start].rstrip(" ,;"))
        elif fold(words.split()[-1]) not in phrases("edges", "spanish.announcing"):
            end = said.end
    across = _expressions_across(found.start, text, Span(bounds.start, end))
    return Span(min([found.start, *(said.start for said in across)]), end)


def _expressions_across(at: int, text: str, bounds: Span) -> list[Span]:
    """Return the number or the first expression, no mark in it, that begins before a place.

    It ends after the place; an empty list where there is none.
    """
    for one in quantities(bounds.of(text), "es"):
        number = Span(bounds.start + one.span.start, bounds.start + one.span.end)
        if number.start < at < number.end and one.kind != "indefinite":
            return [number]
    words = [one.span() for one in _WORD.finditer(text, bounds.start, bounds.end)]
    before = sum(start < at for start, _ in words)
    for first in range(max(0, before - _EXPRESSION + 1), before):
        run = words[first : first + _EXPRESSION]
        length, _ = entries_at(tuple(text[a:b].lower() for a, b in run))
        said = Span(run[0][0], run[length - 1][1]) if length > 1 else Span(at, at)
        if said.end > at and not _STOP.search(said.of(text)):
            return [said]
    return []


def without_lead_in(found: Span, quotation: Matcher, text: str) -> Span:
    """Return `found` less the cue verb, its subject and "que" before indirect speech.

    Only verbs that state ("dijo", not "negó"), which the quotation itself does not say, and no
    word that decides stands before ("nunca dijo que").
    """
    words = list(_WORD.finditer(text, found.start, found.end))
    keys = [fold(word.group()) for word in words]
    stating = phrases("speech", "spanish.verbs") - phrases("speech", "spanish.turning")
    for at, key in enumerate(keys[:_FARTHEST]):
        if key in phrases("edges", "spanish.deciders"):
            break
        if key not in stating or _said(quotation, key):
            continue
        for that in range(at + 1, min(at + _SPEAKER + 2, len(keys) - _LEAST)):
            if keys[that] == "que":
                lead_in = text[found.start : words[that].end()]
                return (
                    found
                    if _HARD_STOP.search(lead_in)
                    else Span(words[that + 1].start(), found.end)
                )
            if keys[that] in phrases("edges", "spanish.deciders"):
                break
    return found


def _said(quotation: Matcher, key: str) -> bool:
    """Return whether a quotation says a cue verb itself, or a content word of it renders that."""
    if phrases("edges", "english.saying").intersection(quotation.rows):
        return True
    cells = quotation.table([key])[:, 0] * quotation.content
    return bool(cells.max(initial=0.0) >= _EXPLAINED)


def without_stub(found: Span, quotation: str, text: str) -> Span:
    """Return `found` less the "El que" of a next sentence, where the quotation begins none."""
    stub = _STUB.search(found.of(text))
    if stub is None or _BREAK.search(quotation) or content_words(stub.group(), "es"):
        return found
    return Span(found.start, found.start + stub.start())


def with_question_marks(found: Span, text: str) -> Span:
    """Return `found` with the marks of a question or exclamation that it holds but for them."""
    start, end = found.start, found.end
    if start and text[start - 1] in "¿¡":
        start -= 1
    closing = re.match(r"\s?[?!]+", text[end : end + 4])
    if closing and (start < found.start or "¿" in found.of(text) or "¡" in found.of(text)):
        end += closing.end()
    elif start < found.start:
        start = found.start
    return Span(start, end)
