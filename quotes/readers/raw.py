"""From a path to bytes, and from bytes to characters: every way in which a file can be unusable."""

from __future__ import annotations

import codecs
from pathlib import Path

from quotes.errors import InputError
from quotes.readers.documents import Raw

MEGABYTE = 1_000_000
# A file of text may hold this much. A year of a presidency's speeches is about
# 10 MB; more than that in one file is a dump, and its extraction would need more
# than the 1.5 GB of memory that a whole audit may take.
TEXT_LIMIT = 10 * MEGABYTE
# PDF and Word files carry pictures, so their own size says little of their text.
CONTAINER_LIMIT = 200 * MEGABYTE
# Prose holds no control characters but tabs and line ends; random bytes hold
# 26 in 256 of them. One in a hundred lies well between.
CONTROL_SHARE = 0.01
CONTROL = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 27))
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def shown(name: str | Path) -> str:
    """Return a path as one printable line, whatever characters it is made of."""
    text = str(name)
    return text if text.isprintable() else ascii(text)


def read_raw(path: Path, name: str | None = None, limit: int = TEXT_LIMIT) -> Raw:
    """Return the bytes of a file; `limit` is in bytes.

    Raises InputError where there is no such file, it cannot be opened, holds
    nothing or holds more than `limit`.
    """
    where = shown(name if name is not None else path)
    try:
        if not path.exists():
            raise InputError(f"{where}: no such file: check the path")
        if not path.is_file():
            raise InputError(f"{where}: not a file: name a file, a folder or a pattern of files")
        size = path.stat().st_size
        if size > limit:
            raise too_large(where, size, limit)
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise InputError(f"{where}: cannot be opened ({reason}): check its rights") from error
    if not data:
        raise InputError(f"{where}: the file is empty: there is nothing to read")
    return Raw(where, data)


def too_large(where: str, size: int, limit: int) -> InputError:
    """Return the error for a file or text of `size` bytes or characters beyond `limit`."""
    return InputError(
        f"{where}: holds {size / MEGABYTE:.1f} MB, more than the {limit / MEGABYTE:g} MB "
        "that one file may hold: split it into single documents"
    )


def decode(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a text file, with a warning where bytes were no UTF-8.

    Line ends stay as they are; a byte order mark goes. Bytes that are no UTF-8 are
    read as Windows-1252 where nothing in the file is UTF-8 beyond ASCII, and each
    become U+FFFD otherwise. Raises InputError for a binary file.
    """
    for mark, encoding in MARKS:
        if raw.data.startswith(mark):
            return _decode_marked(raw, encoding), ()
    _refuse_binary(raw)
    try:
        return raw.data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _decode_broken(raw, error)


def _decode_marked(raw: Raw, encoding: str) -> str:
    try:
        return raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _binary(raw) from error


def _refuse_binary(raw: Raw) -> None:
    control = len(raw.data) - len(raw.data.translate(None, CONTROL))
    if b"\0" in raw.data or control > CONTROL_SHARE * len(raw.data):
        raise _binary(raw)


def _binary(raw: Raw) -> InputError:
    return InputError(f"{raw.name}: a binary file, not text: give its text as .txt, .md or .html")


def _decode_broken(raw: Raw, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    line = raw.data.count(b"\n", 0, error.start) + 1
    text = raw.data.decode("utf-8-sig", errors="replace")
    if not any(char >= "\x80" and char != "\ufffd" for char in text):
        # Without a single well-formed character beyond ASCII the file is in
        # another encoding; for Spanish and English that is Windows-1252.
        text = raw.data.decode("cp1252", errors="replace")
        return text, (f"line {line}: not UTF-8: the file is read as Windows-1252",)
    count = text.count("\ufffd")
    what = "a byte is" if count == 1 else f"{count} bytes are"
    return text, (f"line {line}: {what} not UTF-8: read with \ufffd instead",)
