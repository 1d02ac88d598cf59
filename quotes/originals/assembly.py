"""From the places of the segments of a quotation to its location: joined, spliced, or absent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quotes.languages.sentences import answers_only
from quotes.model import Location, Passage, Span
from quotes.originals.candidates import Candidate, sentence_words
from quotes.originals.explanation import Explanation, support
from quotes.originals.index import Index, Library
from quotes.originals.quoted_speech import spoken, utterances_at
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import in_common, words_of

_CLOSE = 6  # words between two passages that are one span ("dijo el alcalde ayer")
_INSIDE = 15  # and where no whole sentence lies between
_SHOWN = 3  # candidates below the line
LEAST_EXPLAINED = 0.5  # share of a quotation that what was found explains at least
# Where every part has a sure place, less: of the 214 fragments of one half of locate/dev whose
# sentence is known 15 are rendered so freely that 0.2 to 0.5 of them is explained, all of a right
# place of 0.96 and more. Of 714 quotations without original there no place reaches 0.85. The
# probability of a place beside others' weighs what it explains already: it was learned there.
_SURE, _LEAST_OF_SURE = 0.8, 0.1
_LEAST_OF_PARTS = 0.3  # and where half of the words stand in parts that are well explained
_DOUBTED = 0.49  # the most that is said of a place that explains less
_WORD = re.compile(r"\w+")
_LEFT_OUT = re.compile(r"[(\[]\s*(?:\.\.\.|…)\s*[)\]]|\.\.\.|…")
_ECHO = 3  # words of a part that may stand in another's place
_NEAR_ANSWER = 2  # sentences from an answer to what is said with it
_SHORTEST = 5  # words of a segment joined from elsewhere
_LEAST = 0.3  # share of the information of the quotation that it carries
_CLEAN = 0.45  # share of its own information that the first place explains, at most
_ALIKE = 0.8  # share of words in common (difflib) from which two spans are editions
_SHARED = 0.5  # share of the different words that an edition has at least: 0.8 needs two thirds
_SHARED_WORDS = 3  # words that one sentence of it shares
_LOOKED_AT = 12
_EDITION_WORDS = 5  # words: shorter spans occur anywhere


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate place of one segment: sentence number, document, span, probability.

    `line` is the probability from which it counts as found, `candidate` what the ranking knows
    of its sentence, `explained` what the passage explains of the segment. `beside` says that other
    quotations of the article were surely found in its document,
    `by_sentence` that the sentence around it says where it is, and not its own words alone.
    """

    sentence: int
    document: int
    span: Span
    probability: float
    line: float
    candidate: Candidate | None = None
    explained: Explanation | None = None
    beside: bool = False
    by_sentence: bool = False

    @property
    def found(self) -> bool:
        """Whether the place counts as found: its probability reaches its line."""
        return self.probability >= self.line


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a quotation, or what its place leaves unexplained, with its places, best first.

    `apart` says that an ellipsis or "he said" parts it from the one before.
    """

    text: str
    apart: bool
    hits: Sequence[Hit]


def joined(quotation: str, parts: Sequence[Part], index: Index, library: Library) -> Location:
    """Return the location of a quotation from the places of its parts.

    Found if the best place of any part reaches its line and what was found explains half of the
    quotation at least; parts that follow each other in a document make one passage, others one
    each, with the text skipped between them.
    """
    placed = [part for part in parts if part.hits]
    best = _apart([part.hits for part in placed])
    top = max((hit.probability for hit in best), default=0.0)
    chosen = {id(part): hit for part, hit in zip(placed, best, strict=True)}
    found = [(part, hit) for part in placed for hit in (chosen[id(part)],) if hit.found]
    kept = {id(part): hit for part, hit in found}
    backed = support(
        quotation,
        [(part.text, kept[id(part)].explained if id(part) in kept else None) for part in parts],
    )
    if not found or backed.explained < _least(parts, found):
        near = _nearest([part.hits for part in parts], library)
        chance = min(top, _DOUBTED) if found else top
        return Location("absent", chance, candidates=near, explained=round(backed.explained, 4))
    pieces, skipped = _pieces(_in_place(found, library), index, library)
    pieces, skipped = _without_reporter(pieces, skipped, library)
    others = [[hit for hit in part.hits if hit not in best] for part in parts]
    return Location(
        "found",
        top,
        passages=tuple(_passage(hit, library) for hit in pieces),
        skipped=skipped,
        candidates=_nearest(others, library),
        editions=editions_of(pieces[0].span, pieces[0].document, index, library),
        explained=round(backed.explained, 4),
        unsupported=backed.unsupported or _nothing_told(quotation, backed.explained),
    )


def _nothing_told(quotation: str, explained: float) -> tuple[Span, ...]:
    """Return the whole of a quotation of which next to nothing is explained, as unsupported."""
    return (Span(0, len(quotation)),) if explained < _LEAST_OF_SURE else ()


def _in_place(found: Sequence[tuple[Part, Hit]], library: Library) -> list[tuple[Part, Hit]]:
    """Return the parts without those whose few words stand anywhere, and in the place of the rest.

    "We are going to … sell the hospital": "vamos a" opens any sentence, and here that of the rest.
    "Yes. We will sell it": "claro" elsewhere answers something else.
    """
    keys = [
        f" {' '.join(words_of(library.text(h.document, h.span), 'es').keys)} " for _, h in found
    ]
    kept = [
        pair
        for at, pair in enumerate(found)
        if (
            len(keys[at].split()) > _ECHO
            or not any(keys[at] in other for other in keys if other != keys[at])
        )
        and (
            not answers_only(pair[0].text)
            or any(_leads(pair[1], other) for n, (_, other) in enumerate(found) if n != at)
        )
    ]
    return kept or list(found)


def _leads(answer: Hit, other: Hit) -> bool:
    """Return whether an answer stands right before another place."""
    near = 0 <= other.sentence - answer.sentence <= _NEAR_ANSWER
    return near and answer.document == other.document


def _least(parts: Sequence[Part], found: Sequence[tuple[Part, Hit]]) -> float:
    """Return the share of a quotation that must be explained for it to count as found.

    Nothing where the sentence around it says where it is. Less where every part has a sure place or
    one beside other quotations. Less also where half of its words stand in parts that are well
    explained: of three sentences the one without original may carry most of the information.
    """
    count = sum(len(part.text.split()) for part in parts)
    well = sum(
        len(part.text.split())
        for part, hit in found
        if hit.explained and hit.explained.told_share >= LEAST_EXPLAINED
    )
    sure = len(found) == len(parts) and all(
        hit.beside or hit.probability >= _SURE for _, hit in found
    )
    if sure:
        return 0.0 if all(hit.by_sentence for _, hit in found) else _LEAST_OF_SURE
    return _LEAST_OF_PARTS if len(found) > 1 and 2 * well >= count else LEAST_EXPLAINED


def _apart(hits: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the best hit of each segment; two segments do not render the same words.

    Of two that would, the likelier keeps them, and the other takes its second place if that
    is found too ("If they answer me with documents … But if they answer me with insults").
    """
    best = [segment[0] for segment in hits]
    for at in sorted(range(len(hits)), key=lambda at: -best[at].probability):
        others = [one for number, one in enumerate(best) if number != at]
        taken = [one for one in others if same_words(best[at], one)]
        for second in hits[at][1:2] if taken else ():
            likelier = max(one.probability for one in taken) > best[at].probability
            free = not any(same_words(second, one) for one in others)
            if likelier and free and second.found:
                best[at] = second
    return best


def same_words(one: Hit, other: Hit) -> bool:
    """Return whether the two cover each other by more than half of the shorter."""
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return one.document == other.document and 2 * one.span.overlap(other.span) > shorter


def _nearest(hits: Sequence[Sequence[Hit]], library: Library) -> tuple[Passage, ...]:
    """Return the likeliest other places, best first, each span of text once."""
    ordered = sorted((hit for segment in hits for hit in segment), key=lambda hit: -hit.probability)
    shown = {library.text(hit.document, hit.span): hit for hit in reversed(ordered[:10])}
    best = sorted(shown.values(), key=lambda hit: -hit.probability)[:_SHOWN]
    return tuple(_passage(hit, library) for hit in best)


def _pieces(
    found: Sequence[tuple[Part, Hit]], index: Index, library: Library
) -> tuple[list[Hit], tuple[str, ...]]:
    """Return the hits with neighbours made one, and the text between those that are not.

    Parts that the article itself sets apart stay two where words stand between them. What is
    quoted without a break and stands in one sentence, or in two that follow each other, is one.
    """
    pieces, skipped = [found[0][1]], []
    for part, hit in found[1:]:
        last = pieces[-1]
        between = _between(last, hit, library)
        left_out = None if between is None else _LEFT_OUT.sub(" ", between)
        closest = _CLOSE if _with_a_sentence(last, hit, index) else _INSIDE
        closest = 0 if part.apart else closest
        if left_out is not None and len(_WORD.findall(left_out)) <= closest:
            pieces[-1] = _both(last, hit)
        else:
            pieces.append(hit)
            skipped.append(_spoken_between(last, hit, library))
    return pieces, tuple(skipped)


def _with_a_sentence(one: Hit, other: Hit, index: Index) -> bool:
    """Return whether a whole sentence of the source stands between two places."""
    between = range(min(one.sentence, other.sentence), max(one.sentence, other.sentence) + 1)
    spans = (index.spans[number].tolist() for number in between)
    return any(one.span.end <= start and end <= other.span.start for start, end in spans)


def _without_reporter(
    pieces: Sequence[Hit], skipped: Sequence[str], library: Library
) -> tuple[list[Hit], tuple[str, ...]]:
    """Return the hits cut where the reporter's words stand between two quotations.

    "«No cerramos —dijo Luna—, ni cerraremos»": two passages, and nothing is left out between.
    """
    cut: list[Hit] = []
    gaps: list[str] = []
    for at, hit in enumerate(pieces):
        spans = spoken(hit.span, library.sources[hit.document]) or [hit.span]
        cut += [replace(hit, span=span) for span in spans]
        gaps += [""] * (len(spans) - 1) + list(skipped[at : at + 1])
    return cut, tuple(gaps)


def _spoken_between(one: Hit, other: Hit, library: Library) -> str:
    """Return what is left out between two hits of a document, "" for hits of two.

    Where both stand in quotation marks, the reporter's words between are nothing left out.
    """
    if one.document != other.document:
        return ""
    one, other = sorted((one, other), key=lambda hit: hit.span.start)
    source = library.sources[one.document]
    gap = Span(one.span.end, max(one.span.end, other.span.start))
    if not (utterances_at(source, one.span) and utterances_at(source, other.span)):
        return gap.of(source.text).strip()
    said = [
        Span(max(gap.start, told.span.start), min(gap.end, told.span.end)).of(source.text).strip()
        for told in utterances_at(source, gap)
    ]
    return " ".join(text for text in said if any(map(str.isalnum, text)))


def _between(one: Hit, other: Hit, library: Library) -> str | None:
    """Return the text from one hit to a later one in its document ("" where they overlap).

    None where the other stands before it or elsewhere.
    """
    if one.document != other.document or other.span.end <= one.span.start:
        return None
    text = library.sources[one.document].text
    return text[one.span.end : max(one.span.end, other.span.start)]


def _both(one: Hit, other: Hit) -> Hit:
    return replace(united(one, other), probability=min(one.probability, other.probability))


def _passage(hit: Hit, library: Library) -> Passage:
    return library.passage(hit.document, hit.span, hit.probability)


def remainder(segment: Segment, hit: Hit, library: Library) -> tuple[str, bool] | None:
    """Return the opening or ending of a segment that its passage does not explain.

    With it, True where it is the ending. None where the passage explains both ends: the
    words unexplained must stand together, five at least, with a third of the information.
    """
    words, count = words_of(segment.text, "en"), len(segment.matcher.rows)
    if count < 2 * _SHORTEST:
        return None
    passage = words_of(library.text(hit.document, hit.span), "es")
    cells = segment.matcher.table(passage.keys)
    best = cells.max(axis=1) if cells.size else np.zeros(count, dtype=np.float32)
    weights = words.rarities
    gained = np.cumsum(weights * (2 * best - 1))
    ends = int(np.argmax(gained)) + 1  # words up to here are explained, those after are not
    begins = int(np.argmin(gained)) + 1  # words before are not explained, those from here are
    for first, after in ((ends, count), (0, begins)):
        inside = slice(first, after)
        share = float(weights[inside].sum() / weights.sum())
        known = float((weights * best)[inside].sum() / max(1e-6, float(weights[inside].sum())))
        if after - first >= _SHORTEST and _LEAST <= share <= 1 - _LEAST and known <= _CLEAN:
            start, end = words.offsets[first, 0], words.offsets[after - 1, 1]
            return segment.text[int(start) : int(end)], after == count
    return None


def apart(one: Hit, other: Hit) -> bool:
    """Return whether two hits are places of their own: other sentences, no words shared."""
    if one.document != other.document:
        return True
    return one.span.overlap(other.span) == 0 and one.sentence != other.sentence


def united(one: Hit, other: Hit) -> Hit:
    """Return one hit that spans two, and is as likely as the first."""
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    return replace(one, span=span)


def editions_of(span: Span, document: int, index: Index, library: Library) -> tuple[Passage, ...]:
    """Return the spans of other documents that hold the words of a passage, or nearly.

    `score` is the share of words in common: below 1 the versions differ.
    """
    ours = list(words_of(library.text(document, span), "es").keys)
    if len(ours) < _EDITION_WORDS:
        return ()
    found: dict[int, Passage] = {}
    for number in index.sharing(ours, _LOOKED_AT).tolist():
        other = int(index.documents[number])
        if other == document or other in found:
            continue
        passage = _edition(ours, number, index, library)
        if passage is not None:
            found[other] = passage
    return tuple(found.values())


def _edition(ours: list[str], number: int, index: Index, library: Library) -> Passage | None:
    """Return the span around a sentence that holds the words `ours`, None if it does not."""
    document = int(index.documents[number])
    if len(set(ours).intersection(sentence_words(index, library, number).keys)) < _SHARED_WORDS:
        return None
    beside = np.flatnonzero(index.documents[max(0, number - 2) : number + 4] == document)
    spans = index.spans[max(0, number - 2) + beside]
    start, end = int(spans[0, 0]), int(spans[-1, 1])
    words = words_of(library.sources[document].text[start:end], "es")
    if len(set(ours).intersection(words.keys)) < _SHARED * len(set(ours)):
        return None
    common = in_common(ours, words, least=2)
    if common is None or common[0] < _ALIKE:
        return None
    return library.passage(document, common[1].shifted(start), common[0])
