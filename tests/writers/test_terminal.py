"""The terminal: the same without colours, and safe with any text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from quotes.model import Case, Finding, Location, Passage, Quotation, Span, Speaker, Verdict
from quotes.writers import WRITERS
from quotes.writers.json_report import extract_line
from quotes.writers.shown_text import doubt, one_line, visible
from quotes.writers.terminal_report import (
    location_lines,
    quotation_line,
    show_summary,
    side_by_side,
)
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import sample_report


def harmless(text: str) -> bool:
    """No character that a terminal obeys, line feeds apart."""
    joiners = "\u200b\u200c\u200d\u2060\u00ad\ufeff"
    return all(
        c == "\n" or c in joiners or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text
    )


def test_everything_a_reader_needs_is_there_without_colour() -> None:
    text = WRITERS["terminal"].render(sample_report()).decode()
    flat = " ".join(text.split())
    for words in ("✗ drift", "≠ misquoted", "? review", "○ no", "✓ faithful", "= verbatim"):
        assert words in flat
    assert "D102 changed-scale" in flat
    assert "2 drift, 1 misquoted, 1 review, 2 no original found, 2 faithful" in flat
    assert "unverifiable with these sources. That does not make it false" in flat
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("score", "words", "told"),
    [(0.38, "Nadie vino ayer", True), (0.02, "Nadie vino ayer", True), (0.38, "Nadie", False)],
)
def test_what_came_near_is_told_beside_no_original(score: float, words: str, told: bool) -> None:
    report = sample_report()
    near = Passage("acta.txt", Span(0, 9), words, score, speaker="Elvira Montoya")
    article, quotation = next(
        (a, q) for a in report.articles for q in a.quotations if q.status == "no-original"
    )
    quotation = replace(quotation, location=Location("absent", score, candidates=(near,)))
    report = replace(report, articles=(replace(article, quotations=(quotation,)),))
    flat = " ".join(WRITERS["terminal"].render(report).decode().split())
    assert (f"nearest, below the line: «{words}»" in flat) == told
    assert ("said by Elvira Montoya" in flat) == told


@pytest.mark.parametrize(
    ("named", "told"),
    [("Elvira Montoya", False), ("Alcaldesa Elvira Montoya", False), ("Ana Mejía", True)],
)
def test_who_else_says_it_in_the_source_is_told(named: str, told: bool) -> None:
    report = sample_report()
    article, quotation = next(
        (a, q)
        for a in report.articles
        for q in a.quotations
        if q.status == "drift" and q.location.passages
    )
    passage = replace(quotation.location.passages[0], speaker=named)
    said = replace(quotation.quotation, speaker=Speaker("Elvira Montoya", None))
    location = replace(quotation.location, passages=(passage,))
    quotation = replace(quotation, quotation=said, location=location, findings=())
    report = replace(report, articles=(replace(article, quotations=(quotation,)),))
    flat = " ".join(WRITERS["terminal"].render(report).decode().split())
    assert (", said" in flat) == told


def test_the_worst_is_read_first() -> None:
    text = WRITERS["terminal"].render(sample_report()).decode()
    signs = ["✗ drift", "≠ misquoted", "? review", "○ no", "✓ faithful", "= verbatim"]
    places = [text.index(sign) for sign in signs]
    assert places == sorted(places)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_act_on_a_terminal(text: str) -> None:
    assert harmless(WRITERS["terminal"].render(hostile_report(text)).decode())
    at = Span(0, len(text))
    passage = Passage(text, at, text, 0.5, place=text)
    finding = Finding("D101", text, "error", text, (at,), (at,))
    speaker = Speaker(text, None)
    line = extract_line(text, f"{text}#1", Quotation("direct", (at,), text, speaker=speaker))
    assert harmless(quotation_line(line))
    assert harmless(location_lines(text, Location("found", 0.5, (passage,), (text,))))
    assert harmless(location_lines(text, Location("absent", 0.5, candidates=(passage,))))
    verdict = Verdict("drift", 0.9, (), (finding,))
    assert harmless(side_by_side(Case(text, text, text), verdict))


def test_the_summary_names_places_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    report = sample_report()
    article = report.articles[1]
    placed = tuple(
        replace(q, place=(70 + n, 3, 70 + n, 9)) for n, q in enumerate(article.quotations)
    )
    show_summary(replace(report, articles=(replace(article, quotations=placed),)), None)
    assert "drift  bridge.txt:70:3" in capsys.readouterr().out


def test_markup_in_a_text_is_shown_not_obeyed() -> None:
    rendered = WRITERS["terminal"].render(hostile_report("[bold]x[/bold] :smile:")).decode()
    assert "[bold]x[/bold] :smile:" in " ".join(rendered.split())


def test_a_comparison_marks_the_words_without_colour_too() -> None:
    case = Case("El concejo no aprobó nada", "The council approved it")
    finding = Finding("D201", "lost-negation", "error", "Denied.", (Span(11, 20),), (Span(12, 20),))
    shown = side_by_side(case, Verdict("drift", 0.9, (), (finding,)))
    assert "El concejo [no aprobó] nada" in shown
    assert "The council [approved] it" in shown
    assert "error Denied. (D201 lost-negation)" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x00b", "a␀b"),
        ("\x1b[2J", "␛[2J"),
        ("\x7f", "␡"),
        ("\x9b", "[U+009B]"),
        ("\u202eabc", "[U+202E]abc"),
        ("\ud800", "\ufffd"),
        ("ni\u00f1o “sí” — 👩\u200d🏫", "ni\u00f1o “sí” — 👩\u200d🏫"),
        ("a\r\nb\tc", "a\nb\tc"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert one_line(text) == " ".join(shown.split())


@pytest.mark.parametrize(
    ("sure", "candidates", "shown"),
    [
        (True, (), ""),
        (True, ("Clara Duarte",), ""),
        (False, (), " (uncertain)"),
        (False, ("Clara Duarte", "Hernán Castellar"), " (uncertain; or Clara Duarte)"),
    ],
)
def test_a_speaker_who_is_not_sure_is_told_so(
    sure: bool, candidates: tuple[str, ...], shown: str
) -> None:
    assert doubt(sure=sure, candidates=candidates) == shown


def test_of_a_text_that_nobody_reads_here_both_ends_are_shown() -> None:
    report = hostile_report(f"the beginning {'=' * 400_000} the end")
    shown = WRITERS["terminal"].render(report).decode()
    assert "the beginning" in shown
    assert "the end" in shown
    assert len(shown) < 400_000


def test_every_row_shows_its_original_and_one_blank_line_parts_rows() -> None:
    article = sample_report().articles[1]
    report = replace(sample_report(), articles=(article,))
    text = WRITERS["terminal"].render(report).decode()
    table = text.split("─\n")[1].partition("\n\n\n")[0]
    shown = [line for line in table.split("\n") if "«" in line[38:68]]
    assert len(shown) == sum(bool(q.original) or q.id == "bridge.txt#5" for q in article.quotations)
    assert len(table.split("\n\n")) == len(article.quotations)


@pytest.mark.parametrize("other", ["Mónica Vélez", "Extraordinariamente-larga Vélez"])
def test_no_word_of_who_else_it_may_be_is_cut(other: str) -> None:
    report = sample_report()
    article = report.articles[1]
    first = article.quotations[0]
    said = Speaker("Amparo Rentería", None, sure=False, candidates=(other,))
    changed = replace(first, quotation=replace(first.quotation, speaker=said))
    report = replace(report, articles=(replace(article, quotations=(changed,)),))
    text = WRITERS["terminal"].render(report).decode()
    assert "(uncertain;" in text
    assert "…" not in text
