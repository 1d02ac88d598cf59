"""The page: what it holds, that nothing in a text becomes markup, that it loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from quotes.model import Report, Span
from quotes.writers.html_report import render
from quotes.writers.html_view import safe_link
from quotes.writers.statuses import WORDINGS
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import long_report, sample_report

VOID = {"meta", "link", "br", "img", "input", "hr"}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping"}


class Page(HTMLParser):
    """Every tag, attribute, identifier and text of a page; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


SAMPLE = Page(render(sample_report()).decode())


@pytest.mark.parametrize(
    "words",
    [
        "“2.600 millones” is 2.6 billion; the quotation says 26 billion, ten times as much.",
        "D102 changed-scale",
        "Vamos a acabar el puente en marzo y costará 26 mil millones de pesos.",
        "Carta al pueblo de Puerto Almendro, paragraph 2 · said by Rosalba Quintero Vélez",
        "2031-05-06",
        "retrieved 2031-05-07",
        "subject of “said”; Quintero is the mayor",
        "chrF2 58.3",
        "risk 0.98",
        "El concejo no aprobó",
        "pero aprobó los más grandes. Las obras",
        "press/boletin-14.txt",
        "Nearest passages, all clearly below the line (1)",
        "No original found: unverifiable with these sources. That does not make it false.",
        "Original, in English",
        "empty & odd <names>.txt",
        "line 3: a byte that is no UTF-8",
        "No quotations found in this article.",
        "notes.docx was left out",
        "parser:embedded",
        "made 2031-05-09 10:00 UTC",
    ],
)
def test_what_a_fact_checker_needs_is_on_the_page(words: str) -> None:
    assert words in SAMPLE.text


def test_nothing_calls_a_quotation_without_original_false() -> None:
    for wording in WORDINGS.values():
        assert "false" not in wording.label.lower()
    assert re.findall(r"[^.]*\bfalse\b[^.]*\.", SAMPLE.text.lower()) == [
        " that does not make it false."
    ] * SAMPLE.text.count("That does not make it false.")


def test_every_link_inside_the_page_leads_somewhere_and_no_identifier_is_doubled() -> None:
    for page in (SAMPLE, Page(render(long_report()).decode())):
        identifiers = page.values("id")
        assert len(identifiers) == len(set(identifiers))
        inside = {href[1:] for href in page.values("href") if href.startswith("#")}
        referred = set(page.values("aria-labelledby")) | set(page.values("data-card"))
        assert (inside | referred) <= set(identifiers)


def test_each_quotation_has_an_anchor_and_its_mark_in_the_text() -> None:
    for number in range(1, 10):
        assert f"bridge-txt-{number}" in SAMPLE.values("id")
        assert f"bridge-txt-{number}-text" in SAMPLE.values("id")


def test_findings_are_numbered_worst_first_and_long_gaps_shortened() -> None:
    audited = sample_report().articles[1]
    drift = audited.quotations[1]
    mild = replace(drift.findings[0], severity="info", message="A mild one.")
    passage = drift.location.passages[0]
    location = replace(
        drift.location, passages=(passage, passage), skipped=("palabra " * 200 + "última",)
    )
    spliced = replace(
        drift,
        findings=(mild, *drift.findings),
        location=location,
        original=f"{drift.original} {drift.original}",
    )
    text = Page(render(Report("", "", (replace(audited, quotations=(spliced,)),))).decode()).text
    assert text.index("Error The original denies it") < text.index("Info A mild one.")
    assert "Left out between the two: palabra palabra" in text
    assert "palabra […] palabra" in text
    assert "palabra última" in text
    assert text.count("palabra") < 50


def test_a_quotation_inside_another_keeps_both_marks() -> None:
    audited = sample_report().articles[1]
    outer, inner = audited.quotations[0], audited.quotations[1]
    start = outer.quotation.segments[0].start
    within = replace(inner.quotation, segments=(Span(start, start + 6),), nested=True)
    nested = replace(audited, quotations=(outer, replace(inner, quotation=within)))
    page = Page(render(Report("", "", (nested,))).decode())
    assert {"bridge-txt-1-text", "bridge-txt-2-text"} <= set(page.values("id"))
    assert {"bridge-txt-1", "bridge-txt-2"} == set(page.values("data-card"))


def test_the_article_text_is_whole() -> None:
    html = render(sample_report()).decode()
    prose = html.split('<div class="prose" lang="en">')[2].split("</div>")[0]
    shown = Page("<p>" + re.sub(r"<sup>.*?</sup>", "", prose) + "</p>")
    article = sample_report().articles[1].article.text
    other = sample_report().articles[0].article.text
    assert "".join(shown.texts) in (article, other)


def test_the_worst_is_read_first() -> None:
    statuses = SAMPLE.values("data-status")[len(WORDINGS) :]
    ranks = [list(WORDINGS).index(status) for status in statuses]  # type: ignore[arg-type]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    page, plain = (
        Page(render(hostile_report(text)).decode()),
        Page(render(hostile_report("plain")).decode()),
    )
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(attrs) for _, attrs in page.tags] == [sorted(attrs) for _, attrs in plain.tags]
    assert not CONTROLS.search(render(hostile_report(text)).decode())


@pytest.mark.parametrize("report", [sample_report(), *map(hostile_report, HOSTILE)])
def test_nothing_is_loaded_from_anywhere(report: Report) -> None:
    html = render(report).decode()
    page = Page(html)
    for tag, attrs in page.tags:
        assert not LOADING & set(attrs)
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        if tag == "link":
            assert attrs == {"rel": "icon", "href": "data:,"}
        elif href := attrs.get("href"):
            assert href.startswith(("#", "http://", "https://"))
            assert href.startswith("#") or "noreferrer" in attrs["rel"]
    style = html.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_names_the_two_inline_blocks_by_their_digest() -> None:
    html = render(sample_report()).decode()
    policy = next(attrs["content"] for _, attrs in SAMPLE.tags if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        block = html.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1#z", True),
        ("http://a.example", True),
        ("HTTPS://A.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" https://a.example", False),
        ("https://a.example/\n", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("https:", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, *, kept: bool) -> None:
    assert safe_link(url) == (url if kept else None)


def test_articles_with_one_name_get_anchors_of_their_own() -> None:
    audited = sample_report().articles[1]
    report = Report("", "", (audited, audited, audited))
    identifiers = Page(render(report).decode()).values("id")
    assert len(identifiers) == len(set(identifiers))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


STYLE = render(Report("", "", ())).decode().split("<style>")[1].split("</style>")[0]
COLOURS = {
    name: pair for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", STYLE)
}
PAIRS = [
    *(("ink", ground) for ground in COLOURS if ground.endswith("-tint")),
    *((front, ground) for front in ("ink", "soft", "link") for ground in ("bg", "paper", "quoted")),
    *((status, f"{status}-tint") for status in WORDINGS),
    *((status, "paper") for status in WORDINGS),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_contrast_is_enough_for_small_text(front: str, ground: str, scheme: int) -> None:
    # WCAG 2.2, success criterion 1.4.3 (AA)
    shades = sorted((luminance(COLOURS[front][scheme]), luminance(COLOURS[ground][scheme])))
    assert (shades[1] + 0.05) / (shades[0] + 0.05) >= 4.5
