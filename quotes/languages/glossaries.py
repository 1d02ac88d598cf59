"""Glossaries: CSV files of terms and false friends (format: docs/glossaries.md)."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from quotes.errors import GlossaryError
from quotes.model import FalseFriend, Glossary, Term
from quotes.safe_files import read_bounded

LARGEST = 10_000_000  # bytes; a term takes about a hundred
_TERMS = ["spanish", "accepted", "misleading", "note", "disputed"]
_FRIENDS = ["spanish", "english", "meaning", "note"]
_DEFAULTS = (
    "colombia_politics.csv",
    "institutions.csv",
    "news_words.csv",
    "everyday.csv",
    "false_friends.csv",
    "idioms.csv",
)


def load_glossary(files: Sequence[Path] = (), *, defaults: bool = True) -> Glossary:
    """Return the glossary that ships with the program with the terms of `files` on top.

    A later entry replaces an earlier one for the same Spanish term (and, for a false
    friend, the same English word). Raises GlossaryError naming file and line.
    """
    return _joined(
        entry for path in (*(shipped() if defaults else ()), *files) for entry in _read(path)
    )


def with_entries(glossary: Glossary, more: Glossary) -> Glossary:
    """Return a glossary with the entries of another on top, as if both came from files."""
    entries: list[Term | FalseFriend] = []
    for each in (glossary, more):
        entries += [*each.terms, *each.false_friends]
    return _joined(entries)


def _joined(entries: Iterable[Term | FalseFriend]) -> Glossary:
    terms: dict[str, Term] = {}
    friends: dict[tuple[str, str], FalseFriend] = {}
    for entry in entries:
        if isinstance(entry, Term):
            terms[entry.spanish.casefold()] = entry
        else:
            friends[entry.spanish.casefold(), entry.english.casefold()] = entry
    return Glossary(tuple(terms.values()), tuple(friends.values()))


@cache
def shipped() -> tuple[Path, ...]:
    """Return the glossary files that come with the program (in the wheel or the checkout)."""
    package = Path(__file__).parents[1]
    for folder in (package / "glossaries", package.parent / "glossaries"):
        if folder.is_dir():
            return tuple(folder / name for name in _DEFAULTS)
    raise GlossaryError("the program's own glossaries are missing: reinstall quotes-audit")


def is_shipped(entry: Term | FalseFriend) -> bool:
    """Return whether an entry is the program's own, and no newsroom's."""
    return entry.origin.startswith(f"{shipped()[0].parent}{os.sep}")


def _read(path: Path) -> Iterator[Term | FalseFriend]:
    try:
        data = read_bounded(path, LARGEST)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8: save the file as UTF-8") from error
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror}") from error
    rows = _rows(path, text)
    line, header = next(rows, (1, []))
    if header not in (_TERMS, _FRIENDS):
        raise GlossaryError(
            f"{path}:{line}: the header must be {','.join(_TERMS)!r} or {','.join(_FRIENDS)!r}"
        )
    known: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for number, cells in rows:
        entry = _entry(f"{path}:{number}", header, cells)
        english = entry.english if isinstance(entry, FalseFriend) else ""
        key = entry.spanish.casefold(), english.casefold()
        line, before = known.setdefault(key, (number, cells))
        if before != cells:
            raise GlossaryError(
                f"{path}:{number}: {entry.spanish!r} stands on line {line} already, "
                "with something else: put both in one line"
            )
        yield entry


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of every line that is neither empty nor a comment."""
    lines = [("" if line.lstrip().startswith("#") else line) for line in text.splitlines()]
    reader = csv.reader(lines, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise GlossaryError(f"{path}:{reader.line_num}: {error}: check the quotes") from error


def _entry(where: str, header: list[str], cells: list[str]) -> Term | FalseFriend:
    if len(cells) != len(header):
        raise GlossaryError(
            f"{where}: {len(cells)} cells instead of {len(header)} ({','.join(header)}): "
            "put cells that hold a comma in double quotes"
        )
    row = dict(zip(header, cells, strict=True))
    if not row["spanish"]:
        raise GlossaryError(f"{where}: the cell 'spanish' is empty")
    return _term(where, row) if header == _TERMS else _friend(where, row)


def _term(where: str, row: dict[str, str]) -> Term:
    if row["disputed"].lower() not in {"yes", "no", ""}:
        raise GlossaryError(f"{where}: 'disputed' is {row['disputed']!r}: write yes or no")
    accepted = _listed(row["accepted"])
    if not accepted:
        raise GlossaryError(f"{where}: the cell 'accepted' is empty: give one rendering at least")
    misleading = _listed(row["misleading"])
    both = {word.casefold() for word in accepted} & {word.casefold() for word in misleading}
    if both:
        raise GlossaryError(
            f"{where}: {min(both)!r} is accepted and misleading: take it out of one of the cells"
        )
    return Term(
        spanish=row["spanish"],
        accepted=accepted,
        misleading=misleading,
        note=row["note"],
        disputed=row["disputed"].lower() == "yes",
        origin=where,
    )


def _friend(where: str, row: dict[str, str]) -> FalseFriend:
    meaning = _listed(row["meaning"])
    if not row["english"] or not meaning:
        raise GlossaryError(f"{where}: the cells 'english' and 'meaning' must not be empty")
    return FalseFriend(row["spanish"], row["english"], meaning, row["note"], where)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
