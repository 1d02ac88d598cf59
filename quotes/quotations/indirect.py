"""Indirect quotations: reported speech without marks, with its content, cue and source."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.model import Cue, Mention, Quotation, Span
from quotes.quotations.contents import content
from quotes.quotations.cue_columns import subject
from quotes.quotations.phrases import cue_span, phrase_span
from quotes.quotations.reading import Reading
from quotes.quotations.speaking import Cast
from quotes.quotations.titles import REPORTING


def reported(reading: Reading, quoted: Sequence[Quotation], cast: Cast) -> list[Quotation]:
    """Return the indirect quotations of a text: those whose content holds no marked quotation."""
    spoken = [s for q in quoted if q.kind != "scare" for s in q.segments]
    found: list[Quotation] = []
    last = -1
    for index in range(len(reading.words)):
        if not _reports(reading, index) or reading.words[index].span.start < last:
            continue
        words = content(reading, index)
        if words is None:
            continue
        span = Span(reading.words[words[0]].span.start, reading.words[words[1] - 1].span.end)
        if any(span.overlap(segment) for segment in spoken) or span.end <= last:
            continue
        found.append(_quotation(reading, index, span, cast))
        last = max(last, span.end)
    return found


def _reports(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if reading.stretch[index] >= 0:
        return False
    if word.text.lower() == "according":
        return index + 1 < len(reading.words) and reading.lemmas[index + 1] == "to"
    return word.upos == "VERB" and reading.lemmas[index] in REPORTING and word.xpos != "VBN"


def _quotation(reading: Reading, cue: int, span: Span, cast: Cast) -> Quotation:
    words = cue_span(reading, cue)
    source = _source(reading, cue)
    speaker = None
    if source >= 0 and not phrase_span(reading, source).overlap(span):
        phrase = phrase_span(reading, source)
        speaker = cast.speaker(Mention(phrase.of(reading.text), phrase), source, cue)
    low, high = reading.sentences[reading.sentence[cue]]
    context = Span(
        min(span.start, reading.words[low].span.start),
        max(span.end, reading.words[high - 1].span.end),
    )
    return Quotation(
        "indirect",
        (span,),
        span.of(reading.text),
        Cue(words.of(reading.text), words),
        speaker,
        context,
    )


def _source(reading: Reading, cue: int) -> int:
    """Return the head of the source: the phrase after "according to", else the nearest subject."""
    if reading.words[cue].text.lower() == "according":
        governor = reading.heads[cue]
        return governor if governor > cue else min(cue + 2, len(reading.words) - 1)
    for verb in [cue, *reading.ancestors(cue, 3)]:
        agent = subject(reading, verb)
        if agent >= 0:
            return agent
    return -1
