"""Parsed English sentences, as the generators of drift read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Token:
    """One word; ``head`` is the index of its governor in the sentence, or -1."""

    text: str
    start: int
    end: int
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    relation: str
    name: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed text; it may hold several grammatical sentences."""

    text: str
    tokens: tuple[Token, ...]

    def children(self, index: int) -> list[int]:
        """Return the indices of the dependents of a token."""
        return [i for i, token in enumerate(self.tokens) if token.head == index]

    def subtree(self, index: int) -> list[int]:
        """Return a token and all below it, in order."""
        found, todo = {index}, [index]
        while todo:
            for child in self.children(todo.pop()):
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return sorted(found)

    def names(self) -> list[tuple[int, int, str]]:
        """Return the named entities as (first token, last token, kind)."""
        found: list[tuple[int, int, str]] = []
        first = -1
        for i, token in enumerate(self.tokens):
            mark, _, kind = token.name.partition("-")
            if mark in ("B", "S"):
                first = i
            if mark in ("E", "S") and first >= 0:
                found.append((first, i, kind))
                first = -1
        return found


def flatten(text: str, parsed: list[list[list[object]]]) -> Sentence:
    """Build a `Sentence` from the rows that `training.drift.parses` writes."""
    tokens: list[Token] = []
    for rows in parsed:
        base = len(tokens)
        for row in rows:
            word, start, end, upos, xpos, feats, lemma, head, relation, name = row
            tokens.append(
                Token(
                    str(word),
                    int(str(start)),
                    int(str(end)),
                    str(upos),
                    str(xpos),
                    str(feats),
                    str(lemma or word),
                    base + int(str(head)) - 1 if head else -1,
                    str(relation),
                    str(name),
                )
            )
    return Sentence(text, tuple(tokens))


def read(parses: Path, texts: list[str]) -> Iterator[tuple[int, Sentence]]:
    """Yield (row, sentence) for every parsed row of a parallel file."""
    with parses.open(encoding="utf8") as lines:
        for line in lines:
            row, parsed = json.loads(line)
            yield row, flatten(texts[row], parsed)
