from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.languages.identification import identify, language_code
from quotes.readers import read_article, read_source

SPANISH = "La alcaldesa dijo que el municipio no pagará la deuda."
ENGLISH = "The mayor said that the town would not pay the debt."
OTHERS = [
    ("pt", "A prefeita disse que o município não pagará a dívida e que as contas são boas."),
    ("fr", "La maire a dit que la commune ne paiera pas la dette et que les comptes sont bons."),
    ("it", "La sindaca ha detto che il comune non pagherà il debito e che i conti sono buoni."),
    ("de", "Die Bürgermeisterin sagte, dass die Stadt die Schulden nicht bezahlen wird."),
    ("ca", "L'alcaldessa va dir que el municipi no pagarà el deute i que els comptes són bons."),
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", SPANISH),
        ("en", ENGLISH),
        ("es", "No a la guerra"),
        ("en", "No to war"),
        ("es", "¡Fuera!"),
        ("es", "El Washington Post dijo que no"),
        (None, ""),
        (None, "2024 – 3.5 %"),
        *OTHERS,
    ],
)
def test_the_language_of_a_text(language: str | None, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    ("name", "code"),
    [("es-CO", "es"), ("Español", "es"), ("spanish", "es"), ("EN_us", "en"), ("inglés", "en"),
     ("fr", "fr"), ("Portuguese", "pt"), ("la lengua", None), ("", None)],
)  # fmt: skip
def test_language_names(name: str, code: str | None) -> None:
    assert language_code(name) == code


def _source(tmp_path: Path, text: str, language: str = "") -> Path:
    path = tmp_path / "a.md"
    head = f"---\nlanguage: {language}\n---\n" if language else ""
    path.write_text(head + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "stated", "language", "doubt"),
    [
        (SPANISH, "", "es", ""),
        (ENGLISH, "", "en", ""),
        (ENGLISH, "en", "en", ""),
        (SPANISH, "en", "en", "said to be in English, looks like Spanish"),
        (SPANISH, "la lengua", "es", "is unknown: told from the text"),
        ("2024", "", "es", "cannot be told"),
        ("2024", "en", "en", ""),
    ],
)
def test_the_language_of_a_source(
    tmp_path: Path, text: str, stated: str, language: str, doubt: str
) -> None:
    source = read_source(_source(tmp_path, text, stated), tmp_path)
    assert source.language == language
    assert doubt in " ".join(source.warnings)
    assert bool(source.warnings) == bool(doubt)


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_a_third_language_is_named_and_left_out(tmp_path: Path, code: str, text: str) -> None:
    with pytest.raises(SourceError, match=r"a\.md: in .*, neither Spanish nor English: left out"):
        read_source(_source(tmp_path, text), tmp_path)
    with pytest.raises(SourceError, match="left out"):
        read_source(_source(tmp_path, SPANISH, code), tmp_path)


def test_a_spanish_article_is_a_warning(tmp_path: Path) -> None:
    assert "seems to be Spanish" in read_article(_source(tmp_path, SPANISH * 3)).warnings[0]
