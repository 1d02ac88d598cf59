"""What a batch costs: processor time and memory of one worker, from which the rest is arithmetic.

Usage: python -m benchmarks.scaling [--articles 10] [--originals DIR] [ARTICLES…]

Prints the processor time of opening the tools, of each article (median, and a 1,000 words), and
the peak memory of the process: what one worker of `quotes audit --jobs N` takes. Processor time
is little disturbed by other work on the machine; wall time is not measured.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from quotes.pipeline import Audit
from quotes.readers import read_article
from quotes.settings import Settings

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--originals", type=Path, default=ROOT / "seeds" / "originals")
    parser.add_argument("--articles", type=int, default=10)
    asked = parser.parse_args()
    paths = asked.paths or sorted((ROOT / "seeds" / "articles").iterdir())
    articles = [read_article(path) for path in paths[: asked.articles]]
    began = time.process_time()
    audit = Audit.open(Settings(originals=asked.originals))
    opened = time.process_time() - began
    seconds, quotations = [], 0
    for article in articles:
        began = time.process_time()
        quotations += len(audit.article(article).quotations)
        seconds.append(time.process_time() - began)
    words = sum(len(article.text.split()) for article in articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(articles)} articles, {words} words, {quotations} quotations")
    print(f"opening: {opened:.1f} s of processor time")
    print(
        f"an article: median {statistics.median(seconds):.2f} s, mean "
        f"{statistics.mean(seconds):.2f} s; 1,000 words: {1000 * sum(seconds) / words:.2f} s; "
        f"a quotation: {sum(seconds) / max(1, quotations):.2f} s"
    )
    print(f"peak memory of the process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
