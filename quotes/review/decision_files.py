"""Decisions as a file that travels between people: what the page saves, what `--import` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from quotes.errors import InputError
from quotes.model import Decision
from quotes.review.decisions import DECISION
from quotes.safe_files import read_bounded
from quotes.writers.json_documents import text_of

VERSION = 1
LARGEST = 50_000_000  # bytes; 30,000 decisions with long notes are some 15 MB


def decisions_file(latest: Mapping[str, Decision]) -> str:
    """Return decisions as the text of such a file."""
    held = [
        {"quotation": id_, **DECISION.dump_python(made, mode="json")}
        for id_, made in latest.items()
    ]
    return text_of({"quotes_decisions": VERSION, "decisions": held}, indent=2) + "\n"


def read_decisions(path: Path) -> list[tuple[str, Decision]]:
    """Return the decisions of a file by quotation; an InputError says what is wrong with it."""
    advice = "save one in the page with “Save decisions as a file”"
    try:
        held = json.loads(read_bounded(path, LARGEST))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); {advice}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: no JSON ({error}); {advice}") from error
    if not isinstance(held, dict) or held.get("quotes_decisions") != VERSION:
        raise InputError(f"{path}: not a file of decisions; {advice}")
    try:
        return [(str(one["quotation"]), decision_of(one)) for one in held["decisions"]]
    except (KeyError, TypeError, ValueError) as error:
        first = " ".join(str(error).split())
        raise InputError(f"{path}: not a file of decisions ({first}); {advice}") from error


def decision_of(document: object) -> Decision:
    """Return the decision that a JSON object stands for; a ValueError says what is wrong."""
    try:
        decision: Decision = DECISION.validate_python(document)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"{where}: {fault['msg']}") from error
    return decision
