"""The figures of the page: how the risks lie, which findings, speakers and sources weigh most.

Each is a picture made here by leather and the numbers behind it, which the page shows as a
table: the picture travels as an image, in which no script can run.
"""

from __future__ import annotations

import base64
from collections import Counter
from typing import Any

from quotes.model import AuditedQuotation, Report
from quotes.writers.shown_text import one_line
from quotes.writers.statuses import WORDINGS, counts

MOST = 10  # bars in a figure: what a reader compares at a glance
LABEL = 34  # characters of a bar's name
WIDTH, ROW = 620, 30
BLUE = "#2b5c9e"
Bars = list[tuple[str, int]]


def figures(report: Report) -> list[dict[str, Any]]:
    """Return the figures: a title, a picture as a data address, and rows of (name, number)."""
    held = [q for article in report.articles for q in article.quotations]
    flagged = [q for q in held if q.status in ("drift", "misquoted", "review")]
    titles = {source.document: source.title or source.document for source in report.sources}
    drawn = {
        "Quotations by status": _statuses(report),
        "Risk over the run": _risks(held),
        "Findings by kind": _most(f"{f.code} {f.name}" for q in held for f in q.findings),
        "Flagged quotations by speaker": _most(_speaker(q) for q in flagged),
        "Flagged quotations by source": _most(
            titles.get(q.location.passages[0].document, q.location.passages[0].document)
            for q in flagged
            if q.location.passages
        ),
    }
    return [
        {"title": title, "picture": _picture(bars), "rows": bars}
        for title, bars in drawn.items()
        if bars
    ]


def _statuses(report: Report) -> Bars:
    return [(WORDINGS[status].label, number) for status, number in counts(report).items() if number]


def _risks(held: list[AuditedQuotation]) -> Bars:
    risks = [min(int(q.risk * 10), 9) for q in held if q.risk is not None]
    found = Counter(risks)
    return (
        [(f"{at / 10:.1f} to {(at + 1) / 10:.1f}", found[at]) for at in range(10)] if risks else []
    )


def _speaker(audited: AuditedQuotation) -> str:
    return audited.quotation.speaker.name if audited.quotation.speaker else "nobody named"


def _most(names: Any) -> Bars:  # noqa: ANN401 - any iterable of names
    return [(one_line(name), number) for name, number in Counter(names).most_common(MOST)]


def _picture(bars: Bars) -> str:
    import leather  # noqa: PLC0415 - only the page needs it
    from leather import theme  # noqa: PLC0415 - only the page needs it

    theme.background_color = "none"
    theme.tick_font_family = theme.title_font_family = theme.axis_title_font_family = "sans-serif"
    theme.tick_color, theme.label_color = "#e4e4e4", "#333333"
    theme.tick_font_size = 13
    highest = max(number for _, number in bars)
    chart = leather.Chart()
    chart.add_x_scale(0, highest or 1)
    chart.add_x_axis(ticks=_ticks(highest))
    chart.add_bars([(number, _short(name)) for name, number in bars], fill_color=BLUE)
    drawing = chart.to_svg(width=WIDTH, height=ROW * len(bars) + 60)
    encoded = base64.b64encode(drawing.encode("utf-8", "replace")).decode("ascii")
    return f"data:image/svg+xml;base64,{encoded}"


def _ticks(highest: int) -> list[int]:
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if s * 10**e * 5 >= highest)
    return list(range(0, highest + 1, step))


def _short(name: str) -> str:
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
