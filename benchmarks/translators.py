"""Measure translators: BLEU, chrF, milliseconds a word, sentences a second, and start.

Usage: python benchmarks/translators.py PAIRS.tsv [--engine NAME …] [--rows N] [--like SOURCE]

PAIRS.tsv holds source, English and Spanish, separated by tabs; of the rows whose
source begins with --like, N are drawn. Without --engine every local one that is installed is
measured. No answer is taken from the cache.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from quotes.translators import Panel, Translator, available, open_translator


def drawn(path: Path, like: str, count: int) -> list[tuple[str, str]]:
    """Return `count` pairs of English and Spanish, always the same."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    pairs = [(row[1], row[2]) for row in rows if row[0].startswith(like)]
    return random.Random(1).sample(pairs, min(count, len(pairs)))


def report(translator: Translator | Panel, pairs: list[tuple[str, str]], show: int) -> None:
    """Translate all pairs and print the figures."""
    import sacrebleu  # noqa: PLC0415 - a benchmark of its own, outside the package

    start, cpu = time.perf_counter(), time.process_time()
    translator.translate(["We are ready."])
    first = time.perf_counter() - start
    start, cpu = time.perf_counter(), time.process_time()
    answers = translator.translate([english for english, _ in pairs])
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    texts = [answer.text if answer else "" for answer in answers]
    gold = [[spanish for _, spanish in pairs]]
    words = sum(len(english.split()) for english, _ in pairs)
    print(f"{translator.name} {translator.version}")
    refused = sum(answer is None or answer.refused is not None for answer in answers)
    print(f"{len(pairs)} sentences, {words} words, {refused} not translated")
    print(sacrebleu.corpus_bleu(texts, gold))
    print(sacrebleu.corpus_chrf(texts, gold))
    print(f"first answer {first:.2f} s; then {1000 * seconds / words:.2f} ms a word", end=" ")
    print(f"({1000 * cpu / words:.2f} ms of this process), {len(pairs) / seconds:.0f} a second")
    for (english, spanish), text in list(zip(pairs, texts, strict=True))[:show]:
        print(f"\nEN {english}\nES {spanish}\n-> {text}")


def main() -> None:
    """Read the arguments and measure; skip with a message where there is no file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--engine", action="append")
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--like", default="wmt/newstest2012")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    if not args.pairs.exists():
        print(f"skipped: no file {args.pairs}")
        return
    local = [one.name for one in available() if one.installed and not one.online]
    for name in args.engine or local:
        with open_translator(name) as translator:
            report(translator, drawn(args.pairs, args.like, args.rows), args.show)
        print()


if __name__ == "__main__":
    main()
