"""Where the words of an article stand in its file: what an editor opens and a code host marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.model import Span
from quotes.readers import read_article
from quotes.readers.file_lines import LARGEST, file_lines

FRONT = "---\ntitle: The bridge of Piedra Mansa\nquotes-ignore: D305\n---\n\n"
BODY = "The mayor spoke first.\n\nShe said “We will finish the bridge in March.”\n"
WRAPPED = (
    "The council of Puerto Almendro met on Tuesday to hear what the river\n"
    "authority had to say about the bridge. “We will not wait another\n"
    "year,” the mayor said, and asked the council to vote at once. The\n"
    "Sabanalta road stays closed until somebody pays for the repair of its\n"
    "three culverts.\n"
)
LINKED = "She said “We **will** finish [it](https://example.org/we) now.”\n"
PAGE = """<!DOCTYPE html>
<html><head><title>The bridge</title>
<script type="application/ld+json">{"articleBody": "We will finish the bridge in March."}</script>
<!-- We will finish the bridge in March. -->
</head><body><nav><a href="/">Home of the paper</a></nav>
<article><h1>The bridge of Piedra Mansa</h1>
<p>The mayor spoke first, on Tuesday, before the whole council of Puerto Almendro.</p>
<p>She said &ldquo;We <em>will</em> finish
 the bridge in March, as Jos&eacute; promised.&rdquo;</p></article></body></html>
"""


@pytest.mark.parametrize(
    ("name", "content", "words", "place"),
    [
        ("a.txt", BODY, "We will finish the bridge in March.", (3, 11, 3, 46)),
        ("a.txt", "\ufeff" + BODY, "We will finish", (3, 11, 3, 25)),
        ("a.txt", BODY.replace("\n", "\r\n"), "We will finish", (3, 11, 3, 25)),
        ("a.txt", FRONT + BODY, "We will finish", (8, 11, 8, 25)),
        ("a.md", FRONT + BODY, "We will finish", (8, 11, 8, 25)),
        ("a.txt", WRAPPED, "We will not wait another year,", (2, 41, 3, 6)),
        ("a.md", LINKED, "finish it now.", (1, 23, 1, 63)),
        ("a.html", PAGE, "We will finish the bridge in March, as José promised.", (8, 20, 9, 47)),
    ],
)  # fmt: skip
def test_the_place_is_that_of_the_file(
    name: str, content: str, words: str, place: tuple[int, int, int, int], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    article = read_article(path)
    start = article.text.index(words)
    assert article.in_file(Span(start, start + len(words))) == place


def test_a_format_without_lines_has_no_places(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(f"Subject: the bridge\nContent-Type: text/plain; charset=utf-8\n\n{BODY}")
    assert read_article(path).in_file(Span(0, 5)) is None


@pytest.mark.parametrize(
    "raw",
    [
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<" * 500_000,
        "a " * 100_000,
        "&" * 500_000,
        "&a" * 100_000,
        "x" * (LARGEST + 1),
        "",
    ],
)
def test_no_file_is_too_odd(raw: str) -> None:
    assert len(file_lines(raw, "a b c d e " * 5_000, markup=True)) <= 50_000


def test_words_that_the_file_holds_in_another_order_are_found_again() -> None:
    raw = "one two three four five\nsix seven eight nine ten\n"
    lines = file_lines(raw, "six seven eight nine ten one two three four five", markup=False)
    assert lines == ((0, 2, 1), (25, 1, 1))
