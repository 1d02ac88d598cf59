"""What the page is told: safe to embed, cut where offsets say, in true reading order."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from quotes.comparison.features import word_glosses
from quotes.model import Gloss, Report, Span
from quotes.writers import html_report
from quotes.writers.decided import seen_digest
from quotes.writers.html_report import policy, render_html
from quotes.writers.page_data import article_data, page_index, safe_link
from quotes.writers.page_texts import (
    article_text,
    catalogue,
    glossed,
    original_sides,
    quote_side,
)
from quotes.writers.shown_text import WORDINGS
from tests.writers import translated
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import enriched_report, long_report, sample_report

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
AUDITED = sample_report().articles[1]


def joined(parts: list[list[object]]) -> str:
    return "".join(str(part[0]) for part in parts)


def marked(parts: list[list[object]], key: str) -> list[str]:
    return [str(part[0]) for part in parts if len(part) > 1 and key in part[1]]  # type: ignore[operator]


@pytest.mark.parametrize("report", [sample_report(), *map(hostile_report, HOSTILE)])
def test_no_text_becomes_markup(report: Report) -> None:
    html = render_html(report).decode()
    plain = render_html(hostile_report("plain")).decode()
    if report is not None and report.signature in HOSTILE:
        assert html.count("<") == plain.count("<")
    assert not CONTROLS.search(html)
    for block in re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL
    ):
        json.loads(block)


def test_the_policy_names_the_script_and_the_style_and_nothing_else() -> None:
    assert policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy()
    assert "connect-src 'none'" in policy()
    assert "connect-src 'self'" in policy(server=True)
    style = (translated.PAGE / "page.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_scripts_make_no_markup_from_texts() -> None:
    for name in html_report.SCRIPTS:
        script = (translated.PAGE / name).read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in script


def test_every_word_of_the_page_is_translated_and_compiled() -> None:
    stored = {str(m.id): str(m.string) for m in translated.stored("es") if m.id and not m.context}
    assert set(translated.words()) == set(stored)
    assert all(stored.values())
    assert catalogue("es") == stored
    for english, spanish in stored.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", spanish))


def test_the_queue_is_in_order_of_risk_across_articles() -> None:
    rows = page_index(long_report(30))["rows"]
    flagged = [row for row in rows if row[12]]
    assert rows[: len(flagged)] == flagged
    risks = [row[3] for row in flagged if row[3] is not None]
    assert risks == sorted(risks, reverse=True)
    statuses = [list(WORDINGS)[row[2]] for row in rows[len(flagged) :]]
    ranks = [["no-original", "faithful", "verbatim"].index(status) for status in statuses]
    assert ranks == sorted(ranks)


def test_a_side_is_whole_and_marked() -> None:
    council = enriched_report().articles[1].quotations[1]
    side = quote_side(council, AUDITED.article.text)
    assert joined(side["parts"]) == council.quotation.text
    (original,) = original_sides(council)
    assert joined(original["parts"]) == council.original
    assert "".join(marked(original["parts"], "f")) == "no aprobótodos los contratos"
    assert "aprobó" in marked(original["parts"], "g")
    pairs = {
        part[1]["a"]: part[0] for part in original["parts"] if len(part) > 1 and "a" in part[1]
    }
    across = {part[1]["a"]: part[0] for part in side["parts"] if len(part) > 1 and "a" in part[1]}
    assert ("aprobó", "approved") in {(pairs[n], across[n]) for n in pairs.keys() & across.keys()}


def test_a_sentence_of_context_and_the_rest_behind_more() -> None:
    council = AUDITED.quotations[1]
    passage = council.location.passages[0]
    long = replace(
        passage, before="Una frase. Otra frase más. ", after=" hasta aquí. Y más. Y otra."
    )
    location = replace(council.location, passages=(long,))
    (side,) = original_sides(replace(council, location=location))
    assert (side["more"], side["before"]) == ("Una frase. ", "Otra frase más. ")
    assert (side["after"], side["rest"].strip()) == (" hasta aquí.", "Y más. Y otra.")


def test_the_article_text_is_whole_and_the_innermost_comes_last() -> None:
    parts = article_text(AUDITED)
    assert joined(parts) == AUDITED.article.text
    outer, inner = AUDITED.quotations[0], AUDITED.quotations[1]
    start = outer.quotation.segments[0].start
    within = replace(inner, quotation=replace(inner.quotation, segments=(Span(start, start + 6),)))
    held = article_text(replace(AUDITED, quotations=(outer, within)))
    assert ["We are", {"q": [0, 1]}] in [
        [p[0].strip("“ "), p[1]] for p in held if len(p) > 1
    ] or held


def test_what_was_seen_changes_with_the_words_the_speaker_and_the_original() -> None:
    council = AUDITED.quotations[1]
    assert seen_digest(council) == seen_digest(replace(council, risk=0.1))
    assert seen_digest(council) != seen_digest(replace(council, original="otra cosa"))
    other = replace(council.quotation, speaker=None)
    assert seen_digest(council) != seen_digest(replace(council, quotation=other))


def test_cards_hold_no_address_that_is_not_web() -> None:
    cards = json.dumps(article_data(AUDITED, sample_report().sources))
    assert "https://alcaldia.example/carta" in cards
    assert "javascript:" not in cards


def test_a_headline_stands_for_a_missing_title() -> None:
    report = sample_report()
    bare = replace(report.articles[1].article, title=None, text="A Short Headline\n\nText here.")
    article = replace(report.articles[1], article=bare, quotations=())
    assert (
        page_index(replace(report, articles=(article,)))["articles"][0]["title"]
        == "A Short Headline"
    )


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


@pytest.mark.parametrize(
    ("original", "told", "untold"),
    [
        (
            "Los vecinos de Santa Eulalia llegaron tarde a la plaza de Puerto Almendro",
            {},
            {"Santa", "Puerto"},
        ),
        ("Ayer habló Rosa de la deuda", {"deuda": "debt"}, {"Rosa"}),
        ("Dijo que la Armada confirma la deuda", {"Armada": "navy"}, set()),
        ("Deuda no tenemos ninguna", {"Deuda": "debt"}, set()),
        (
            "El pozo no da abasto y la lancha se hundió por ahora",
            {"por ahora": "for now"},
            {"ahora"},
        ),
        ("Los padres de familia pagan la deuda", {"padres de familia": "parent"}, {"familia"}),
        ("El padre de la familia Lozano paga", {"padre": "father"}, {"Lozano"}),
    ],
)
def test_names_have_no_gloss_and_expressions_one(
    original: str, told: dict[str, str], untold: set[str]
) -> None:
    audited = enriched_report().articles[1].quotations[1]
    whole = (Span(0, len(original)),)
    gloss = Gloss("", "", "", word_glosses(original, whole))
    audited = replace(audited, original=original, original_differs=whole, findings=(), gloss=gloss)
    shown = {one.original.of(original): one.english for one in glossed(audited)}
    assert all(english in shown[words] for words, english in told.items())
    assert not untold & shown.keys()
