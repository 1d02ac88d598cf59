"""What the judge points at and a rule disproves is no objection."""

from __future__ import annotations

import pytest

from quotes.comparison.refutations import refuted
from quotes.languages.glossaries import load_glossary
from quotes.ml.judge import Assessment, WordTag
from quotes.model import Case

GLOSSARY = load_glossary(())


def tagged(quote: str, words: dict[str, tuple[float, float]]) -> Assessment:
    tags = []
    for word in quote.split():
        fault, gap = words.get(word, (0.0, 0.0))
        start = quote.index(word)
        tags.append(WordTag(start, start + len(word), fault, gap))
    return Assessment(3.0, 0.95, tuple(tags), ())


@pytest.mark.parametrize(
    ("original", "quote", "words", "expected"),
    [
        ("Llevo noventa y un días acá.", "I have been here 91 days.", {"91": (0.99, 0.0)}, True),
        ("Llevo noventa y un días acá.", "I have been here 19 days.", {"19": (0.99, 0.0)}, False),
        ("Vega está suspendido.", "is suspended.", {"is": (0.0, 0.99)}, True),
        ("Vega está suspendido.", "Is suspended.", {"Is": (0.0, 0.99)}, False),
        ("Vega no está suspendido.", "is suspended.", {"suspended.": (0.0, 0.99)}, False),
        (
            "La Fiscalía investiga.",
            "The Attorney General’s Office investigates.",
            {"Attorney": (0.9, 0.0), "Office": (0.9, 0.0)},
            True,
        ),
        ("El puente cayó.", "The tower fell.", {"tower": (0.97, 0.0)}, False),
        ("El puente cayó.", "The bridge fell.", {}, False),
    ],
)
def test_refuted(
    original: str, quote: str, words: dict[str, tuple[float, float]], expected: bool
) -> None:
    case = Case(original, quote, glossary=GLOSSARY)
    assert refuted(case, tagged(quote, words)) == expected


def test_nothing_is_refuted_without_a_judge() -> None:
    assert not refuted(Case("El puente cayó.", "The bridge fell."), None)
