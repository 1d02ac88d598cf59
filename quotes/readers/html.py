"""Web pages: the article in them, by trafilatura, without menus, comments and advertisements."""

from __future__ import annotations

import logging
import re
from typing import Any

from quotes.errors import InputError
from quotes.readers.dates import date_problem, read_date
from quotes.readers.documents import Document, Metadata, Raw


def read_html(raw: Raw) -> Document:
    """Return the main text of a page, a paragraph a line, and its title, author, date and url.

    Raises InputError where the file is no page or holds no text.
    """
    import trafilatura  # noqa: PLC0415 - 0.3 s that other formats need not pay

    if b"\0" in raw.data[:4096] and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{raw.name}: a binary file, not a web page: save the page as .html")
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its errors are ours
    # trafilatura refuses a piece of a page, such as a copied <div>.
    whole = re.search(rb"<html", raw.data, re.IGNORECASE)
    data = raw.data if whole else b"<html><body>" + raw.data + b"</body></html>"
    # A browser shows quotation marks around <q>; trafilatura breaks the line there.
    data = re.sub(rb"<q\b[^>]*>", b"&ldquo;", data, flags=re.IGNORECASE)
    data = re.sub(rb"</q\s*>", b"&rdquo;", data, flags=re.IGNORECASE)
    page = trafilatura.bare_extraction(
        data, include_comments=False, with_metadata=True, favor_recall=True
    )
    text = str(getattr(page, "text", None) or "")
    warnings: tuple[str, ...] = ()
    if not text.strip():
        text = str(trafilatura.html2txt(data) or "")
        warnings = ("no article found in the page: all of its text is read",)
    if not text.strip():
        raise InputError(f"{raw.name}: the page holds no text: save the page once it is loaded")
    metadata, problems = _metadata(page)
    return Document(text, metadata, warnings=warnings + problems)


def _metadata(page: Any) -> tuple[Metadata, tuple[str, ...]]:  # noqa: ANN401 - trafilatura's
    if page is None:
        return Metadata(), ()
    written = page.date or None
    day = read_date(written) if written else None
    problem = date_problem(written, day) if written else None
    metadata = Metadata(
        title=_line(page.title),
        author=_line(page.author),
        date=None if problem else day,
        url=_line(page.url),
    )
    return metadata, (problem,) if problem else ()


def _line(value: str | None) -> str | None:
    return re.sub(r"\s+", " ", value).strip() or None if value else None
