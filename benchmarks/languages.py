"""Measure how often a text's language is told right.

Usage: python benchmarks/languages.py PAIRS.tsv

PAIRS.tsv holds source, English and Spanish, separated by tabs. Printed are the
shares of sentences, and of fragments of 3, 5 and 9 words, told as each language.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from quotes.languages.identification import identify

SAMPLE = 6_000


def fragment(text: str, length: int) -> str:
    """Return a random stretch of `length` words, or the whole text where it is shorter."""
    words = text.split()
    start = random.randrange(max(1, len(words) - length + 1))
    return " ".join(words[start : start + length])


def main() -> None:
    """Print one line for each language and length."""
    path = Path(sys.argv[1]) if len(sys.argv) == 2 else None
    if path is None or not path.exists():
        print("skipped: give a file of pairs (source, English, Spanish)")
        return
    random.seed(1)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    rows = random.sample(rows, min(SAMPLE, len(rows)))
    for length in (3, 5, 9, 10_000):
        for language, column in (("en", 1), ("es", 2)):
            told = Counter(identify(fragment(row[column], length)) for row in rows)
            shares = {str(k): f"{100 * n / len(rows):.2f}%" for k, n in told.most_common(4)}
            print(f"{length:>6} words, {language}: {shares}")


if __name__ == "__main__":
    main()
