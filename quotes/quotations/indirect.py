"""Indirect quotations: reported speech without marks, with its content, cue and source."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.model import Cue, Quotation, Span
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import cue_span, phrase_span
from quotes.quotations.speakers import SpeakerResolver
from quotes.quotations.wordlists import ADDRESSED, REPORTING

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
        meant = resolver.meant(source, cue)
        others = [actor.full_name() for actor in meant.found.others]
        speaker = resolver.speaker(meant, cue, PLAIN * meant.found.chance, others)
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


# The words that an indirect quotation reports: where they begin and end.

_LATER = frozenset({"conj", "parataxis"})
_OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who", "to"})


def content(parsed: ParsedText, cue: int) -> tuple[int, int] | None:
    """Return the range of words that a reporting verb reports, None if it reports none here."""
    low, high = parsed.sentences[parsed.sentence[cue]]
    while high > low and parsed.words[high - 1].upos == "PUNCT":
        high -= 1
    if parsed.words[cue].text.lower() == "according":
        return _around_phrase(parsed, cue, low, high)
    after = _after(parsed, cue, high)
    return after if after is not None else _before(parsed, cue, low)


def _around_phrase(parsed: ParsedText, cue: int, low: int, high: int) -> tuple[int, int] | None:
    """Return what stands before "according to X", or after it where it opens the sentence."""
    if cue > low + 2:
        return _trim(parsed, low, cue)
    for index in range(cue, high):
        if parsed.words[index].text == ",":
            return _trim(parsed, index + 1, high)
    return None


def _after(parsed: ParsedText, cue: int, high: int) -> tuple[int, int] | None:
    """Return the complement right of a verb, from its opener to the next act of the speaker."""
    start = _start(parsed, cue, high)
    if start is None:
        return None
    return _trim(parsed, start, _end(parsed, cue, start, high))


def _start(parsed: ParsedText, cue: int, high: int) -> int | None:
    """Return the first word of the complement: a clause, found by its verb or its opener."""
    clauses = [
        child
        for child in parsed.children[cue]
        if child > cue and parsed.relations[child] in {"ccomp", "xcomp"}
    ]
    if clauses:
        inside = [i for i in parsed.subtree(clauses[0]) if i > cue]
        start = min(inside)
        while start < high and parsed.words[start].upos == "PUNCT":
            start += 1
        return start
    for index in range(cue + 1, min(cue + 8, high)):
        if parsed.words[index].upos == "PUNCT":
            return None
        if parsed.words[index].text.lower() in _OPENERS:
            return index
    return _object(parsed, cue, high)


def _object(parsed: ParsedText, cue: int, high: int) -> int | None:
    """Return the first word of a bare clause or thing said after the verb and its addressee."""
    index = cue + 1
    if parsed.lemmas[cue] in ADDRESSED:
        people = [
            c for c in parsed.children[cue] if c > cue and parsed.relations[c] in {"obj", "iobj"}
        ]
        index = max(parsed.subtree(people[0])) + 1 if people else index
    while index < high and parsed.relations[index] in {"advmod", "case"} and index < cue + 3:
        index += 1
    rest = range(index, high)
    if not any(parsed.words[i].upos in {"VERB", "AUX"} for i in rest):
        return None
    return index if index < high and parsed.words[index].upos != "PUNCT" else None


def _end(parsed: ParsedText, cue: int, start: int, high: int) -> int:
    """Return where the complement ends: before the verb's next clause, else with the sentence."""
    for index in range(start + 1, high):
        if parsed.heads[index] == cue and parsed.relations[index] in _LATER:
            first = min(i for i in parsed.subtree(index) if i >= start)
            if first > start:
                return first
        text = parsed.words[index].text.lower()
        if text == "," and index + 1 < high:
            following = parsed.words[index + 1]
            if following.xpos == "VBG" and parsed.lemmas[index + 1] in REPORTING:
                return index
            if following.text.lower() == "according":
                return index
    return high


def _before(parsed: ParsedText, cue: int, low: int) -> tuple[int, int] | None:
    """Return what stands before ", X said": the sentence up to the comma before source or verb."""
    agents = [c for c in parsed.children[cue] if parsed.relations[c] == "nsubj"]
    edge = min([min(parsed.subtree(a)) for a in agents if a < cue] or [cue])
    commas = [i for i in range(low, edge) if parsed.words[i].text == ","]
    if not commas or edge - commas[-1] > 8 or commas[-1] - low < 3:
        return None
    return _trim(parsed, low, commas[-1])


def _trim(parsed: ParsedText, low: int, high: int) -> tuple[int, int] | None:
    while high > low and (
        parsed.words[high - 1].upos == "PUNCT"
        or parsed.words[high - 1].text.lower() in {"and", "but"}
    ):
        high -= 1
    while low < high and parsed.words[low].upos == "PUNCT":
        low += 1
    return (low, high) if high - low >= 2 else None
