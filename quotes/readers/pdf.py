"""PDF files: the text of each page, its lines joined into paragraphs, with page numbers."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import InputError
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.lines import joined, without_furniture

if TYPE_CHECKING:
    from pypdf import PdfReader


def read_pdf(raw: Raw) -> Document:
    """Return the text of a PDF; `places` name its pages.

    Raises InputError for an encrypted, a broken and a scanned file (one that holds
    pictures of pages and no text). A page without text is a warning.
    """
    texts = page_texts(raw)
    if not any(text.strip() for text in texts):
        raise InputError(
            f"{raw.name}: holds no text, only pictures of pages (a scan): run text recognition "
            "(OCR) on it"
        )
    pages = without_furniture([text.splitlines() for text in texts])
    builder = TextBuilder()
    open_end = False
    for number, lines in enumerate(pages, 1):
        text = joined(lines)
        # A sentence that runs over the page goes on in the same paragraph.
        builder.add(text, f"page {number}", " " if open_end else "\n")
        open_end = bool(text) and text[-1] not in '.!?:”"»…'
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    warnings = (f"no text on page {', '.join(empty[:9])} (a picture?)",) if empty else ()
    return Document(builder.text, _metadata(raw), places=tuple(builder.places), warnings=warnings)


def page_texts(raw: Raw) -> list[str]:
    """Return the text of each page as it lies in the file; raises InputError as `read_pdf`."""
    try:
        return list(_pages(_reader(raw)))
    except InputError:
        raise
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:80]
        raise InputError(
            f"{raw.name}: a PDF that cannot be read ({reason}): save it anew"
        ) from error


def _reader(raw: Raw) -> PdfReader:
    import pypdf  # noqa: PLC0415 - only where a PDF is read

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its warnings are not ours
    if b"%PDF" not in raw.data[:1024]:
        raise InputError(f"{raw.name}: not a PDF file: check how it was saved")
    reader = pypdf.PdfReader(io.BytesIO(raw.data))
    if reader.is_encrypted:
        problem = InputError(f"{raw.name}: encrypted: save it without a password")
        try:
            opened = reader.decrypt("")
        except Exception as error:
            raise problem from error
        if not opened:
            raise problem
    return reader


def _pages(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        yield page.extract_text().encode("utf-8", "replace").decode()


def _metadata(raw: Raw) -> Metadata:
    try:
        info = _reader(raw).metadata
        title, author = (info.title, info.author) if info else (None, None)
    except Exception:  # noqa: BLE001 - metadata is no reason to refuse a text
        return Metadata()
    # Word processors write the file's name where a title belongs.
    named = title and not title.lower().endswith((".doc", ".docx", ".pdf", ".indd"))
    return Metadata(title=title if named else None, author=author or None)
