"""The report as a table, one quotation a row: CSV, an Excel workbook, a Parquet file.

CSV is UTF-8 with a byte order mark, comma, double quotes, CRLF (RFC 4180). The mark is
there because Excel takes a file without one for the local 8-bit encoding and
mangles every ñ and curly quotation mark; LibreOffice, Google Sheets, pandas
(`encoding="utf-8-sig"`) and csvkit read past it.

A cell that a spreadsheet would run as a formula (`=HYPERLINK(…)`, `+1`, `-2`,
`@SUM`) begins with an apostrophe, after OWASP's advice on CSV injection; line
breaks inside a cell become spaces, so that one line is one quotation. In the workbook (typed
columns, a frozen head with filters, coloured statuses) texts are written as texts: no cell is a
formula or a link, whatever it begins with, and an apostrophe is not needed (docs/report.md).

Parquet has the CSV's columns with their types, for pandas, DuckDB and Spark.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from quotes.errors import ReportError
from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source
from quotes.writers.shown_text import (
    WORDINGS,
    one_line,
    opinion_head,
    original_of,
    visible,
    whole,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    "article",
    "id",
    "kind",
    "start",
    "end",
    "quotation",
    "speaker",
    "mention",
    "cue",
    "status",
    "risk",
    "findings",
    "messages",
    "original",
    "document",
    "place",
    "match",
    "source_title",
    "source_speaker",
    "source_date",
    "source_url",
    "back_translation",
    "engine",
    "in_english",
    "second_opinion",
    "decision",
    "note",
    "decided_by",
    "decided_at",
)
FORMULA = re.compile("[=+@＝＋－＠-]")
AFTER_SEPARATOR = re.compile(f"""([;|])([\\s"']*{FORMULA.pattern})""")
"""Where a spreadsheet with other separators than the comma would see a formula begin."""


def render_csv(report: Report) -> bytes:
    """Return the report as CSV: a header, then the quotations in text order."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow([safe_cell(row.get(column)) for column in COLUMNS])
    return table.getvalue().encode("utf-8-sig")


def rows(report: Report) -> Iterator[dict[str, object]]:
    """Yield one row a quotation: column → value, columns without a value left out."""
    sources = {source.document: source for source in report.sources}
    for article in report.articles:
        for audited in article.quotations:
            yield (
                _quoted(article, audited)
                | _said(audited)
                | _compared(audited, sources)
                | _decided(audited)
            )


def safe_cell(value: object) -> str:
    """Return `value` as a cell of one line that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    text = one_line(str(value))
    return AFTER_SEPARATOR.sub(r"\1'\2", f"'{text}" if FORMULA.match(text) else text)


def _quoted(article: AuditedArticle, audited: AuditedQuotation) -> dict[str, object]:
    quotation = audited.quotation
    return {
        "article": article.article.path,
        "id": audited.id,
        "kind": quotation.kind,
        "start": quotation.segments[0].start if quotation.segments else None,
        "end": quotation.segments[-1].end if quotation.segments else None,
        "quotation": quotation.text,
    }


def _said(audited: AuditedQuotation) -> dict[str, object]:
    speaker, cue = audited.quotation.speaker, audited.quotation.cue
    mention = speaker.mention if speaker else None
    return {
        "speaker": speaker and speaker.name,
        "mention": mention and mention.text,
        "cue": cue and cue.text,
    }


def _compared(audited: AuditedQuotation, sources: dict[str, Source]) -> dict[str, object]:
    translation = audited.back_translation
    compared: dict[str, object] = {
        "status": audited.status,
        "risk": audited.risk,
        "findings": " ".join(f"{found.code}:{found.name}" for found in audited.findings),
        "messages": " | ".join(found.message for found in audited.findings),
        "original": original_of(audited),
        "back_translation": translation and translation.text,
        "engine": translation and f"{translation.engine} {translation.version}".strip(),
    }
    passages = audited.location.passages
    return compared | (_origin(passages[0], sources) if passages else {})


def _decided(audited: AuditedQuotation) -> dict[str, object]:
    """Return the decision in force; one that is open again says so."""
    made, gloss = audited.decision, audited.gloss
    said = " | ".join(map(opinion_head, audited.opinions))
    decided: dict[str, object] = {
        "in_english": (gloss.text or None) if gloss else None,
        "second_opinion": said or None,
    }
    if made is None:
        return decided
    again = "open again, before: " if made.reopened else ""
    return decided | {
        "decision": made.conflict or f"{again}{made.choice}",
        "note": made.note,
        "decided_by": made.who,
        "decided_at": made.at,
    }


def _origin(passage: Passage, sources: dict[str, Source]) -> dict[str, object]:
    origin: dict[str, object] = {
        "document": passage.document,
        "place": passage.place,
        "match": passage.score,
    }
    source = sources.get(passage.document)
    if source is None:
        return origin
    return origin | {
        "source_title": source.title,
        "source_speaker": source.speaker,
        "source_date": source.date,
        "source_url": source.url,
    }


LONGEST_CELL = 32_767  # characters of a cell: Excel's limit
WIDTHS = {"quotation": 50, "original": 50, "messages": 50, "back_translation": 40, "in_english": 40}
COLOURS = {
    "red": ("#FBE6E9", "#A3122A"),
    "magenta": ("#F8E6F5", "#8A1A78"),
    "yellow": ("#FCEFCF", "#754700"),
    "blue": ("#E6EDF8", "#2B4A7A"),
    "green": ("#E4F2E7", "#1B5F2F"),
    "cyan": ("#E0F1F3", "#0F5A64"),
}


def render_xlsx(report: Report) -> bytes:
    """Return a workbook with a sheet of quotations and one about the run."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - a run that writes CSV needs none

    held = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(held, options) as book:
        _quotations(book, book.add_worksheet("Quotations"), report)
        _about(book.add_worksheet("About"), report)
    return held.getvalue()


def _quotations(book: Workbook, sheet: Worksheet, report: Report) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEECE4"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    ratio = book.add_format({"num_format": "0.00", "valign": "top"})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name.replace("_", " "), head)
        sheet.set_column(column, column, WIDTHS.get(name, 16))
    last = 0
    for last, row in enumerate(rows(report), 1):
        for column, name in enumerate(COLUMNS):
            _write(sheet, last, column, row.get(name), {"text": wrapped, "date": date, "n": ratio})
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    _colour(book, sheet, max(last, 1))


def _colour(book: Workbook, sheet: Worksheet, last: int) -> None:
    column = COLUMNS.index("status")
    for status, wording in WORDINGS.items():
        ground, ink = COLOURS[wording.colour]
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{status}"',
            "format": book.add_format({"bg_color": ground, "font_color": ink, "bold": True}),
        }
        sheet.conditional_format(1, column, last, column, rule)


def _write(sheet: Worksheet, row: int, column: int, value: object, formats: dict[str, Any]) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(
            row, column, dt.datetime(value.year, value.month, value.day), formats["date"]
        )
    elif isinstance(value, float) and value == value and abs(value) < 1e300:  # noqa: PLR0124 - not a number
        sheet.write_number(row, column, value, formats["n"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, _cell(value), formats["text"])


def _cell(text: str) -> str:
    """Return as much of a text as a cell holds, of which Excel counts the UTF-16 units."""
    held = visible(text[:LONGEST_CELL]).encode("utf-16-le")[: 2 * LONGEST_CELL]
    return held.decode("utf-16-le", "ignore")


def _about(sheet: Worksheet, report: Report) -> None:
    lines = [("made", report.created), ("with", report.signature)]
    lines += [("note", note) for note in report.notes]
    sheet.set_column(1, 1, 120)
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, _cell(text))


INTEGERS = ("start", "end")
NUMBERS = ("risk", "match")
DATES = ("source_date",)


def render_parquet(report: Report) -> bytes:
    """Return one row a quotation; the run's signature is in the file's metadata."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ReportError("parquet: pip install 'quotes-audit[cluster]'") from error
    types = dict.fromkeys(COLUMNS, arrow.string())
    types |= dict.fromkeys(INTEGERS, arrow.int64()) | dict.fromkeys(NUMBERS, arrow.float64())
    types |= dict.fromkeys(DATES, arrow.date32())
    schema = arrow.schema(list(types.items()), metadata={"signature": whole(report.signature)})
    held = [{name: _typed(row.get(name)) for name in COLUMNS} for row in rows(report)]
    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(held, schema=schema), file)
    return file.getvalue()


def _typed(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, int | dt.date):
        return value
    return whole(str(value))
