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
from typing import TYPE_CHECKING

import numpy as np

from quotes.model import Parse
from quotes.quotations.attribution import (
    Choices,
    choice_matrix,
    cue_choices,
    matrix,
    said_features,
    source_choices,
)
from quotes.quotations.features.cues import CueCandidates
from quotes.quotations.features.spans import Features, span_features
from quotes.quotations.forests import Floats, Lexicon
from training.speakers.corpus import Example, articles, example
from training.speakers.counting import Counts, count, covered, source_heads
from training.speakers.fitting import FOLDS, fitted, joined, out_of_fold, write

if TYPE_CHECKING:
    from quotes.parsing import Parser

# Labels that four other folds contradict so strongly are mostly slips of the annotators: the second
# forest of "said" gives them a fifth of the weight (recall at 98 % precision 95.8 to 96.2 %).
_SURE, _UNSURE = 0.93, 0.12
GROUNDS = 14  # the last features of "said", what governs the span: one of two forests goes without


class Trainer:
    """The stages of training over all articles; each stage sees only chances from other folds."""

    def __init__(self, examples: list[Example], out: Path) -> None:
        self.examples = examples
        self.out = out
        self.fold_of = [number % FOLDS for number in range(len(examples))]
        self.own: list[list[Features]] = []
        self.where = [(a, n) for a, e in enumerate(examples) for n in range(len(e.gold))]
        self.folds = [self.fold_of[a] for a, _ in self.where]
        self.known = [examples[a].gold[n] is not None for a, n in self.where]

    def run(self) -> None:
        """Train every stage in turn and write lexicons and forests."""
        self.out.mkdir(parents=True, exist_ok=True)
        lexicons = self.count()
        self.own = [
            [span_features(e.parsed, number, lexicons[f]) for number in range(len(e.gold))]
            for e, f in zip(self.examples, self.fold_of, strict=True)
        ]
        cues = self.cues(lexicons)
        sources = self.sources(cues, lexicons)
        self.said(cues, sources, lexicons)

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

    def cues(self, lexicons: list[dict[str, Lexicon]]) -> list[Choices]:
        """Train the ranker of cues."""
        candidates = [
            CueCandidates(e.parsed, lexicons[f])
            for e, f in zip(self.examples, self.fold_of, strict=True)
        ]
        cues = [cue_choices(candidates[a], n, self.own[a][n]) for a, n in self.where]
        self.learn("cue", cues, self.cue_labels(cues))
        return cues

    def sources(self, cues: list[Choices], lexicons: list[dict[str, Lexicon]]) -> list[Choices]:
        """Train the ranker of sources, given the cues that were found (not the annotated)."""
        found = [
            source_choices(
                self.examples[a].parsed,
                n,
                c,
                lexicons[self.fold_of[a]],
                self.own[a][n],
            )
            for (a, n), c in zip(self.where, cues, strict=True)
        ]
        self.learn("source", found, self.source_labels(found))
        return found

    def learn(self, name: str, choices: list[Choices], labels: list[Floats]) -> None:
        """Fit one ranker, write it, and give the choices chances from other folds."""
        rows = [choice_matrix(name, [choice]) for choice in choices]
        use = [known and bool(y.any()) for known, y in zip(self.known, labels, strict=True)]
        chances = out_of_fold(name, rows, labels, use, self.folds)
        for choice, chance in zip(choices, chances, strict=True):
            choice.chances = chance
        right = sum(bool(y[c.best()]) for c, y, u in zip(choices, labels, use, strict=True) if u)
        known = sum(self.known)
        taken = [i for i, used in enumerate(use) if used]
        every = np.vstack([rows[i] for i in taken]), np.concatenate([labels[i] for i in taken])
        print(
            f"{name:12} right {right} of {known} ({right / known:.4f}); {len(every[0])} rows",
            flush=True,
        )
        forests = [fitted(name, *every), fitted(name, *every, seed=8)]
        write(joined(forests), self.out / f"{name}.npz")

    def said(
        self, cues: list[Choices], sources: list[Choices], lexicons: list[dict[str, Lexicon]]
    ) -> None:
        """Train "was this said" on all spans."""
        blocks, labels, folds = [], [], []
        parts = zip(self.by_article(cues), self.by_article(sources), strict=True)
        for a, (cue, source) in enumerate(parts):
            if cue:
                fold, parsed = self.fold_of[a], self.examples[a].parsed
                seen = said_features(parsed, self.own[a], cue, source, lexicons[fold])
                blocks.append(matrix("said", seen))
                gold = [attribution is not None for attribution in self.examples[a].gold]
                labels.append(np.array(gold, dtype=np.float32))
                folds.append(fold)
        guess, truth = self.guessed(blocks, labels, folds), np.concatenate(labels)
        for line in (0.5, 0.6, 0.7, 0.8):
            hit = float(((guess > line) & (truth > 0)).sum())
            precision, recall = hit / max(1, (guess > line).sum()), hit / truth.sum()
            print(
                f"said         over {line}: precision {precision:.4f} recall {recall:.4f}",
                flush=True,
            )
        rows = np.vstack(blocks)
        doubtful = ((guess > _SURE) & (truth == 0)) | ((guess < _UNSURE) & (truth > 0))
        weights = np.where(doubtful, np.float32(0.2), np.float32(1.0))
        forests = [fitted("said", rows, truth), fitted("said", rows, truth, weights, seed=8)]
        write(joined(forests), self.out / "said.npz")

    def guessed(self, blocks: list[Floats], labels: list[Floats], folds: list[int]) -> Floats:
        """Return chances from other folds: the mean, in log odds, with and without the grounds."""
        odds = []
        for columns in (-GROUNDS, None):
            rows = [block[:, :columns] for block in blocks]
            chances = out_of_fold("said", rows, labels, [True] * len(rows), folds)
            seen = np.concatenate(chances)
            odds.append(np.log(seen / (1 - seen)))
        return np.asarray(1 / (1 + np.exp(-(odds[0] + odds[1]) / 2)), dtype=np.float32)

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
            right = covered(self.examples[a].parsed, [gold], "cue") if gold else set()
            found.append(np.array([w in right for w in choice.words], dtype=np.float32))
        return found

    def source_labels(self, choices: list[Choices]) -> list[Floats]:
        """Return 1 for candidates that head the annotated source (or else lie in it)."""
        found = []
        for (a, n), choice in zip(self.where, choices, strict=True):
            gold, parsed = self.examples[a].gold[n], self.examples[a].parsed
            right = source_heads(parsed, [gold]) if gold else set()
            if gold and not right & set(choice.words):
                right = covered(parsed, [gold], "source")
            found.append(np.array([w in right for w in choice.words], dtype=np.float32))
        return found


def load(folder: Path, cache: Path) -> list[Example]:
    """Return all articles of a split as examples, parsing those that are not in the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    found = []
    parser: Parser | None = None
    for name, text, gold in articles(folder):
        path = cache / f"{Path(name).stem}.pkl"
        if not path.exists():
            from quotes.parsing import Parser  # noqa: PLC0415 - loads torch: only when needed

            parser = parser or Parser.open()
            path.write_bytes(pickle.dumps(parser.parse(text)))
        parse: Parse = pickle.loads(path.read_bytes())  # noqa: S301 - written by this command
        found.append(example(name, text, gold, parse))
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
