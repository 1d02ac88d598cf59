"""A pair that a check cannot read is told of, and never ends a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import quotes.checks
from quotes.checks import run
from quotes.model import Case, Check, Evidence


@pytest.mark.parametrize(
    ("original", "quote", "names"),
    [
        ("Se probó con 1:3.500 de agua.", "It was tested with 1:3,500 of water.", []),
        ("La relación fue de 2,5:1.", "The ratio was 2.5:1.", []),
        ("La relación fue de 2,5:1.", "The ratio was 3.5:1.", ["changed-number"]),
        ("El bus sale a las 10:30:15.", "The bus leaves at 10:30:15.", []),
        ("Quedaron 3:2 y 1:0.", "They ended 3:2 and 1:0.", []),
        ("Va en la proporción 1:2:3.", "It goes in the ratio 1:2:3.", []),
        ("Mide 0:0 en la escala.", "It measures 0:0 on the scale.", []),
    ],
)
def test_ratios(original: str, quote: str, names: list[str]) -> None:
    assert [finding.name for finding in run(Case(original, quote))] == names


def broken(case: Case) -> Iterator[Evidence]:
    raise ValueError(f"no way to read\n{case.quote!r}")


def test_a_check_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    failing: tuple[Check, ...] = tuple(
        replace(check, find=broken) if check.name == "changed-unit" else check
        for check in quotes.checks.CHECKS
    )
    monkeypatch.setattr(quotes.checks, "CHECKS", failing)
    found = run(Case("No hay 12 camas.", "There are 12 beds."))
    assert [finding.name for finding in found] == ["lost-negation", "not-comparable"]
    assert found[-1].severity == "warning"
    assert "changed-unit (ValueError: no way to read 'There are 12 beds.')" in found[-1].message
    assert "\n" not in found[-1].message


def test_a_failing_check_that_is_ignored_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        quotes.checks, "CHECKS", (replace(quotes.checks.by_name("changed-unit"), find=broken),)
    )
    assert run(Case("Hay 12 camas.", "There are 12 beds."), frozenset({"changed-unit"})) == ()


def test_a_text_that_is_too_long_is_compared_in_part_and_told_of() -> None:
    original, quote = "El río subió. " * 2_000, "The river rose. " * 2_000
    found = run(Case(original, quote))
    assert [finding.name for finding in found] == ["not-comparable"]
    assert "only its first 8,000 characters were compared" in found[0].message
