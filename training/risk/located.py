r"""Make labelled pairs of what the search finds: quotations, fragments most, and their passages.

    python -m training.risk.located --queries locate/dev.jsonl --found FOUND.jsonl \
        --models STANZA --wordnet /usr/share/wordnet --out LOCATED.jsonl

FOUND is what `quotes locate --quotes QUERIES --format jsonl` answered. A quotation whose own line
was found is a faithful pair as an audit compares it: cut where the search cut it. Beside most
stands a drift made of it by the generators of `training.drift`. Lines: {"original", "quote",
"label", "category"}; "category" is the kind of the query, or that of the change.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import stanza

from training.drift.alignments import learn
from training.drift.changes import apply
from training.drift.parses import rows_of
from training.drift.pools import gather
from training.drift.sentences import Sentence, flatten
from training.drift.wordnet import WordNet
from training.drift.workshop import Workshop

Row = dict[str, Any]


def right(query: Row, found: Row) -> bool:
    """Return whether a query's own line was found, or a part of it."""
    if found["status"] != "found" or found["document"] != query.get("document"):
        return False
    (start, end), (first, last) = found["span"], query["span"]
    return bool(min(end, last) > max(start, first))


def pairs(queries: Path, found: Path) -> list[Row]:
    """Return the faithful pairs."""
    asked = {row["id"]: row for row in map(json.loads, queries.read_text("utf8").splitlines())}
    rows = map(json.loads, found.read_text("utf8").splitlines())
    return [
        {
            "original": row["text"],
            "quote": asked[row["id"]]["quote"],
            "label": "faithful",
            "category": asked[row["id"]]["kind"],
        }
        for row in rows
        if right(asked[row["id"]], row)
    ]


def parsed(texts: list[str], models: Path) -> list[Sentence]:
    """Return the texts parsed."""
    pipeline = stanza.Pipeline(
        "en",
        dir=str(models),
        package="embedded",
        download_method=None,
        verbose=False,
        processors="tokenize,mwt,pos,lemma,depparse,ner",
    )
    documents = pipeline.bulk_process(texts)
    return [flatten(text, rows_of(doc)) for text, doc in zip(texts, documents, strict=True)]


def drifted(rows: list[Row], sentences: list[Sentence], wordnet: Path) -> Iterator[Row]:
    """Yield a drift made of each pair that allows one."""
    sides = [["located", row["quote"], row["original"]] for row in rows]
    aligner = learn([(row["quote"], row["original"]) for row in rows])
    workshop = Workshop(sides, gather(sentences, WordNet(wordnet), {}), aligner, Random(3))
    for row, sentence in zip(rows, sentences, strict=True):
        changes = workshop.edits(sentence, 1)
        edited = apply(sentence.text, changes) if changes else None
        if edited and edited.text.lower() != row["quote"].lower():
            yield row | {"quote": edited.text, "label": "drift", "category": changes[0].kind}


def main() -> None:
    """Read the arguments, make the pairs, write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("queries", "found", "models", "wordnet", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    rows = pairs(args.queries, args.found)
    sentences = parsed([row["quote"] for row in rows], args.models)
    made = [*rows, *drifted(rows, sentences, args.wordnet)]
    args.out.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf8"
    )


if __name__ == "__main__":
    main()
