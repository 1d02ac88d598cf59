from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.model import Opinion
from quotes.opinions import worth_asking
from quotes.opinions.measured import Labelled, level, measured, read_measured, written

SAYS = Opinion("ollama:fable", "fable", "mqm-1", verdict="drift")


def rows(good: int, bad: int, missed: int, right: int) -> list[Labelled]:
    faithful = replace(SAYS, verdict="faithful")
    return [
        *[Labelled("review", SAYS, True)] * good,
        *[Labelled("review", SAYS, False)] * bad,
        *[Labelled("review", faithful, True)] * missed,
        *[Labelled("review", faithful, False)] * right,
        Labelled("review", Opinion("ollama:fable", refused="slow"), True),
    ]


MOVED = [
    (rows(40, 5, 10, 45), "drift", 0.7, (0.92, 0.96)),  # a good model: flagging raises
    (rows(40, 5, 10, 45), "faithful", 0.7, (0.7, 0.7)),  # and never lowers
    (rows(25, 25, 25, 25), "drift", 0.7, (0.7, 0.7)),  # one that guesses moves nothing
    (rows(5, 40, 45, 10), "drift", 0.7, (0.7, 0.7)),  # nor one that is wrong
    (rows(1000, 0, 0, 1000), "drift", 0.5, (0.9, 0.9524)),  # never by more than twenty times
]


@pytest.mark.parametrize(("labelled", "said", "risk", "between"), MOVED)
def test_agreement_moves_the_risk_by_what_was_measured(
    labelled: list[Labelled], said: str, risk: float, between: tuple[float, float]
) -> None:
    known = measured("ollama:fable", "pairs.jsonl", labelled)
    moved = known.moved(replace(SAYS, verdict=said), "review", risk)  # type: ignore[arg-type]
    assert moved is not None
    assert between[0] <= moved <= between[1]


@pytest.mark.parametrize(
    ("opinion", "status", "risk"),
    [
        (replace(SAYS, model="another"), "review", 0.5),
        (replace(SAYS, version="mqm-2"), "review", 0.5),
        (replace(SAYS, verdict=None, refused="slow"), "review", 0.5),
        (SAYS, "review", None),
        (SAYS, "review", float("nan")),
    ],
)
def test_what_was_not_measured_moves_nothing(
    opinion: Opinion, status: str, risk: float | None
) -> None:
    known = measured("ollama:fable", "pairs.jsonl", rows(40, 5, 10, 45))
    assert known.moved(opinion, status, risk) is None


def test_scores_are_parted_in_five() -> None:
    scored = [Labelled("drift", Opinion("comet:m", "m", score=n / 100), n < 50) for n in range(100)]
    known = measured("comet:m", "pairs.jsonl", scored)
    assert len(known.cuts) == 4
    assert known.figures["AUC"] == 1.0
    low, high = (level(Opinion("comet:m", score=s), known.cuts) or "" for s in (0.05, 0.95))
    assert known.ratios["drift"][low] > 1 > known.ratios["drift"][high]


def test_figures_are_read_back(tmp_path: Path) -> None:
    known = measured("ollama:fable", "pairs.jsonl", rows(4, 1, 1, 4))
    file = tmp_path / "m.json"
    file.write_text(written(known), encoding="utf-8")
    assert read_measured(file) == known
    assert known.figures == {"refused": 0.0909, "drifts told": 0.8, "false alarms": 0.2}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"ratios": {"review": {"drift": 1e9}}}', "[" * 9_000, '{"pairs": NaN}'],
)
def test_a_file_of_another_kind_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "m.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"make it with quotes opinions measure"):
        read_measured(file)


@pytest.mark.parametrize(
    ("status", "risk", "wanted"),
    [
        ("drift", 0.9, True),
        ("review", None, True),
        ("faithful", 0.4, True),
        ("faithful", 0.1, False),
        ("verbatim", None, False),
        ("no-original", None, False),
    ],
)
def test_who_is_asked_for(status: str, risk: float | None, wanted: bool) -> None:
    assert worth_asking(status, risk, 0.64) is wanted
