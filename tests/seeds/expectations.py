"""What seeds/expected.json says, as values, and how a report is held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parents[2] / "seeds"
FLAGGED = frozenset({"review", "drift", "misquoted"})


@dataclass(frozen=True, slots=True)
class Expected:
    """One quotation as a careful bilingual reader sees it; fields as in expected.json."""

    article: str
    starts: str
    speakers: tuple[str | None, ...]
    status: str
    kind_of_drift: str | None
    findings: frozenset[str]
    document: str | None
    aligned: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expectation and what the audit reported of that quotation (None: not found)."""

    expected: Expected
    reported: dict[str, Any] | None

    @property
    def status(self) -> str:
        """Return the reported status, "not found" where there is none."""
        return str(self.reported["status"]) if self.reported else "not found"

    @property
    def slugs(self) -> frozenset[str]:
        """Return the names of the findings reported."""
        findings = self.reported["findings"] if self.reported else []
        return frozenset(str(finding["name"]) for finding in findings)

    @property
    def speaker(self) -> str | None:
        """Return the name of the reported speaker."""
        speaker = self.reported["speaker"] if self.reported else None
        return str(speaker["name"]) if speaker else None

    @property
    def speaker_right(self) -> bool:
        """Say whether the speaker is one of the right answers."""
        said = self.speaker.casefold() if self.speaker else None
        right = {name.casefold() if name else None for name in self.expected.speakers}
        return self.reported is not None and said in right

    @property
    def status_right(self) -> bool:
        """Say whether the status is right; review and drift may stand for each other."""
        both = frozenset({"review", "drift"})
        return self.status == self.expected.status or {self.status, self.expected.status} <= both

    @property
    def passage_right(self) -> bool:
        """Say whether the matched passage is in the document and holds the words named."""
        if self.reported is None or self.expected.aligned is None:
            return self.expected.aligned is None
        passages = self.reported["passages"]
        text = " ".join(str(passage["text"]) for passage in passages)
        here = any(passage["document"] == self.expected.document for passage in passages)
        return here and folded(self.expected.aligned) in folded(text)

    @property
    def caught(self) -> bool:
        """Say whether a drift was flagged for its own reason."""
        wanted = self.expected.findings
        return self.status in FLAGGED and (not wanted or bool(wanted & self.slugs))

    @property
    def false_alarm(self) -> bool:
        """Say whether a quotation without drift was flagged."""
        return self.expected.kind_of_drift is None and self.status in FLAGGED

    def __str__(self) -> str:
        """Return one line for whoever reads a failed test."""
        wanted = self.expected
        kind = f" [{wanted.kind_of_drift}]" if wanted.kind_of_drift else ""
        return (
            f"{wanted.article}: {wanted.starts!r}{kind}: expected {wanted.status} of "
            f"{wanted.speakers[0]}, got {self.status} of {self.speaker} {sorted(self.slugs)}"
        )


def folded(text: str) -> str:
    """Return the text with plain apostrophes and single spaces, to be searched in."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).casefold()


def read_expected(folder: Path = SEEDS) -> tuple[Expected, ...]:
    """Return every expectation of folder/expected.json, in text order."""
    data = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return tuple(
        _expected(article["article"], row)
        for article in data["articles"]
        for row in article["quotations"]
    )


def _expected(article: str, row: dict[str, Any]) -> Expected:
    return Expected(
        article=article,
        starts=row["starts"],
        speakers=(row["speaker"], *row.get("speaker_also", ())),
        status=row["status"],
        kind_of_drift=row["kind_of_drift"],
        findings=frozenset(row["findings"]),
        document=row.get("document"),
        aligned=row.get("aligned"),
        why=row["why"],
    )


def outcomes(expected: Sequence[Expected], report: dict[str, Any]) -> tuple[Outcome, ...]:
    """Return each expectation with the quotation of the report that it is about."""
    return tuple(_pairs(expected, report))


def _pairs(expected: Sequence[Expected], report: dict[str, Any]) -> Iterator[Outcome]:
    reported = {Path(article["path"]).name: article["quotations"] for article in report["articles"]}
    for wanted in expected:
        rows = reported.get(wanted.article, [])
        start = folded(wanted.starts)
        first = [row for row in rows if folded(row["text"]).startswith(start)]
        # A quotation that goes on after "she said" may hold the words further in.
        inside = [row for row in rows if start in folded(row["text"])]
        yield Outcome(wanted, next(iter(first + inside), None))
