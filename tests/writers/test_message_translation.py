"""Sentences of ours: known again by their templates, all translated, and in one language only."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import quotes
from quotes.writers.message_translation import parts, templates
from quotes.writers.message_translation import translated as translated_line
from quotes.writers.page_texts import catalogue
from tests.writers import translated

PLACES = re.compile(r"\{\w+\}")


def said(line: str) -> str:
    """Return a line in Spanish, as the page says it."""
    return translated_line(parts(line), "es")


SPANISH = catalogue("es", "worded")


def test_every_template_of_the_program_is_translated() -> None:
    assert list(templates()) == translated.templates()
    for english, spanish in SPANISH.items():
        assert spanish.strip()
        assert sorted(PLACES.findall(english)) == sorted(PLACES.findall(spanish))
        assert len(set(PLACES.findall(english))) == len(PLACES.findall(english))


def test_a_sentence_is_known_again_by_its_template() -> None:
    for english, spanish in SPANISH.items():
        words = {place: f"Xw{number}" for number, place in enumerate(PLACES.findall(english))}
        told = PLACES.sub(lambda at: words[at[0]], english)  # noqa: B023 - called at once
        assert said(told) == PLACES.sub(lambda at: words[at[0]], spanish)  # noqa: B023 - the same


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
            "“mayor” is “treasurer” or “bursar”, not “mayor”. A note of the newsroom: keep it.",
            "“mayor” es “treasurer” o “bursar”, no “mayor”. A note of the newsroom: keep it.",
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
    assert said(line) == spanish


def test_words_in_marks_are_never_taken_for_ours() -> None:
    line = "The original says “past”, the quotation “page 3”."
    assert said(line) == "El original dice “past”; la cita, “page 3”."


def test_every_sentence_is_given_the_words_of_its_places() -> None:
    """A place without its word would stop an audit only where that sentence is said."""
    wrong = []
    for path in sorted(Path(quotes.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "worded" or not isinstance(node.args[0], ast.Constant):
                continue
            places = {name for _, name, _, _ in Formatter().parse(str(node.args[0].value)) if name}
            given = {word.arg for word in node.keywords if word.arg}
            unpacked = any(word.arg is None for word in node.keywords)
            if places != given and not unpacked:
                wrong.append((path.name, node.lineno, places ^ given))
    assert wrong == []
