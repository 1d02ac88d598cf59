"""Learn whether the best place of a segment counts as found (`quotes/originals/decision.py`).

    python -m training.locate.decision rows QUERIES.jsonl ORIGINALS OUT.jsonl --half choose
    python -m training.locate.decision fit ROWS.jsonl … --out quotes/weights/locate/decision.json
    python -m training.locate.decision rows QUERIES.jsonl ORIGINALS OUT.jsonl --half all --taken-out
    python -m training.locate.decision fit ROWS.jsonl … --company --out …/decision.json
    python -m training.locate.decision fit ROWS.jsonl … --speakers --out …/decision.json

QUERIES.jsonl holds what the pipeline asks, one quotation a line: "text", and where known
"sentence", "speaker", "group", "pieces"; with a known original also "document" and "span".
Quotations without a document have none in ORIGINALS: each place of theirs is wrong; but of those
with "known": false nothing is learned, they are only company.
`--half` keeps the articles whose name falls in one half by its hash; the other half verifies.

A logistic regression whose weights keep the direction that common sense gives each feature; a
wrong place counts twice. `--speakers`, the last step, learns only what it says that the article's
speaker speaks at a place of the source, or another, from rows of the events
(`training/locate/events.py`) as they are and with `--taken-out`, and of either with
`--misattributed`, each quotation given to the next other speaker of its article, beside what was
learned before.

`--taken-out` asks the quotations of each article twice, first without the sentences that every
second one of them renders, then without those of the others: places of quotations whose original
is missing, with the places of the others as company. `--company` learns the weights that count
where other quotations of the article are surely found in the document of a place. Of those rows
two in five have no original, of the quotations of articles fewer: a wrong place counts 0.5.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from quotes.languages.names import another_person
from quotes.model import Query
from quotes.originals.assembly import Hit
from quotes.originals.candidates import SegmentQuery
from quotes.originals.corpus import Corpus
from quotes.originals.decision import NAMES, beside, features, probabilities
from quotes.originals.ranking_stages import HOPELESS, SearchContext
from quotes.originals.search import ranked
from quotes.readers import SOURCE_SUFFIXES, discover, read_source

_WRONG = 2.0  # weight of a place that is not the original
_WRONG_IN_COMPANY = 0.5
# Weight of places of quotations given to somebody else: of the articles at hand none names the
# wrong speaker, and by them alone another speaker would count 4.0 against a place, so that no such
# error could ever be told.
_MISATTRIBUTED = 0.2
_STEEP = 4.0  # L2 on weights of standardised features
_SURE = 0.8  # probability from which a place is a neighbour of others
SPEAKERS = tuple(one for one in NAMES if "speaker" in one[0])  # learned after the rest
APART = ("elsewhere", "sentence elsewhere")  # of no use in company: it is 0 there
Row = dict[str, Any]


def main() -> None:
    """Write rows of features, or the weights learned from them."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    rows = commands.add_parser("rows")
    rows.add_argument("queries", type=Path)
    rows.add_argument("originals", type=Path)
    rows.add_argument("out", type=Path)
    rows.add_argument("--half", choices=("choose", "verify", "all"), default="choose")
    rows.add_argument("--taken-out", action="store_true")
    rows.add_argument("--misattributed", action="store_true")
    fit = commands.add_parser("fit")
    fit.add_argument("rows", type=Path, nargs="+")
    fit.add_argument("--speakers", action="store_true")
    fit.add_argument("--company", action="store_true")
    fit.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.command == "rows":
        how = args.half, args.taken_out, args.misattributed
        write(args.out, measured(args.queries, args.originals, *how))
    else:
        known = [row for path in args.rows for row in lines(path)]
        learned = json.loads(args.out.read_text(encoding="utf8")) if args.out.exists() else {}
        if args.speakers:
            told = fitted_to_speakers(known, learned)
            for name in ("alone", "company"):
                learned[name]["weights"] |= told
        else:
            name = "company" if args.company else "alone"
            before = learned.get(name, {"weights": {}})["weights"]
            learned[name] = fitted_in_company(known) if args.company else fitted(known)
            learned[name]["weights"] |= {one: before.get(one, 0.0) for one, _ in SPEAKERS}
        args.out.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf8")


def half_of(name: str) -> str:
    """Return the half that an article belongs to."""
    return "choose" if hashlib.sha256(name.encode()).digest()[0] % 2 else "verify"


def measured(
    queries: Path, originals: Path, half: str, taken_out: bool, misattributed: bool = False
) -> Iterator[Row]:
    """Yield, of the best place of every segment, its features and whether it is the original."""
    corpus = corpus_of(originals)
    groups: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(lines(queries)):
        name = row.get("group") or str(number)
        if half in ("all", half_of(name)):
            groups[name].append(row)
    for name, own in groups.items():
        rows = given_to_others(own) if misattributed else own
        for turn in (0, 1) if taken_out else (None,):
            out = [row for at, row in enumerate(rows) if turn is not None and at % 2 == turn]
            context = _without(out, corpus)
            asked = [query_of(row) for row in rows]
            for at, one, hit, values in _places(asked, context):
                row = rows[at]
                if not row.get("known", True):
                    continue
                there = "document" in row and row not in out
                known = {"document": row["document"]} if there else {}
                known |= {"misattributed": True} if misattributed else {}
                right = there and _right(row, hit, corpus)
                text = one.segment.text
                yield {"group": name, "text": text, "right": right, "features": values} | known


def given_to_others(rows: Sequence[Row]) -> list[Row]:
    """Return the lines of an article, each with the next other speaker named in it."""
    found = []
    for at, row in enumerate(rows):
        own = row.get("speaker")
        after = [one.get("speaker") for one in (*rows[at:], *rows[:at])]
        other = next((one for one in after if own and one and another_person(own, one)), None)
        found.append(row | {"speaker": other})
    return found


def corpus_of(originals: Path) -> Corpus:
    """Return the sources of a folder, ready to be searched."""
    found = discover([originals], SOURCE_SUFFIXES)
    return Corpus.open(originals, lambda path: read_source(path, originals), found.paths)


def query_of(row: Row) -> Query:
    """Return what the pipeline asks for a line."""
    return Query(
        row["text"],
        sentence=row.get("sentence"),
        speaker=row.get("speaker"),
        group=row.get("group"),
        pieces=tuple(row.get("pieces", ())),
    )


def _without(rows: Sequence[Row], corpus: Corpus) -> SearchContext:
    """Return what is searched, less the sentences that the originals of some lines share."""
    spanish, index = corpus.context.spanish.copy(), corpus.index
    names = [source.document for source in corpus.sources]
    for row in rows:
        if "document" in row:
            start, end = row["span"]
            here = index.documents == names.index(row["document"])
            spanish &= ~(here & (index.spans[:, 0] < end) & (index.spans[:, 1] > start))
    return replace(corpus.context, spanish=spanish)


def _places(
    asked: Sequence[Query], context: SearchContext
) -> Iterator[tuple[int, SegmentQuery, Hit, dict[str, float]]]:
    """Yield the best place of each segment of queries with its features."""
    sought, hits = ranked(asked, [False] * len(asked), context)
    hoped = [
        (at, one, places)
        for at, (own, found) in enumerate(zip(sought, hits, strict=True))
        for one, places in zip(own, found, strict=True)
        if places and places[0].probability >= HOPELESS
    ]
    asked_of = [(one, places) for _, one, places in hoped]
    rows, _ = features(asked_of, context, everything=True)
    tops = [(at, one, places[0]) for at, one, places in hoped]
    chances = probabilities(rows)
    sure = [
        hit
        for (_, _, hit), chance, row in zip(tops, chances, rows, strict=True)
        if chance >= _SURE and row["few"] < 1
    ]
    for (at, one, hit), row in zip(tops, rows, strict=True):
        yield at, one, hit, beside(row, hit, [other for other in sure if other is not hit])


def _right(row: Row, hit: Hit, corpus: Corpus) -> bool:
    """Return whether a place is where the row says, by a quarter of the shorter of the two."""
    if "document" not in row:
        return False
    start, end = row["span"]
    shorter = max(1, min(hit.span.end - hit.span.start, end - start))
    shared = max(0, min(hit.span.end, end) - max(hit.span.start, start))
    return bool(corpus.sources[hit.document].document == row["document"] and 4 * shared >= shorter)


def fitted(
    rows: Sequence[Row], names: Sequence[tuple[str, int]] = NAMES, wrong: float = _WRONG
) -> dict[str, Any]:
    """Return the weights by feature and the bias."""
    names = [one for one in names if one not in SPEAKERS]
    values = np.array([[row["features"][name] for name, _ in names] for row in rows])
    return regression(values, [row["right"] for row in rows], names, wrong)


def regression(
    values: NDArray[np.float64],
    right: Sequence[bool],
    names: Sequence[tuple[str, int]],
    wrong: float = _WRONG,
) -> dict[str, Any]:
    """Return the weights by feature (its name, and the direction it may speak in) and the bias."""
    weights, bias = solved(
        values, np.array(right, dtype=float), [direction for _, direction in names], wrong
    )
    return {
        "weights": {name: round(float(w), 4) for (name, _), w in zip(names, weights, strict=True)},
        "bias": round(bias, 4),
    }


def fitted_in_company(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the weights learned from places in the document of other quotations, and the bias."""
    names = [(name, direction) for name, direction in NAMES if name not in APART]
    beside_others = [row for row in rows if row["features"]["same document"] > 0]
    return fitted(beside_others, names, _WRONG_IN_COMPANY)


def fitted_to_speakers(rows: Sequence[Row], learned: dict[str, Any]) -> dict[str, float]:
    """Return the weights of who speaks, beside all else that was learned before."""
    told_by = {name for name, _ in SPEAKERS}
    before = np.array(
        [
            sum(
                weight * row["features"][name]
                for name, weight in model["weights"].items()
                if name not in told_by
            )
            + model["bias"]
            for row in rows
            for model in (learned["company" if row["features"]["same document"] > 0 else "alone"],)
        ]
    )
    told = np.array([[row["features"][name] for name, _ in SPEAKERS] for row in rows])
    right = np.array([float(row["right"]) for row in rows])
    heavy = np.where(right > 0, 1.0, _WRONG)
    heavy *= [_MISATTRIBUTED if row.get("misattributed") else 1.0 for row in rows]
    signs = np.array([direction for _, direction in SPEAKERS])

    def loss(sizes: NDArray[np.float64]) -> float:
        scores = before + told @ (signs * sizes)
        wrong = heavy * (np.logaddexp(0, scores) - right * scores)
        return float(wrong.sum() + (sizes**2).sum() / 2)

    sizes = minimize(loss, np.ones(len(SPEAKERS)), bounds=[(0.0, None)] * len(SPEAKERS)).x
    return {
        name: round(float(sign * size), 4)
        for (name, sign), size in zip(SPEAKERS, sizes, strict=True)
    }


def solved(
    values: NDArray[np.float64],
    right: NDArray[np.float64],
    directions: Sequence[int],
    wrong: float = _WRONG,
) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of least loss, each weight in its direction."""
    centre, scale = values.mean(0), values.std(0) + 1e-6
    values = (values - centre) / scale
    heavy = np.where(right > 0, 1.0, wrong)
    limits = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = values @ at[:-1] + at[-1]
        missed = heavy * (1 / (1 + np.exp(-scores)) - right)
        total = (heavy * (np.logaddexp(0, scores) - right * scores)).sum()
        slope = np.append(values.T @ missed + _STEEP * at[:-1], missed.sum())
        return float(total + _STEEP / 2 * (at[:-1] ** 2).sum()), slope

    found = minimize(
        loss,
        np.zeros(values.shape[1] + 1),
        jac=True,
        bounds=[limits[direction] for direction in directions] + [(None, None)],
        method="L-BFGS-B",
    ).x
    plain = found[:-1] / scale
    return plain, float(found[-1] - (plain * centre).sum())


def write(path: Path, rows: Iterator[Row]) -> None:
    """Write rows to a JSON Lines file as they come."""
    with path.open("w", encoding="utf8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def lines(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


if __name__ == "__main__":
    main()
