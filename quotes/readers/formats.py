"""Which reader reads which format: to add one, write its file and its line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from quotes.errors import InputError
from quotes.readers.documents import Document, Raw
from quotes.readers.docx import read_docx
from quotes.readers.html import read_html
from quotes.readers.jsonl import read_jsonl
from quotes.readers.pdf import read_pdf
from quotes.readers.plain import read_plain
from quotes.readers.raw import CONTAINER_LIMIT, TEXT_LIMIT, read_raw, shown
from quotes.readers.subtitles import read_subtitles

Reader = Callable[[Raw], Document]

READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".markdown": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
    ".jsonl": read_jsonl,
}
LIMITS: Final = {".docx": CONTAINER_LIMIT, ".pdf": CONTAINER_LIMIT}

# Articles are prose; captions and collections of statements are sources only.
ARTICLE_SUFFIXES: Final = frozenset(READERS) - {".srt", ".vtt", ".jsonl"}
SOURCE_SUFFIXES: Final = frozenset(READERS)


def load(path: Path, name: str | None = None) -> Raw:
    """Return the bytes of a file of a known format; raises InputError otherwise."""
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise unsupported(path if name is None else name, READERS.keys())
    return read_raw(path, name, LIMITS.get(suffix, TEXT_LIMIT))


def read_document(path: Path, name: str | None = None) -> tuple[str, Document]:
    """Return the file's printable name and the document in it; raises InputError."""
    raw = load(path, name)
    return raw.name, READERS[path.suffix.lower()](raw)


def unsupported(path: str | Path, suffixes: Iterable[str]) -> InputError:
    """Return the error for a file of a format that is not read."""
    known = ", ".join(sorted(suffixes))
    suffix = Path(path).suffix or "without a suffix"
    return InputError(f"{shown(path)}: files {suffix} are not read: convert it to one of {known}")
