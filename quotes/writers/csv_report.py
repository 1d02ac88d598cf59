"""The report as a table, one quotation a line, for spreadsheets.

UTF-8 with a byte order mark, comma, double quotes, CRLF (RFC 4180). The mark is
there because Excel takes a file without one for the local 8-bit encoding and
mangles every ñ and curly quotation mark; LibreOffice, Google Sheets, pandas
(`encoding="utf-8-sig"`) and csvkit read past it.

A cell that a spreadsheet would run as a formula (`=HYPERLINK(…)`, `+1`, `-2`,
`@SUM`) begins with an apostrophe, after OWASP's advice on CSV injection; line
breaks inside a cell become spaces, so that one line is one quotation.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source
from quotes.writers.second_opinions import opinion_head
from quotes.writers.shown_text import one_line

COLUMNS = (
    "article",
    "id",
    "kind",
    "start",
    "end",
    "quotation",
    "speaker",
    "mention",
    "cue",
    "status",
    "risk",
    "findings",
    "messages",
    "original",
    "document",
    "place",
    "match",
    "source_title",
    "source_speaker",
    "source_date",
    "source_url",
    "back_translation",
    "engine",
    "in_english",
    "second_opinion",
    "decision",
    "note",
    "decided_by",
    "decided_at",
)
FORMULA = re.compile("[=+@＝＋－＠-]")
AFTER_SEPARATOR = re.compile(f"""([;|])([\\s"']*{FORMULA.pattern})""")
"""Where a spreadsheet with other separators than the comma would see a formula begin."""


def render(report: Report) -> bytes:
    """Return the report as CSV: a header, then the quotations in text order."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow([safe_cell(row.get(column)) for column in COLUMNS])
    return table.getvalue().encode("utf-8-sig")


def rows(report: Report) -> Iterator[dict[str, object]]:
    """Yield one row a quotation: column → value, columns without a value left out."""
    sources = {source.document: source for source in report.sources}
    for article in report.articles:
        for audited in article.quotations:
            yield (
                _quoted(article, audited)
                | _said(audited)
                | _compared(audited, sources)
                | _decided(audited)
            )


def safe_cell(value: object) -> str:
    """Return `value` as a cell of one line that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    text = one_line(str(value))
    return AFTER_SEPARATOR.sub(r"\1'\2", f"'{text}" if FORMULA.match(text) else text)


def _quoted(article: AuditedArticle, audited: AuditedQuotation) -> dict[str, object]:
    quotation = audited.quotation
    return {
        "article": article.article.path,
        "id": audited.id,
        "kind": quotation.kind,
        "start": quotation.segments[0].start if quotation.segments else None,
        "end": quotation.segments[-1].end if quotation.segments else None,
        "quotation": quotation.text,
    }


def _said(audited: AuditedQuotation) -> dict[str, object]:
    speaker, cue = audited.quotation.speaker, audited.quotation.cue
    mention = speaker.mention if speaker else None
    return {
        "speaker": speaker and speaker.name,
        "mention": mention and mention.text,
        "cue": cue and cue.text,
    }


def _compared(audited: AuditedQuotation, sources: dict[str, Source]) -> dict[str, object]:
    translation = audited.back_translation
    compared: dict[str, object] = {
        "status": audited.status,
        "risk": audited.risk,
        "findings": " ".join(f"{found.code}:{found.name}" for found in audited.findings),
        "messages": " | ".join(found.message for found in audited.findings),
        "original": audited.original,
        "back_translation": translation and translation.text,
        "engine": translation and f"{translation.engine} {translation.version}".strip(),
    }
    passages = audited.location.passages
    return compared | (_origin(passages[0], sources) if passages else {})


def _decided(audited: AuditedQuotation) -> dict[str, object]:
    """Return the decision in force; one that is open again says so."""
    made, gloss = audited.decision, audited.gloss
    said = " | ".join(map(opinion_head, audited.opinions))
    decided: dict[str, object] = {
        "in_english": gloss and gloss.text,
        "second_opinion": said or None,
    }
    if made is None:
        return decided
    again = "open again, before: " if made.reopened else ""
    return decided | {
        "decision": made.conflict or f"{again}{made.choice}",
        "note": made.note,
        "decided_by": made.who,
        "decided_at": made.at,
    }


def _origin(passage: Passage, sources: dict[str, Source]) -> dict[str, object]:
    origin: dict[str, object] = {
        "document": passage.document,
        "place": passage.place,
        "match": passage.score,
    }
    source = sources.get(passage.document)
    if source is None:
        return origin
    return origin | {
        "source_title": source.title,
        "source_speaker": source.speaker,
        "source_date": source.date,
        "source_url": source.url,
    }
