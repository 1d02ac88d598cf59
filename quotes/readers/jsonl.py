"""JSON lines (.jsonl): a statement or an article a line, as archives and exports are kept.

Each line is an object with `text` (or `content`, `body`, `statement`) and perhaps `id`,
`speaker`, `author`, `date`, `url`, `title`, `language`, `archive_url`, `retrieved`. Among
originals the file is one source: its text is the statements, a blank line between them;
`places` name line, date and speaker of each; what all statements share is the source's
own. Among articles each line is an article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from quotes.errors import InputError
from quotes.model import worded
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.front_matter import date_problem, read_date
from quotes.readers.plain import plain_text
from quotes.readers.raw import decode, mend

TEXTS = ("text", "content", "body", "statement")
MOST = 20  # warnings about single lines that are worth reading
Record = dict[str, str]


def read_jsonl(raw: Raw) -> Document:
    """Return the statements of the file; lines that cannot be read are left out with a warning.

    Raises InputError where no line can be read.
    """
    text, warnings = decode(raw)
    problems: list[str] = []
    builder = TextBuilder()
    records: list[Record] = []
    for number, found in _records(text.split("\n")):
        if isinstance(found, str):
            problems.append(found)
            continue
        record, doubts = found
        problems.extend(doubts)
        day = record.get("date", "")
        parts = (worded("line {number}", number=number), record.get("speaker", ""), day)
        label = ", ".join(part for part in parts if part)
        builder.add(record["text"], label, speaker=record.get("speaker"))
        records.append(record)
    if not records:
        raise InputError(f"{raw.name}: {problems[0] if problems else 'no statement in it'}")
    if len(problems) > MOST:
        problems[MOST:] = [f"{len(problems) - MOST} more lines like these"]
    metadata = _shared(records)
    return Document(builder.text, metadata, tuple(builder.places), warnings=(*warnings, *problems))


def jsonl_articles(lines: Iterable[str]) -> Iterator[tuple[str, Document | str]]:
    """Return each line's name (its id, else its number) and the article in it, or the problem."""
    names: set[str] = set()
    for number, found in _records(lines):
        if isinstance(found, str):
            yield str(number), found.split(": ", 1)[1]
            continue
        record, doubts = found
        name = record.get("id", str(number))[:120].replace("/", "-")
        name = name if name not in names else f"{name}-{number}"
        names.add(name)
        text, quoted = plain_text(record["text"])
        warnings = tuple(doubt.split(": ", 1)[1] for doubt in doubts)
        yield name, Document(text, _shared([record]), warnings=warnings, quoted=quoted)


def _records(lines: Iterable[str]) -> Iterator[tuple[int, str | tuple[Record, list[str]]]]:
    """Return each line's number with its fields and doubts about them, or why it has none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = _fields(json.loads(line, parse_constant=lambda _: None))
        except (ValueError, RecursionError):
            yield number, f"line {number}: {worded('not JSON: left out')}"
            continue
        if "text" not in fields:
            yield number, f"line {number}: {worded('no text in it (a field “text”): left out')}"
            continue
        fields["text"], doubts = mend(fields["text"])
        problems = [f"line {number}: {doubt.split(': ', 1)[1]}" for doubt in doubts]
        for name in ("date", "retrieved"):
            problem = _check_day(fields, name)
            problems.extend(f"line {number}: {name}: {problem}" for _ in range(bool(problem)))
        yield number, (fields, problems)


def _fields(record: Any) -> Record:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(record, dict):
        return {}
    fields = {
        str(name).lower(): value.encode("utf-8", "replace").decode().strip()
        for name, value in record.items()
        if isinstance(value, str) and value.strip()
    }
    number = record.get("id")
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 10**18:
        fields["id"] = str(number)
    text = next((fields[name] for name in TEXTS if name in fields), None)
    return fields | {"text": text} if text else {}


def _check_day(fields: Record, name: str) -> str | None:
    if name not in fields:
        return None
    day = read_date(fields[name])
    problem = date_problem(fields[name], day)
    if problem or day is None:
        del fields[name]
        return problem
    fields[name] = day.isoformat()
    return None


def _shared(records: list[Record]) -> Metadata:
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
