"""What the judge saw, in words a reader can check, where no check says why it objects.

The words it doubts are shown as whole stretches, with what the original has in their place only
where the judge's lower layers or the words around them say where that place is: a pair of words
that merely were doubted together explains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.bilingual.alignments import LEAST, links
from quotes.bilingual.quantities import pair_quantities
from quotes.bilingual.terms import english_spans, inflected, likely, spanish_spans
from quotes.checks.completeness import added_content, omitted_content
from quotes.checks.whole_pair import low_overlap, possible_drift
from quotes.languages.lexicon import translations
from quotes.languages.verbs import english_tense, spanish_tense
from quotes.languages.words import content_words, fold, phrases, tokens
from quotes.model import Case, Finding, Severity, Span, worded

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, WordTag

_MOST = 2  # stretches shown a side: more are no explanation
_HALF = 0.5  # of the strongest tag's chance: what is shown beside it; and even odds
_LEAST = 0.15  # chance of the strongest tag below which no word is shown
_MUCH = 0.7  # chance from which a word is marked; of 0.6 to 0.9, all alike
_WHOLE = 0.6  # share of a quotation's words in doubt from which single words say nothing
_SURE = 0.6  # chance from which words count as an addition, and likeness as a counterpart
_NEAR = 0.45  # likeness of a word and its partner from which they may be shown as a pair
_FAR = 6  # words between two neighbours' partners that may stand for one stretch
_ROUNDS = 4  # times that known renderings are looked for among the words doubted most
_EMPTY = frozenset({
    "a", "an", "the", "of", "to", "than", "that", "which", "and", "in", "on", "at", "by", "for",
    "as", "it", "its", "is", "are", "was", "be",
})  # fmt: skip
_UNKNOWN = worded("The two texts differ more than a free translation does; read both.")
_STRANGE = worded("Hardly anything that the quotation says is in this original.")


def explains(case: Case, findings: Iterable[Finding], assessment: Assessment | None) -> bool:
    """Return whether some finding points at the word that the judge doubts most.

    True where there is no judge, or it is not surer of a word than not.
    """
    if assessment is None:
        return True
    assessment = _without_equals(case, assessment)
    chances = [tag.probability for tag in (*assessment.quote, *assessment.original)]
    if max((*chances, *(tag.gap for tag in assessment.quote)), default=0.0) < _HALF:
        return True
    doubted, original = _doubted(assessment.quote), _doubted(assessment.original)
    ours = [span for finding in findings for span in finding.quote]
    theirs = [span for finding in findings for span in finding.original]
    touched = [a.overlap(b) for a in doubted for b in ours]
    touched += [a.overlap(b) for a in original for b in theirs]
    return any(touched) or not (doubted or original)


def explained(case: Case, assessment: Assessment | None, severity: Severity) -> Finding:
    """Return the finding that says where the judge sees the drift, and of which kind.

    Words missing before a word of the quotation make an omission; words without counterpart in
    the original an addition; words with one that says something else a change.
    """
    if assessment is None:
        return possible_drift.finding(_UNKNOWN, severity=severity)
    assessment = _without_equals(case, assessment)
    quote, original = _doubted(assessment.quote), _doubted(assessment.original)
    fault = max((tag.probability for tag in assessment.quote), default=0.0)
    gap = max((tag.gap for tag in assessment.quote), default=0.0)
    if severity == "error" and _strange(case, assessment):
        return low_overlap.finding(_STRANGE, (), (Span(0, len(case.quote)),), severity=severity)
    if gap > max(fault, 0.5) and original:
        message = worded("Not in the quotation: {words}.", words=_words(case.original, original))
        after = _after(assessment.quote, gap)
        return omitted_content.finding(message, original, after, severity=severity)
    found = ((span, counterpart(assessment, span)) for span in quote)
    pairs = [(one, other and _without_edges(case, one, other)) for one, other in found]
    there = tuple(sorted({span for _, span in pairs if span}))
    if quote and not there and fault >= _SURE and not original:
        message = worded("Not in the original: {words}.", words=_words(case.quote, quote))
        return added_content.finding(message, (), quote, severity=severity)
    message = " ".join(_said(case, one, other) for one, other in pairs) or _UNKNOWN
    return possible_drift.finding(message, there, quote, severity=severity)


def doubted_words(case: Case, assessment: Assessment) -> tuple[list[Span], list[Span]]:
    """Return the words of original and quotation that the judge doubts, to mark them.

    Of 632 drifts in the *choose* events whose wrong words are known, such a word is one of them in
    64 of 100, as those that have no counterpart are in 56; with both, 75 of 100 have a wrong word
    marked (48 with the latter alone).
    """
    seen = _without_equals(case, assessment)
    return _outstanding(seen.original), _outstanding(seen.quote)


def _outstanding(tags: Sequence[WordTag]) -> list[Span]:
    """Return the word doubted most, if more likely wrong than not, and all doubted much."""
    line = min(_MUCH, max((tag.probability for tag in tags), default=0.0))
    return [Span(t.start, t.end) for t in tags if t.probability >= max(line, _HALF)]


def _without_equals(case: Case, assessment: Assessment) -> Assessment:
    """Return what the judge saw without its doubt of what convinces nobody.

    Figures that are equal on both sides (it reads “150” and “ciento cincuenta” digit by digit),
    articles, prepositions and the like, which translations exchange freely, and words that the
    lexicon or the glossary knows as each other's rendering (“girls”, “niñas”).
    """
    same = pair_quantities(case.original, case.quote).same
    original, quote = ([pair[side].span for pair in same] for side in (0, 1))
    quote += [word.span for word in tokens(case.quote) if word.key in _EMPTY]
    assessment = replace(
        assessment,
        quote=_settled(assessment.quote, quote),
        original=_settled(assessment.original, original),
    )
    for _ in range(_ROUNDS):
        pairs = [(one, counterpart(assessment, one)) for one in _doubted(assessment.quote)]
        same_words = [(one, other) for one, other in pairs if other and _renders(case, one, other)]
        if not same_words:
            break
        assessment = replace(
            assessment,
            quote=_settled(assessment.quote, [one for one, _ in same_words]),
            original=_settled(assessment.original, [other for _, other in same_words]),
        )
    return assessment


def _renders(case: Case, one: Span, other: Span) -> bool:
    """Return whether words of the quotation are a known rendering of words of the original.

    That is so where each word of either has its counterpart among the other's, by the lexicon,
    in the same tense; or where both are an entry of the glossary.
    """
    given, said = one.of(case.quote), other.of(case.original)
    terms = [t for t in likely(said, case.glossary.terms) if spanish_spans(said, t.spanish)]
    if any(english_spans(given, words) for term in terms for words in term.accepted):
        return True
    future, past = ((english_tense(given, t), spanish_tense(said, t)) for t in _TENSES)
    if bool(future[0]) != bool(future[1]) or bool(past[0]) != bool(past[1]):
        return False
    return _inflects(said, given) or _linked(said, given)


_TENSES = ("future", "past")
_FUTURE = frozenset({"will", "shall"})


def _without_edges(case: Case, one: Span, other: Span) -> Span:
    """Return what stands in the original for words, without what it only opens or ends with.

    Of "comprado, que" small words and marks fall away, of "volcado en la curva" what renders other
    words of the quotation. Where nothing else is there, all of it is kept.
    """
    small = _small()
    there, given = tokens(case.original), tokens(case.quote)
    elsewhere = {
        link.original
        for link in links(case.original, case.quote)
        if not one.overlap(given[link.quote].span)
    }
    full = [
        word.span
        for number, word in enumerate(there)
        if other.overlap(word.span) and word.wordlike
        and word.key not in small and number not in elsewhere
    ]  # fmt: skip
    return Span(full[0].start, full[-1].end) if full else other


def _small() -> frozenset[str]:
    """Return the Spanish words that translations exchange freely: none that denies."""
    return phrases("function_words", "spanish") - phrases("edges", "spanish.negations")


def _inflects(said: str, given: str) -> bool:
    """Return whether a word is a form of a rendering: "paramos" of "parar", which is "stop"."""
    return any(
        inflected(spanish).fullmatch(fold(said))
        for spanish, chance in translations(given).items()
        if chance >= LEAST
    )


def _linked(said: str, given: str) -> bool:
    """Return whether every word of either has a counterpart, articles and the like aside."""
    found = links(said, given)
    small = _small()
    bare = [n for n, w in enumerate(tokens(said)) if w.wordlike and w.key not in small]
    full = [n for n, w in enumerate(tokens(given)) if w.wordlike and w.key not in _EMPTY | _FUTURE]
    return (
        bool(found)
        and set(bare) <= {link.original for link in found}
        and (set(full) <= {link.quote for link in found})
    )


def _settled(tags: Sequence[WordTag], spans: Sequence[Span]) -> tuple[WordTag, ...]:
    return tuple(
        replace(tag, probability=0.0) if any(_in(tag, span) for span in spans) else tag
        for tag in tags
    )


def counterpart(assessment: Assessment, span: Span) -> Span | None:
    """Return what stands in the original where the quotation has `span`; None where unknown.

    Its own partners where they are near, else the few words between the partners of the words
    before and after it.
    """
    tags = assessment.quote
    own = [t.partner for t in tags if t.partner and t.support >= _NEAR and _in(t, span)]
    if own:
        return Span(min(p.start for p in own), max(p.end for p in own)) if _close(own) else own[0]
    before = [t.partner for t in tags if t.partner and t.support >= _SURE and t.end <= span.start]
    after = [t.partner for t in tags if t.partner and t.support >= _SURE and t.start >= span.end]
    if not before or not after or before[-1].end > after[0].start:
        return None
    between = [
        Span(t.start, t.end)
        for t in assessment.original
        if before[-1].end <= t.start and t.end <= after[0].start
    ]
    return Span(between[0].start, between[-1].end) if 0 < len(between) <= _FAR else None


def _close(spans: Sequence[Span]) -> bool:
    """Return whether spans lie so close that one stretch holds little else."""
    return all(b.start - a.end < 12 for a, b in pairwise(sorted(spans)))


def _in(tag: WordTag, span: Span) -> bool:
    return span.start < tag.end and tag.start < span.end


def _strange(case: Case, assessment: Assessment) -> bool:
    """Return whether most content words of the quotation are in doubt."""
    content = {token.span.start for token in content_words(case.quote, "en")}
    tags = [tag.probability for tag in assessment.quote if tag.start in content]
    return len(tags) > _MOST and sum(p >= _HALF for p in tags) >= _WHOLE * len(tags)


def _doubted(tags: Sequence[WordTag]) -> tuple[Span, ...]:
    """Return the stretches of words doubted most, in text order; words side by side are one."""
    top = max((tag.probability for tag in tags), default=0.0)
    if top < _LEAST:
        return ()
    runs: list[list[WordTag]] = []
    previous: WordTag | None = None
    for tag in tags:
        if tag.probability >= _HALF * top:
            if previous and runs and runs[-1][-1] is previous:
                runs[-1].append(tag)
            else:
                runs.append([tag])
        previous = tag
    runs.sort(key=lambda run: -max(tag.probability for tag in run))
    return tuple(sorted(Span(run[0].start, run[-1].end) for run in runs[:_MOST]))


def _after(tags: Sequence[WordTag], gap: float) -> tuple[Span, ...]:
    """Return the word before which words are missing."""
    return tuple(Span(tag.start, tag.end) for tag in tags if tag.gap == gap)[:1]


def _said(case: Case, one: Span, other: Span | None) -> str:
    if other is None:
        return worded(
            "“{given}” seems to say what the original does not.", given=one.of(case.quote)
        )
    return worded(
        "“{given}”, where the original says “{said}”.",
        given=one.of(case.quote),
        said=other.of(case.original),
    )


def _words(text: str, spans: Sequence[Span]) -> str:
    return ", ".join(f"“{span.of(text)}”" for span in spans)
