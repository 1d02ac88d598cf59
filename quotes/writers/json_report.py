"""The report as one JSON object, which `quotes report FILE.json` reads again."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from quotes.errors import InputError
from quotes.model import Report
from quotes.writers.documenting import document_of, report_of
from quotes.writers.documents import ReportDocument

SCHEMA = "report.schema.json"


def render(report: Report) -> str:
    """Return the report as one indented JSON object that fits `report.schema.json`."""
    return document_of(report).model_dump_json(indent=2) + "\n"


def read_report(path: Path) -> Report:
    """Return the report that `render` wrote to `path`.

    An `InputError` says which file and which field of it is no such report.
    """
    advice = "write one with: quotes audit ARTICLES --originals DIR --format json"
    try:
        document = ReportDocument.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); {advice}") from error
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the file"
        problem = f"{where}: {fault['msg']}".replace("\n", " ")
        raise InputError(f"{path}: not a report of quotes ({problem}); {advice}") from error
    return report_of(document)


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of the report, as shipped."""
    text = (files("quotes.writers") / SCHEMA).read_text(encoding="utf-8")
    published: dict[str, Any] = json.loads(text)
    return published


def derived_schema() -> dict[str, Any]:
    """Return the JSON Schema that the classes of `documents.py` stand for.

    The shipped file is this, printed: a test fails when they part.
    """
    derived = ReportDocument.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **derived}
