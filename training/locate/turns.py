"""Learn how the word encoder is turned so that the words of a quotation find their passage.

    python -m training.locate.turns PAIRS.tsv MADE.json YEAR.npz … --without HELD_OUT \
        --kept CORPUS.pickle --sight WHITENING.npz --out quotes/weights/locate

Twice: on windows of news lines among their neighbours and the nearest other line; then on
made quotations among the candidates that finding them brings up. Lines of documents with an
even number are learned from, the others are left for the trees (`training/locate/train.py`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as fn

from quotes.languages.lexicon import located_words
from quotes.ml.vectors import encode_afresh
from training.locate.examples import kept
from training.locate.material import YEARS, Made, documents, window
from training.locate.tuned import Tuned

_OTHERS = {"tico19": 1.0, "mt_geneval/dev": 1.0, "tatoeba/v2021-08-07": 0.15}  # share taken
_SHAPES = ((5, 9, 0.9), (5, 9, 0.3), (2, 4, 0.2), (10, 20, 0.2))  # words, and how often
_WHOLE = 0.25  # lines asked whole
_LONGEST = 50  # words of a sentence read
_TOGETHER, _RIVALS = 5, 4  # lines in a row of a batch; rivals a made quotation
_MADE = 3  # made quotations in a batch
_RATES = {"network": 5e-4, "scale": 2e-2, "telling": 1e-3, "function": 1e-2}
_SLOW = 1e-4  # of the matrix and the centres
_NONE = 0.5  # weight of the same quotations with their sentence taken away
_WARM = 30


@dataclass(frozen=True, slots=True)
class Batch:
    """Quotations, sentences, and which of them each quotation comes from."""

    quotations: list[str]
    sentences: list[str]
    gold: list[int]


def main() -> None:
    """Learn and write the turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("made", type=Path)
    parser.add_argument("examples", type=Path, nargs="+", help="of the years as YEARS lists them")
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--sight", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, nargs=2, default=(1300.0, 1300.0))
    args = parser.parse_args()
    torch.manual_seed(0)
    model, chance = Tuned(args.sight), random.Random(1)
    fit(model, among_neighbours(lines(args.pairs, args.without), chance), args.seconds[0])
    made = [Made(**one) for one in json.loads(args.made.read_text(encoding="utf8"))]
    fit(model, among_candidates(args, made, chance), args.seconds[1])
    model.save(args.out)


def fit(model: Tuned, material: Iterable[Batch], seconds: float) -> None:
    """Learn for so long; the rate falls to nothing by then."""
    named = {name: one for name, one in model.named_parameters() if one.requires_grad}
    groups = [
        {"params": [one], "lr": _RATES.get(name.split(".")[0], _SLOW)}
        for name, one in named.items()
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    begun, rates = time.monotonic(), [group["lr"] for group in optimiser.param_groups]
    for number, batch in enumerate(material):
        spent = (time.monotonic() - begun) / seconds
        if spent >= 1:
            break
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (number + 1) / _WARM) * max(0.02, 1 - spent)
        logits, gold = model.logits(batch.quotations, batch.sentences), torch.tensor(batch.gold)
        taken = logits.scatter(1, gold[:, None], -1e4)
        none = torch.full_like(gold, len(batch.sentences))
        loss = fn.cross_entropy(logits, gold, label_smoothing=0.02)
        loss = loss + _NONE * fn.cross_entropy(taken, none)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if number % 50 == 0:
            print(number, f"{spent:.0%}", round(float(loss.detach()), 3), flush=True)


def lines(pairs: Path, without: Path) -> list[tuple[str, str]]:
    """Return the lines learned from, those of a document in their order."""
    found = [
        (line.english, line.spanish)
        for year in YEARS
        for document in documents(pairs, without, year)[::2]
        for line in document
    ]
    held, chance = without.read_text(encoding="utf8"), random.Random(5)
    for row in pairs.read_text(encoding="utf8").splitlines():
        source, english, spanish = row.split("\t")
        if chance.random() < _OTHERS.get(source, 0) and english not in held and spanish not in held:
            found.append((english, spanish))
    return [one for one in found if len(one[0].split()) >= 4 and len(one[1].split()) <= _LONGEST]


def among_neighbours(rows: Sequence[tuple[str, str]], chance: random.Random) -> Iterable[Batch]:
    """Yield windows of some lines in a row and of a line near each of them, without end."""
    vectors = encode_afresh([spanish for _, spanish in rows])
    while True:
        starts = list(range(0, len(rows) - _TOGETHER, _TOGETHER))
        chance.shuffle(starts)
        for start in starts:
            own = list(range(start, start + _TOGETHER))
            near = np.argsort(-vectors[own] @ vectors.T, axis=1)[:, 1:7]
            own = list(dict.fromkeys(own + [int(chance.choice(list(few))) for few in near]))
            asked = [(text, at) for at, n in enumerate(own) for text in _asked(rows[n][0], chance)]
            if asked:
                texts, gold = zip(*asked, strict=True)
                yield Batch(list(texts), [rows[n][1] for n in own], list(gold))


def _asked(english: str, chance: random.Random) -> list[str]:
    """Return what is asked of a line: some windows, now and then the whole."""
    found = [window(english, low, high, chance) for low, high, p in _SHAPES if chance.random() < p]
    whole = [english] if chance.random() < _WHOLE else []
    return whole + [one for one in found if one is not None and located_words(one)]


def among_candidates(
    args: argparse.Namespace, made: Sequence[Made], chance: random.Random
) -> Iterable[Batch]:
    """Yield made quotations among the candidates that finding them brought up, without end."""
    corpus, _ = kept(args.pairs, args.without, args.kept)
    spans, index = corpus.index.spans, corpus.index
    asked: list[tuple[str, str, list[str]]] = []
    for year, path in zip(YEARS, args.examples, strict=True):
        own = [one for one in made if one.year == year]
        with np.load(path) as stored:
            groups, numbers, right = stored["group"], stored["sentence"], stored["y"]
        texts = [
            corpus.library.sources[int(index.documents[n])].text[slice(*spans[n].tolist())]
            for n in numbers
        ]
        for group in np.unique(groups).tolist():
            rows = np.flatnonzero(groups == group)
            gold = [texts[row] for row in rows if right[row]]
            one = own[group // 2]
            if one.document % 2 == 0 and gold:
                rivals = [texts[row] for row in rows if texts[row] not in gold]
                asked.append((one.text, gold[0], rivals[:10]))
    while True:
        chance.shuffle(asked)
        for at in range(0, len(asked) - _MADE, _MADE):
            yield _batch(asked[at : at + _MADE], chance)


def _batch(some: Sequence[tuple[str, str, list[str]]], chance: random.Random) -> Batch:
    """Return quotations among the sentences of all, the two hardest rivals and two others."""
    sentences: dict[str, int] = {}
    for _, gold, rivals in some:
        more = chance.sample(rivals[2:], min(_RIVALS - 2, len(rivals[2:])))
        for text in (gold, *rivals[:2], *more):
            sentences.setdefault(text, len(sentences))
    return Batch([one[0] for one in some], list(sentences), [sentences[one[1]] for one in some])


if __name__ == "__main__":
    main()
