"""A passage is read as its source has it: closed where it closes, without a stub."""

from __future__ import annotations

import pytest

from quotes.bilingual.passages import completed, exchanged
from quotes.checks import run
from quotes.model import Case

WHOLE = "El río está enfermo. Nadie hace nada."


@pytest.mark.parametrize(
    ("original", "after", "read"),
    [
        ("El río está enfermo", ". Nadie hace nada.", "El río está enfermo."),
        ("¿Quién paga el agua", "? Nadie.", "¿Quién paga el agua?"),
        ("El río está enfermo", ", dijo.", "El río está enfermo"),
        ("El río está enfermo.", " Nadie.", "El río está enfermo."),
        ("El río está enfermo. Yo le", " dije que no.", "El río está enfermo."),
        (WHOLE, "", WHOLE),
        ("El río está enfermo. Los pescadores perdieron lanchas", " ayer.", None),
        ("", "", ""),
    ],
)
def test_completed(original: str, after: str, read: str | None) -> None:
    case = completed(Case(original, "The river is sick.", after=after))
    assert case.original == (original if read is None else read)
    assert (original + after).startswith(case.original)
    assert original + after == case.original + case.after


def test_words_of_a_finding_lie_in_the_passage_given() -> None:
    case = Case("No vamos a subir los impuestos", "We are going to raise taxes.", after=".")
    (finding,) = run(case)
    assert finding.name == "lost-negation"
    assert all(span.end <= len(case.original) for span in finding.original)


def test_a_number_in_letters_is_shown_whole() -> None:
    case = Case("Cada año botamos más de cuatrocientos bultos.", "We dump nearly 400 sacks a year.")
    (evidence,) = exchanged(case, "changed-quantifier", "Another quantity")
    assert [span.of(case.original) for span in evidence.original] == ["más de cuatrocientos"]
