"""Made pairs as the network learns from them: pieces, sides and targets."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from quotes.bilingual.renderings import known
from quotes.bilingual.restored import restored
from quotes.languages.glossaries import load_glossary
from quotes.ml.tokenization import Pieces, Tokenizer, Window, padded, padded_kinds
from quotes.model import Span, Term

LONGEST = 230  # pieces of a pair; longer ones cost more than they teach
SHELF = 3000  # pairs sorted by length at a time


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its targets: a fault or a gap for each piece, drift for the pair.

    Examples of one original share their ``twin``; -1 has none. ``known`` says whether the
    faults of the quotation are known, ``lost_known`` whether those of the original are.
    """

    window: Window
    faults: tuple[float, ...]
    gaps: tuple[float, ...]
    drift: float
    twin: int = -1
    known: float = 1.0
    lost_known: float = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of several examples, [batch, length].

    But for `drift` and `twin`, [batch], and `known`, [batch, 2]: of quotation and original.
    """

    pieces: Tensor
    side: Tensor
    kinds: Tensor
    faults: Tensor
    gaps: Tensor
    drift: Tensor
    twin: Tensor
    known: Tensor

    def some(self, kept: Tensor) -> Batch:
        """Return the batch with those examples only whose place in ``kept`` is true."""
        return Batch(*(getattr(self, one.name)[kept] for one in fields(self)))


def touched(pieces: Pieces, spans: Sequence[Sequence[int]]) -> list[float]:
    """Return 1 for each piece that a span touches, else 0."""
    return [float(any(s < b and e > a and e > s for a, b in spans)) for s, e in pieces.offsets]


def after(pieces: Pieces, offsets: Sequence[int]) -> list[float]:
    """Return 1 for the piece after each offset; one place more stands for the end."""
    marks = [0.0] * (len(pieces.offsets) + 1)
    for offset in offsets:
        at = (k for k, (s, e) in enumerate(pieces.offsets) if e > offset and s >= offset - 1)
        marks[next(at, len(pieces.offsets))] = 1.0
    return marks


def put_back(made: dict[str, Any], terms: Sequence[Term]) -> dict[str, Any]:
    """Return a line with its quotation as an audit shows it to the judge."""
    text = restored(made["original"], made["quote"], terms)
    if not text.pieces:
        return made
    changed = [text.after(Span(*span)) for span in made["changed"] or ()]
    return made | {
        "quote": text.text,
        "changed": [(span.start, span.end) for span in changed]
        if made["changed"] is not None
        else None,
        "gaps": [text.after(Span(offset, offset + 1)).start for offset in made["gaps"]],
    }


def example(made: dict[str, Any], cutter: Tokenizer, terms: Sequence[Term] = ()) -> Example:
    """Return the example of one line, made or labelled.

    Renderings that `terms` accept are put back into Spanish. `changed` null: which words are
    wrong is not known; `lost` empty beside a drift: which words of the original are not said is
    not known either.
    """
    made = put_back(made, terms)
    drift, changed = bool(made["kinds"]), made["changed"]
    told = known(made["original"], made["quote"])
    original = cutter.pieces(made["original"], told[0])
    quote = cutter.pieces(made["quote"], told[1])
    lead = len(original.numbers) + 3
    faults = [
        0.0,
        *touched(original, made["lost"]),
        0.0,
        0.0,
        *touched(quote, changed or []),
        0.0,
    ]
    gaps = [0.0] * lead + after(quote, made["gaps"])
    return Example(
        Window(0, original, quote),
        tuple(faults),
        tuple(gaps),
        float(drift),
        made["twin"],
        float(not drift or changed is not None),
        float(not drift or bool(made["lost"])),
    )


def collate(examples: Sequence[Example]) -> Batch:
    """Return examples as tensors of one length."""
    pieces, side = padded([e.window for e in examples])
    longest = len(pieces[0])
    faults = [[*e.faults, *[0.0] * (longest - len(e.faults))] for e in examples]
    gaps = [[*e.gaps, *[0.0] * (longest - len(e.gaps))] for e in examples]
    return Batch(
        torch.tensor(pieces),
        torch.tensor(side),
        torch.tensor(padded_kinds([e.window for e in examples])),
        torch.tensor(faults),
        torch.tensor(gaps),
        torch.tensor([e.drift for e in examples]),
        torch.tensor([e.twin for e in examples]),
        torch.tensor([[e.known, e.lost_known] for e in examples]),
    )


def batches(
    paths: Sequence[Path], cutter: Tokenizer, rng: random.Random, most: int
) -> Iterator[Batch]:
    """Yield batches of like length for ever, one file after the other, twins together.

    The files hold their rows in random order already. Renderings of the program's glossaries are
    put back.
    """
    terms = load_glossary().terms
    while True:
        for path in paths:
            lines = path.read_text(encoding="utf8").splitlines()
            for at in range(0, len(lines), SHELF):
                found = [
                    example(json.loads(line), cutter, terms) for line in lines[at : at + SHELF]
                ]
                yield from _shelf([e for e in found if len(e.window) <= LONGEST], rng, most)


def _families(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Return the examples by twin, the families with short texts first, more or less."""
    by: dict[int, list[Example]] = {}
    for at, one in enumerate(examples):
        by.setdefault(one.twin if one.twin >= 0 else -2 - at, []).append(one)
    return sorted(by.values(), key=lambda f: max(len(e.window) for e in f) + 6 * rng.random())


def _shelf(examples: list[Example], rng: random.Random, most: int) -> Iterator[Batch]:
    """Yield the batches of a shelf, up to ``most`` pieces each, in a random order."""
    groups: list[list[Example]] = [[]]
    for family in _families(examples, rng):
        longest = max(len(e.window) for e in [*groups[-1], *family])
        if groups[-1] and (len(groups[-1]) + len(family)) * longest > most:
            groups.append([])
        groups[-1] += family
    rng.shuffle(groups)
    for group in groups:
        if group:
            yield collate(group)
