"""How far an opinion moves the risk: by what was measured of that model on labelled pairs.

`quotes opinions measure` asks the model for pairs whose truth is known and counts, for each
status of the audit, how often it says what of pairs that drifted and of faithful ones. The
ratio of the two shares is what an opinion weighs (Bayes' rule); it joins the odds of the
risk. An opinion may raise the risk and never lowers it: an article that talks a model into
"faithful" gains nothing by it. Without such a file nothing is moved.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from quotes.errors import InputError
from quotes.model import Opinion

LARGEST = 1_000_000  # bytes of a file of figures
WEIGHT = 20.0  # an opinion counts for no more than that, however few pairs it was measured on
Ratio = Annotated[float, Field(ge=1 / WEIGHT, le=WEIGHT)]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one model.

    `ratios`: by status of the audit and by what the model says ("drift", or for one that scores
    the number of the part of its scores, parted at `cuts`) how many times likelier it says so of
    a pair that drifted. `pairs` is how many there were, `data` their file's name.
    """

    name: str
    model: str
    version: str
    data: str
    pairs: int
    ratios: Mapping[str, Mapping[str, Ratio]]
    cuts: tuple[float, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)

    def moved(self, opinion: Opinion, status: str, risk: float | None) -> float | None:
        """Return the risk (0..1) with an opinion, at least what it was; None where unknown.

        An answer of another model or prompt than was measured moves nothing.
        """
        said = level(opinion, self.cuts)
        other = (opinion.model, opinion.version) != (self.model, self.version)
        if risk is None or not 0 <= risk <= 1 or said is None or other:
            return None
        ratio = max(1.0, self.ratios.get(status, {}).get(said, 1.0))
        return round(ratio * risk / (ratio * risk + 1 - risk), 4)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled pair: what the audit says, what the model says, and whether it drifted."""

    status: str
    opinion: Opinion
    drifted: bool


def measured(name: str, data: str, rows: Sequence[Labelled]) -> Measured:
    """Return what labelled pairs tell of a model; pairs it refused are left out."""
    told = [row for row in rows if row.opinion.refused is None]
    cuts = _cuts([row.opinion.score for row in told if row.opinion.score is not None])
    counted: dict[str, dict[str, list[int]]] = {}
    totals: dict[str, list[int]] = {}
    for row in told:
        said = level(row.opinion, cuts)
        if said is not None:
            totals.setdefault(row.status, [0, 0])[row.drifted] += 1
            counted.setdefault(row.status, {}).setdefault(said, [0, 0])[row.drifted] += 1
    ratios = {
        status: {
            said: _ratio(counts, totals[status], len(answers)) for said, counts in answers.items()
        }
        for status, answers in counted.items()
    }
    first = told[0].opinion if told else Opinion(name)
    return Measured(name, first.model, first.version, data, len(told), ratios, cuts, _figures(rows))


def level(opinion: Opinion, cuts: Sequence[float]) -> str | None:
    """Return what an opinion says, as it is counted; None for one that says nothing."""
    if opinion.score is not None:
        return f"part {bisect_right(cuts, opinion.score)}" if cuts else None
    return opinion.verdict


def read_measured(path: Path) -> Measured:
    """Return the figures in a file; raise InputError."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST)
        return TypeAdapter(Measured).validate_json(raw)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}: check the name and its rights") from error
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise InputError(
            f"{path}: {where}: {fault['msg']}: make it with quotes opinions measure"
        ) from error


def written(known: Measured) -> str:
    """Return the figures as the text of a file."""
    document = TypeAdapter(Measured).dump_python(known, mode="json")
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _ratio(counts: Sequence[int], totals: Sequence[int], answers: int) -> float:
    """Return how much likelier an answer is of a drift: shares with one added to each count."""
    faithful = (counts[0] + 1) / (totals[0] + answers)
    drifted = (counts[1] + 1) / (totals[1] + answers)
    return min(WEIGHT, max(1 / WEIGHT, drifted / faithful))


def _cuts(scores: Sequence[float]) -> tuple[float, ...]:
    """Return the scores that part those seen into five of one size."""
    ordered = sorted(scores)
    return tuple(sorted({ordered[len(ordered) * part // 5] for part in range(1, 5) if ordered}))


def _figures(rows: Sequence[Labelled]) -> dict[str, float]:
    """Return shares: of pairs refused, of drifts told as such, of faithful ones told as drifts."""
    told = [row for row in rows if row.opinion.refused is None]
    drifts, rest = [r for r in told if r.drifted], [r for r in told if not r.drifted]

    def share(part: Sequence[Labelled], *said: str) -> float:
        hits = sum(row.opinion.verdict in said for row in part)
        return round(hits / len(part), 4) if part else 0.0

    figures = {"refused": round(1 - len(told) / len(rows), 4) if rows else 0.0}
    if any(row.opinion.verdict for row in told):
        figures |= {
            "drifts told": share(drifts, "drift", "review"),
            "false alarms": share(rest, "drift", "review"),
        }
    scored = [(r.opinion.score, r.drifted) for r in told if r.opinion.score is not None]
    if scored:
        figures["AUC"] = _auc(scored)
    return figures


def _auc(scored: Sequence[tuple[float, bool]]) -> float:
    """Return how often a drift has a lower score than a faithful pair (Mann and Whitney)."""
    drifts = [score for score, drifted in scored if drifted]
    rest = sorted(score for score, drifted in scored if not drifted)
    if not drifts or not rest:
        return 0.5
    above = sum(len(rest) - bisect_right(rest, score) for score in drifts)
    ties = sum(rest.count(score) for score in set(drifts)) / 2
    return round((above + ties) / (len(drifts) * len(rest)), 4)
