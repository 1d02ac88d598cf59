"""JSON lines (.jsonl): a statement a line, as archives of speeches and posts are kept.

Each line is an object with `text` (or `content`, `body`, `statement`) and perhaps
`speaker`, `date`, `url`, `title`, `language`, `archive_url`, `retrieved`. The file is
one source: its text is the statements, a blank line between them; `places` name line,
date and speaker of each. What all statements share is the source's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from quotes.errors import InputError
from quotes.readers.dates import date_problem, read_date
from quotes.readers.documents import Document, Metadata, Raw
from quotes.readers.raw import decode
from quotes.readers.stretches import Stretches

TEXTS = ("text", "content", "body", "statement")
MOST = 20  # warnings about single lines that are worth reading


def read_jsonl(raw: Raw) -> Document:
    """Return the statements of the file; lines that cannot be read are left out with a warning.

    Raises InputError where no line can be read.
    """
    text, warnings = decode(raw)
    problems: list[str] = []
    stretches = Stretches()
    records: list[dict[str, str]] = []
    for number, record in _records(text, problems):
        day = record.get("date", "")
        parts = (f"line {number}", record.get("speaker", ""), day)
        label = ", ".join(part for part in parts if part)
        stretches.add(record["text"], label, speaker=record.get("speaker"))
        records.append(record)
    if not records:
        raise InputError(f"{raw.name}: {problems[0] if problems else 'no statement in it'}")
    if len(problems) > MOST:
        problems[MOST:] = [f"{len(problems) - MOST} more lines like these"]
    metadata = _shared(records)
    return Document(
        stretches.text, metadata, tuple(stretches.places), warnings=(*warnings, *problems)
    )


def _records(text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record: Any = json.loads(line)
        except (ValueError, RecursionError):
            problems.append(f"line {number}: not JSON: left out")
            continue
        fields = _fields(record)
        if "text" not in fields:
            problems.append(f"line {number}: no text in it (a field 'text'): left out")
            continue
        for name in ("date", "retrieved"):
            _check_day(fields, name, number, problems)
        yield number, fields


def _fields(record: Any) -> dict[str, str]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(record, dict):
        return {}
    fields = {
        str(name).lower(): value.encode("utf-8", "replace").decode().strip()
        for name, value in record.items()
        if isinstance(value, str) and value.strip()
    }
    text = next((fields[name] for name in TEXTS if name in fields), None)
    return fields | {"text": text} if text else {}


def _check_day(fields: dict[str, str], name: str, number: int, problems: list[str]) -> None:
    if name in fields:
        day = read_date(fields[name])
        problem = date_problem(fields[name], day)
        if problem or day is None:
            problems.append(f"line {number}: {name}: {problem}")
            del fields[name]
        else:
            fields[name] = day.isoformat()


def _shared(records: list[dict[str, str]]) -> Metadata:
    def same(name: str) -> str | None:
        values = {record.get(name) for record in records}
        return values.pop() if len(values) == 1 else None

    def day(name: str) -> date | None:
        value = same(name)
        return date.fromisoformat(value) if value else None

    return Metadata(
        title=same("title"),
        author=same("author"),
        speaker=same("speaker"),
        date=day("date"),
        language=same("language"),
        url=same("url"),
        archive_url=same("archive_url"),
        retrieved=day("retrieved"),
    )
