"""No input crashes a reader, reading twice gives the same, and what is hostile stays small."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.readers import ARTICLE_SUFFIXES, SOURCE_SUFFIXES, read_articles, read_source
from quotes.readers.raw import TEXT_LIMIT
from tests.readers.packed import odt_file, warc_file, word_file, zipped
from tests.readers.samples import FILES, HTML

SUFFIXES = sorted(ARTICLE_SUFFIXES | SOURCE_SUFFIXES)
# What markup is made of, so that random text is not only words.
PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</p>",
            "<p>",
            "<q>",
            "<blockquote>",
            "<cite>",
            "&quot;",
            "“",
            "”",
            "\n",
            "\n\n",
        ),
        *(
            "> ",
            "- ",
            "**",
            "[a](b)",
            "[^1]",
            "|",
            "{",
            "}",
            '"',
            '{"text":',
            "---\n",
            "{\\an8}",
            "Ã±",
        ),
        *(
            "00:01.000 --> 00:02.000\n",
            "WEBVTT\n\n",
            "From: a@b\n",
            "a: b\n",
            "No ",
            "\x00",
            "\ud800",
        ),
        *("\ufffd", "\u2028"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


def outcome(path: Path) -> list[str]:
    """Return what reading a file gives: texts and problems; anything else than those fails."""
    found: list[str] = []
    if path.suffix in SOURCE_SUFFIXES:
        try:
            source = read_source(path, path.parent)
            assert all(place.span.end <= len(source.text) for place in source.places)
            found.append(source.text)
        except InputError as error:
            found.append(str(error))
    try:
        for article in read_articles(path, path.name):
            found.append(str(article) if isinstance(article, InputError) else article.text)
    except InputError as error:
        found.append(str(error))
    for text in found:
        text.encode("utf-8")  # no lone surrogate reaches a report
    return found


@settings(max_examples=30)
@given(text=TEXTS, suffix=st.sampled_from(SUFFIXES))
def test_any_text_is_read_or_refused_in_a_line(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert outcome(path) == outcome(path)


@pytest.mark.parametrize("name", sorted(FILES))
def test_damaged_files_are_read_or_refused_in_a_line(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same damage in every run
    path = tmp_path / name
    for _ in range(8):
        data = bytearray(FILES[name])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        path.write_bytes(bytes(data[: chance.randint(1, len(data))]))
        assert all(outcome(path))


RUN = "<w:r><w:t>Hola.</w:t></w:r>"
WIDE = "<w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr>"
ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(50_000))
LAUGHS = "".join(f"<!ENTITY b{n + 1} '{f'&b{n};' * 10}'>" for n in range(1, 9))
HOSTILE: list[tuple[str, bytes, str]] = [
    ("a.docx", word_file(f"<w:tbl><w:tr><w:tc>{WIDE}<w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>"),
     "Hola."),
    ("a.docx", word_file("<w:p/>" * 20_000 + f"<w:p>{RUN}</w:p>"), "Hola."),
    ("a.docx", word_file("<w:tbl><w:tr><w:tc>" * 5_000), "not a Word document"),
    ("a.docx", zipped({"word/document.xml": f"<!DOCTYPE a [<!ENTITY b1 'x'>{LAUGHS}]><a>&b9;</a>"}),
     ""),
    ("a.odt", odt_file("<table:table-row table:number-rows-repeated='1000000000'><text:p>Hola."
                       "</text:p></table:table-row>"), "Hola."),
    ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"{\\" * 200_000 + b"Hola.", "Hola."),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 60_000, "<v"),
    ("a.html", f"<p {ATTRIBUTES}>She said no.</p>".encode(), "She said no."),
    ("a.html", b"<div>" * 3_000 + b"She said no.", ""),
    ("a.html", b"<" * 50_000 + b"<p>She said no.", ""),
    ("a.md", b"[" * 5_000 + b" She said no.", "She said no."),
    ("a.md", b">" * 3_000 + b" She said no.", "She said no."),
    ("a.txt", b"[a](https://x" * 20_000 + b" She said no.", "She said no."),
    ("a.txt", b"**a " * 50_000 + b" She said no.", "She said no."),
    ("a.jsonl", b'{"text": ' + b"[" * 200_000, "not JSON"),
    ("a.jsonl", b'{"text": "She said no.", "id": ' + b"1" * 10_000 + b"}", ""),
    ("a.xml", f"<!DOCTYPE a [<!ENTITY b1 'x'>{LAUGHS}]><nitf><body>&b9;</body></nitf>".encode(),
     ""),
    ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 2_000 + b"\n\nShe said no.", "She said no."),
    ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nShe said no.", "She said no."),
    ("a.eml", b"From: " + b"a@b, " * 100_000 + b"\n\nShe said no.", "She said no."),
    ("a.eml", b"Content-Type: text/plain; " + b"a*0*=x; " * 50_000 + b"\n\nShe said no.", ""),
    ("a.zip", zipped({f"{n}.txt": "She said no." for n in range(300)}), "She said no."),
    ("a.warc.gz", warc_file({"https://example.org": HTML.encode()})[:-40], ""),
    ("a.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000, "a PDF that cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), HOSTILE)
def test_what_is_hostile_stays_small(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = outcome(path)
    assert any(expected in text for text in found)
    assert sum(map(len, found)) < 3 * len(data) + 10_000


def test_a_sparse_file_of_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(500 * TEXT_LIMIT)
    assert all("more than the 10 MB" in text for text in outcome(path))
