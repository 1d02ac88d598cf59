"""The report as a Parquet file: the CSV's columns with their types, for pandas, DuckDB, Spark."""

from __future__ import annotations

import datetime as dt
import io
import math
from importlib import import_module

from quotes.errors import ReportError
from quotes.model import Report
from quotes.writers.csv_report import COLUMNS, rows
from quotes.writers.shown_text import whole

INTEGERS = ("start", "end")
NUMBERS = ("risk", "match")
DATES = ("source_date",)


def render(report: Report) -> bytes:
    """Return one row a quotation; the run's signature is in the file's metadata."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ReportError("parquet: pip install 'quotes-audit[cluster]'") from error
    types = dict.fromkeys(COLUMNS, arrow.string())
    types |= dict.fromkeys(INTEGERS, arrow.int64()) | dict.fromkeys(NUMBERS, arrow.float64())
    types |= dict.fromkeys(DATES, arrow.date32())
    schema = arrow.schema(list(types.items()), metadata={"signature": whole(report.signature)})
    held = [{name: _value(row.get(name)) for name in COLUMNS} for row in rows(report)]
    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(held, schema=schema), file)
    return file.getvalue()


def _value(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, int | dt.date):
        return value
    return whole(str(value))
