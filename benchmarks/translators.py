"""Measure translators: BLEU, chrF, milliseconds a word, sentences a second, and start.

Usage: python -m benchmarks.translators PAIRS.tsv [--engine NAME …] [--rows N] [--like SOURCE]
       python -m benchmarks.translators --cached [ARTICLES … --originals DIR]

PAIRS.tsv holds source, English and Spanish, separated by tabs; of the rows whose
source begins with --like, N are drawn. Without --engine every local one that is installed is
measured. No answer is taken from the cache.

--cached audits articles twice, each time in a process of its own, with one cache: the second
audit finds every translation there (of quotations, and of originals for who has no Spanish)
and nothing else of the first one's results. Shown is the share of processor time that it spends
in translation: of the work on the articles alone, and with the start of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotes.translators import Panel, Translator, available, open_translator

ROOT = Path(__file__).parent.parent
AT_MOST = 2.0  # per cent of a cached audit that may be spent in translation (issue 16)


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


class Spent:
    """Processor seconds in the calls of some methods of this process, and how many there were."""

    def __init__(self) -> None:
        self.seconds, self.calls = 0.0, 0

    def count(self, owner: Any, name: str) -> None:  # noqa: ANN401 - any class or object
        """Count what every call of `owner.name` takes from now on."""
        real: Callable[..., Any] = getattr(owner, name)

        def counted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as the method
            start = _spent()
            try:
                return real(*arguments, **options)
            finally:
                self.seconds += _spent() - start
                self.calls += 1

        setattr(owner, name, counted)


def _spent() -> float:
    took = os.times()
    return took.user + took.system + took.children_user + took.children_system


def audited(articles: Sequence[str], originals: Path) -> dict[str, float]:
    """Audit articles in this process and return what was spent, and how many programs it ran."""
    from quotes.cli.loading import read_articles  # noqa: PLC0415 - loading it is measured
    from quotes.pipeline import Audit  # noqa: PLC0415 - the same
    from quotes.settings import Settings  # noqa: PLC0415 - the same
    from quotes.translators.neural import Weights  # noqa: PLC0415 - the same
    from quotes.translators.pivot import GlossEngine  # noqa: PLC0415 - the same

    spent, asked = Spent(), Spent()
    spent.count(Translator, "translate")
    spent.count(GlossEngine, "rendered")
    for engine in (Weights, subprocess.Popen):
        asked.count(engine, "translate" if engine is Weights else "__init__")
    texts = read_articles(list(articles))
    opened = Audit.open(Settings(originals=originals))
    start, programs = _spent(), asked.calls
    found = sum(len(one.quotations) for one in opened.run(texts))
    return {
        "whole": _spent(),
        "articles": _spent() - start,
        "translation": spent.seconds,
        "engines": asked.calls - programs,
        "texts": len(texts),
        "quotations": found,
    }


def cached(articles: Sequence[str], originals: Path) -> bool:
    """Audit twice with one cache, print what was spent; return whether little was the second time.

    The first audit is there to fill the cache.
    """
    command = [sys.executable, "-m", "benchmarks.translators", "--cached", "--child"]
    command += [*articles, "--originals", str(originals)]
    told: dict[str, float] = {}
    with TemporaryDirectory() as cache:
        own = {"QUOTES_CACHE": cache, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
        for name in ("nothing cached", "all cached"):
            done = subprocess.run(command, capture_output=True, env=os.environ | own, check=False)
            if done.returncode:
                raise SystemExit(done.stderr.decode()[-2000:])
            told = json.loads(done.stdout.splitlines()[-1])
            shares = [100 * told["translation"] / told[part] for part in ("articles", "whole")]
            print(
                f"{name}: {told['texts']:.0f} articles, {told['quotations']:.0f} quotations, "
                f"{told['articles']:.1f} s of processor time ({told['whole']:.1f} s with the "
                f"start), {told['translation']:.3f} s in translation: {shares[0]:.2f} % "
                f"({shares[1]:.2f} %); {told['engines']:.0f} calls and starts of engines",
                flush=True,
            )
    return shares[0] < AT_MOST and not told["engines"]


def main() -> None:
    """Read the arguments and measure; skip with a message where there is no file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pairs", nargs="*", type=Path)
    parser.add_argument("--engine", action="append")
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--like", default="wmt/newstest2012")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--cached", action="store_true")
    parser.add_argument("--originals", type=Path, default=ROOT / "seeds" / "originals")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.cached:
        articles = list(map(str, args.pairs)) or [str(ROOT / "seeds" / "articles")]
        if args.child:
            print(json.dumps(audited(articles, args.originals)))
            return
        sys.exit(not cached(articles, args.originals))
    if not args.pairs or not args.pairs[0].exists():
        print(f"skipped: no file {args.pairs[0] if args.pairs else 'named'}")
        return
    local = [one.name for one in available() if one.installed and not one.online]
    for name in args.engine or local:
        with open_translator(name) as translator:
            report(translator, drawn(args.pairs[0], args.like, args.rows), args.show)
        print()


if __name__ == "__main__":
    main()
