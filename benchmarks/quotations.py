"""Quotations and speakers on PolNeAR: `python -m benchmarks.quotations POLNEAR/dev`.

The folder holds `text/*.txt` and `attributions/*.ann` (github.com/networkdynamics/PolNeAR,
v1.0.0). Prints the figures of `benchmarks.polnear` and what finding and attributing
cost beside parsing. `--cache FOLDER` keeps the parses. `--cost N` instead compares, over N of the
articles, extraction with trees only where they are needed (`quotes.quotations.needs_tree`)
against bare Stanza, and its quotations against those with every sentence parsed.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.polnear import score_indirect, score_marked
from quotes.model import Parse, Quotation
from quotes.quotations import find, needs_tree
from training.speakers.corpus import articles

FIGURES = (
    ("precision", "hit", "found"),
    ("recall", "hit", "gold"),
    ("recall of 1-2 words", "short hit", "short"),
    ("speaker right, of all", "speaker right", "sourced"),
    ("speaker right, of pronouns", "pronoun right", "pronouns"),
    ("speaker missing", "no speaker", "sourced hit"),
    ("exact triple, of all", "triple", "sourced"),
)


def main() -> None:
    """Parse, find and score the articles of one PolNeAR split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--cost", type=int, metavar="N")
    args = parser.parse_args()
    if not (args.split / "text").is_dir():
        print(f"skipped: {args.split} holds no PolNeAR text/ folder")
        return
    if args.cost:
        compare_cost([text for _, text, _ in articles(args.split)][:: max(1, 84 // args.cost)])
        return
    counts, seconds = measure(args.split, args.cache)
    report(counts, seconds)


def measure(split: Path, cache: Path | None) -> tuple[Counter[str], dict[str, float]]:
    """Return the summed counts and the seconds of parsing (0 if cached) and finding."""
    counts: Counter[str] = Counter()
    seconds = {"parsing": 0.0, "finding": 0.0}
    read = list(articles(split))
    start = time.process_time()
    parses = _parses([(name, text) for name, text, _ in read], cache)
    seconds["parsing"] = time.process_time() - start
    for (_, text, gold), parse in zip(read, parses, strict=True):
        start = time.process_time()
        found = find(text, parse)
        seconds["finding"] += time.process_time() - start
        counts.update(score_marked(text, gold, found))
        counts.update(score_indirect(text, gold, find(text, parse, indirect=True)))
        counts["words"] += sum(len(sentence.words) for sentence in parse.sentences)
    counts["articles"] = len(read)
    return counts, seconds


def compare_cost(texts: list[str]) -> None:
    """Print processor time of extraction and of bare Stanza, and how many articles differ."""
    import stanza  # noqa: PLC0415 - loads torch: only when needed

    from quotes.parsing import Parser, find_models  # noqa: PLC0415 - the same

    parser, models = Parser.open(threads=1), find_models("embedded")
    bare = stanza.Pipeline(
        "en", dir=str(models.folder), package=models.package, download_method=None,
        processors="tokenize,mwt,pos,lemma,depparse,ner", use_gpu=False, verbose=False,
    )  # fmt: skip
    start = time.process_time()
    found = [find(text, parser.parse(text, trees=needs_tree)) for text in texts]
    ours = time.process_time() - start
    start = time.process_time()
    whole = [find(text, parser.parse(text)) for text in texts]
    every = time.process_time() - start
    start = time.process_time()
    for text in texts:
        bare(text)
    theirs = time.process_time() - start
    differ = sum(
        _words_and_names(a) != _words_and_names(b) for a, b in zip(found, whole, strict=True)
    )
    print(f"{len(texts)} articles; quotations or speakers differ in {differ}")
    print(f"extraction {ours:.1f} s, with every tree {every:.1f} s, bare Stanza {theirs:.1f} s")
    print(f"extraction over bare Stanza {ours / theirs:.2f}; with every tree {every / theirs:.2f}")


def _words_and_names(quotations: Sequence[Quotation]) -> list[tuple[object, ...]]:
    return [(q.kind, q.segments, q.cue, q.speaker and (q.speaker.name, q.speaker.mention))
            for q in quotations]  # fmt: skip


def _parses(read: list[tuple[str, str]], cache: Path | None) -> list[Parse]:
    """Return the parses of all texts, from the cache where it holds them."""
    paths = [cache / f"{Path(name).stem}.pkl" if cache else None for name, _ in read]
    missing = [i for i, path in enumerate(paths) if path is None or not path.exists()]
    parses: dict[int, Parse] = {}
    if missing:
        from quotes.parsing import Parser  # noqa: PLC0415 - loads torch: only when needed

        parser = Parser.open()
        for i in missing:
            parses[i] = parser.parse(read[i][1])
    for i, path in enumerate(paths):
        if path is not None and i in parses:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps(parses[i]))
        elif path is not None:
            parses[i] = pickle.loads(path.read_bytes())  # noqa: S301 - written by this command
    return [parses[i] for i in range(len(read))]


def report(counts: Counter[str], seconds: dict[str, float]) -> None:
    """Print the table of figures, in percent."""
    print(f"{'articles':34} {counts['articles']}")
    print(f"{'gold quotations':34} {counts['gold']}")
    for name, part, whole in FIGURES:
        print(f"{name:34} {_percent(counts[part], counts[whole])}")
    exact = _f1(counts["exact"], counts["found"], counts["gold"])
    print(f"{'exact F1':34} {exact}")
    for gold in ("speech", "all"):
        shared, wanted = counts[f"{gold} shared"], counts[f"{gold} wanted"]
        f1 = _f1(shared, counts["indirect found"], wanted)
        print(f"{f'indirect, content F1, of {gold}':34} {f1}")
        print(f"{'  precision, recall':34} {_percent(shared, counts['indirect found'])}"
              f" {_percent(shared, wanted)}")  # fmt: skip
    words = max(1, counts["words"]) / 1000
    print(f"{'parsing, s per 1,000 words':34} {seconds['parsing'] / words:.3f}")
    print(f"{'finding, s per 1,000 words':34} {seconds['finding'] / words:.3f}")
    if seconds["parsing"] > seconds["finding"]:  # else the parses came from the cache
        share = 100 * seconds["finding"] / seconds["parsing"]
        print(f"{'finding, % of parsing':34} {share:.1f}")


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _f1(shared: int, found: int, wanted: int) -> float:
    return round(200 * shared / (found + wanted), 1) if found + wanted else 0.0


if __name__ == "__main__":
    main()
