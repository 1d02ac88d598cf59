"""Made quotations with known originals, from sentence pairs in document order.

The lines of a WMT news test follow each other as in the papers; twenty in a row make a
document. A quarter of the lines is taken out of every document: quotations of those have
no original, though their neighbours are there (the hard case of an audit).

    python -m training.locate.material PAIRS.tsv OUT.json --without HELD_OUT
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path

from quotes.languages.lexicon import located_words, rarity

YEARS = ("wmt/news-test2008", "wmt/newstest2009", "wmt/newstest2010")
LINES = 20
_TAKEN_OUT = 0.25
_ASKED = 0.55
_TELLING = 9.0  # nats: a fragment that says less is no quotation ("of the", "and it")


@dataclass(frozen=True, slots=True)
class Made:
    """A made quotation: its words, the sentence around it, year, document and line."""

    id: str
    text: str
    sentence: str
    year: str
    document: int
    line: int
    present: bool
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a news test: English, Spanish, and whether it stays in its document."""

    english: str
    spanish: str
    present: bool


def documents(pairs: Path, without: Path, year: str) -> list[list[Line]]:
    """Return the documents of one year, each a list of lines, held-out ones left out."""
    held, chance = without.read_text(encoding="utf8"), random.Random(f"lines {year}")
    rows = (line.split("\t") for line in pairs.read_text(encoding="utf8").splitlines())
    lines = [
        Line(english, spanish, chance.random() >= _TAKEN_OUT)
        for source, english, spanish in rows
        if source == year and english not in held and spanish not in held
    ]
    return [lines[i : i + LINES] for i in range(0, len(lines), LINES)]


def made(year: str, number: int, document: list[Line]) -> list[Made]:
    """Return the quotations made of one document."""
    chance = random.Random(f"quotations {year} {number}")
    found = []
    for at, line in enumerate(document):
        for shape, text in _shapes(line.english, chance):
            id_ = f"{year[-4:]}.{number}.{at}.{shape}"
            found.append(Made(id_, text, line.english, year, number, at, line.present, shape))
    return found


def _shapes(english: str, chance: random.Random) -> list[tuple[str, str]]:
    """Return the sentence and fragments of it, each asked for at random."""
    wanted = [("sentence", 0, 0), ("fragment", 5, 9), ("short", 1, 4), ("long", 10, 20)]
    shares = {"sentence": 0.7, "fragment": 1.0, "short": 0.6, "long": 0.3}
    found = []
    for shape, least, most in wanted:
        if chance.random() > shares[shape] * _ASKED:
            continue
        text = english if shape == "sentence" else window(english, least, most, chance)
        if text is not None:
            found.append((shape, text))
    return found


def window(english: str, least: int, most: int, chance: random.Random) -> str | None:
    """Return some words in a row that say enough, None where the sentence has none."""
    words = located_words(english)
    for _ in range(8):
        count = chance.randint(least, most)
        if len(words) <= count:
            continue
        at = chance.randrange(len(words) - count)
        kept = words[at : at + count]
        if sum(rarity(key, "en") for key, _, _ in kept) >= _TELLING + 2.5 * count:
            return english[kept[0][1] : kept[-1][2]]
    return None


def main() -> None:
    """Write all made quotations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, required=True)
    args = parser.parse_args()
    found = [
        asdict(one)
        for year in YEARS
        for number, document in enumerate(documents(args.pairs, args.without, year))
        for one in made(year, number, document)
    ]
    args.out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf8")
    print(len(found), "quotations,", sum(not one["present"] for one in found), "without original")


if __name__ == "__main__":
    main()
