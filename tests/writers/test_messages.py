"""Sentences of ours: known again by their templates, all translated, and in one language only."""

from __future__ import annotations

import re

import pytest

from quotes.writers.messages import Part, parts, templates
from quotes.writers.page_texts import catalogue
from tests.writers import translated

PLACES = re.compile(r"\{\w+\}")


def said(held: str | list[Part], language: dict[str, str]) -> str:
    """Return a sentence as the page's script puts it together."""
    if isinstance(held, str):
        return held
    told = ""
    for part in held:
        if isinstance(part, str):
            told += part
            continue
        number, *words = part
        english = templates()[number]
        filled = dict(zip(PLACES.findall(english), words, strict=True))
        told += PLACES.sub(lambda at: said(filled[at[0]], language), language[english])  # type: ignore[arg-type]  # noqa: B023
    return told


SPANISH, ENGLISH = catalogue("es", "worded"), {one: one for one in templates()}


def test_every_template_of_the_program_is_translated() -> None:
    assert list(templates()) == translated.templates()
    for english, spanish in SPANISH.items():
        assert spanish.strip()
        assert sorted(PLACES.findall(english)) == sorted(PLACES.findall(spanish))
        assert len(set(PLACES.findall(english))) == len(PLACES.findall(english))


@pytest.mark.parametrize("template", templates())
def test_a_sentence_is_known_again_and_comes_back_as_it_was(template: str) -> None:
    words = {place: f"Xw{number}" for number, place in enumerate(PLACES.findall(template))}
    sentence = PLACES.sub(lambda at: words[at[0]], template)
    held = parts(sentence)
    assert said(held, ENGLISH) == sentence
    assert not isinstance(held, str)
    assert said(held, SPANISH) != sentence or catalogue("es", "worded")[template] == template


@pytest.mark.parametrize(
    ("line", "spanish"),
    [
        (
            "“he” is Elvira Rincón; the article has “he added”",
            "“he” es Elvira Rincón; el artículo dice “he added”",
        ),
        (
            "Said to be surer than it was: “creo: sí” in the original, “I do” in the quotation.",
            "Presentado como más seguro de lo que era: "
            "“creo: sí” en el original, “I do” en la cita.",
        ),
        (
            "notas/a.txt: line 3: not UTF-8: the file is read as Windows-1252",
            "notas/a.txt: línea 3: no es UTF-8: el archivo se lee como Windows-1252",
        ),
        (
            "“mayor” is treasurer or bursar, not “mayor”. A note of the newsroom: keep it.",
            "“mayor” es treasurer o bursar, no “mayor”. A note of the newsroom: keep it.",
        ),
        (
            "could not be compared: locating it failed (ValueError: page 3)",
            "no se pudo comparar: buscarla falló (ValueError: página 3)",
        ),
        ("the mayor's own words: {said} %s <b>", "the mayor's own words: {said} %s <b>"),
        ("", ""),
    ],
)
def test_a_line_is_said_in_spanish(line: str, spanish: str) -> None:
    assert said(parts(line), SPANISH) == spanish
    assert said(parts(line), ENGLISH) == line


def test_words_in_marks_are_never_taken_for_ours() -> None:
    line = "The original says “past”, the quotation “page 3”."
    assert said(parts(line), SPANISH) == "El original dice “past”; la cita, “page 3”."
