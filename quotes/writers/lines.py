"""The JSON lines of `quotes extract`, `locate` and `compare`, as dictionaries.

The shapes are the contract of docs/report.md; scorers outside this project read them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from quotes.model import Cue, Finding, Location, Mention, Quotation, Span, Translation, Verdict
from quotes.writers.visible import whole

Line = dict[str, Any]
ODD_BREAKS = re.compile("[\x85\u2028\u2029]")  # JSON allows them, line readers break at them


def extract_line(article: str, number: int, quotation: Quotation) -> Line:
    """Return the line of the `number`-th quotation (from 1) of the article at path `article`."""
    speaker = quotation.speaker
    named = speaker and {"name": speaker.name, "mention": _stretch(speaker.mention)}
    return {
        "article": article,
        "id": f"{article}#{number}",
        "kind": quotation.kind,
        "text": quotation.text,
        "segments": _pairs(quotation.segments),
        "cue": _stretch(quotation.cue),
        "speaker": named,
    }


def locate_line(identifier: object, location: Location) -> Line:
    """Return the line of one query: its first passage, or nulls when it is absent.

    `score` is the probability of the best passage, also when it stays below the line.
    """
    passage = location.passages[0] if location.passages else None
    found = location.status == "found" and passage is not None
    shown = passage if found else None
    return {
        "id": identifier,
        "status": "found" if found else "absent",
        "document": shown and shown.document,
        "span": shown and _pair(shown.span),
        "text": shown and shown.text,
        "score": _finite(shown.score if shown else location.probability),
    }


def compare_line(
    identifier: object, verdict: Verdict, back_translation: Translation | None = None
) -> Line:
    """Return the line of one pair."""
    return {
        "id": identifier,
        "verdict": verdict.verdict,
        "risk": _finite(verdict.risk),
        "back_translation": back_translation.text if back_translation else None,
        "scores": [
            {"metric": s.metric, "value": _finite(s.value), "signature": s.signature}
            for s in verdict.scores
        ],
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def dump(line: Mapping[str, Any]) -> str:
    """Return `line` as one line of JSON, without the newline at its end."""
    text = whole(json.dumps(line, ensure_ascii=False, allow_nan=False))
    return ODD_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _finding(finding: Finding) -> Line:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "original": _pairs(finding.original),
        "quote": _pairs(finding.quote),
    }


def _stretch(part: Cue | Mention | None) -> Line | None:
    return {"text": part.text, "span": _pair(part.span)} if part else None


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [_pair(span) for span in spans]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _finite(value: float) -> float | None:
    # JSON has no word for "not a number"
    return round(float(value), 6) if math.isfinite(value) else None
