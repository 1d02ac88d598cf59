"""The shipped glossary is Colombia's: elsewhere its terms are remarked on, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.checks import by_name
from quotes.languages.glossaries import load_glossary
from quotes.model import Case

CHECK = by_name("misleading-term")


def severities(original: str, quote: str, *glossaries: Path, before: str = "") -> list[str]:
    case = Case(original, quote, before=before, glossary=load_glossary(glossaries))
    return [evidence.severity or CHECK.severity for evidence in CHECK.find(case)]


@pytest.mark.parametrize(
    ("original", "quote"),
    [
        ("El canciller de Alemania llamó a la alcaldesa.", "The chancellor called the mayor."),
        ("El procurador de París abrió el caso.", "The prosecutor in Paris opened the case."),
        (
            "La Procuraduría, dijo Keith Whitlock, acusó a Ruth Pryke.",
            "The Attorney General's Office, Keith Whitlock said, charged Ruth Pryke.",
        ),
    ],
)
def test_abroad_a_term_is_only_remarked_on(original: str, quote: str) -> None:
    assert severities(original, quote) == ["info"]


@pytest.mark.parametrize(
    ("original", "quote", "before"),
    [
        ("El canciller llamó a la alcaldesa.", "The chancellor called the mayor.", ""),
        ("La Procuraduría acusó a Wilson Arrieta.", "Prosecutors charged Wilson Arrieta.", ""),
        ("El procurador viajó a París.", "The prosecutor went to Paris.", "Bogotá. "),
    ],
)
def test_at_home_it_misleads(original: str, quote: str, before: str) -> None:
    assert severities(original, quote, before=before) == ["error"]


def test_a_glossary_of_the_reader_holds_everywhere(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "spanish,accepted,misleading,note,disputed\ncanciller,minister,chancellor,,no\n",
        encoding="utf8",
    )
    pair = ("El canciller de Alemania llamó.", "The chancellor of Germany called.")
    assert severities(*pair, own) == ["error"]
