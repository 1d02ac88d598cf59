r"""Learn who speaks: `python -m training.speakers.ranking POLNEAR/train --cache FOLDER`.

The examples are the quotations of `articles.jsonl` whose speakers are known ("speakers"; with
--all the ones kept aside too). Each quotation is a group: its candidates with their features, the
right ones marked, who spoke before as the key says. LightGBM (`rank_xendcg`) learns to rank them;
each part of the articles is then ranked by trees that have not seen it, in text order with their
own answers before. From these answers and those for a PolNeAR split, of which a candidate is right
that the annotated source means, the certainty is learned. Writes `speaker.npz`, `certainty.json`
and the names of the features to --out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.events import same_speaker
from quotes.model import Span
from quotes.quotations.features.spans import Features
from quotes.quotations.finding import prepared
from quotes.quotations.forests import Branching, Floats
from quotes.quotations.names import key_of
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.possible_speakers import Candidate, Said
from quotes.quotations.ranking import SpeakerRanker, Told, signs
from training.speakers.antecedents import parses
from training.speakers.corpus import articles, holder

ARTICLES = Path(__file__).with_name("articles.jsonl")
PARTS = 4
MISSING = -9.0
NEWS = 0.5  # weight in the certainty of a quotation of PolNeAR: its sources stand beside verbs
ROUNDS = 150
SEEDS = 3  # runs whose mean is taken: one changes by half a point with its seed
SETTINGS = {
    "objective": "rank_xendcg", "num_leaves": 12, "learning_rate": 0.06, "min_data_in_leaf": 10,
    "lambda_l2": 3.0, "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1,
    "max_depth": 6, "max_bin": 63, "use_missing": False, "num_threads": 1, "seed": 1,
    "verbose": -1,
}  # fmt: skip


@dataclass(slots=True)
class Article:
    """One article: its quotations, and which names are right for each (None: not asked)."""

    name: str
    ranker: SpeakerRanker
    saids: list[Said]
    right: list[Callable[[Candidate], bool] | None]
    weight: float = 1.0
    groups: list[tuple[list[Features], list[bool]]] = field(default_factory=list)


def ours(uses: Sequence[str], cache: Path) -> Iterator[Article]:
    """Yield the articles of `articles.jsonl` of some uses."""
    for line in ARTICLES.read_text("utf8").splitlines():
        one = json.loads(line)
        if one["use"] not in uses:
            continue
        keys = [(Span(q["start"], q["end"]), q["speakers"]) for q in one["quotations"]]
        names = {who for _, wanted in keys for who in wanted if who != "-"}
        parsed, ranker, saids = prepared(one["text"], parses(one["text"], cache))
        right = []
        for said in saids:
            wanted = _wanted(parsed, said, keys)
            asked = wanted is not None and wanted != ["-"]
            right.append(_is_named(wanted, names) if asked and wanted else None)
        yield Article(one["name"], ranker, saids, right)


def _wanted(
    parsed: ParsedText, said: Said, keys: Sequence[tuple[Span, list[str]]]
) -> list[str] | None:
    for number in said.numbers:
        inner = parsed.quoted[number].inner
        for span, wanted in keys:
            shorter = min(span.end - span.start, inner.end - inner.start)
            if 2 * inner.overlap(span) > shorter:
                return wanted
    return None


def _is_named(wanted: list[str], names: set[str]) -> Callable[[Candidate], bool]:
    others = names - set(wanted)
    return lambda one: any(same_speaker(one.name, who, others) for who in wanted)


def news(split: Path, cache: Path) -> Iterator[Article]:
    """Yield the articles of a PolNeAR split: right is whom the annotated source means."""
    for name, text, found in articles(split):
        parsed, ranker, saids = prepared(text, parses(text, cache))
        right: list[Callable[[Candidate], bool] | None] = []
        for said in saids:
            gold = holder(parsed.quoted[said.numbers[0]].inner, found)
            keys = _meant(parsed, ranker, said, gold.source) if gold and gold.source else None
            right.append(None if keys is None else _is_meant(keys))
        yield Article(name, ranker, saids, right, NEWS)


def _is_meant(keys: set[str]) -> Callable[[Candidate], bool]:
    return lambda one: one.key() in keys


def _meant(
    parsed: ParsedText, ranker: SpeakerRanker, said: Said, source: Sequence[Span]
) -> set[str]:
    """Return the keys of the candidates that an annotated source means."""

    def inside(word: int) -> bool:
        return any(parsed.words[word].span.overlap(span) for span in source)

    phrases = ranker.phrases(said)
    if phrases and any(phrases[0].mention.span.overlap(span) for span in source):
        return {key_of(phrases[0].name)}
    return {key_of(phrase.name) for phrase in phrases if inside(phrase.head)} | {
        one.key()
        for one in ranker.candidates(said, phrases)
        if any(inside(place.word) for place in one.places)
    }


def taught(article: Article) -> None:
    """Fill in the groups of an article: the key says who spoke before."""
    labels: dict[int, list[bool]] = {}

    def choose(number: int, people: list[Candidate], rows: list[Features], _before: Told) -> int:
        right = article.right[number]
        labels[number] = [right is not None and right(one) for one in people]
        return labels[number].index(True) if any(labels[number]) else _first(people)

    for number, (_, rows, _) in enumerate(article.ranker.ranked(article.saids, choose)):
        if any(labels.get(number, ())):
            article.groups.append((rows, labels[number]))


def _first(people: Sequence[Candidate]) -> int:
    """Return the candidate whom the likeliest source phrase stands for, the last if none does."""
    return next((at for at, one in enumerate(people) if not one.rank), -1)


def table(rows: Sequence[Features], names: Sequence[str]) -> Floats:
    """Return features by name as rows of numbers; what is missing is -9."""
    return np.array([[row.get(name, MISSING) for name in names] for row in rows], dtype=np.float32)


def fitted(found: Sequence[Article], names: Sequence[str]) -> Branching:
    """Return the trees that rank the right candidates of all groups first."""
    groups = [(rows, right, one.weight) for one in found for rows, right in one.groups]
    sizes = [len(right) for _, right, _ in groups]
    data = lightgbm.Dataset(
        np.vstack([table(rows, names) for rows, _, _ in groups]),
        np.concatenate([np.array(right, dtype=int) for _, right, _ in groups]),
        group=sizes,
        weight=np.repeat([weight for _, _, weight in groups], sizes),
    )
    runs = (lightgbm.train(SETTINGS | {"seed": seed + 1}, data, ROUNDS) for seed in range(SEEDS))
    trees = [tree["tree_structure"] for run in runs for tree in run.dump_model()["tree_info"]]
    summed = as_arrays(trees)
    return replace(summed, values=summed.values / np.float32(SEEDS))


def as_arrays(trees: Sequence[dict[str, Any]]) -> Branching:
    """Return trees as LightGBM tells them as arrays of one size."""
    flat = [_nodes(tree) for tree in trees]
    most = max(len(nodes) for nodes in flat)
    itself = np.arange(most)
    tables = [np.array(nodes) for nodes in flat]
    column, border, values = (np.zeros((len(flat), most)) for _ in range(3))
    left, right = (np.tile(itself, (len(flat), 1)) for _ in range(2))
    for at, nodes in enumerate(tables):
        size = len(nodes)
        column[at, :size], border[at, :size], values[at, :size] = (
            nodes[:, 0],
            nodes[:, 1],
            nodes[:, 4],
        )
        left[at, :size], right[at, :size] = nodes[:, 2], nodes[:, 3]
    whole, real = np.int16, np.float32
    return Branching(column.astype(whole), border.astype(real), left.astype(whole),
                     right.astype(whole), values.astype(real))  # fmt: skip


def _nodes(tree: dict[str, Any], at: int = 0) -> list[tuple[float, ...]]:
    """Return a tree's nodes in order: column, border, left, right, value."""
    if "leaf_value" in tree:
        return [(0.0, 0.0, at, at, tree["leaf_value"])]
    left = _nodes(tree["left_child"], at + 1)
    right = _nodes(tree["right_child"], at + 1 + len(left))
    own = (tree["split_feature"], tree["threshold"], at + 1, at + 1 + len(left), 0.0)
    return [own, *left, *right]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out for one quotation: is it right, was the likeliest phrase, its signs."""

    right: bool
    before: bool
    signs: dict[str, float]
    weight: float


def answers(article: Article, forest: Branching, names: Sequence[str]) -> Iterator[Answer]:
    """Yield the answers of some trees for an article, in text order with their own before."""
    scores: dict[int, Floats] = {}

    def choose(number: int, people: list[Candidate], rows: list[Features], before: Told) -> int:
        scores[number] = forest.score(table(rows, names))
        likeliest = int(np.argmax(scores[number]))
        return article.ranker.answering(article.saids, number, before, people, likeliest)

    ranked = article.ranker.ranked(article.saids, choose)
    for number, (people, rows, chosen) in enumerate(ranked):
        right = article.right[number]
        if right is None or number not in scores:
            continue
        yield Answer(
            right(people[chosen]),
            (first := _first(people)) >= 0 and right(people[first]),
            signs(rows[chosen], scores[number]),
            article.weight,
        )


def left_out(found: Sequence[Article], names: Sequence[str]) -> list[Answer]:
    """Return the answers for all articles of trees that have not seen them."""
    rated: list[Answer] = []
    for part in range(PARTS):
        forest = fitted([one for at, one in enumerate(found) if at % PARTS != part], names)
        for one in found[part::PARTS]:
            rated += answers(one, forest, names)
    return rated


def regressed(rated: Sequence[Answer]) -> dict[str, float]:
    """Return the weights of a logistic regression from signs to being right."""
    keys = list(rated[0].signs)
    rows = np.array([[1.0, *one.signs.values()] for one in rated])
    right = np.array([one.right for one in rated], dtype=float)
    weight = np.array([one.weight for one in rated])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):  # Newton's steps with a little ridge
        chance = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (weight * (right - chance)) - 1.0 * weights
        bend = (rows.T * (weight * chance * (1.0 - chance))) @ rows + np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return {
        name: round(float(value), 4) for name, value in zip(["bias", *keys], weights, strict=True)
    }


def report(rated: Sequence[Answer], weights: dict[str, float], name: str) -> None:
    """Print how many are right, before and after, and how certain the certain ones are."""
    print(f"{name}: {len(rated)} quotations, right {np.mean([a.right for a in rated]):.1%}, "
          f"by the first phrase {np.mean([a.before for a in rated]):.1%}", flush=True)  # fmt: skip
    chances = np.array(
        [weights["bias"] + sum(weights[k] * v for k, v in a.signs.items()) for a in rated]
    )
    chances = 1.0 / (1.0 + np.exp(-chances))
    right = np.array([a.right for a in rated])
    for line in (0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97):
        sure = chances >= line
        if sure.any():
            print(f"  over {line}: {sure.mean():.0%} of all, right {right[sure].mean():.1%}")


def main() -> None:
    """Read the articles, learn trees and certainty and say how well they do."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="learn from the held-out ones too")
    parser.add_argument("--out", type=Path, default=Path("quotes/weights/speakers"))
    args = parser.parse_args()
    uses = ["speakers", "held-out", "unread"] if args.all else ["speakers"]
    found = list(ours(uses, args.cache))
    for one in found:
        taught(one)
    names = sorted(
        {name for one in found for rows, _ in one.groups for row in rows for name in row}
    )
    trees = fitted(found, names)
    rated = left_out(found, names)
    of_news = [a for one in news(args.polnear, args.cache) for a in answers(one, trees, names)]
    weights = regressed([*rated, *of_news])
    report(rated, weights, "ours, left out")
    report(of_news, weights, "PolNeAR")
    np.savez_compressed(
        args.out / "speaker.npz",
        column=trees.column,
        border=trees.border,
        left=trees.left,
        right=trees.right,
        values=trees.values,
    )
    certainty = json.dumps(weights, indent=1) + "\n"
    (args.out / "certainty.json").write_text(certainty, encoding="utf-8")
    known = json.loads((args.out / "features.json").read_text(encoding="utf-8"))
    text = json.dumps(known | {"speaker": names}, indent=1) + "\n"
    (args.out / "features.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
