"""Every writer against its golden file; the JSON against its published schema and back again.

To see and accept a change: QUOTES_GOLDEN=write pytest tests/writers/test_reports.py, then git diff.
"""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quotes import writers
from quotes.errors import InputError
from quotes.model import Report
from quotes.writers import WRITERS, read_report
from quotes.writers.json_report import SCHEMA, derived_schema, schema
from quotes.writers.tables import COLUMNS, safe_cell
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import long_report, sample_report

GOLDEN = Path(__file__).parent / "golden"
PUBLISHED = Path(writers.__file__).parent


def closed(part: Any) -> Any:
    """The schema with every object closed, so that a field it does not name is seen."""
    if isinstance(part, dict):
        shut = {key: closed(value) for key, value in part.items()}
        return shut | {"additionalProperties": False} if "properties" in part else shut
    return [closed(each) for each in part] if isinstance(part, list) else part


def validate(text: str) -> None:
    validator = jsonschema.Draft202012Validator(
        closed(schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(json.loads(text))


@pytest.mark.parametrize("name", ["terminal", "json", "csv"])
def test_a_report_is_written_as_the_golden_file_says(name: str, tmp_path: Path) -> None:
    written = WRITERS[name].write(sample_report(), tmp_path)
    golden = GOLDEN / written.name
    if os.environ.get("QUOTES_GOLDEN") == "write":
        golden.write_bytes(written.read_bytes())
    assert written.read_bytes().decode() == golden.read_bytes().decode()


@pytest.mark.parametrize(
    "report",
    [sample_report(), long_report(), Report("", "", ()), *map(hostile_report, HOSTILE)],
    ids=lambda report: report.signature[:20].encode("unicode_escape").decode(),
)
def test_json_fits_the_published_schema(report: Report) -> None:
    validate(WRITERS["json"].render(report).decode())


def test_the_published_schema_is_that_of_the_values() -> None:
    if os.environ.get("QUOTES_GOLDEN") == "write":
        text = json.dumps(derived_schema(), indent=2, ensure_ascii=False) + "\n"
        (PUBLISHED / SCHEMA).write_text(text, encoding="utf-8")
    assert schema() == derived_schema()
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_refuses_what_is_no_report() -> None:
    written = json.loads(WRITERS["json"].render(sample_report()).decode())
    written["articles"][1]["quotations"][0]["status"] = "false"
    with pytest.raises(jsonschema.ValidationError, match="'false' is not one of"):
        validate(json.dumps(written))


def test_json_holds_what_scorers_read() -> None:
    written = json.loads(WRITERS["json"].render(sample_report()).decode())
    article = next(a for a in written["articles"] if a["path"] == "bridge.txt")
    first = article["quotations"][0]
    words = [article["text"][start:end] for start, end in first["segments"]]
    assert " ".join(words) == first["text"]
    assert first["speaker"]["name"] == "Rosalba Quintero Vélez"
    assert (first["status"], first["risk"]) == ("drift", 0.98)
    passage = first["passages"][0]
    assert {"document", "span", "text", "score"} <= set(passage)
    assert {"text", "engine"} <= set(first["back_translation"])
    assert first["text"][slice(*first["findings"][0]["quote"][0])] == "26 billion"
    assert first["original"][slice(*first["findings"][0]["original"][0])] == "2.600 millones"
    assert [q["id"] for q in article["quotations"]] == [f"bridge.txt#{n}" for n in range(1, 10)]


@pytest.mark.parametrize("report", [sample_report(), long_report(), Report("", "", ())])
def test_json_is_read_back_as_the_same_report(report: Report, tmp_path: Path) -> None:
    assert read_report(WRITERS["json"].write(report, tmp_path)) == report


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_with_their_offsets(text: str, tmp_path: Path) -> None:
    report = hostile_report(text)
    back = read_report(WRITERS["json"].write(report, tmp_path))
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert back.articles[0].article.text == whole
    assert back.articles[0].quotations[0].quotation.segments[0].end == len(text)


def test_a_score_that_is_no_number_does_not_lose_the_report(tmp_path: Path) -> None:
    report = sample_report()
    audited = report.articles[1].quotations[0]
    broken = replace(
        audited, scores=(replace(audited.scores[0], value=float("nan")),), risk=float("inf")
    )
    article = replace(report.articles[1], quotations=(broken,))
    path = WRITERS["json"].write(replace(report, articles=(article,)), tmp_path)
    assert "NaN" not in path.read_text(encoding="utf-8")
    assert read_report(path).articles[0].quotations[0].risk is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Expecting value"),
        (b"not json", "Expecting value"),
        (b"[]", "the file: Input should be"),
        (b"{}", "signature: Field required"),
        (b"\xff\xfe\x00", "codec can't decode"),
        (b'{"signature":"","created":"","articles":[{"path":1}]}', "articles.0.path"),
        (
            b'{"version":2,"signature":"","created":"","articles":[]}',
            "version: this program reads version 1",
        ),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_one_line(
    content: bytes, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_report(path)
    assert str(path) in str(refused.value)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_report_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: cannot be read \(No such file"):
        read_report(tmp_path / "none.json")


def cells(report: Report, tmp_path: Path) -> list[dict[str, str]]:
    path = WRITERS["csv"].write(report, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_a_line_is_a_quotation(text: str, tmp_path: Path) -> None:
    rows = cells(hostile_report(text), tmp_path)
    assert len(rows) == 2
    assert list(rows[0]) == list(COLUMNS)
    for cell in (cell for row in rows for cell in row.values()):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
        assert "\n" not in cell
        assert "\x00" not in cell
    path = tmp_path / "report.csv"
    assert len(path.read_bytes().decode("utf-8-sig").splitlines()) == 3


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (0.0, "0"),
        (-3, "-3"),
        (0.98765, "0.9877"),
        ("=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("-no", "'-no"),
        ("a\r\n b", "a b"),
        ("“Sí”", "“Sí”"),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert safe_cell(value) == cell
