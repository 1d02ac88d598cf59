"""The report as an Excel workbook: typed columns, a frozen head with filters, coloured statuses.

Texts are written as texts: no cell is a formula or a link, whatever it begins with, and an
apostrophe is not needed (docs/report.md).
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from quotes.model import Report
from quotes.writers.csv_report import COLUMNS, rows
from quotes.writers.shown_text import visible
from quotes.writers.statuses import WORDINGS

LONGEST = 32_767  # characters of a cell: Excel's limit
WIDTHS = {"quotation": 50, "original": 50, "messages": 50, "back_translation": 40, "in_english": 40}
COLOURS = {
    "red": ("#FBE6E9", "#A3122A"),
    "magenta": ("#F8E6F5", "#8A1A78"),
    "yellow": ("#FCEFCF", "#754700"),
    "blue": ("#E6EDF8", "#2B4A7A"),
    "green": ("#E4F2E7", "#1B5F2F"),
    "cyan": ("#E0F1F3", "#0F5A64"),
}


def render(report: Report) -> bytes:
    """Return a workbook with a sheet of quotations and one about the run."""
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
        sheet.write_string(row, column, visible(value)[:LONGEST], formats["text"])


def _about(sheet: Worksheet, report: Report) -> None:
    lines = [("made", report.created), ("with", report.signature)]
    lines += [("note", note) for note in report.notes]
    sheet.set_column(1, 1, 120)
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, visible(text)[:LONGEST])
