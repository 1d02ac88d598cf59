"""Files that hold many articles, and the formats of letters, agencies and archives."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.model import Article
from quotes.readers import packages as limits
from quotes.readers import read_article, read_articles, read_source
from tests.readers.packed import epub_file, warc_file, zipped

SAID = "“The bridge is closed,” the mayor of Puerto Almendro said on Tuesday."


def read(path: Path, data: bytes, name: str = "a") -> tuple[dict[str, str], list[str]]:
    """Return the texts of a file's articles by their paths, and its problems."""
    path.write_bytes(data)
    found = list(read_articles(path, name))
    articles = {one.path: one.text for one in found if isinstance(one, Article)}
    return articles, [str(one) for one in found if isinstance(one, InputError)]


def test_a_zip_of_articles(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "in/a.txt": SAID,
        "in/b.md": f"**{SAID}**",
        "posts.jsonl": json.dumps({"id": "p1", "text": SAID}) + "\n{",
        "empty.txt": "",
        "broken.docx": "x",
        "song.mp3": "x",
        "__MACOSX/._a.txt": "x",
    }
    articles, problems = read(tmp_path / "pack.zip", zipped(members), "pack.zip")
    paths = ["pack.zip/in/a.txt", "pack.zip/in/b.md", "pack.zip/posts.jsonl/p1"]
    assert articles == dict.fromkeys(paths, SAID)
    assert sorted(problems) == [
        "pack.zip/broken.docx: not a Word document that can be read: save it anew",
        "pack.zip/empty.txt: the file is empty: there is nothing to read",
        "pack.zip/posts.jsonl/2: not JSON: left out",
        "pack.zip: files of kinds that are not read: 1 .mp3: left out",
    ]


@pytest.mark.parametrize("name", ["a.zip", "a.jsonl", "a.warc", "a.xml"])
def test_one_that_holds_nothing_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(zipped({}) if name == "a.zip" else b"\n")
    with pytest.raises(InputError, match=rf"^{name}: "):
        list(read_articles(tmp_path / name, name))


def test_statements_as_articles(tmp_path: Path) -> None:
    lines = [
        {"id": 7, "text": SAID, "title": "T", "author": "A", "date": "2024-03-05"},
        {"id": 7, "content": SAID},
        {"id": float("nan"), "text": SAID, "date": "2024-13-45"},
        {"text": 5},
    ]
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = list(read_articles(path, "p.jsonl"))
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.path for one in articles] == ["p.jsonl/7", "p.jsonl/7-2", "p.jsonl/3"]
    assert (articles[0].title, articles[0].date) == ("T", date(2024, 3, 5))
    assert "date: date '2024-13-45' is not a date" in articles[2].warnings[0]
    assert str(found[-1]) == "p.jsonl/4: no text in it (a field “text”): left out"
    with pytest.raises(InputError, match="may hold many articles"):
        read_article(path)


def test_a_web_archive(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{SAID}</p></article></body></html>"
    data = warc_file({"https://example.org/a": page.encode(), "https://example.org/b": b""})
    articles, problems = read(tmp_path / "a.warc.gz", data, "w")
    assert articles == {"w/https://example.org/a": SAID}
    assert problems == ["w/https://example.org/b: the page is empty: fetch it again"]
    declared = warc_file(
        {"https://example.org/a": page.encode("cp1252")}, "text/html; charset=latin1"
    )
    assert list(read(tmp_path / "b.warc.gz", declared)[0].values()) == [SAID]


NITF = (
    "<nitf><body><body.head><hedline><hl1>Bridge closed</hl1></hedline><byline>Ana Ruiz</byline>"
    "<dateline><story.date norm='20240305T101500Z'/></dateline></body.head>"
    "<body.content><p>The mayor wrote to <org>the council</org>:</p><bq><block><p>The bridge is "
    "closed.</p></block><credit>Rosalba Quintero</credit></bq><p>Nobody answered her letter.</p>"
    "</body.content></body></nitf>"
)
ITEM = (
    "<newsItem guid='urn:a:{n}'><itemMeta><versionCreated>2024-03-05T10:00:00Z</versionCreated>"
    "</itemMeta><contentMeta><headline>Bridge {n}</headline></contentMeta><contentSet><inlineXML>"
    "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>" + SAID + "</p></body></html></inlineXML>"
    "</contentSet></newsItem>"
)


def test_news_as_agencies_exchange_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(NITF, encoding="utf-8")
    article = next(read_articles(tmp_path / "a.xml", "a.xml"))
    assert isinstance(article, Article)
    assert article.text.splitlines() == [
        "Bridge closed",
        "The mayor wrote to the council:",
        "“The bridge is closed.” — Rosalba Quintero",
        "Nobody answered her letter.",
    ]
    assert (article.path, article.title, article.author) == ("a.xml", "Bridge closed", "Ana Ruiz")
    assert article.date == date(2024, 3, 5)
    items = ITEM.format(n=1) + ITEM.format(n=2) + "<newsItem guid='urn:a:3'/>"
    message = f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>{items}</newsMessage>"
    articles, problems = read(tmp_path / "b.xml", message.encode(), "b.xml")
    assert articles == {"b.xml/urn:a:1": SAID, "b.xml/urn:a:2": SAID}
    assert problems == ["b.xml/urn:a:3: an item without text: leave it out"]
    with pytest.raises(InputError, match=r"XML of another kind \(rss\)"):
        read(tmp_path / "c.xml", b"<rss/>")


def test_lines_of_json_in_another_encoding_are_read_and_told(tmp_path: Path) -> None:
    line = '{"text": "She said “no” to Inés."}'
    (tmp_path / "a.jsonl").write_bytes(line.encode("cp1252"))
    (article,) = read_articles(tmp_path / "a.jsonl", "a.jsonl")
    assert isinstance(article, Article)
    assert article.text == "She said “no” to Inés."
    assert "Windows-1252" in article.warnings[0]


def test_a_place_above_in_a_zip_hides_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("../a.txt", SAID)
        package.writestr(".b.txt", SAID)
    assert len(list(read_articles(tmp_path / "a.zip", "a.zip"))) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_in_a_zip_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.txt", "She said “no”.")
        package.writestr("a.txt", SAID)
    articles, problems = read(tmp_path / "a.zip", (tmp_path / "a.zip").read_bytes(), "a.zip")
    assert list(articles.values()) == [SAID]
    assert problems == ["a.zip/a.txt: 2 files have this name: only the last is read"]


LETTERS = [
    ("Content-Type: text/plain; charset=iso-8859-1", "She said \x93no\x94.".encode("latin-1"),
     "She said “no”."),
    ("Content-Type: text/plain; format=flowed", b"She said \nno.\n-- \nAna Ruiz", "She said no.\n"),
    ("Content-Type: text/plain; format=flowed; delsp=yes", b"She said no to the fer \nry.",
     "She said no to the ferry."),
    ("Content-Type: multipart/alternative; boundary=Y", b"--Y\n\nView this at https://example.org/"
     b"a/very/long/address/that/says/nothing\n--Y\nContent-Type: text/html\n\n<p>She said no to "
     b"the ferry, and no to the pier.</p>\n--Y--", "She said no to the ferry, and no to the pier."),
    ("Content-Type: multipart/alternative; boundary=Y", b"--Y\n\nShe said no to the ferry.\n--Y\n"
     b"Content-Type: text/html\n\n<p>See the picture.</p>\n--Y--", "She said no to the ferry."),
    ("Content-Type: text/html", b"<p>She said<br>no.</p>", "She said\nno."),
    ("Content-Transfer-Encoding: base64", b"U2hlIHNhaWQgbm8u", "She said no."),
    ("Content-Type: multipart/mixed; boundary=Y", b"--Y\n\nSee below.\n--Y\n"
     b"Content-Type: message/rfc822\n\nFrom: q@r.s\n\nShe said no.\n--Y\n"
     b"Content-Type: text/html\n\n<p>And yes.</p>\n--Y--",
     "See below.\n\nShe said no.\n\nAnd yes."),
    ("Content-Type: multipart/alternative; boundary=Y", b"--Y\n\nShe said no.\n--Y\n"
     b"Content-Type: text/html\n\n<p>She said no.</p>\n--Y--", "She said no."),
    ("Content-Type: text/plain; charset=nonsense", b"She said no.", "She said no."),
    ("X-Note: replies", b"On Monday, Rosalba Quintero wrote:\n\n> We will not\n> pay the debt.\n"
     b">\n> Not a peso.\n\nAnd she did not, as the whole town knows by now.",
     "On Monday, Rosalba Quintero wrote:\n\n“We will not pay the debt.\n“Not a peso.”\n\n"
     "And she did not, as the whole town knows by now."),
]  # fmt: skip


@pytest.mark.parametrize(("header", "body", "text"), LETTERS)
def test_letters(tmp_path: Path, header: str, body: bytes, text: str) -> None:
    head = (
        "From: Ana Ruiz <a@example.org>\nSubject: Bridge\nDate: Tue, 05 Mar 2024 10:00:00 -0500\n"
    )
    (tmp_path / "a.eml").write_bytes(f"{head}{header}\n\n".encode() + body)
    article = read_article(tmp_path / "a.eml")
    assert article.text == text
    assert (article.title, article.author) == ("Bridge", "Ana Ruiz")
    assert (article.date, article.warnings) == (date(2024, 3, 5), ())


def test_a_letter_with_attachments(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content(SAID)
    message.add_alternative(f"<p>{SAID}</p>", subtype="html")
    message.add_attachment(b"x", "application", "pdf", filename="a.pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    article = read_article(tmp_path / "a.eml", "a.eml")
    assert article.text.strip() == SAID
    assert article.warnings == ("a.eml: 1 attachments are not read: give them as files",)


def test_chapters_of_a_book(tmp_path: Path) -> None:
    text = "<p>El municipio no pagará la deuda que reclama la autoridad del río.</p>"
    (tmp_path / "a.epub").write_bytes(epub_file([f"<h1>El puente</h1>{text}", "", text]))
    source = read_source(tmp_path / "a.epub", tmp_path)
    assert [place.label for place in source.places] == ["chapter 1, El puente", "chapter 3"]
    assert source.title == "Memorias"


def test_what_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(zipped({"word/document.xml": b"<a>" + b" " * 70_000_000}))
    with pytest.raises(InputError, match="unpacks to over 64 MB"):
        read_article(tmp_path / "a.docx")
    monkeypatch.setattr(limits, "MOST_ELEMENTS", 1_000)
    (tmp_path / "a.docx").write_bytes(
        zipped({"word/document.xml": "<a>" + "<p/>" * 2_000 + "</a>"})
    )
    with pytest.raises(InputError, match="more than 1,000 elements"):
        read_article(tmp_path / "a.docx")


def test_a_parquet_file_of_articles(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"id": "p1", "text": SAID, "date": date(2024, 3, 5), "title": "T"},
        {"id": "p2", "text": None, "date": None, "title": None},
    ]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    articles, problems = read(tmp_path / "a.parquet", (tmp_path / "a.parquet").read_bytes())
    assert articles == {"a/p1": SAID}
    assert problems == ["a/2: no text in it (a field “text”): left out"]
    (article,) = (a for a in read_articles(tmp_path / "a.parquet") if isinstance(a, Article))
    assert (article.title, article.date) == ("T", date(2024, 3, 5))
    with pytest.raises(InputError, match="not a Parquet file"):
        read(tmp_path / "b.parquet", b"PAR1 noise")


def test_articles_in_an_object_store(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from quotes.readers.discovery import copied

    (tmp_path / "in").mkdir()
    for name in ("b.txt", "in/a.txt", ".hidden.txt", "song.mp3"):
        (tmp_path / name).write_text(SAID, encoding="utf-8")

    def texts(address: str) -> list[tuple[str, str]]:
        copies = (one for one in copied(address) if not isinstance(one, InputError))
        return [
            (name.removeprefix(f"file://{tmp_path}"), path.read_text(encoding="utf-8"))
            for path, name in copies
        ]

    assert texts(tmp_path.as_uri()) == [("/b.txt", SAID), ("/in/a.txt", SAID)]
    assert texts((tmp_path / "b.txt").as_uri()) == [("/b.txt", SAID)]
    for gone in ("file:///no/such/place", "nonsense://x/y"):
        with pytest.raises(InputError, match="check the address"):
            list(copied(gone))
