"""Learn the speaker rankers from PolNeAR: one command, `python -m training.speakers.train`.

    python -m training.speakers.train POLNEAR/train --cache FOLDER [--out quotes/weights/speakers]

Needs `catboost` (training only). Articles are parsed once with the embedded models
and kept in the cache folder; delete it after the Stanza models change.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np

from quotes.model import Parse
from quotes.quotations.forests import Floats
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.ranking import (
    Choices,
    cue_choices,
    looks,
    said_rows,
    second_rows,
    source_choices,
)
from training.speakers.corpus import Example, articles, example
from training.speakers.counting import Counts, count, covered, source_heads
from training.speakers.fitting import FOLDS, fitted, out_of_fold, write

TREES = {"cue": 300, "cue_second": 300, "said": 250, "said_second": 250, "source": 300,
         "source_second": 300}  # fmt: skip


class Trainer:
    """The stages of training over all articles; each stage sees only chances from other folds."""

    def __init__(self, examples: list[Example], out: Path) -> None:
        self.examples = examples
        self.out = out
        self.fold_of = [number % FOLDS for number in range(len(examples))]
        self.looks: list[Floats] = []
        self.where = [(a, n) for a, e in enumerate(examples) for n in range(len(e.gold))]
        self.folds = [self.fold_of[a] for a, _ in self.where]
        self.known = [examples[a].gold[n] is not None for a, n in self.where]

    def run(self) -> None:
        """Train every stage in turn and write lexicons and forests."""
        self.out.mkdir(parents=True, exist_ok=True)
        lexicons = self.count()
        self.looks = [
            looks(e.reading, lexicons[f]) for e, f in zip(self.examples, self.fold_of, strict=True)
        ]
        cues = self.first_cues(lexicons)
        said = self.said("said", cues, None)
        cues = self.second("cue_second", cues, self.cue_labels(cues), said)
        said = self.said("said_second", cues, said)
        sources = self.first_sources(cues, lexicons)
        self.second("source_second", sources, self.source_labels(sources), said)

    def count(self) -> list[dict[str, Lexicon]]:
        """Write the lexicons of all articles; return those that leave each fold out."""
        parts = [count(e for e, f in zip(self.examples, self.fold_of, strict=True) if f == fold)
                 for fold in range(FOLDS)]  # fmt: skip
        whole = Counts()
        for part in parts:
            whole.update(part)
        raw = {name: {"rate": x.rate, "odds": x.odds} for name, x in whole.lexicons().items()}
        text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (self.out / "lexicons.json").write_text(text + "\n", encoding="utf-8")
        left_out = []
        for fold in range(FOLDS):
            rest = Counts()
            for other in (part for number, part in enumerate(parts) if number != fold):
                rest.update(other)
            left_out.append(rest.lexicons())
        return left_out

    def first_cues(self, lexicons: list[dict[str, Lexicon]]) -> list[Choices]:
        """Train the first look for cues."""
        cues = [
            cue_choices(self.examples[a].reading, n, lexicons[self.fold_of[a]], self.looks[a][n])
            for a, n in self.where
        ]
        self.learn("cue", cues, [c.rows for c in cues], self.cue_labels(cues))
        return cues

    def first_sources(
        self, cues: list[Choices], lexicons: list[dict[str, Lexicon]]
    ) -> list[Choices]:
        """Train the first look for sources, given the cues that were found (not the annotated)."""
        found = [
            source_choices(
                self.examples[a].reading,
                n,
                c.best_word(),
                lexicons[self.fold_of[a]],
                self.looks[a][n],
            )
            for (a, n), c in zip(self.where, cues, strict=True)
        ]
        self.learn("source", found, [c.rows for c in found], self.source_labels(found))
        return found

    def second(
        self, name: str, choices: list[Choices], labels: list[Floats], said: list[Floats]
    ) -> list[Choices]:
        """Train a second look and return the choices with its chances."""
        rows: list[Floats] = []
        for a, part in enumerate(self.by_article(choices)):
            rows += second_rows(part, said[a])
        again = [Choices(c.words, c.rows) for c in choices]
        self.learn(name, again, rows, labels)
        return again

    def learn(
        self, name: str, choices: list[Choices], rows: list[Floats], labels: list[Floats]
    ) -> None:
        """Fit one ranker, write it, and give the choices chances from other folds."""
        use = [known and bool(y.any()) for known, y in zip(self.known, labels, strict=True)]
        chances = out_of_fold(rows, labels, use, self.folds, TREES[name])
        for choice, chance in zip(choices, chances, strict=True):
            choice.chances = chance
        right = sum(bool(y[c.best()]) for c, y, u in zip(choices, labels, use, strict=True) if u)
        of = sum(self.known)
        print(f"{name:14} right {right}/{of} = {right / of:.4f}; reachable {sum(use)}", flush=True)
        taken = [i for i, used in enumerate(use) if used]
        every = np.vstack([rows[i] for i in taken]), np.concatenate([labels[i] for i in taken])
        print(f"{name:14} rows {every[0].shape}", flush=True)
        write(fitted(*every, TREES[name]), self.out / f"{name}.npz")

    def said(self, name: str, cues: list[Choices], before: list[Floats] | None) -> list[Floats]:
        """Train "was this said" on all stretches; return chances from other folds by article."""
        blocks, labels = [], []
        for a, part in enumerate(self.by_article(cues)):
            known = np.array([g is not None for g in self.examples[a].gold], dtype=np.float32)
            blocks.append(
                said_rows(self.looks[a], part, before[a] if before else None)
                if part
                else self.looks[a]
            )
            labels.append(known)
        chances = out_of_fold(blocks, labels, [True] * len(blocks), self.fold_of, TREES[name])
        guess, truth = np.concatenate(chances), np.concatenate(labels)
        for line in (0.3, 0.4, 0.5, 0.6):
            hit = float(((guess > line) & (truth > 0)).sum())
            print(
                f"{name:14} at {line}: precision {hit / (guess > line).sum():.4f} recall {hit / truth.sum():.4f}",
                flush=True,
            )
        every = np.vstack([b for b in blocks if len(b)])
        write(fitted(every, truth, TREES[name]), self.out / f"{name}.npz")
        return chances

    def by_article(self, choices: list[Choices]) -> list[list[Choices]]:
        """Return the choices grouped by article."""
        parts: list[list[Choices]] = [[] for _ in self.examples]
        for (a, _), choice in zip(self.where, choices, strict=True):
            parts[a].append(choice)
        return parts

    def cue_labels(self, choices: list[Choices]) -> list[Floats]:
        """Return 1 for candidates inside the annotated cue."""
        found = []
        for (a, n), choice in zip(self.where, choices, strict=True):
            gold = self.examples[a].gold[n]
            right = covered(self.examples[a].reading, [gold], "cue") if gold else set()
            found.append(np.array([w in right for w in choice.words], dtype=np.float32))
        return found

    def source_labels(self, choices: list[Choices]) -> list[Floats]:
        """Return 1 for candidates that head the annotated source (or else lie in it)."""
        found = []
        for (a, n), choice in zip(self.where, choices, strict=True):
            gold, reading = self.examples[a].gold[n], self.examples[a].reading
            right = source_heads(reading, [gold]) if gold else set()
            if gold and not right & set(choice.words):
                right = covered(reading, [gold], "source")
            found.append(np.array([w in right for w in choice.words], dtype=np.float32))
        return found


def load(folder: Path, cache: Path) -> list[Example]:
    """Return all articles of a split as examples, parsing those that are not in the cache."""
    found, missing = [], []
    for name, text, gold in articles(folder):
        path = cache / f"{Path(name).stem}.pkl"
        if path.exists():
            parse: Parse = pickle.loads(path.read_bytes())  # noqa: S301 - written by this command
            found.append(example(name, text, gold, parse))
        else:
            missing.append((name, text, gold))
    if missing:
        print(f"{len(missing)} articles are not parsed yet")
    return found


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("quotes/weights/speakers"))
    args = parser.parse_args()
    Trainer(load(args.split, args.cache), args.out).run()


if __name__ == "__main__":
    main()
