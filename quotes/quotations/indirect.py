"""Indirect quotations: reported speech without marks, with its content, cue and source."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.model import Cue, Mention, Quotation, Span
from quotes.quotations.attribution import Attributed
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import cue_span, phrase_span
from quotes.quotations.reported_clause import content
from quotes.quotations.speakers import SpeakerResolver
from quotes.quotations.wordlists import REPORTING

PLAIN = 0.9  # chance that the subject of a verb of saying is its source; by hand


def reported(
    parsed: ParsedText, quoted: Sequence[Quotation], resolver: SpeakerResolver
) -> list[Quotation]:
    """Return the indirect quotations of a text: those whose content holds no marked quotation."""
    marked = [q for q in quoted if q.kind != "scare"]
    spoken = [segment for quotation in marked for segment in quotation.segments]
    cues = {q.cue.span.start for q in marked if q.cue is not None}  # these report what is marked
    found: list[Quotation] = []
    last = -1
    for index in range(len(parsed.words)):
        start = parsed.words[index].span.start
        if start < last or start in cues or not _reports(parsed, index):
            continue
        words = content(parsed, index)
        if words is None:
            continue
        span = Span(parsed.words[words[0]].span.start, parsed.words[words[1] - 1].span.end)
        if any(span.overlap(segment) for segment in spoken) or span.end <= last:
            continue
        found.append(_quotation(parsed, index, span, resolver))
        last = max(last, span.end)
    return found


def _reports(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index]
    if parsed.quoted_at[index] >= 0 or parsed.lemmas[index - 1 if index else 0] == "without":
        return False
    if word.text.lower() == "according":
        return index + 1 < len(parsed.words) and parsed.lemmas[index + 1] == "to"
    if parsed.lemmas[index] not in REPORTING:
        return False
    if word.upos == "VERB":
        return word.xpos != "VBN" or _is_perfect(parsed, index)
    follows = parsed.words[index + 1].text.lower() if index + 1 < len(parsed.words) else ""
    return word.xpos == "NNS" and follows == "that"  # "the centre estimates that"


def _is_perfect(parsed: ParsedText, index: int) -> bool:
    """Say whether a participle is no passive: "has said", but not "has been told"."""
    helpers = {parsed.lemmas[c] for c in parsed.children[index] if parsed.relations[c] == "aux"}
    passive = any(parsed.words[c].deprel == "aux:pass" for c in parsed.children[index])
    return "have" in helpers and not passive


def _quotation(parsed: ParsedText, cue: int, span: Span, resolver: SpeakerResolver) -> Quotation:
    words = cue_span(parsed, cue)
    source = _source(parsed, cue)
    speaker = None
    if source >= 0 and not phrase_span(parsed, source).overlap(span):
        phrase = phrase_span(parsed, source)
        decided = Attributed(1.0, words, cue, phrase, source, PLAIN)
        speaker = resolver.speaker(Mention(phrase.of(parsed.text), phrase), decided)
    low, high = parsed.sentences[parsed.sentence[cue]]
    context = Span(
        min(span.start, parsed.words[low].span.start),
        max(span.end, parsed.words[high - 1].span.end),
    )
    return Quotation(
        "indirect",
        (span,),
        span.of(parsed.text),
        Cue(words.of(parsed.text), words),
        speaker,
        context,
    )


def _source(parsed: ParsedText, cue: int) -> int:
    """Return the head of the source: the phrase after "according to", else the nearest subject."""
    if parsed.words[cue].text.lower() == "according":
        governor = parsed.heads[cue]
        return governor if governor > cue else min(cue + 2, len(parsed.words) - 1)
    for verb in [cue, *parsed.ancestors(cue, 3)]:
        agent = parsed.subject(verb)
        if agent >= 0:
            return agent
    return -1
