"""Which checks are asked: by name, by code, by the beginning of codes."""

from __future__ import annotations

import pytest

from quotes.checks import CHECKS, named, silent, weighed
from quotes.errors import SettingsError


def test_a_name_a_code_and_the_beginning_of_codes() -> None:
    (check,) = named("lost-negation")
    assert named(check.code) == (check,)
    assert {c.code[:2] for c in named("D2")} == {"D2"}
    assert named("D") == CHECKS


@pytest.mark.parametrize("pattern", ["D9", "D2000", "lost-negotiation", ""])
def test_what_names_no_check_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError):
        named(pattern)


def test_ignored_and_not_selected_stay_silent() -> None:
    assert silent(()) == ()
    logic = {check.name for check in named("D2")}
    assert set(silent(["D2"])) == logic
    assert set(silent((), ["D2"])) == {check.name for check in CHECKS} - logic
    assert "lost-negation" in silent(["lost-negation"], ["D2"])


@pytest.mark.parametrize("ignored", [["lost-negation"], ["D2"], ["D"]])
def test_that_nothing_selected_is_left_is_told(ignored: list[str]) -> None:
    with pytest.raises(SettingsError, match="every check that is selected is ignored as well"):
        silent(ignored, ["lost-negation"])


def test_severities_are_set_by_name_code_or_beginning_and_the_narrower_wins() -> None:
    found = weighed({"lost-negation": "info", "D2": "warning", "D": "error"})
    assert found["lost-negation"] == "info"
    assert found["added-negation"] == "warning"
    assert found["false-friend"] == "error"
    with pytest.raises(SettingsError):
        weighed({"D9": "info"})
