from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quotes.readers import read_article, read_source
from quotes.readers.documents import Raw
from quotes.readers.html import read_html

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


AROUND = (
    "The council of Puerto Almendro met on Tuesday to hear what the river authority had to say "
    "about the bridge, which has been closed since the flood of last year."
)
QUOTED = [
    ("<blockquote><p>We will not pay.</p><p>Not a peso.</p></blockquote>",
     ["“We will not pay.", "“Not a peso.”"]),
    ("<blockquote>“We will not pay.”</blockquote>", ["“We will not pay.”"]),
    ("<blockquote>the money was never there<br>and nobody asked.</blockquote>",
     ["“the money was never there and nobody asked.”"]),
    ("<blockquote><ul><li>We will not pay.</li><li>Not a peso.</li></ul></blockquote>",
     ["“We will not pay.", "“Not a peso.”"]),
    ("<blockquote><p>We will not pay.</p><cite>Rosalba Quintero</cite></blockquote>",
     ["“We will not pay.” — Rosalba Quintero"]),
    ("<blockquote><p>We will not pay. <cite>— Rosalba Quintero</cite></p></blockquote>",
     ["“We will not pay.” — Rosalba Quintero"]),
    ("<blockquote><p>We read <cite>El Almendro</cite> every day.</p></blockquote>",
     ["“We read El Almendro every day.”"]),
    ("<figure><blockquote><p>We will not pay.</p></blockquote><figcaption>— Rosalba Quintero"
     "</figcaption></figure>", ["“We will not pay.” — Rosalba Quintero"]),
    ('<blockquote class="twitter-tweet"><p>We will not pay.</p>&mdash; Rosalba Quintero '
     '(@rosalba) <a href="#">March 5, 2024</a></blockquote>',
     ["“We will not pay.” — Rosalba Quintero (@rosalba) March 5, 2024"]),
    ('<blockquote cite="https://example.org/1"><p>The ferry is back.</p>Posted by <a href="#">Ana '
     'Ruiz</a> on <a href="#">Monday, 3 June 2024</a></blockquote>',
     ["“The ferry is back.” — Ana Ruiz"]),
    ("<blockquote><p>The ferry is back.</p>Posted by Ana Ruiz</blockquote>",
     ["“The ferry is back.” — Ana Ruiz"]),
    ("<blockquote cite='#'><p>The ferry is back.</p>Posted by <a href='#'>Ana Ruiz</a> on&nbsp;"
     "<a href='#'>Monday, 3 June 2024</a></blockquote>", ["“The ferry is back.” — Ana Ruiz"]),
    # A signature without <cite> is its last paragraph or line.
    ("<blockquote><p>We will not pay.</p><p>Rosalba Quintero, mayor</p></blockquote>",
     ["“We will not pay.” — Rosalba Quintero, mayor"]),
    ("<blockquote><p>We will not pay.</p><p><em>Rosalba Quintero</em></p></blockquote>",
     ["“We will not pay.” — Rosalba Quintero"]),
    ("<blockquote><p>We will not pay.<br>– Rosalba Quintero, mayor</p></blockquote>",
     ["“We will not pay.” — Rosalba Quintero, mayor"]),
    ("<blockquote>We will not pay.<br>Rosalba Quintero, mayor of the town</blockquote>",
     ["“We will not pay.” — Rosalba Quintero, mayor of the town"]),
    ("<blockquote><p>We will not pay.</p><p><b>Rosalba Quintero</b><br>Mayor</p></blockquote>",
     ["“We will not pay.” — Rosalba Quintero, Mayor"]),
    ("<blockquote><p>Not a peso</p><p>— Quintero</p></blockquote>", ["“Not a peso” — Quintero"]),
    # But words are none, nor is what stands behind no sentence or is a date.
    ("<blockquote><p>We will not pay.</p><p>Rosalba Quintero, we will not forget</p></blockquote>",
     ["“We will not pay.", "“Rosalba Quintero, we will not forget”"]),
    ("<blockquote><p>We will not pay</p><p>Puerto Almendro</p></blockquote>",
     ["“We will not pay", "“Puerto Almendro”"]),
    ("<blockquote><p>We will not pay.</p><p>Not a peso.</p></blockquote>",
     ["“We will not pay.", "“Not a peso.”"]),
    ("<blockquote><p>We will not pay.</p><p>Puerto Almendro, 3 May 2024</p></blockquote>",
     ["“We will not pay.", "“Puerto Almendro, 3 May 2024”"]),
    ("<blockquote><p>Rosalba Quintero</p></blockquote>", ["“Rosalba Quintero”"]),
    ("<blockquote><p>We will not pay.<br>– and nobody will</p></blockquote>",
     ["“We will not pay.", "“– and nobody will”"]),
    # Posts: one, however many lines; the name without pictures, else the account's.
    ('<blockquote class="twitter-tweet"><p>We will not pay.<br><br>Not a peso.</p>&mdash; Rosalba '
     'Quintero 🌊🐟 (@rosalba) <a href="#">March 5, 2024</a></blockquote>',
     ["“We will not pay.", "“Not a peso.” — Rosalba Quintero (@rosalba) March 5, 2024"]),
    ('<blockquote class="twitter-tweet"><p>We will not pay.</p>&mdash; rosalba_q (@rosalba_q) '
     '<a href="#">March 5, 2024</a></blockquote>', ["“We will not pay.” — @rosalba_q"]),
    ('<blockquote class="twitter-tweet"><p>We will not pay.</p>&mdash; 🌊 (@rosalba) '
     '<a href="#">March 5, 2024</a></blockquote>', ["“We will not pay.” — @rosalba"]),
    ('<blockquote class="mastodon-embed"><p>We will not pay.</p><a href="#">Rosalba Quintero</a>'
     "</blockquote>", ["“We will not pay.” — Rosalba Quintero"]),
    ("<blockquote><p>Posted by the pier, a notice on the ferry says it is back.</p></blockquote>",
     ["“Posted by the pier, a notice on the ferry says it is back.”"]),
    ('<blockquote class="instagram-media"><p>We will not pay.</p><p>A post shared by Rosalba '
     "Quintero (@rosalba)</p></blockquote>", ["“We will not pay.” — Rosalba Quintero (@rosalba)"]),
    ('<blockquote class="tiktok-embed"><section><a href="#">@rosalba</a> <p>We will not pay.</p> '
     '<a href="#">♬ original sound - Ana Ruiz</a></section></blockquote>',
     ["“We will not pay.” — @rosalba"]),
    ('<blockquote class="mastodon-embed"><a href="#"><div>Post by Rosalba Quintero '
     '(@rosalba@almendro.example.org)</div><div>We will not pay.</div></a></blockquote>',
     ["“We will not pay.” — Rosalba Quintero (@rosalba@almendro.example.org)"]),
    ('<blockquote class="instagram-media"><div>View this post on Instagram</div></blockquote>', []),
    ("<p>She said, <q>We will <em>not</em> pay</q>, and left.</p>",
     ["She said, “We will not pay”, and left."]),
    ('<figure><img src="x"><figcaption>Mayor Quintero: “We will not pay.”</figcaption></figure>',
     ["Mayor Quintero: “We will not pay.”"]),
    ("<ul><li>“The bridge is closed.”</li><li>“The road is closed.”</li></ul>",
     ["- “The bridge is closed.”", "- “The road is closed.”"]),
    ("<p><a href='#'>See part 4, “Who pays for the bridge”</a>.</p>",
     ["See part 4, “Who pays for the bridge”."]),
    ("<p><a href='#'>“We will not pay,” says mayor</a></p>", []),
    ("<p>Whoever wants to know what was promised about the bridge may look at:</p>"
     "<ul><li><a href='#'>The bridge of 1990, “Who pays”</a></li></ul>",
     ["Whoever wants to know what was promised about the bridge may look at:",
      "- The bridge of 1990, “Who pays”"]),
    ("<aside class='footnote' role='note'><p>The letter says “at the latest”.</p></aside>",
     ["The letter says “at the latest”."]),
    ("<p>She said “we will not<br>pay.”</p>", ["She said “we will not pay.”"]),
    ("<p>She said no.<br>“We will not pay.<br>Not a peso.”</p>",
     ["She said no.", "“We will not pay.", "Not a peso.”"]),
    ('<blockquote class="instagram-media"><a href="#">We will not pay.</a><p><a href="#">A post '
     'shared by Rosalba Quintero (@rosalba)</a></p></blockquote>',
     ["“We will not pay.” — Rosalba Quintero (@rosalba)"]),
    ('<p>It has been so since 2019<sup><a href="#n">[1]</a></sup>, “always,” she said.</p>',
     ["It has been so since 2019, “always,” she said."]),
    ("<p hidden>“Not this,” she said.</p><p style='display:none'>“Nor this,” she said.</p>", []),
    ("<aside class='related-stories'><p>“We will not pay,” says the mayor</p></aside>", []),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "lines"), QUOTED)
def test_what_a_page_sets_as_quoted(tmp_path: Path, inside: str, lines: list[str]) -> None:
    page = f"<html><body><main><article><p>{AROUND}</p>{inside}<p>{AROUND[::-1]}</p></article>"
    (tmp_path / "a.html").write_text(f"{page}</main></body></html>", encoding="utf-8")
    assert read_article(tmp_path / "a.html").text.splitlines()[1:-1] == lines


def test_lines_in_bold_are_told(tmp_path: Path) -> None:
    page = (
        f"<article><p>{AROUND}</p><p><strong>Who <em>pays</em>?</strong></p><p>The town.</p>"
        "<p><b>And <i>when?</i></b><br>In <b>May</b>.</p><blockquote><b>Never.</b></blockquote>"
        f"<p style='font-weight:700'>Tell us why.</p><p>Because.</p>"
        f"<h2>Heading</h2><p>{AROUND[::-1]}</p></article>"
    )
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    article = read_article(tmp_path / "a.html")
    bold = [span.of(article.text).strip() for span in article.bold]
    assert bold == ["Who pays?", "And when?", "Tell us why."]
    written = "Intro.\n\n> Never.\n\n**Who pays?**\n\nThe **town**.\n\n**And\n_when?_**\n\nIn May."
    (tmp_path / "a.md").write_text(written, encoding="utf-8")
    article = read_article(tmp_path / "a.md")
    bold = [span.of(article.text).strip() for span in article.bold]
    assert bold == ["Who pays?", "And", "when?"]


BROKEN = [
    ("<p>“The pier of Puerto Almendro is closed,”<br>said the mayor.</p>",
     "“The pier of Puerto Almendro is closed,” said the mayor."),
    ("<p>«El muelle de Puerto Almendro no se<br>abre», dijo Luna.<br>Fin.</p>",
     "«El muelle de Puerto Almendro no se abre», dijo Luna.\nFin."),
    ("<p>The pier of Puerto Almendro was shut and no-<br>body told the fishermen.</p>",
     "The pier of Puerto Almendro was shut and nobody told the fishermen."),
    ("<p>Ana Ruiz<br>Calle Real<br>Puerto Almendro</p>", "Ana Ruiz\nCalle Real\nPuerto Almendro"),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "text"), BROKEN)
def test_a_line_end_inside_a_sentence_is_a_space(tmp_path: Path, broken: str, text: str) -> None:
    page = f"<html><body><article><p>{AROUND}</p>{broken}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read_article(tmp_path / "a.html").text.endswith(text)


PULLED = [
    "<blockquote class='pullquote'>We will not pay a peso</blockquote>",
    "<aside class='pull-quote'><p>“We will not pay …</p><p>a peso”</p></aside>",
    "<figure class='pullquote'><p>We will not pay a peso</p></figure>",
]


@pytest.mark.parametrize("pulled", PULLED)
def test_a_pull_quote_is_told_once(tmp_path: Path, pulled: str) -> None:
    said = "<p>“We will not pay a peso of it,” the mayor told the council on Tuesday evening.</p>"
    page = f"<article><p>{AROUND}</p>{pulled}{said}<p>{AROUND[::-1]}</p></article>"
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert read_article(tmp_path / "a.html").text.count("peso") == 1


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "iso-8859-15"])
def test_bytes_as_browsers_take_them(tmp_path: Path, declared: str) -> None:
    said = "“We won’t pay,” said Mayor Muñoz."
    page = f"<meta charset='{declared}'><p>{AROUND}</p><p>{said}</p>"
    (tmp_path / "a.html").write_bytes(f"<html><body>{page}".encode("cp1252"))
    assert said in read_article(tmp_path / "a.html").text


# A sentence between marks is the article's wherever it stands in it; what is around it is not.
LEAD = "<p class='lead'>“We are tired,” says the vet, Nuria Salas.</p>"
SAID = "“We are tired,” says the vet, Nuria Salas."
BODY = f"<div class='body'><p>{AROUND}</p></div>"
STANDING = [
    (f"<article><h1>The bridge</h1>{LEAD}{BODY}</article>", True),
    (f"<main><article><header><h1>The bridge</h1>{LEAD}</header>{BODY}</article></main>", True),
    (f"<article><h1>The bridge</h1>{BODY}{LEAD}</article>", True),
    (f"<article><h1>The bridge</h1>{BODY}<div>{LEAD}</div></article>", True),
    (f"<div id='a'>{LEAD}</div><div id='b'><p>{AROUND}</p><p>{AROUND[::-1]}</p></div>", True),
    (f"<div><div>{BODY}</div><div>{BODY[::-1]}</div><div>{LEAD}</div></div>", True),
    (f"<article>{LEAD}<figure><img src='x'><figcaption>{AROUND}</figcaption></figure>"
     "<p>It rained.</p></article>", True),
    (f"<div>{LEAD}<figure><img src='x'><figcaption>{AROUND}</figcaption></figure></div>", True),
    (f"<article><header><h1>The bridge</h1><p><a href='#'>Ana Ruiz</a></p>{LEAD}</header>{BODY}"
     "</article>", True),
    (f"<article>{SAID}<div class='share'><a href='#'>Share</a></div>{BODY}</article>", True),
    (f"<article><h1><a href='#'>The bridge of the town that nobody wants</a></h1>{LEAD}{BODY}"
     "</article>", True),
    # Not of the article: below another headline, in a part that says so, around the page.
    (f"<article>{BODY}</article><div>{LEAD}</div>", False),
    (f"<main>{BODY}</main><section>{LEAD}</section>", False),
    (f"{BODY}<div><h3><a href='#'>Vet tells of nights without any sleep</a></h3>{LEAD}</div>",
     False),
    (f"<article>{BODY}<section><h2>Comments (3)</h2><div>{LEAD}</div></section></article>", False),
    (f"<article>{BODY}<div><h4>Read more</h4>{LEAD}</div></article>", False),
    (f"<article>{BODY}<div class='related'>{LEAD}</div></article>", False),
    (f"<article>{BODY}<footer>{LEAD}</footer></article>", False),
    (f"{BODY}<div id='comments'>{LEAD}</div>", False),
    (f"<nav>{LEAD}</nav>{BODY}", False),
    (f"<aside>{LEAD}</aside>{BODY}", False),
    (f"{BODY}<div class='cookie-note'>{LEAD}</div>", False),
]  # fmt: skip


@pytest.mark.parametrize(("page", "read"), STANDING)
def test_where_a_sentence_between_marks_is_the_articles(
    tmp_path: Path, page: str, read: bool
) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    text = read_article(tmp_path / "a.html").text
    assert (SAID in text) == read
    assert AROUND in text


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<p>Puerto Almendro, 15 de abril de 2026. La alcaldesa habló del muelle.</p>", (4, 15)),
        ("<p>PUERTO ALMENDRO, April 15, 2026 — The mayor spoke.</p>", (4, 15)),
        ("<p>Puerto Almendro (Sabanalta), jueves 20 de ago. de 2026.- Habló.</p>", (8, 20)),
        ("<p>Publicado el 1.º de mayo de 2026</p><p>La alcaldesa habló.</p>", (5, 1)),
        ("<p>By Ana Ruiz | 3 May 2026 | 10:15</p><p>The mayor spoke.</p>", (5, 3)),
        ("<p class='fecha'>1 de enero de 2026</p><p>La alcaldesa habló.</p>", (1, 1)),
        ("<p>La alcaldesa habló de las lluvias de 2025 y de las de 2026.</p>", None),
        ("<p>La alcaldesa habló.</p><footer>© 2026 La Crónica del Puerto</footer>", None),
        ("<p>El muelle cayó el 3 de marzo de 2026.</p>", None),
        ("<p>On March 3, 2026, the pier fell.</p>", None),
        ("<p>La alcaldesa recordó la fecha, 3 de marzo de 2026, con dolor.</p>", None),
        ("<p>Puerto Almendro, 15 de abril de 2096. La alcaldesa habló.</p>", None),
        ("<meta name='date' content='2026-04'><p>La alcaldesa habló.</p>", None),
    ],
)
def test_a_date_is_one_that_the_page_prints(shown: str, day: tuple[int, int] | None) -> None:
    words = "<p>“No debemos nada a nadie y el muelle se pagará”, dijo la alcaldesa en la plaza.</p>"
    page = f"<html><body><article><h1>Habla del muelle</h1>{shown}{words}</article></body></html>"
    found = read_html(Raw("a.html", page.encode())).metadata.date
    assert found == (date(2026, *day) if day else None)


SHEET = (
    "<style>/* .kept{display:none} */ .gone{display:none} .off, p.faint{visibility:hidden}"
    "#note span{text-decoration:line-through} .gone.shown{display:inline}"
    "@media print{.kept{display:none}} @media screen{.slim{font-size:0}}"
    ".kept:hover{display:none} .clear{opacity:0} main article{display:none}</style>"
)
UNSAID = [
    "<s>not </s>", "<del>not </del>", "<strike>not </strike>",
    '<span style="text-decoration: line-through red">not </span>',
    '<span class="gone">not </span>', '<span class="x off">not </span>',
    '<i id="note"><span>not </span></i>', '<span class="slim">not </span>',
    '<span class="clear">not </span>', '<span style="font-size:0px">not </span>',
    '<span style="opacity:0">not </span>', "<span hidden>not </span>",
    '<span class="sr-only">not </span>', '<b style="DISPLAY : none !important">not </b>',
    "<sup>1</sup>", "<sup>[12]</sup>", '<a href="#fn3"><sup>3</sup></a>',
    '<sup class="reference">b</sup>',
    '<a href="page.html#note-4">4</a>', '<a role="doc-noteref" href="n.html">5</a>',
]  # fmt: skip
STILL_SAID = [
    "<ins>not </ins>", "<u>not </u>", '<span class="kept">not </span>', "<sub>not </sub>",
    '<span class="gone shown">not </span>', '<span style="font-size:0">&#8203;<i>not </i></span>',
    '<span aria-hidden="true">not </span>', '<span style="opacity:0.9">not </span>',
    '<a href="#fn3">not </a>', '<span style="text-decoration:underline">not </span>',
]  # fmt: skip


@pytest.mark.parametrize("inside", [*UNSAID, *STILL_SAID])
def test_what_is_hidden_or_struck_out_is_not_read(tmp_path: Path, inside: str) -> None:
    said = f"<p>“We will {inside}sell the lighthouse of Puerto Almendro,” said the mayor.</p>"
    page = f"<article><p>{AROUND}</p>{said}<p>{AROUND[::-1]}</p></article>"
    (tmp_path / "a.html").write_text(
        f"<html><head>{SHEET}</head><body><main>{page}</main></body></html>", encoding="utf-8"
    )
    shown = "not " if inside in STILL_SAID else ""
    read = read_article(tmp_path / "a.html").text.splitlines()
    whole = f"“We will {shown}sell the lighthouse of Puerto Almendro,” said the mayor."
    assert read == [AROUND, whole, AROUND[::-1]]


@pytest.mark.parametrize(("name", "written"), [
    ("a.md", "She said “we will ~~not~~ sell the **old** pier.”\n"),
    ("a.txt", "She said “we will ~~not~~ sell the old pier.”\n"),
])  # fmt: skip
def test_what_markdown_strikes_out_is_not_read(tmp_path: Path, name: str, written: str) -> None:
    (tmp_path / name).write_text(written, encoding="utf-8")
    assert read_article(tmp_path / name).text.strip() == "She said “we will sell the old pier.”"
