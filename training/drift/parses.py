"""Parse the English side of a parallel file and keep the parses for the generators.

    python -m training.drift.parses --pairs PAIRS.tsv --models DIR --out PARSES.jsonl

Rows are taken in a random order that a fixed seed decides, so a run stopped early is a
fair sample. Each line is [row, [[word, start, end, upos, xpos, feats, lemma, head,
relation, name] …] for each sentence].
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import stanza

BATCH = 100


def rows_of(document: stanza.Document) -> list[list[list[Any]]]:
    """Return the sentences of a document as rows of plain values."""
    return [
        [
            [
                word.text,
                token.start_char if word.start_char is None else word.start_char,
                token.end_char if word.end_char is None else word.end_char,
                word.upos,
                word.xpos,
                word.feats or "",
                word.lemma,
                word.head,
                word.deprel,
                token.ner,
            ]
            for token in sentence.tokens
            for word in token.words
        ]
        for sentence in document.sentences
    ]


def main() -> None:
    """Read the arguments and parse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "models", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    pipeline = stanza.Pipeline(
        "en",
        dir=str(args.models),
        package="embedded",
        download_method=None,
        verbose=False,
        processors="tokenize,mwt,pos,lemma,depparse,ner",
    )
    lines = args.pairs.read_text(encoding="utf8").splitlines()
    rows = [(i, line.split("\t")[1]) for i, line in enumerate(lines) if line.count("\t") == 2]
    random.Random(0).shuffle(rows)
    with args.out.open("w", encoding="utf8") as out:
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            documents = pipeline.bulk_process([text for _, text in batch])
            for (row, _), document in zip(batch, documents, strict=True):
                out.write(json.dumps([row, rows_of(document)], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
