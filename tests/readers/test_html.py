from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quotes.readers import read_article, read_source

PAGE = """<!DOCTYPE html><html lang="en"><head>
<meta charset="utf-8"><title>Mayor refuses | The Almendro Post</title>
<meta property="og:title" content="Mayor refuses to pay">
<meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2024-03-05T10:00:00-05:00">
<link rel="canonical" href="https://example.org/mayor">
</head><body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe now</a></nav>
<article><h1>Mayor refuses to pay</h1>
<p>Mayor Rosalba Quintero Vélez said on Tuesday that “the town will not pay a single peso”
of the debt that the river authority claims, and asked the council to back her.</p>
<p>“We owe <em>nothing</em> to anyone,” she told reporters in Puerto Almendro &mdash; twice.</p>
<p>Finance secretary Julián Ospina Berrío was more careful, and spoke of “an open account.”</p>
</article><aside>Most read: ten recipes for mangoes</aside>
<footer>© 2024 The Almendro Post. All rights reserved.</footer>
<script>var tracker = "quotes";</script></body></html>"""


def test_the_article_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read_article(path)
    assert (
        "“We owe nothing to anyone,” she told reporters in Puerto Almendro — twice." in article.text
    )
    assert "“the town will not pay a single peso” of the debt" in article.text
    for noise in ("Subscribe", "mangoes", "rights reserved", "tracker", "<"):
        assert noise not in article.text
    assert (article.title, article.author) == ("Mayor refuses to pay", "Ana Ruiz")
    assert (article.date, article.url) == (date(2024, 3, 5), "https://example.org/mayor")
    assert article.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_encoding_a_page_declares(tmp_path: Path, encoding: str) -> None:
    words = "La alcaldesa dijo que el año próximo no habrá más subsidios para los pescadores. "
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{words * 4}</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    source = read_source(tmp_path / "a.html", tmp_path)
    assert "año próximo no habrá más" in source.text
    assert source.language == "es"


def test_a_page_without_an_article_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>He said no.</div>", encoding="utf-8")
    article = read_article(tmp_path / "a.html")
    assert " ".join(article.text.split()) == "He said no."


def test_marks_that_only_a_browser_shows(tmp_path: Path) -> None:
    page = "<p>The mayor said, <q cite='x'>This is over</q>, and left the hall.</p>"
    (tmp_path / "a.html").write_text(f"<article>{page}</article>", encoding="utf-8")
    text = read_article(tmp_path / "a.html").text
    assert text == "The mayor said, “This is over”, and left the hall."
