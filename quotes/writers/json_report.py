"""The report as one JSON object, which `quotes report FILE.json` reads again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from quotes.errors import InputError
from quotes.model import Report
from quotes.safe_files import read_bounded
from quotes.writers.json_documents import (
    Document,
    article_document,
    fault_of,
    report_document,
    report_of,
    text_of,
)

SCHEMA = "report.schema.json"
LARGEST = 2_000_000_000  # bytes; a report of 30,000 articles has some 1,500 MB
EMPTY = '\n  "articles": []'  # no string of JSON holds a line break
NEWLINE, DEEPER = "\n", "\n    "


def render(report: Report) -> bytes:
    """Return the report as one indented JSON object that fits `report.schema.json`."""
    return b"".join(chunks(report))


def chunks(report: Report) -> Iterator[bytes]:
    """Yield the same in pieces: of a large report one article is held at a time."""
    document = report_document(replace(report, articles=()))
    before, _, after = text_of(document, indent=2).partition(EMPTY)
    yield f"{before}{EMPTY.removesuffix(']')}".encode()
    between, end = "", "]"
    for article in report.articles:
        text = f"\n{text_of(article_document(article), indent=2)}"
        yield f"{between}{text.replace(NEWLINE, DEEPER)}".encode()
        between, end = ",", "\n  ]"
    yield f"{end}{after}\n".encode()


def read_report(path: Path) -> Report:
    """Return the report that `render` wrote to `path`.

    An `InputError` says which file and which field of it is no such report.
    """
    advice = "write one with: quotes audit ARTICLES --originals DIR --format json"
    try:
        return report_of(json.loads(read_bounded(path, LARGEST)))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); {advice}") from error
    except ValidationError as error:
        fault = fault_of(error)
        raise InputError(f"{path}: not a report of quotes ({fault}); {advice}") from error
    except (ValueError, RecursionError) as error:
        fault = " ".join(str(error).split())
        raise InputError(f"{path}: not a report of quotes ({fault}); {advice}") from error


def schema() -> Document:
    """Return the published JSON Schema (draft 2020-12) of the report, as shipped."""
    text = (files("quotes.writers") / SCHEMA).read_text(encoding="utf-8")
    published: Document = json.loads(text)
    return published
