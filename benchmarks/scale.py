"""What a large corpus costs: made-up documents, indexed and asked.

    python -m benchmarks.scale --documents 10000 [--folder DIR]

Prints one line a measure: sentences indexed a second of processor time, seconds to open
the index again, milliseconds a quotation, documents read again after one was added, and
the most memory held. Words are drawn as often as news uses them, so postings and
vectors are as crowded as real ones; the sentences mean nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

import numpy as np  # it reads the variable when it is loaded

from quotes.languages.lexicon import back_translations, chances
from quotes.model import Query, Source
from quotes.originals.corpus import Corpus

_WORDS = 500
_QUERIES = 60
_WARM = 20  # asked before, so that all weights are read


def main() -> None:
    """Measure a corpus of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where the corpus is kept between runs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure(args.documents, args.folder or Path(temporary))


def measure(documents: int, folder: Path) -> None:
    """Print the measures of one corpus."""
    root = folder / f"originals-{documents}"
    root.mkdir(parents=True, exist_ok=True)
    for number in range(documents):
        path = root / f"{number:05}.txt"
        if not path.exists():
            path.write_text(document(number), encoding="utf8")
    reads: list[Path] = []

    def read(path: Path) -> Source:
        reads.append(path)
        data = path.read_bytes()
        return Source(path.name, data.decode("utf8"), "es", hashlib.sha256(data).hexdigest())

    opened(root, read, folder, reads)
    corpus = opened(root, read, folder, reads)
    asked(corpus, documents)
    del corpus
    added = root / f"added-{time.time_ns()}.txt"
    added.write_text(document(random.randrange(10**9, 10**10)), encoding="utf8")
    opened(root, read, folder, reads)
    added.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"most memory held: {peak:.2f} GB")


def opened(root: Path, read: Callable[[Path], Source], folder: Path, reads: list[Path]) -> Corpus:
    """Open the corpus, print what it cost, return it."""
    reads.clear()
    wall, processor = time.perf_counter(), time.process_time()
    corpus = Corpus.open(root, read, sorted(root.glob("*.txt")), cache=folder / "cache")
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    sentences = len(corpus.index.spans)
    line = f"opened {len(corpus.sources)} documents, {sentences} sentences in {wall:.1f} s"
    print(f"{line} ({processor:.1f} s of processor time), {len(reads)} read")
    if len(reads) > 100:
        print(f"sentences indexed a second of processor time: {sentences / processor:.0f}")
    return corpus


def asked(corpus: Corpus, documents: int) -> None:
    """Print what a quotation costs: English words for words of a random sentence."""
    chance = random.Random(1)
    queries = []
    for _ in range(_WARM + _QUERIES):
        number = chance.randrange(len(corpus.index.spans))
        source = corpus.sources[int(corpus.index.documents[number])]
        start, end = corpus.index.spans[number].tolist()
        english = [rendered(word) for word in source.text[start:end].split()]
        at = chance.randrange(max(1, len(english) - 8))
        queries.append(Query(" ".join(english[at : at + chance.choice([8, 40])])))
    corpus.locate(queries[:_WARM])
    del queries[:_WARM]
    wall, processor, found = time.perf_counter(), time.process_time(), 0
    for query in queries:
        found += corpus.locate([query])[0].status == "found"
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    each = 1000 / len(queries)
    print(
        f"a quotation among {documents} documents: {processor * each:.1f} ms of processor time,"
        f" {wall * each:.1f} ms by the clock ({found} of {len(queries)} found)"
    )


def document(number: int) -> str:
    """Return a made-up document of 500 words in paragraphs of three sentences."""
    made = np.random.default_rng(number)
    spanish, share = _vocabulary()
    words = made.choice(spanish, _WORDS, p=share).tolist()
    lengths = iter(made.integers(8, 38, 100).tolist())
    sentences = []
    while words:
        length = next(lengths)
        sentences.append(" ".join(words[:length]).capitalize() + ".")
        words = words[length:]
    paragraphs = (" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    return "\n\n".join(paragraphs)


@cache
def _vocabulary() -> tuple[list[str], np.ndarray]:
    known = chances("es")
    share = np.array(list(known.values()))
    return list(known), share / share.sum()


def rendered(spanish: str) -> str:
    """Return the likeliest English word, or the word itself."""
    word = spanish.strip(".").lower()
    return next(iter(back_translations(word)), word)


if __name__ == "__main__":
    main()
