"""Every check is known, one slug for everything, manuals that hold."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import quotes.checks
from quotes.checks import CHECKS, by_name, run
from quotes.errors import SettingsError
from quotes.model import Case, Check

MEASURED = Path(quotes.checks.__file__).parent / "measured.toml"
FILES = {path.stem for path in Path(quotes.checks.__file__).parent.glob("*.py")} - {"__init__"}
# These need more than two texts in two languages.
NO_PAIR = {
    "doubtful-match",
    "unsupported-part",
    "spliced-passages",
    "possible-drift",
    "wrong-speaker",
    "misquoted-words",
}
TERMS = {"misleading-term", "disputed-term", "false-friend"}  # need a glossary


def test_every_check_of_every_file_is_in_the_tuple() -> None:
    for name in FILES:
        module = importlib.import_module(f"quotes.checks.{name}")
        own = [one for one in vars(module).values() if isinstance(one, Check)]
        assert own, f"{name} holds no check"
        assert all(one in CHECKS for one in own)


def test_codes_are_unique_and_in_order() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_manual_has_every_part(check: Check) -> None:
    assert re.match(r"[^\n]+\.\n\n", check.manual)
    for part in ("Why it matters:", "Drifts:", "Clean:"):
        assert part in check.manual


@pytest.mark.parametrize(
    "check",
    [check for check in CHECKS if check.name not in NO_PAIR | TERMS],
    ids=lambda check: check.name,
)
def test_examples_of_the_manual_hold(check: Check) -> None:
    for part, expected in (("Drifts", True), ("Clean", False)):
        lines = check.manual.split(f"{part}:\n")[1].split("\n")[:2]
        original, quote = (line.strip().replace("(an empty text)", "") for line in lines)
        assert bool(list(check.find(Case(original, quote)))) == expected, part


def test_by_name_takes_slug_and_code() -> None:
    assert by_name("lost-negation") is by_name("D201")


def test_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(SettingsError, match="lost-negation"):
        by_name("lost-negations")


def test_ignored_checks_find_nothing() -> None:
    case = Case("No vamos a subir los impuestos.", "We are going to raise taxes.")
    assert [finding.name for finding in run(case)] == ["lost-negation"]
    assert run(case, ignore=frozenset({"lost-negation"})) == ()
    assert run(case, ignore=frozenset({"D201"})) == ()


def test_handbook_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "checks.md"
    assert page.read_text(encoding="utf8") == quotes.checks.handbook(), (
        "write it anew: python -c 'from quotes.checks import handbook; print(handbook(), end=\"\")'"
    )
