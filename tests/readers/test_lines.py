"""Which line ends only a measure set, and which the writer did."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.readers import read_article, read_source
from quotes.readers.lines import unwrapped
from quotes.readers.raw import mend

PROSE = """The council of Puerto Almendro met on Tuesday to hear what the river
authority had to say about the bridge. “We will not wait another
year,” the mayor said, and asked the council to vote at once. The
Sabanalta road stays closed until somebody pays for the repair of its
three culverts."""
LIST = """Those who voted against the repair of the bridge:

Rosalba Quintero Vélez of the first district of the town
Hernán Castellar Ruiz of the second district of the town
Julián Ospina Berrío of the third district of the town
Wilson Arrieta Daza of the fourth district of the town"""
VERSE = "The river rises\nand nobody sleeps.\nThe bridge is down;\nWe have no boats."
TURNS = """[00:01:02] MAYOR QUINTERO: We will not wait another year for it
[00:01:09] MR CASTELLAR: And who is going to pay for all of that
[00:01:15] MAYOR QUINTERO: The river authority, as it has always done"""
BULLETS = """The mayor gave the council of Puerto Almendro these three reasons:
- the culverts of the Sabanalta road were never paid for by anyone
- the bridge belongs to the river authority and not to the council
* nobody had asked her about it before the vote was held last week
1. The engineers never came to look at what the flood had left them"""
# Marks that open nothing, and lines that begin anew though a quotation is open.
APART = [
    "Back in the '90s\nMaría Quintero ran the ferries'",
    "“No boats”\nHernán Castellar, “engineer”",
    "“We have\n- three boats\n- one pier”",
    "“Who pays\nHernán Castellar: Not us”",
    "“Nobody sleeps.\nNobody eats.”",
]


@pytest.mark.parametrize("text", [LIST, VERSE, TURNS, BULLETS, *APART, "", "\n\n", "one line"])
def test_lines_that_stay(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_of_a_measure_are_joined(end: str) -> None:
    text = PROSE.replace("\n", end) + end * 2 + BULLETS
    assert unwrapped(text) == PROSE.replace("\n", " ") + end * 2 + BULLETS
    assert len(unwrapped(PROSE)) == len(PROSE)  # offsets hold in the file


WRAPPED = [
    ("La alcaldesa respondió a los concejales: «No\npagaremos nada».", "«No pagaremos nada»"),
    ("She called it a well-\nknown story of the river towns.", "a well-known story"),
    ("  Set in, the first line of a paragraph\ngoes on.\n  And another.", "goes on.\n  And"),
    ("“We will not\npay a peso,” she said.", "“We will not pay a peso,”"),
    ("'The pump came in\nMarch,' she said.", "'The pump came in March,'"),
    ('She said: "Ask\nthe people of\nSabanalta."', '"Ask the people of Sabanalta."'),
    ("It was ‘a gift of\nMr Castellar’.", "‘a gift of Mr Castellar’"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "joined"), WRAPPED)
def test_a_line_that_goes_on(text: str, joined: str) -> None:
    assert joined in unwrapped(text)


MARKDOWN = [
    ("She **never** told *no* [Ana Ruiz](https://example.org/a_b).", "She never told no Ana Ruiz."),
    ("A\\*b &amp; c[^1]\n\n[^1]: Minute 12.", "A*b & c\n\n1. Minute 12."),
    ("# Head\n\nText\n\n- “One.”\n- “Two.”\n", "Head\n\nText\n\n- “One.”\n- “Two.”"),
    ("**Ana Ruiz:** No.\n**Luis Peña:** Yes.", "Ana Ruiz: No.\nLuis Peña: Yes."),
    ("She wrote to the town:\n\n> We will\n> not pay.\n>\n> Never.\n\nShe did not pay.",
     "She wrote to the town:\n\n“We will not pay.\n“Never.”\n\nShe did not pay."),
    ("![A bridge](b.png) <https://example.org> <b>No</b>", "https://example.org No"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "a\n\nb\n\n1\n\n2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), MARKDOWN)
def test_markdown_as_it_is_shown(tmp_path: Path, text: str, shown: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read_article(tmp_path / "a.md").text == shown


def test_links_in_plain_text_lose_their_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("**No**, [Ana Ruiz](https://example.org) said. 2 * 3 [sic].")
    assert read_article(tmp_path / "a.txt").text == "No, Ana Ruiz said. 2 * 3 [sic]."


def test_text_that_was_encoded_twice_is_mended_and_told(tmp_path: Path) -> None:
    text = "La alcaldesa leyó: «No pagaremos la deuda este año»."
    double = text.encode().decode("cp1252", "replace").replace("\ufffd", "\x81")
    mixed = f"{text}\n{'El año que viene, quizás.'.encode().decode('latin-1')}"
    for name, written, expected in [
        ("a.txt", double, text),
        ("b.txt", mixed, f"{text}\nEl año que viene, quizás."),
    ]:
        (tmp_path / name).write_text(written, encoding="utf-8")
        source = read_source(tmp_path / name, tmp_path)
        assert source.text == expected
        assert "text encoded twice" in source.warnings[0]


CUT = [
    ("“No,” the nurse said.", "“No,” the nurse said."),
    ("“No.”\n“Never.”", "“No.”\n“Never.”"),
    ("She said “no” – twice – and “peña”", "She said “no” – twice – and “peña”"),
]


@pytest.mark.parametrize("gone", ["", "\ufffd", "\x9d"])
@pytest.mark.parametrize(("text", "meant"), CUT)
def test_closing_marks_encoded_twice_and_cut(text: str, meant: str, gone: str) -> None:
    def twice(char: str) -> str:
        return "".join(
            bytes([byte]).decode("cp1252", "replace").replace("\ufffd", gone)
            for byte in char.encode()
        )

    assert mend("".join(map(twice, text)))[0] == meant
