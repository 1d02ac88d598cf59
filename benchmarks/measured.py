"""What a benchmark process does: the bare Stanza pipeline, or the audit, over the same articles.

Usage: python -m benchmarks.measured bare|audit ORIGINALS ARTICLES…

Prints one JSON object with the seconds of each phase, and the words read.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import tempfile
import time
from pathlib import Path

from quotes.cli.loading import read_articles
from quotes.model import Article

Phases = dict[str, float]


class Clock:
    """Seconds of one phase after another."""

    def __init__(self) -> None:
        self.phases: Phases = {}
        self.last = time.perf_counter()

    def lap(self, phase: str) -> None:
        """Note what `phase` took, from the last call until now."""
        now = time.perf_counter()
        self.phases[phase] = now - self.last
        self.last = now


def bare(articles: list[Article]) -> Phases:
    """Parse each text with one call of a plain `stanza.Pipeline` on the same models."""
    import stanza  # noqa: PLC0415 - loading it is measured

    from quotes.parsing.parser import PROCESSORS, find_models  # noqa: PLC0415 - loading it is measured

    clock, models = Clock(), find_models("embedded")
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
    return {"originals": 0.0} | clock.phases


def audit(articles: list[Article], originals: Path) -> Phases:
    """Audit the articles in this process, and write the page, from an empty cache."""
    from quotes.model import Report  # noqa: PLC0415 - loading it is measured
    from quotes.pipeline import Audit  # noqa: PLC0415 - loading it is measured
    from quotes.settings import Settings  # noqa: PLC0415 - loading it is measured
    from quotes.tools import corpus_of  # noqa: PLC0415 - loading it is measured
    from quotes.writers import WRITERS  # noqa: PLC0415 - loading it is measured

    chosen, clock = Settings(originals=originals), Clock()
    corpus_of(chosen)  # reads and indexes the originals; `open` then finds them in the cache
    clock.lap("originals")
    opened = Audit.open(chosen)
    clock.lap("start")
    report = Report("", "", tuple(opened.run(articles)))
    with tempfile.TemporaryDirectory() as folder:
        WRITERS["html"].write(report, Path(folder))
    clock.lap("articles")
    return clock.phases


def main() -> None:
    """Read the articles, do the work, print the figures."""
    what, originals, *paths = sys.argv[1:]
    articles = read_articles(paths)
    phases = bare(articles) if what == "bare" else audit(articles, Path(originals))
    words = sum(len(article.text.split()) for article in articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(phases | {"words": words, "peak": peak}))


if __name__ == "__main__":
    main()
