"""The conformance table: cases read from cases/*.toml, parsed together once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.model import Span

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Expected:
    """One quotation of a case; what is None is not asked for."""

    segments: tuple[str, ...]
    kind: str | None = None
    cue: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One text and all that must be found in it, in order."""

    name: str
    form: str
    text: str
    quotes: tuple[Expected, ...]
    indirect: bool = False
    bold: tuple[Span, ...] = ()
    xfail: str | None = None


def cases() -> list[Case]:
    """Return every case of every file."""
    return [case for path in sorted(CASES.glob("*.toml")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Case(
            f"{table['form']}-{number}",
            table["form"],
            raw["text"],
            tuple(_expected(quote) for quote in raw["quotes"]),
            table["form"] == "indirect",
            tuple(_line(raw["text"], words) for words in raw.get("bold", ())),
            raw.get("xfail"),
        )
        for number, raw in enumerate(table["case"], 1)
    ]


def _line(text: str, words: str) -> Span:
    start = text.index(f"{words}\n")
    return Span(start, start + len(words))


def _expected(raw: dict[str, Any]) -> Expected:
    return Expected(tuple(raw["segments"]), raw.get("kind"), raw.get("cue"), raw.get("speaker"))
