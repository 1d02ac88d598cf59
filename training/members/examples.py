r"""Make omissions and additions of clauses from sentence pairs, and the signals of each.

    python -m training.members.examples PAIRS.tsv OUT.npz --sources REGEX --most 1300 \
        [--lexicon OTHER.npz]

PAIRS: source, English, Spanish, parted by tabs. Of every pair three are made: as it is; the
English without a clause that renders one of the Spanish (an omission); the Spanish without a
clause that renders one of the English (an addition). The lexicon must not have seen the
sentences: WMT newstest2011 and 2012 with the shipped one, another for the rest.

OUT: `x` (rows, signals), `y` (1 left out or put in, 0 not, -1 overlaps one that is), `pair`
(number of the pair), `spanish` (whose clause it is), `made` (whether anything was changed);
`pairs`: how many pairs were looked at.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from quotes.bilingual.alignments import AlignedText, aligned
from quotes.checks.completeness import candidates, near, plain
from quotes.languages import lexicon
from quotes.languages.sentences import Clause, clauses
from quotes.model import Span

SHORTEST, LONGEST = 20, 350  # characters of a sentence
KEPT = 0.3  # of a sentence must be left
MOST = 0.75  # of the links of both clauses must lead to the other
LINKED = 0.4  # of its content words at least
COVER = 0.6  # of a clause and of what was cut, to be called the one that was
Row = tuple[list[float], int, int, bool, bool]


def main() -> None:
    """Make examples from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sources", default=".")
    parser.add_argument("--most", type=int, default=1300)
    parser.add_argument("--lexicon", type=Path)
    args = parser.parse_args()
    if args.lexicon:
        lexicon.use(args.lexicon)
    chooser = random.Random(7)
    pairs = chosen(args.pairs, args.sources)
    chooser.shuffle(pairs)
    rows = [
        row
        for number, pair in enumerate(pairs[: args.most])
        for row in made(*pair, number, chooser)
    ]
    x, y, pair, spanish, changed = zip(*rows, strict=True)
    np.savez_compressed(
        args.out, x=np.array(x, np.float32), y=np.array(y), pair=np.array(pair),
        spanish=np.array(spanish), made=np.array(changed),
    )  # fmt: skip
    print(len(rows), "clauses,", sum(label == 1 for label in y), "left out or put in")


def chosen(path: Path, sources: str) -> list[tuple[str, str]]:
    """Return the (Spanish, English) pairs of the sources with sentences of a fit length."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf8").splitlines())
    return [
        (row[2], row[1])
        for row in lines
        if len(row) == 3 and re.search(sources, row[0])
        if all(SHORTEST < len(text) < LONGEST for text in row[1:])
    ]


def made(spanish: str, english: str, number: int, chooser: random.Random) -> Iterator[Row]:
    """Yield the rows of a pair as it is, with an omission, and with an addition."""
    yield from _rows(spanish, english, number, None, None)
    here, there = aligned(spanish, english)
    mates = list(rendering(here, there))
    if not mates:
        return
    one, other = chooser.choice(mates)
    cut = there.without(other)
    if len(cut) > KEPT * len(english):
        yield from _rows(spanish, cut, number, _span(here, one), "es")
    one, other = chooser.choice(mates)
    cut = here.without(one)
    if len(cut) > KEPT * len(spanish):
        yield from _rows(cut, english, number, _span(there, other), "en")


def rendering(here: AlignedText, there: AlignedText) -> Iterator[tuple[Clause, Clause]]:
    """Yield the clauses of two texts that render each other.

    By their links, or by their place where both texts have as many clauses.
    """
    ours, theirs = clauses(here.text, "es"), clauses(there.text, "en")
    whole = [m for m in ours if not m.item], [m for m in theirs if not m.item]
    placed = set(zip(*whole, strict=True)) if len(whole[0]) == len(whole[1]) else set()
    for one in ours:
        for other in theirs:
            if one.item != other.item and one.closed != other.closed:
                continue
            if _linked(here, there, one, other) or (
                (one, other) in placed and _unopposed(here, there, one, other)
            ):
                yield one, other


def _led(side: AlignedText, clause: Clause) -> list[int]:
    """Return where the links of the content words of a clause lead."""
    inside = range(clause.first, clause.after)
    return [side.counterparts[i] for i in inside if side.firm(i)]


def _within(places: list[int], clause: Clause) -> int:
    return sum(clause.first <= place < clause.after for place in places)


def _linked(here: AlignedText, there: AlignedText, one: Clause, other: Clause) -> bool:
    ours, theirs = _led(here, one), _led(there, other)
    words = sum(here.content[i] for i in range(one.first, one.after))
    enough = bool(ours) and bool(theirs) and len(ours) >= LINKED * words
    meet = _within(ours, other) >= MOST * len(ours), _within(theirs, one) >= MOST * len(theirs)
    return enough and all(meet)


def _unopposed(here: AlignedText, there: AlignedText, one: Clause, other: Clause) -> bool:
    ours, theirs = _led(here, one), _led(there, other)
    words = [
        sum(side.content[i] for i in range(clause.first, clause.after))
        for side, clause in ((here, one), (there, other))
    ]
    alike = abs(words[0] - words[1]) <= 1 + LINKED * words[0] and one.joint == other.joint
    return alike and _within(ours, other) == len(ours) and _within(theirs, one) == len(theirs)


def _span(side: AlignedText, clause: Clause) -> Span:
    return Span(side.words[clause.first].span.start, side.words[clause.after - 1].span.end)


def _rows(
    spanish: str, english: str, number: int, cut: Span | None, language: str | None
) -> Iterator[Row]:
    """Yield the signals and the label of every candidate on both sides."""
    both = aligned(spanish, english)
    for here, there in (both, both[::-1]):
        found = candidates(here)
        x = np.hstack([plain(here, there, found), near(here, there, found)])
        for clause, row in zip(found, x, strict=True):
            mine = cut if here.language == language else None
            label = _label(_span(here, clause), mine)
            yield row.tolist(), label, number, here.language == "es", cut is not None


def _label(span: Span, cut: Span | None) -> int:
    shared = span.overlap(cut) if cut else 0
    if not cut or not shared:
        return 0
    sizes = (span.end - span.start, cut.end - cut.start)
    return 1 if shared >= COVER * max(sizes) else -1


if __name__ == "__main__":
    main()
