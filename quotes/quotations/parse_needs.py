"""Which sentences of a text need a tree of dependencies: those near enough to a quotation.

The dependency parser takes about half of the time of parsing. Cues and sources are sought in the
paragraph of a quotation, the two before it and the one after it; of a sentence farther off,
and of one inside a quotation that neither begins nor ends it, words, classes and names are
enough. Over the 84 articles of PolNeAR's development set (24 % of the words without a tree)
words, kinds and source phrases of the quotations came out the same, and all but 3 of 945 names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quotes.model import Span
from quotes.quotations.finding import quoted_spans
from quotes.quotations.spans import QuotedSpan, paragraphs

_BEFORE, _AFTER = 2, 1  # paragraphs around a quotation in which its cue and source are sought


def needs_tree(text: str, sentences: Sequence[Span]) -> list[bool]:
    """Return for each sentence of a text, in order, whether its tree is read."""
    quoted, _ = quoted_spans(text, ())
    starts = [line.start for line in paragraphs(text)]
    near = {
        paragraph
        for span in quoted
        for paragraph in range(span.paragraph - _BEFORE, span.paragraph + _AFTER + 1)
    }
    within = _inside(quoted, sentences)
    return [
        number not in within
        and any(
            paragraph in near
            for paragraph in range(
                bisect_right(starts, sentence.start) - 1,
                bisect_right(starts, max(sentence.start, sentence.end - 1)),
            )
        )
        for number, sentence in enumerate(sentences)
    ]


def _inside(quoted: Sequence[QuotedSpan], sentences: Sequence[Span]) -> set[int]:
    """Return the sentences that lie wholly within a quotation and do not begin it."""
    starts = [sentence.start for sentence in sentences]
    found: set[int] = set()
    for span in quoted:
        first = bisect_right(starts, span.inner.start) - 1
        low, high = bisect_left(starts, span.outer.start), bisect_left(starts, span.outer.end)
        found.update(
            number
            for number in range(low, high)
            if number != first and sentences[number].end <= span.outer.end
        )
    return found
