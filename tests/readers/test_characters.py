"""Characters as a reader takes them: what is not seen goes, what looks alike is one letter."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.model import Place, Span
from quotes.readers import read_article, read_source
from quotes.readers.documents import Document, Metadata, raised, readable, with_raised
from quotes.readers.selectors import anchor_file, describe

SHY, ZERO = "\u00ad", "\u200b"
SEEN = [
    (f"The li{SHY}gh{SHY}thouse is not for sale.", "The lighthouse is not for sale."),
    (f"We are n{ZERO}ot sell\u2060ing the fe\ufeffrry.", "We are not selling the ferry."),
    ("We will \u202enot\u202c sell.", "We will not sell."),
    (unicodedata.normalize("NFD", "Peñón Ñandú vendió el año."), "Peñón Ñandú vendió el año."),
    (f"Pen{ZERO}\u0303a", "Peña"),
    ("It is n\u043et over, and the \u0440ier st\u0430ys.", "It is not over, and the pier stays."),
    ("The ferry wonʼt leave; it canʹt, didn´t, won`t.",
     "The ferry won’t leave; it can’t, didn’t, won’t."),
    ("\x93We can\x92t\x94, \uf093we won\uf092t\uf094.", "“We can’t”, “we won’t”."),
    ("We will 𝗻𝗼𝘁 sell the ﬁrst ｆｅｒｒｙ.", "We will not sell the first ferry."),
    ("We will n o t sell; N U N C A.", "We will not sell; NUNCA."),
    ("We lost 45¹ million, 1,200² nets and 3.5³ tons.",
     "We lost 45 million, 1,200 nets and 3.5 tons."),
    ("&ldquo;We will not sell,&rdquo; said the mayor of Pe&amp;ntilde;a &amp; Hija.",
     "“We will not sell,” said the mayor of Peña & Hija."),
    ('She said \\"we will not sell\\" twice.', 'She said "we will not sell" twice.'),
]  # fmt: skip
# What looks as if it were one of these and is not.
KEPT = [
    "The field of 40 m² holds 10⁶ bees, 5 µg and 3 μg of it, ΔT and kΩ.",
    "Vitamins A B C and the firm of J R R Tolosa; a e i o u.",
    "«Мы не продаём», said the mate of the Новая Заря.",
    "A family 👩\u200d👩\u200d👧 waved; नमस्\u200dते.",
    "The runner took 5′20″ and the Hawaiʻi ferry 3½ hours.",
    "The file is at C:\\nets\\mayor, R&D and AT&T; fish&chips; x.",
    "He paid $5 & left.",
]


@pytest.mark.parametrize(("written", "read"), [*SEEN, *((text, text) for text in KEPT)])
def test_characters_as_a_reader_takes_them(tmp_path: Path, written: str, read: str) -> None:
    for name in ("a.txt", "a.html"):
        page = (
            f"<html><body><article><p>{written.replace('&', '&amp;')}</p></article></body></html>"
        )
        text = written if name == "a.txt" else page
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert read_article(tmp_path / name).text == read
        assert read_source(tmp_path / name, tmp_path).text == read


def test_letters_of_another_script_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It is n\u043et over, the p\u0456er stays.", encoding="utf-8")
    (warning,) = read_article(tmp_path / "a.txt").warnings
    assert "letters of another script in Latin words (“not”; 2 in all)" in warning


def test_names_of_a_document_are_composed() -> None:
    name = unicodedata.normalize("NFD", "Begoña Íñiguez")
    read = readable(Document("x", Metadata(title=name, speaker=name, author=name))).metadata
    assert {read.title, read.speaker, read.author} == {"Begoña Íñiguez"}


BODY = "La alcaldesa de Peña Honda respondió que ningún pescador venderá su lancha en diciembre."
INSIDE = st.lists(st.tuples(st.integers(1, len(BODY) - 1), st.sampled_from([SHY, ZERO, "\u2060"])))


@settings(max_examples=60)
@given(INSIDE, st.booleans(), st.integers(0, len(BODY) - 9))
def test_places_move_with_what_is_left_out(
    inside: list[tuple[int, str]], apart: bool, at: int
) -> None:
    parts = list(BODY)
    for place, sign in inside:
        parts[place] += sign
    parts = [unicodedata.normalize("NFD" if apart else "NFC", part) for part in parts]
    start, end = len("".join(parts[:at])), len("".join(parts[: at + 9]))
    span = Span(start, end)
    document = Document("".join(parts), places=(Place(span, "x", None),), quoted=(span,))
    read = readable(document)
    assert read.text == BODY
    assert read.quoted == (Span(at, at + 9),) == tuple(place.span for place in read.places)
    assert readable(read) == read


@settings(max_examples=200)
@given(
    st.text(
        alphabet=st.sampled_from(f"no t1045¹²⁶&amp;lduq\\\"“”'ʼ´{SHY}{ZERO}о\u0301é\n10"),
        max_size=60,
    )
)
def test_reading_again_changes_nothing(text: str) -> None:
    read = readable(Document(text))
    assert readable(read).text == read.text


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_word_with_soft_hyphens_has_its_place_in_the_file(tmp_path: Path, name: str) -> None:
    hyphen = SHY if name == "a.txt" else "&shy;"
    said = f"we will not sell the light{hyphen}house be{hyphen}fore May"
    line = f"The mayor of Pen\u0303a said “{said}.”"
    path = tmp_path / name
    path.write_text(f"<p>{line}</p>" if name == "a.html" else line, encoding="utf-8")
    article = read_article(path)
    start = article.text.index("lighthouse before")
    shown = path.read_text(encoding="utf-8")
    place = article.in_file(Span(start, start + len("lighthouse before May")))
    assert place is not None
    assert shown[place[1] - 1 : place[3] - 1] == f"light{hyphen}house be{hyphen}fore May"
    words = "not sell the lighthouse"
    at = article.text.index(words)
    _, (anchored,) = anchor_file(path, describe(article.text, Span(at, at + len(words))))
    assert anchored.text == f"not sell the light{hyphen}house"


RAISED = [
    ("We lost 45", "1", " boats", ""), ("the ferry", "a", ",", ""), ("the ferry", "[12]", "", ""),
    ("the ferry", "1, 3", "", ""), ("said.”", "*", "", ""), ("10", "6", " pesos", "⁶"),
    ("10", "1", " men", ""), ("in 2010", "2", ",", ""), ("40 km", "2", " of sea", "²"),
    ("the 1", "st", " time", "st"), ("la 2", "a", " vez", "ª"), ("N", "o", " 5", "º"),
    ("5", "1", "/2", " 1"), ("x", "2", " + 1", "²"), ("Ferry", "TM", "", "TM"),
    ("the ferry", "see the harbour report", "", "see the harbour report"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "after", "read"), RAISED)
def test_what_stands_raised(before: str, words: str, after: str, read: str) -> None:
    assert raised(before, words, after) == read


def test_two_raised_runs_are_one() -> None:
    assert with_raised("45\ue0101\ue011\ue0102\ue011 boats") == "45 boats"
