"""Which reader reads which format: to add one, write its function and its line here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.documents import Document, Raw, readable
from quotes.readers.raw import CONTAINER_LIMIT, TEXT_LIMIT, read_raw, shown


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its reader, the bytes that a file of it may hold, and what it may hold.

    `reader` names a module here and the function in it, loaded at the first file of it: their
    libraries take their time. Articles are prose; captions and collections of statements are
    sources.
    """

    reader: str
    limit: int = TEXT_LIMIT
    article: bool = True
    source: bool = True

    def read(self, raw: Raw) -> Document:
        """Return the document in the bytes of a file."""
        module, _, function = self.reader.partition(".")
        document: Document = getattr(import_module(f"quotes.readers.{module}"), function)(raw)
        return readable(document)


FORMATS: Final[dict[str, Format]] = {
    ".txt": Format("plain.read_plain"),
    ".md": Format("plain.read_markdown"),
    ".markdown": Format("plain.read_markdown"),
    ".html": Format("html.read_html"),
    ".htm": Format("html.read_html"),
    ".docx": Format("docx.read_docx", CONTAINER_LIMIT),
    ".pdf": Format("pdf.read_pdf", CONTAINER_LIMIT),
    ".odt": Format("packages.read_odt", CONTAINER_LIMIT),
    ".epub": Format("packages.read_epub", CONTAINER_LIMIT, article=False),
    ".eml": Format("mail.read_mail", 4 * TEXT_LIMIT),
    ".srt": Format("subtitles.read_subtitles", article=False),
    ".vtt": Format("subtitles.read_subtitles", article=False),
    ".jsonl": Format("jsonl.read_jsonl", article=False),
}
# Files that hold many articles, a name and a document each (`containers.py`).
COLLECTIONS: Final = frozenset(
    {".jsonl", ".parquet", ".zip", ".warc", ".warc.gz", ".xml", ".nitf", ".newsml"}
)

ARTICLE_SUFFIXES: Final = frozenset(s for s, f in FORMATS.items() if f.article) | COLLECTIONS
SOURCE_SUFFIXES: Final = frozenset(s for s, f in FORMATS.items() if f.source)


def suffix_of(path: str | Path) -> str:
    """Return a file's suffix in lower case, ".warc.gz" being one."""
    name = Path(path).name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else Path(name).suffix


def load(path: Path, name: str | None = None) -> Raw:
    """Return the bytes of a file of a known format; raises InputError otherwise."""
    suffix = suffix_of(path)
    if suffix not in FORMATS:
        raise unsupported(path if name is None else name, FORMATS.keys())
    return read_raw(path, name, FORMATS[suffix].limit)


def read_document(path: Path, name: str | None = None) -> tuple[str, Document]:
    """Return the file's printable name and the document in it; raises InputError."""
    raw = load(path, name)
    return raw.name, parsed(raw, suffix_of(path))


def parsed(raw: Raw, suffix: str) -> Document:
    """Return the document in the bytes of a file; every failure of a reader is an InputError."""
    try:
        return FORMATS[suffix].read(raw)
    except InputError:
        raise
    except Exception as error:
        raise broken(raw.name, error) from error


def broken(where: str, error: Exception) -> InputError:
    """Return the error for a file of which a library makes that exception."""
    if isinstance(error, (MemoryError, RecursionError)):
        return InputError(placed(where, worded("needs too much memory: save it anew or split it")))
    reason = (str(error).splitlines() or [""])[0][:80] or type(error).__name__
    return InputError(
        placed(where, worded("cannot be read ({reason}): save it anew", reason=shown(reason)))
    )


def unsupported(path: str | Path, suffixes: Iterable[str]) -> InputError:
    """Return the error for a file of a format that is not read."""
    known = ", ".join(sorted(suffixes))
    suffix = Path(path).suffix or "without a suffix"
    return InputError(
        placed(
            shown(path),
            worded(
                "files {suffix} are not read: convert it to one of {known}",
                suffix=suffix,
                known=known,
            ),
        )
    )
