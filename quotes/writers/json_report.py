"""The values of `quotes.model` as JSON and back: the published report, and every command's lines.

Field names and meanings are those of the values; pydantic writes and reads them. Two things
differ: a quotation and an article are flat (the parts named in `FLAT` lie in the object that
holds them), and a number that is none is `null`. Unknown fields are ignored when a report is
read, so that a later version may add some.

`json` is the report as one object, which `quotes report FILE.json` reads again; `jsonl` one
quotation a line: a member of its `quotations`, with `article` (the path) before it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quotes.errors import InputError
from quotes.model import (
    AuditedArticle,
    AuditedQuotation,
    Finding,
    Location,
    Opinion,
    Quotation,
    Report,
    Score,
    Translation,
    Verdict,
)
from quotes.safe_files import read_bounded
from quotes.writers.shown_text import whole

Document = dict[str, Any]
VERSION = 1
"""Rises when a field changes its meaning or goes away."""

FLAT = {"AuditedQuotation": ("quotation", "location"), "AuditedArticle": ("article",)}
NUMBERS = {"Location": "probability", "Passage": "score", "Score": "value"}
"""Fields that are `null` in JSON where the value is "not a number"."""
ODD_BREAKS = re.compile("[\x85\u2028\u2029]")  # JSON allows them, line readers break at them


def report_document(report: Report) -> Document:
    """Return the report in its published shape."""
    document = _dumped(Report, replace(report, articles=()))
    articles = [article_document(article) for article in report.articles]
    return {"version": VERSION, **document, "articles": articles}


def article_document(audited: AuditedArticle) -> Document:
    """Return one audited article in its published shape: a member of the report's `articles`."""
    return _flat_article(_dumped(AuditedArticle, audited))


def quotation_document(audited: AuditedQuotation) -> Document:
    """Return one audited quotation in its published shape."""
    return _flat_quotation(_dumped(AuditedQuotation, audited))


def report_of(document: object) -> Report:
    """Return the report that a document stands for; raise a pydantic ValidationError, a ValueError.

    What is no report is left to pydantic, whose message names the field.
    """
    if isinstance(document, dict):
        if document.get("version", VERSION) != VERSION:
            raise ValueError(f"version: this program reads version {VERSION}")
        document = document | {"articles": _each(_nested_article, document.get("articles"))}
    report: Report = _adapter(Report).validate_python(document)
    return replace(report, articles=tuple(report.articles))


def article_of(document: object) -> AuditedArticle:
    """Return the audited article that a document stands for; raise a pydantic ValidationError."""
    audited: AuditedArticle = _adapter(AuditedArticle).validate_python(_nested_article(document))
    return audited


def fault_of(error: ValidationError) -> str:
    """Return in one line where a document is no report and why: "articles.0.path: …"."""
    fault = error.errors(include_url=False, include_input=False)[0]
    inner = {part for parts in FLAT.values() for part in parts}
    where = ".".join(str(part) for part in fault["loc"] if part not in inner) or "the file"
    return f"{where}: {fault['msg']}".replace("\n", " ")


def text_of(document: object, indent: int | None = None) -> str:
    """Return `document` as JSON that every encoder takes: lone surrogates become U+FFFD."""
    return whole(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent))


def line_of(document: object) -> str:
    """Return `document` as one line of JSON, without the newline at its end."""
    return ODD_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text_of(document))


SPEAKER = ("name", "mention", "probability", "sure", "candidates", "evidence")


def extract_line(article: str, identifier: str, quotation: Quotation) -> Document:
    """Return the line of a quotation of the article at path `article`."""
    document = _dumped(Quotation, quotation)
    speaker = document["speaker"]
    return {
        "article": article,
        "id": identifier,
        **{key: document[key] for key in ("kind", "text", "segments", "cue")},
        "speaker": speaker and {key: speaker[key] for key in SPEAKER},
    }


def locate_line(identifier: object, location: Location) -> Document:
    """Return the line of one query: its first passage, or nulls when it is absent.

    `score` is the probability of the best passage, also when it stays below the line.
    """
    document = _dumped(Location, location)
    found = location.status == "found" and bool(location.passages)
    shown = document["passages"][0] if found else {"score": document["probability"]}
    return {
        "id": identifier,
        "status": "found" if found else "absent",
        **{key: shown.get(key) for key in ("document", "span", "text")},
        "score": _rounded(shown["score"]),
    }


def compare_line(
    identifier: object,
    verdict: Verdict,
    back_translation: Translation | None = None,
    opinions: Sequence[Opinion] = (),
) -> Document:
    """Return the line of one pair; `opinions` are in it where somebody was asked."""
    keys = ("code", "name", "severity", "message", "original", "quote")
    findings = [_dumped(Finding, finding) for finding in verdict.findings]
    scores = [_dumped(Score, score) for score in verdict.scores]
    return {
        "id": identifier,
        "verdict": verdict.verdict,
        "risk": _rounded(verdict.risk),
        "back_translation": back_translation.given if back_translation else None,
        "scores": [score | {"value": _rounded(score["value"])} for score in scores],
        "findings": [{key: finding[key] for key in keys} for finding in findings],
        **({"opinions": [_dumped(Opinion, one) for one in opinions]} if opinions else {}),
    }


def derived_schema() -> Document:
    """Return the JSON Schema (draft 2020-12) that the values stand for, flat as they are written.

    `report.schema.json` is this, printed: a test fails when they part.
    """
    schema = _adapter(Report).json_schema(mode="serialization")
    parts = schema["$defs"]
    for holder, field in NUMBERS.items():
        number = parts[holder]["properties"][field]
        number["anyOf"] = [{"type": number.pop("type")}, {"type": "null"}]
    for holder, inner in FLAT.items():
        for field in inner:
            _merge(parts[holder], field, parts)
    for name in ("Quotation", "Location", "Article"):
        del parts[name]
    for field in AS_READ:
        del parts["AuditedArticle"]["properties"][field]
    version = {"const": VERSION, "default": VERSION, "title": "Version", "type": "integer"}
    schema["properties"] = {"version": version, **schema["properties"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _merge(holder: Document, field: str, parts: Mapping[str, Document]) -> None:
    inner = parts[holder["properties"].pop(field)["$ref"].rpartition("/")[2]]
    own = dict(inner["properties"])
    required = [_located(name) if field == "location" else name for name in inner["required"]]
    if field == "location":
        own = {_located(name): value for name, value in own.items()}
    holder["properties"] |= own
    holder["required"] = [name for name in holder["required"] if name != field] + required


def _located(name: str) -> str:
    # "status" is the quotation's own; that of its location is called "located"
    return "located" if name == "status" else name


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _dumped(kind: type, value: object) -> Document:
    document: Document = _finite(_adapter(kind).dump_python(value, mode="json"))
    return document


def _finite(part: object) -> Any:  # noqa: ANN401 - any part of a JSON document
    # JSON has no word for "not a number"
    if isinstance(part, dict):
        return {key: _finite(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_finite(value) for value in part]
    return None if isinstance(part, float) and not math.isfinite(part) else part


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 6)


def _flat_article(document: Document) -> Document:
    quotations = [_flat_quotation(quotation) for quotation in document.pop("quotations")]
    article = document.pop("article")
    for field in AS_READ:
        del article[field]
    return {**article, **document, "quotations": quotations}


def _flat_quotation(document: Document) -> Document:
    location = document.pop("location")
    located = {_located(key): value for key, value in location.items()}
    first = {"id": document.pop("id")}
    return {**first, **document.pop("quotation"), **document, **located}


def _nested_article(document: object) -> object:
    if not isinstance(document, dict):
        return document
    quotations = _each(_nested_quotation, document.get("quotations"))
    failed = document.get("failed")
    return {"article": document, "quotations": quotations, "failed": failed}


def _nested_quotation(document: object) -> object:
    if not isinstance(document, dict):
        return document
    numbered = document | {
        "scores": _each(_numbered, document.get("scores", ())),
        "status": document.get("status"),
    }
    return numbered | {"quotation": document, "location": _location(document)}


def _location(document: Document) -> Document:
    passages = {
        name: _each(_numbered, document.get(name, ()))
        for name in ("passages", "candidates", "editions")
    }
    located: Document = _numbered(document | passages | {"status": document.get("located")})
    return located


def _numbered(document: Any) -> Any:  # noqa: ANN401 - what is no object is left to pydantic
    if not isinstance(document, dict):
        return document
    none = {key: math.nan for key in NUMBERS.values() if document.get(key, 0) is None}
    return document | none


def _each(change: Callable[[Any], object], parts: object) -> object:
    return [change(part) for part in parts] if isinstance(parts, list | tuple) else parts


SCHEMA = "report.schema.json"
AS_READ = ("lines", "bold")  # of an article as it lay in its file; each quotation says its place
REPORT = "report.json"  # in a report folder
LARGEST = 2_000_000_000  # bytes; a report of 30,000 articles has some 1,500 MB
EMPTY = '\n  "articles": []'  # no string of JSON holds a line break
NEWLINE, DEEPER = "\n", "\n    "


def render_json(report: Report) -> bytes:
    """Return the report as one indented JSON object that fits `report.schema.json`."""
    return b"".join(chunks_json(report))


def chunks_json(report: Report) -> Iterator[bytes]:
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
    """Return the report that `render_json` wrote to `path`, or into that folder.

    An `InputError` says which file and which field of it is no such report.
    """
    advice = "write one with: quotes audit ARTICLES --originals DIR --format json"
    path = path / REPORT if path.is_dir() else path
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


def render_jsonl(report: Report) -> bytes:
    """Return one line a quotation, in the order of the report."""
    lines = [
        line_of({"article": article.article.path, **quotation_document(audited)})
        for article in report.articles
        for audited in article.quotations
    ]
    return "".join(f"{line}\n" for line in lines).encode()
