"""Each export read back by an independent library, or against its standard's own words."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import openpyxl
import pyarrow.parquet
import pytest
from lxml import etree, html
from sarif_pydantic import Sarif

from quotes.model import Decision, Passage, Report, Span
from quotes.readers.selectors import Selectors
from quotes.writers import WRITERS
from quotes.writers.decided import decided_report, seen_digest
from quotes.writers.shown_text import line_and_column, place_of
from quotes.writers.tables import COLUMNS
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import enriched_report, sample_report

ARTICLE = sample_report().articles[1]
TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)> <!ELEMENT ude (map+)> <!ELEMENT map EMPTY>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT tu ((note | prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""
"""The parts of LISA's TMX 1.4 definition that the export uses."""


def decided() -> Report:
    audited = ARTICLE.quotations[0]
    made = Decision("faithful", "it is fine", who="Ana", at="2031-05-09", seen=seen_digest(audited))
    return decided_report(enriched_report(), {audited.id: made})


def cells(report: Report) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"].render(report)))["Quotations"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_is_typed_filterable_and_frozen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"].render(decided())))
    sheet = book["Quotations"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert len(sheet.conditional_formatting) >= 1
    first = dict(zip(COLUMNS, next(sheet.iter_rows(min_row=2, values_only=True)), strict=True))
    assert first["risk"] == 0.98
    assert first["source_date"] == dt.datetime(2031, 5, 6)
    assert (first["decision"], first["decided_by"]) == ("faithful", "Ana")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(text: str) -> None:
    content = WRITERS["xlsx"].render(hostile_report(text))
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", '"=', " =", "'+"])
def test_no_cell_is_a_formula_where_a_spreadsheet_splits_at_semicolons(start: str) -> None:
    text = WRITERS["csv"].render(hostile_report(f"a;{start}1+1")).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        for cell in row:
            assert not re.match(r"""[\s"]*[=+@-]""", cell)


def test_parquet_has_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(WRITERS["parquet"].render(decided())))
    assert table.column_names == list(COLUMNS)
    assert table.num_rows == 9
    assert table["source_date"][0].as_py() == dt.date(2031, 5, 6)
    assert table["risk"][0].as_py() == pytest.approx(0.98)
    assert b"quotes 0.1.0" in table.schema.metadata[b"signature"]


@pytest.mark.parametrize("report", [sample_report(), decided(), *map(hostile_report, HOSTILE)])
def test_sarif_is_read_by_an_independent_library(report: Report) -> None:
    text = WRITERS["sarif"].render(report).decode()
    log = Sarif.model_validate_json(text)
    (run,) = log.runs
    rules = {rule.id for rule in run.tool.driver.rules or []}
    for result in run.results or []:
        assert result.rule_id in rules
        assert result.locations


def test_sarif_knows_places_history_and_what_was_decided() -> None:
    log = json.loads(WRITERS["sarif"].render(decided()))
    results = log["runs"][0]["results"]
    first = next(r for r in results if r["ruleId"] == "D102")
    region = first["locations"][0]["physicalLocation"]["region"]
    line = ARTICLE.article.text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith("We are going")
    assert first["suppressions"][0]["justification"] == "Ana 2031-05-09 it is fine"
    prints = [tuple(result["partialFingerprints"].values()) for result in results]
    again = json.loads(WRITERS["sarif"].render(sample_report()))["runs"][0]["results"]
    assert prints == [tuple(result["partialFingerprints"].values()) for result in again]
    assert not any(r["level"] == "none" for r in results)


def test_annotations_name_the_words_as_the_readers_do() -> None:
    collection = json.loads(WRITERS["webannotation"].render(sample_report()))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 9
    text = ARTICLE.article.text
    for item, audited in zip(items, ARTICLE.quotations, strict=True):
        quoted, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quoted["exact"]
        assert audited.quotation.segments[0].of(text) in quoted["exact"]
        span = audited.quotation.segments[0]
        ours = Selectors("", "", "", span).to_json()
        assert [selector["type"] for selector in ours] == [quoted["type"], position["type"]]
        assert item["target"]["source"] == "https://news.example/bridge"


def test_a_claim_review_is_a_draft_without_rating() -> None:
    graph = json.loads(WRITERS["claimreview"].render(sample_report()))["@graph"]
    assert len(graph) == 4
    assert "rating" not in json.dumps(graph).lower()
    assert graph[0]["claimReviewed"].startswith("We are going")
    assert graph[0]["itemReviewed"]["author"]["name"] == "Rosalba Quintero Vélez"
    assert graph[0]["itemReviewed"]["isBasedOn"][0]["url"] == "https://alcaldia.example/carta"


@pytest.mark.parametrize("report", [sample_report(), decided(), *map(hostile_report, HOSTILE)])
def test_a_translation_memory_fits_its_definition(report: Report) -> None:
    root = etree.fromstring(WRITERS["tmx"].render(report))
    definition = etree.DTD(io.StringIO(TMX_DTD))
    assert definition.validate(root), definition.error_log


def test_a_translation_memory_holds_what_is_faithful_or_was_decided_so() -> None:
    def pairs(report: Report) -> list[list[str]]:
        root = etree.fromstring(WRITERS["tmx"].render(report))
        return [[seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")]

    assert len(pairs(sample_report())) == 2
    assert pairs(decided())[0][0].startswith("Vamos a terminar")


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_no_markup_of_an_article(text: str) -> None:
    words = WRITERS["markdown"].render(hostile_report(text)).decode()
    plain = WRITERS["markdown"].render(hostile_report("plain")).decode()
    assert not re.search(r"(?<!\\)<(?!https?://)", words)
    assert len(words.splitlines()) == len(plain.splitlines())
    assert html.fragments_fromstring(re.sub(r"\\(.)", "", words)) is not None


def test_github_annotations_are_a_line_each() -> None:
    lines = WRITERS["github"].render(sample_report()).decode().splitlines()
    assert all(
        re.match(r"::(error|warning|notice) file=bridge\.txt,line=\d+,col=\d+", x) for x in lines
    )
    odd = replace(ARTICLE.article, path="a,b:c%\n.txt")
    report = Report("", "", (replace(ARTICLE, article=odd),))
    (first, *_) = WRITERS["github"].render(report).decode().splitlines()
    assert "file=a%2Cb%3Ac%25 .txt," in first


@pytest.mark.parametrize("name", ["terminal", "markdown", "csv", "sarif"])
def test_two_passages_are_told_apart(name: str) -> None:
    report = sample_report()
    article = next(a for a in report.articles if any(q.status == "drift" for q in a.quotations))
    one = next(q for q in article.quotations if q.status == "drift")
    passages = [Passage("pan.txt", Span(0, 9), said, 0.9) for said in ("No hubo pan", "hubo maíz")]
    location = replace(one.location, passages=tuple(passages))
    cut = replace(one, original="No hubo pan hubo maíz", location=location)
    rendered = WRITERS[name].render(
        replace(report, articles=(replace(article, quotations=(cut,)),))
    )
    assert "No hubo pan […] hubo maíz" in " ".join(rendered.decode().replace("\\", "").split())


def test_lines_and_columns() -> None:
    assert [line_and_column("ab\n\ncd", at) for at in (0, 1, 3, 4, 5)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (3, 1),
        (3, 2),
    ]
    first = ARTICLE.quotations[0]
    assert place_of(ARTICLE, replace(first, place=(7, 3, 7, 90))) == "bridge.txt:7:3"
    assert place_of(ARTICLE, first) == "bridge.txt, paragraph 2"  # as in a Word file, say
