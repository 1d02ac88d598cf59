r"""Learn whom pronouns mean: `python -m training.speakers.antecedents FOLDER … --cache FOLDER`.

Each FOLDER holds articles as `benchmarks/events` has them, or is `articles.jsonl` (those for
"pronouns" and "speakers"), or the cases of a test (`tests/quotations/cases`). Each
pronoun that a quotation has as its source is an example: the features of all persons before it, and
which of them the key names. The weights are a softmax regression, drawn towards the values set by
hand that are in `PRIOR`. Prints the shares of right answers with each article left out in turn;
writes `antecedents.json` to --out. `--choose` leaves out the events that only verify.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.events import called, key_of, of_half
from quotes.model import Mention, Parse
from quotes.parsing import Parser
from quotes.quotations import antecedents, needs_tree
from quotes.quotations.actors import people_and_bodies
from quotes.quotations.antecedents import PRONOUN_GENDER, candidates, features
from quotes.quotations.attribution import attribute
from quotes.quotations.coreference import whom
from quotes.quotations.entities import Discourse
from quotes.quotations.finding import SHORT_SAID, quoted_spans
from quotes.quotations.layouts import shown
from quotes.quotations.parsed_text import lay_flat
from quotes.quotations.persons import follow

Matrix = npt.NDArray[np.float64]
PRIOR = {
    "near": 0.5, "lines": -0.7, "subject": 1.0, "main": 0.5, "owner": -0.5, "oblique": -0.3,
    "acted last": 1.0, "named last": 0.3, "last aside": -1.0, "over aside": 1.0, "spoke last": 1.2,
    "speaks here": 1.0, "opens": 0.8,
    "first here": 0.4, "brought in": 0.8, "brought aside": -1.0,
    "gender known": 0.6, "unnamed": -0.3, "often": 0.15,
    "caption": -5.0, "same sentence": 0.0, "owns": 1.0, "clash": -4.0,
    "topic": 0.5, "topic begins": 0.5, "unnamed inside": -0.3,
    "alone here": 0.0, "clause": 0.5,
}  # fmt: skip
STRENGTH = 1.0  # of the pull towards the prior, for a feature; chosen with articles left out
STEPS = 400
ROUNDS = 3  # from PRIOR on; each time pronouns that are no source have the new weights


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun: its article, the rows of its candidates, and the places of the right ones."""

    article: str
    rows: Matrix
    right: tuple[int, ...]


def articles(
    path: Path, *, chosen: bool = False
) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Yield name, text and the speakers by quotation of each article of a folder or file."""
    if path.is_dir():
        for folder in of_half("choose" if chosen else None, path):
            key = key_of(folder)
            text = (folder / "article.txt").read_text("utf8")
            yield f"{path.name}/{folder.name}", text, {k["quote"]: [k["speaker"]] for k in key}
        return
    if path.suffix == ".toml":
        for number, case in enumerate(tomllib.loads(path.read_text("utf8"))["case"]):
            said = {q["segments"][0]: [q["speaker"]] for q in case["quotes"] if "speaker" in q}
            yield f"{path.stem}-{number}", case["text"], said
        return
    for line in path.read_text("utf8").splitlines():
        one = json.loads(line)
        if one["use"] in {"pronouns", "speakers"}:
            found = one["quotations"]
            keys = {one["text"][q["start"] : q["end"]]: q["speakers"] for q in found}
            yield one["name"], one["text"], keys


def examples(name: str, text: str, parse: Parse, keys: dict[str, list[str]]) -> list[Example]:
    """Return the pronouns that are the source of a quotation of the key, with the right persons."""
    quoted, turned = quoted_spans(text, parse)
    parsed = lay_flat(text, parse, quoted)
    decided = attribute(parsed, shown(parsed, turned))
    discourse = Discourse(parsed, people_and_bodies(parsed))
    follow(discourse, {one.source_word for one in decided if one.said >= SHORT_SAID})
    found = []
    for span, one in zip(quoted, decided, strict=True):
        said = called(span.inner.of(text))
        wanted = next((who for quote, who in keys.items() if called(quote) == said), None)
        head = one.source_word
        if wanted is None or head < 0:
            continue
        gender = PRONOUN_GENDER.get(parsed.words[head].text.lower())
        people = candidates(discourse, head, gender) if gender else []
        mention = Mention("", parsed.words[head].span)
        right = []
        for at, person in enumerate(people):
            meant = whom(discourse, mention, head, [(1.0, person)])
            person_name = called(meant.actor.full_name() if meant.actor else meant.phrase)
            if any(_same(person_name, called(who)) for who in wanted):
                right.append(at)
        if right and len(right) < len(people):
            rows = [[row[k] for k in PRIOR] for row in features(discourse, head, gender, people)]
            found.append(Example(name, np.array(rows), tuple(right)))
    return found


def _same(name: str, wanted: str) -> bool:
    """Say whether two names are one, or the longer goes on with what the other says."""
    return name == wanted or wanted.startswith(name + " ") or name.startswith(wanted + " ")


def fitted(found: list[Example]) -> Matrix:
    """Return the weights that make the right persons likeliest, all examples at once."""
    prior = np.array(list(PRIOR.values()))
    most = max(len(one.rows) for one in found)
    rows = np.zeros((len(found), most, len(prior)))
    there, right = np.zeros((len(found), most)), np.zeros((len(found), most))
    for at, one in enumerate(found):
        rows[at, : len(one.rows)], there[at, : len(one.rows)] = one.rows, 1.0
        right[at, list(one.right)] = 1.0
    weights = prior.copy()
    for step in range(STEPS):
        scores = rows @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True)) * there
        chances /= chances.sum(axis=1, keepdims=True)
        wanted = chances * right
        wanted /= wanted.sum(axis=1, keepdims=True)
        slope = np.einsum("ncf,nc->f", rows, chances - wanted) + STRENGTH * (weights - prior)
        weights = weights - 0.1 / (1.0 + step / 40) * slope / np.sqrt(1.0 + len(found))
    return weights


def softmax(scores: Matrix) -> Matrix:
    """Return scores as chances."""
    parts = np.exp(scores - scores.max())
    return np.asarray(parts / parts.sum())


def left_out(found: list[Example]) -> list[tuple[float, bool]]:
    """Return chance and rightness of each example under the weights of the other articles."""
    rated = []
    for name in sorted({one.article for one in found}):
        weights = fitted([one for one in found if one.article != name])
        for one in found:
            if one.article == name:
                chances = softmax(one.rows @ weights)
                best = int(np.argmax(chances))
                rated.append((float(chances[best]), best in one.right))
    return rated


def parses(text: str, cache: Path) -> Parse:
    """Return the parse of a text, from the cache where it holds it."""
    path = cache / (hashlib.sha1(text.encode()).hexdigest() + ".pkl")  # noqa: S324 - a name only
    if path.exists():
        parse: Parse = pickle.loads(path.read_bytes())  # noqa: S301 - written by this command
        return parse
    parse = _parser().parse(text, trees=needs_tree)
    cache.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(parse))
    return parse


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser.open(threads=1)


def main() -> None:
    """Read the articles, learn the weights and say how well they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--choose", action="store_true", help="only events of that half")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    read = [one for path in args.paths for one in articles(path, chosen=args.choose)]
    found: list[Example] = []
    antecedents.weights = PRIOR.copy
    for _ in range(ROUNDS):
        found = [e for name, text, keys in read
                 for e in examples(name, text, parses(text, args.cache), keys)]  # fmt: skip
        weights = dict(zip(PRIOR, (round(float(w), 3) for w in fitted(found)), strict=True))
        antecedents.weights = weights.copy
    rated = left_out(found)
    sure = [right for chance, right in rated if chance >= 0.9]
    print(f"{len(found)} pronouns; right {sum(r for _, r in rated) / len(rated):.1%}; "
          f"of {len(sure)} with a chance of 0.9 {sum(sure) / max(1, len(sure)):.1%}")  # fmt: skip
    print(json.dumps(weights, indent=1))
    if args.out:
        args.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
