"""The real audit over seeds/, held to expected.json and to floors.toml."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.seeds.expectations import Outcome

pytestmark = pytest.mark.slow

FIGURES: dict[str, Callable[[Outcome], bool]] = {
    "found": lambda outcome: outcome.reported is not None,
    "speakers": lambda outcome: outcome.speaker_right,
    "statuses": lambda outcome: outcome.status_right,
}


def listed(missed: Sequence[Outcome]) -> str:
    return "\n".join(map(str, missed))


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_hold(figure: str, audited: tuple[Outcome, ...], floors: dict[str, int]) -> None:
    missed = [outcome for outcome in audited if not FIGURES[figure](outcome)]
    assert len(audited) - len(missed) >= floors[figure], listed(missed)


def test_the_right_passage_is_matched(audited: tuple[Outcome, ...], floors: dict[str, int]) -> None:
    held = [outcome for outcome in audited if outcome.expected.aligned]
    missed = [outcome for outcome in held if not outcome.passage_right]
    assert len(held) - len(missed) >= floors["passages"], listed(missed)


def test_every_drift_is_found(audited: tuple[Outcome, ...], floors: dict[str, int]) -> None:
    drifted = [outcome for outcome in audited if outcome.expected.kind_of_drift]
    missed = [outcome for outcome in drifted if not outcome.caught]
    assert len(drifted) - len(missed) >= floors["drifts"], listed(missed)


def test_false_alarms_are_few(audited: tuple[Outcome, ...], floors: dict[str, int]) -> None:
    alarms = [outcome for outcome in audited if outcome.false_alarm]
    assert len(alarms) <= floors["false_alarms"], listed(alarms)


@pytest.mark.xfail(
    reason="a splice is missed, and a cut clause flagged for another reason",
    strict=True,
)
def test_the_goal_all_drifts_and_at_most_two_false_alarms(audited: tuple[Outcome, ...]) -> None:
    drifted = [outcome for outcome in audited if outcome.expected.kind_of_drift]
    alarms = [outcome for outcome in audited if outcome.false_alarm]
    assert all(outcome.caught for outcome in drifted)
    assert len(alarms) <= 2
