"""PDF files: the text of each page, its lines joined into paragraphs, with page numbers.

Read by PDFium, the library of Chromium, in a process of its own (`apart`). Of pypdf, pdfminer.six
and PDFium it alone keeps soft hyphens, justified lines and letter-spaced words whole (table in
docs/formats.md); columns that a file draws line by line across the page are put one after the
other.
"""

from __future__ import annotations

import re

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers import apart, pdfium
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.lines import joined, without_furniture
from quotes.readers.raw import TEXT_LIMIT, mend, shown, too_large

UNREADABLE = re.compile(r"[\ue000-\uf8ff\ufffd\ufffe\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
LETTER = re.compile(r"(?<!\S)[^\W\d_aeiouyAEIOUYI](?!\S)")
# Prose holds next to no single consonants and no unreadable characters; beyond one in
# fifty words or letters a person should look at the page.
DAMAGED = 0.02


def read_pdf(raw: Raw) -> Document:
    """Return the text of a PDF; `places` name its pages.

    Raises InputError for an encrypted, a broken and a scanned file (one that holds
    pictures of pages and no text). A page without text and a text that looks damaged
    are warnings.
    """
    texts, metadata = _read(raw)
    if not any(text.strip() for text in texts):
        raise InputError(
            placed(
                raw.name,
                worded(
                    "holds no text, only pictures of pages (a scan): run text recognition "
                    "(OCR) on it"
                ),
            )
        )
    pages = without_furniture([text.splitlines() for text in texts])
    builder = TextBuilder()
    open_end = False
    warnings: dict[str, None] = {}
    for number, lines in enumerate(pages, 1):
        text, notes = mend(joined(lines))
        warnings.update(dict.fromkeys(f"page {number}, {note}" for note in notes))
        # A sentence that runs over the page goes on in the same paragraph.
        builder.add(text, worded("page {number}", number=number), " " if open_end else "\n")
        open_end = bool(text) and text[-1] not in '.!?:”"»…'
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    told = (
        [worded("no text on page {numbers} (a picture?)", numbers=", ".join(empty[:9]))]
        if empty
        else []
    )
    told += list(warnings)[:3] + _damage(builder.text)
    return Document(builder.text, metadata, places=tuple(builder.places), warnings=tuple(told))


def page_texts(raw: Raw) -> list[str]:
    """Return the text of each page as it is read; raises InputError as `read_pdf`."""
    return _read(raw)[0]


def _read(raw: Raw) -> tuple[list[str], Metadata]:
    if b"%PDF" not in raw.data[:1024]:
        raise InputError(placed(raw.name, worded("not a PDF file: check how it was saved")))
    found = apart.asked("quotes.readers.pdfium", raw.data)
    if found is None:
        why = worded("needs too much memory or time: save it anew or split it")
        raise InputError(placed(raw.name, why))
    fault, told = found["fault"], found["told"]
    if fault == "locked":
        raise InputError(placed(raw.name, worded("encrypted: save it without a password")))
    if fault == "broken":
        why = worded("a PDF that cannot be read ({reason}): save it anew", reason=shown(told))
        raise InputError(placed(raw.name, why))
    if fault == "pages":
        most = f"{pdfium.MOST_PAGES:,}"
        raise InputError(placed(raw.name, worded("more than {most} pages: split it", most=most)))
    if fault == "large":
        raise too_large(raw.name, int(told), TEXT_LIMIT)
    return found["texts"], _metadata(found["title"], found["author"])


def _metadata(title: str, author: str) -> Metadata:
    title, author = " ".join(title.split()), " ".join(author.split())
    # Word processors write the file's name where a title belongs.
    if title.lower().endswith((".doc", ".docx", ".pdf", ".indd")):
        title = ""
    return Metadata(title=title or None, author=author or None)


def _damage(text: str) -> list[str]:
    """Return a warning where a text holds what prose does not."""
    words = len(text.split())
    unreadable = len(UNREADABLE.findall(text))
    broken = len(LETTER.findall(text))
    if unreadable > DAMAGED * len(text) or (words >= 50 and broken > DAMAGED * words):
        what = "unreadable characters" if unreadable > broken else "words with spaces in them"
        return [f"its text looks damaged ({what}): compare it with the page, or run OCR on it"]
    return []
