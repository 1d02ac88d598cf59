"""How often the right passage is found: on a folder of originals with known answers.

    python -m benchmarks.locate DATA [--sample 500] [--sentences PAIRS.tsv]

DATA holds `originals/` and `dev.jsonl` ("id", "quote", "kind", "document", "span").
--sentences gives fragments the English sentence around them, looked up in PAIRS.tsv
(source, English, Spanish), and asks for fragments alone. --absent asks instead for the
quotations of QUERIES.jsonl (as `training.locate.decision` reads them), of which none has an
original there: each that is found is a false match. Prints the processor time of a quotation.
Skips where DATA is absent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quotes.model import Location, Query, Source
from quotes.originals.corpus import Corpus


def main() -> None:
    """Print recall by kind and false matches."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.locate")
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--absent", type=Path)
    args = parser.parse_args()
    gold = args.data / "dev.jsonl"
    if not gold.exists():
        sys.exit(f"skipped: {gold} is absent")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf8").splitlines()]
    if args.sample:
        rows = random.Random(7).sample(rows, min(args.sample, len(rows)))
    with tempfile.TemporaryDirectory() as cache:
        folder = args.data / "originals"
        corpus = Corpus.open(folder, read, sorted(folder.iterdir()), cache=Path(cache))
        if args.absent:
            absent(corpus, args.absent)
            return
        queries = [Query(row["quote"]) for row in rows]
        if args.sentences:
            rows, queries = with_sentences(rows, corpus, args.sentences)
        begun = time.process_time()
        found = corpus.locate(queries)
        each = 1000 * (time.process_time() - begun) / max(1, len(queries))
        report(rows, found)
        print(f"{each:.0f} ms of processor time a quotation")


def absent(corpus: Corpus, path: Path) -> None:
    """Print how many quotations without original are found, article by article."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    groups: dict[str, list[Query]] = {}
    for row in rows:
        known = {name: row.get(name) for name in ("sentence", "group")}
        query = Query(row["text"], pieces=tuple(row.get("pieces", ())), **known)
        groups.setdefault(row["group"], []).append(query)
    begun, wrong = time.process_time(), 0
    for queries in groups.values():
        wrong += sum(where.status == "found" for where in corpus.locate(queries))
    each = 1000 * (time.process_time() - begun) / max(1, len(rows))
    print(f"{wrong} of {len(rows)} matched falsely ({100 * wrong / max(1, len(rows)):.2f} %)")
    print(f"{each:.0f} ms of processor time a quotation")


def read(path: Path) -> Source:
    """Read a plain Spanish file."""
    data = path.read_bytes()
    return Source(path.name, data.decode("utf8"), "es", hashlib.sha256(data).hexdigest())


def with_sentences(
    rows: Sequence[dict[str, Any]], corpus: Corpus, pairs: Path
) -> tuple[list[dict[str, Any]], list[Query]]:
    """Return the fragments whose English sentence is known, with it."""
    lines = (line.split("\t") for line in pairs.read_text(encoding="utf8").splitlines())
    english = {spanish.strip(): text for _, text, spanish in lines}
    kept, queries = [], []
    for row in rows:
        if row["kind"] != "fragment":
            continue
        start, end = row["span"]
        sentence = english.get(corpus.source(row["document"]).text[start:end].strip())
        if sentence is not None:
            kept.append(row)
            queries.append(Query(row["quote"], sentence=sentence))
    return kept, queries


def report(rows: Sequence[dict[str, Any]], found: Sequence[Location]) -> None:
    """Print, by kind, how many were found, how many rightly, and the best candidate's recall."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, where in zip(rows, found, strict=True):
        kind = row["kind"]
        counts[kind, "all"] += 1
        counts[kind, "found"] += where.status == "found"
        if kind != "absent":
            counts[kind, "right"] += where.status == "found" and right(row, where)
            counts[kind, "first"] += right(row, where)
    for kind in sorted({kind for kind, _ in counts}):
        each = 100 / counts[kind, "all"]
        print(
            f"{kind:9} {counts[kind, 'all']:5}  found {each * counts[kind, 'found']:5.1f} %"
            f"  rightly {each * counts[kind, 'right']:5.1f} %"
            f"  best candidate right {each * counts[kind, 'first']:5.1f} %"
        )


def right(row: dict[str, Any], where: Location) -> bool:
    """Return whether the best passage overlaps the known sentence by half of the shorter."""
    best = (*where.passages, *where.candidates)[:1]
    if not best or Path(best[0].document).name != row["document"]:
        return False
    (start, end), (first, last) = (best[0].span.start, best[0].span.end), row["span"]
    shorter = max(1, min(end - start, last - first))
    return bool(max(0, min(end, last) - max(start, first)) >= 0.5 * shorter)


if __name__ == "__main__":
    main()
