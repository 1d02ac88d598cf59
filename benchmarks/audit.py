"""What finding quotations, and a whole audit, cost beside the bare Stanza pipeline.

Usage: python -m benchmarks.audit [--runs 3] [--articles N] [--originals DIR] [ARTICLES…]

Every measurement is a process of its own with an empty cache and one thread; the kinds take turns.
Best and median of the runs are printed, in seconds of processor time, the programs that a process
starts included: other work on the machine lengthens them a little, where wall time means nothing.

    bare        a plain `stanza.Pipeline` with the same models over the same texts
    extraction  parse what matters, find quotations, their cues and speakers
    audit       extraction, back-translate, locate, check, judge, write the page

"articles" is the work on the articles alone, "start" is loading models, "originals" is reading and
indexing the sources the first time. The two ratios are of "articles".
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from quotes.cli.loading import read_articles
from quotes.model import Article

ROOT = Path(__file__).parent.parent
PHASES = ("articles", "start", "originals")
KINDS = ("bare", "extraction", "audit")
AT_MOST = {"extraction": 0.75, "audit": 1.3}  # times the bare pipeline (issue 12)
Figures = dict[str, float]


class Clock:
    """Processor seconds of one phase after another."""

    def __init__(self) -> None:
        self.phases: Figures = dict.fromkeys(PHASES, 0.0)
        self.last = _spent()

    def lap(self, phase: str) -> None:
        """Note what `phase` took, from the last call until now."""
        now = _spent()
        self.phases[phase] = now - self.last
        self.last = now


def bare(articles: list[Article], clock: Clock) -> int:
    """Parse each text with one call of a plain `stanza.Pipeline` on the same models."""
    import stanza  # noqa: PLC0415 - loading it is measured

    from quotes.parsing.parser import PROCESSORS, find_models  # noqa: PLC0415 - the same

    models = find_models("embedded")
    logging.getLogger("stanza").setLevel(logging.ERROR)
    pipeline = stanza.Pipeline(
        "en",
        dir=str(models.folder),
        package=models.package,
        processors=PROCESSORS,
        download_method=None,
        verbose=False,
        use_gpu=False,
    )
    clock.lap("start")
    for article in articles:
        pipeline(article.text)
    clock.lap("articles")
    return 0


def extraction(articles: list[Article], clock: Clock) -> int:
    """Find the quotations of each text as an audit does; return how many."""
    from quotes.parsing import Parser, parsed  # noqa: PLC0415 - loading it is measured
    from quotes.quotations import find, needs_tree  # noqa: PLC0415 - the same

    parser = Parser.open("embedded", threads=1)
    clock.lap("start")
    found = 0
    for article, parse in parsed(parser, articles, trees=needs_tree):
        found += len(find(article.text, parse))
    clock.lap("articles")
    return found


def audit(articles: list[Article], clock: Clock, originals: Path) -> int:
    """Audit the articles in this process, and write the page; return how many quotations."""
    from quotes.model import Report  # noqa: PLC0415 - loading it is measured
    from quotes.pipeline import Audit  # noqa: PLC0415 - the same
    from quotes.settings import Settings  # noqa: PLC0415 - the same
    from quotes.tools import corpus_of  # noqa: PLC0415 - the same
    from quotes.writers import WRITERS  # noqa: PLC0415 - the same

    chosen = Settings(originals=originals)
    corpus_of(chosen)  # reads and indexes the originals; `open` then finds them in the cache
    clock.lap("originals")
    opened = Audit.open(chosen)
    clock.lap("start")
    report = Report("", "", tuple(opened.run(articles)))
    with tempfile.TemporaryDirectory() as folder:
        WRITERS["html"].write(report, Path(folder))
    clock.lap("articles")
    return sum(len(one.quotations) for one in report.articles)


def main() -> None:
    """Measure and print; exit 0 whatever the figures, which depend on the machine."""
    asked = _arguments()
    articles = read_articles(asked.articles)[: asked.first]
    if asked.child:
        _child(asked.child, articles, asked.originals)
        return
    kinds: dict[str, list[Figures]] = {kind: [] for kind in KINDS}
    for _ in range(asked.runs):
        for kind, runs in kinds.items():
            runs.append(_measured(kind))
    words = kinds["bare"][0]["words"]
    found = kinds["audit"][0]["quotations"]
    print(f"{len(articles)} articles, {words:.0f} words, {found:.0f} quotations audited")
    print(f"{asked.runs} runs, seconds of processor time: best (median)\n")
    print(f"{'':34}" + "".join(f"{kind:>18}" for kind in kinds))
    rows = [(f"{phase}, s", phase, 1.0) for phase in PHASES]
    rows.insert(1, ("articles, s per 1,000 words", "articles", 1000 / words))
    for label, key, factor in (*rows, ("peak memory, MiB", "peak", 1.0)):
        cells = (_spread(run[key] * factor for run in runs) for runs in kinds.values())
        print(f"{label:34}" + "".join(f"{cell:>18}" for cell in cells))
    plain = [run["articles"] for run in kinds["bare"]]
    for kind, most in AT_MOST.items():
        mine = [run["articles"] for run in kinds[kind]]
        best, median = min(mine) / min(plain), statistics.median(mine) / statistics.median(plain)
        print(f"{kind} / bare: {best:.2f} ({median:.2f})   (at most {most})")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit")
    parser.add_argument("articles", nargs="*", default=[str(ROOT / "seeds" / "articles")])
    parser.add_argument("--originals", type=Path, default=ROOT / "seeds" / "originals")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--articles", dest="first", type=int, help="only the first so many")
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    return parser.parse_args()


def _child(kind: str, articles: list[Article], originals: Path) -> None:
    clock = Clock()
    if kind == "audit":
        found = audit(articles, clock, originals)
    else:
        found = (bare if kind == "bare" else extraction)(articles, clock)
    words = sum(len(article.text.split()) for article in articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(clock.phases | {"words": words, "peak": peak, "quotations": found}))


def _measured(kind: str) -> Figures:
    """Run this program again for one kind, with an empty cache; return its figures."""
    command = [sys.executable, "-m", "benchmarks.audit", *sys.argv[1:], "--child", kind]
    with tempfile.TemporaryDirectory() as cache:
        own = {"QUOTES_CACHE": cache, "OMP_NUM_THREADS": "1"}
        ended = subprocess.run(command, capture_output=True, env=os.environ | own, check=False)
    if ended.returncode:
        raise SystemExit(f"{kind} failed:\n{ended.stderr.decode()[-2000:]}")
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures


def _spent() -> float:
    took = os.times()
    return took.user + took.system + took.children_user + took.children_system


def _spread(values: Iterable[float]) -> str:
    held = list(values)
    digits = 0 if min(held) >= 100 else 2
    return f"{min(held):.{digits}f} ({statistics.median(held):.{digits}f})"


if __name__ == "__main__":
    main()
