"""Dates as front matter and metadata write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_date(text: str) -> date | None:
    """Return the day that `text` names, or None.

    Read are ISO dates and times ("2025-06-23", "2025-06-23T10:00:00Z") and days
    written out in English or Spanish ("June 23, 2025", "23 de junio de 2025").
    Figures alone in another order ("03/04/2025") are ambiguous and not read.
    """
    text = text.strip()
    try:
        if ISO.match(text):
            return datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return _read_words(text) if re.search(r"[^\W\d_]{3}", text) and len(text) < 60 else None


def date_problem(text: str, found: date | None) -> str | None:
    """Return why the date written as `text` cannot be right, or None."""
    if found is None:
        return f"date {text[:40]!r} is not a date (write YYYY-MM-DD): left out"
    # A day's grace: the article may come from a time zone ahead of this one.
    if found > datetime.now(UTC).date() + timedelta(days=1):
        return f"date {text[:40]!r} lies in the future: left out"
    return None


def _read_words(text: str) -> date | None:
    import dateparser  # noqa: PLC0415 - 0.3 s that ISO dates need not pay

    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, languages=["en", "es"], settings=settings)
    return found.date() if found else None
