from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quotes.model import Span
from quotes.readers import read_article, read_source
from quotes.readers.selectors import anchor_file, describe

UNCHANGED = [
    "One line",
    "Mayor Quintero said “no.”\r\n\r\nShe left.\r\n",
    "\n\n  indented\n",
    "---\n\nA rule opens this text.\n\n---\n\nAnd another.\n",
    "--- \nNo colon here\n",
    "Title: not front matter\n---\nbody\n",
    "a\u2028b\x0cc\x1b[31md",
    "Beyond 🙂 the first plane 👩\u200d🌾",
]


@pytest.mark.parametrize(
    ("text", "suffix"),
    [(text, ".txt") for text in UNCHANGED] + [(text, ".md") for text in UNCHANGED[:3]],
)
def test_without_front_matter_the_text_is_the_file(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"article{suffix}"
    path.write_bytes(text.encode())
    article = read_article(path)
    assert article.text == text
    assert article.warnings == ()
    assert article.path == str(path)


CARD = """---
title: Carta de la alcaldesa
speaker: Rosalba Quintero Vélez
date: 2024-03-05
language: es-CO
sources:
  - https://example.org/carta
  - https://example.org/otra
archive_url: https://example.org/archivo
retrieved: 2024-04-01
---

El municipio no pagará la deuda.
"""


def test_front_matter_of_a_source(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "carta.md"
    path.parent.mkdir()
    path.write_text(CARD, encoding="utf-8")
    source = read_source(path, tmp_path)
    assert source.document == "sub/carta.md"
    assert source.text == "El municipio no pagará la deuda.\n"
    assert (source.title, source.speaker) == ("Carta de la alcaldesa", "Rosalba Quintero Vélez")
    assert (source.date, source.retrieved) == (date(2024, 3, 5), date(2024, 4, 1))
    assert (source.url, source.archive_url) == (
        "https://example.org/carta",
        "https://example.org/archivo",
    )
    assert (source.language, source.warnings) == ("es", ())
    assert len(source.sha256) == 64


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_front_matter_of_an_article(tmp_path: Path, ending: str) -> None:
    text = (
        "---\nTitle: 'A town: in debt'\nauthor: [Ana Ruiz, Luis Peña]\n"
        "date: June 5, 2024\nquotes-ignore: D305, lost-hedge\n---\nHe said no."
    )
    path = tmp_path / "a.md"
    path.write_bytes(text.replace("\n", ending).encode("utf-8-sig"))
    article = read_article(path, name="a.md")
    assert article.text == "He said no."
    assert (article.title, article.author) == ("A town: in debt", "Ana Ruiz, Luis Peña")
    assert (article.date, article.path) == (date(2024, 6, 5), "a.md")
    assert article.ignore == ("D305", "lost-hedge")
    assert article.warnings == ()


DOUBTFUL = [
    ("---\ntitle: [open\n---\nHe said no.", "He said no.", "a.md: line "),
    ("---\ntitle: a\n  b: - c\n---\nHe said no.", "He said no.", "front matter cannot be read"),
    ("---\njust words\n---\nHe said no.", "He said no.", "line 2: front matter is not a list"),
    ("---\ndate: 2024-13-45\n---\nHe said no.", "He said no.", "line 2: date: date '2024-13-45'"),
    ("---\ntitle: x\ndate: 03/04/2025\n---\nHe said no.", "He said no.", "line 3: date: date"),
    ("---\ndate: 2999-01-01\n---\nHe said no.", "He said no.", "lies in the future"),
    ("---\ntitle: x\nHe said no.", "title: x\nHe said no.", "not closed by --- within"),
    ("---\na: &x [*x, *x]\n---\nHe said no.", "He said no.", ""),
    ("---\na: " + "[" * 5000 + "\n---\nHe said no.", "He said no.", "front matter cannot be read"),
]


@pytest.mark.parametrize(("text", "body", "warning"), DOUBTFUL)
def test_wrong_front_matter_is_a_warning(
    tmp_path: Path, text: str, body: str, warning: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    article = read_article(path, name="a.md")
    assert article.text.strip() == body.strip()
    assert warning in " ".join(article.warnings)
    assert bool(article.warnings) == bool(warning)
    assert all("\n" not in line and line.startswith("a.md: ") for line in article.warnings)


ENCODINGS = [
    ("He said “señor”".encode("utf-16"), "He said “señor”", ""),
    ("He said “señor”".encode("utf-8-sig"), "He said “señor”", ""),
    ("He said “señor”".encode("cp1252"), "He said “señor”", "line 1: not UTF-8"),
    ("“It won’t, señor,” he said".encode("mac_roman"), "“It won’t, señor,” he said", "Mac OS"),
    ("One\nHe said “señ".encode() + b"\xf1", "One\nHe said “señ\ufffd", "line 2: a byte is not"),
    (b"\xff\xfe\xfd ok \xc3\xb1".replace(b"\xff\xfe", b"\xfe"), "\ufffd\ufffd ok ñ", "2 bytes"),
]


@pytest.mark.parametrize(("data", "text", "warning"), ENCODINGS)
def test_encodings(tmp_path: Path, data: bytes, text: str, warning: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    article = read_article(path)
    assert article.text == text
    assert warning in " ".join(article.warnings)
    assert bool(article.warnings) == bool(warning)


MARKS = [
    ("”The pumps are old.”\n\n“Fine,” said Ana Mejía.\n", "a paragraph has only closing"),
    (
        "“The pumps are old, said Luna.\n\nNobody came.\n\n“Fine, said Ana Mejía.\n",
        "2 paragraphs have a quotation that opens and never closes",
    ),
    ("“The pumps are old.\n\n“Nobody came,” said Luna.\n", ""),
    ("“The pumps are old, said Luna. “Nobody came,” he added.\n", "opens and never closes"),
    ('"The pumps are old, said Luna. "Nobody came," he added.\n', "opens and never closes"),
    ('"The pumps are old, said Luna.\n\nNobody came.\n', "opens and never closes"),
    ("«The pumps are old, said Luna.\n\nNobody came.\n", "opens and never closes"),
    ('"The pumps are old.\n\n"Nobody came," said Luna.\n', ""),
    ('"They are old," said Luna. "Nobody came.\n\n"Nobody will," he added.\n', ""),
    ("“The pumps are old.\n“Nobody came,” said Luna.\n", ""),
    ('"The pumps are old.\n"Nobody came," said Luna.\n', ""),
    ("Luna said:\n\n- “The pumps are old.\n- “Nobody came.”\n", ""),
    ("“He said “no” to me,” said Luna.\n", ""),
    ("“It is fair.“ Luna said so.\n", ""),
    ("„The pumps are old,“ said Luna.\n", ""),
    ('Luna, who is 6\'2" tall, has a 12" pipe. "It is old," he said.\n', ""),
    ('A pipe of 12" is wide.\n', ""),
    ("|The pumps are old, all of them,| said Luna.\n", "signs that are no quotation marks"),
    ("- The pumps are old, all of them, said Luna.\n", ""),
    ("— The pumps are old, — said Luna, — all of them.\n", ""),
    ("He paid $5 a pump, €4 in all, said Luna.\n", ""),
]


@pytest.mark.parametrize(("text", "warning"), MARKS)
def test_paragraphs_whose_marks_do_not_pair_are_told(
    tmp_path: Path, text: str, warning: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    warnings = read_article(path).warnings
    assert warning in " ".join(warnings)
    assert bool(warnings) == bool(warning)


def test_captions_read_as_an_article_name_their_voices(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    cue = "00:00:0{0}.000 --> 00:00:0{1}.000\n<v {2}>{3}\n\n"
    spoken = [("Ana Mejía", "We sold it."), ("Luis Páez", "Who did?"), ("Ana Mejía", "I did.")]
    lines = [cue.format(n, n + 1, *turn) for n, turn in enumerate(spoken)]
    path.write_text("WEBVTT\n\n" + "".join(lines), encoding="utf-8")
    text = "Ana Mejía: We sold it.\nLuis Páez: Who did?\nAna Mejía: I did."
    assert read_article(path).text == text


@pytest.mark.parametrize("margin", ["", "    "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_divided_spanish_words_are_whole_and_anchored(
    tmp_path: Path, margin: str, end: str
) -> None:
    lines = [
        "La alcaldesa explicó a los vecinos que no habrá acue-",
        "ducto nuevo en la parte alta del pueblo hasta que lle-",
        "guen los tubos de la capital y alguien los pague.",
    ]
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(margin + line for line in lines).encode())
    text = read_source(path, tmp_path).text
    words = "no habrá acueducto nuevo en la parte alta del pueblo hasta que lleguen"
    at = text.index(words)
    _, (place,) = anchor_file(path, describe(text, Span(at, at + len(words))))
    assert (place.text[:15], place.text[-4:]) == ("no habrá acue-" + end[0], "guen")


def test_english_words_are_whole_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "She said that it was a well-\nknown story of the towns on the river and a ques-\n"
        "tion of weeks."
    )
    text = "a well-known story of the towns on the river and a question of weeks."
    assert text in read_article(path).text


NUMBERED = [
    (" 1    Q.  Did you close it?\n 2    A.  I did not.\n 3    Q.  Who?\n 4    A.  My aunt.\n", ""),
    ("1  Bread\n2  Salt\n3  Fish\n", "1  Bread"),  # a list of three
    ("12  boats left.\n13  boats stayed.\n14  sank.\n15  burned.\n", "12  boats"),
]


@pytest.mark.parametrize(("text", "kept"), NUMBERED)
def test_the_line_numbers_of_a_court_are_no_text(tmp_path: Path, text: str, kept: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    article = read_article(tmp_path / "a.txt")
    assert len(article.text) == len(text)
    assert article.text.startswith(kept) if kept else "1" not in article.text


def test_a_path_may_be_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said no.", encoding="utf-8")
    assert read_article(str(tmp_path / "a.txt")) == read_article(tmp_path / "a.txt")


PROSE = [
    # A margin that the lines share is no text inside a sentence.
    ("   The gates were opened at dawn. “We had an\n   hour to warn the valley, and we used it\n"
     "   well,” said Ana Mejía.\n", ".txt",
     "“We had an hour to warn the valley, and we used it well,”"),
    ("The gates were opened at dawn, and nobody told\n the people who sleep below. “It was\n "
     "dark,” said Ana Mejía.\n", ".txt", "“It was dark,”"),
    # What sets a paragraph, a list or a verse in stays.
    ("    First we heard the dogs.\n    Then we heard the water.\n", ".txt",
     "    First we heard the dogs.\n    Then we heard"),
    ("The list:\n  - a lamp\n  - a rope\n", ".txt", "\n  - a lamp\n  - a rope"),
    # The words of a picture are no text, its title no quotation.
    ('![Ana Mejía](a.jpg "The mayor")\n\n“It was dark,” she said.\n', ".md",
     "“It was dark,” she said."),
    ('![Ana Mejía](a.jpg "The mayor")\n\n“It was dark,” she said.\n', ".txt", "“It was dark,” she"),
    ("![A](a.jpg 'The mayor')\n\n“It was dark,” she said.\n", ".md", "“It was dark,” she said."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "suffix", "kept"), PROSE)
def test_margins_and_pictures_are_no_words(
    tmp_path: Path, text: str, suffix: str, kept: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    article = read_article(path)
    assert kept in article.text
    assert "The mayor" not in article.text
