"""From a path to bytes, and from bytes to characters: every way in which a file can be unusable."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.documents import Raw

MEGABYTE = 1_000_000
# A file of text may hold this much. A year of a presidency's speeches is about
# 10 MB; more than that in one file is a dump, and its extraction would need more
# than the 1.5 GB of memory that a whole audit may take.
TEXT_LIMIT = 10 * MEGABYTE
# PDF and Word files carry pictures, so their own size says little of their text.
CONTAINER_LIMIT = 200 * MEGABYTE
# A year of a newspaper fits; what unpacks to more is a bomb or a backup.
COLLECTION_LIMIT = 4_000 * MEGABYTE
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
# How UTF-8 looks that was read as Latin-1 or Windows-1252: a lead byte and what follows it.
DOUBLE = re.compile("[ÂÃâÅÄÐÑð][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A closing mark (”, bytes E2 80 9D) that was encoded twice and lost its last character,
# which Windows-1252 does not know.
CUT_CLOSING = re.compile("â€(?=\ufffd|[^\x80-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|$)\ufffd?")

# What Windows-1252 makes of the marks and letters of an old Mac: "Òdam wonÕt hold,Ó", "Mu–oz".
ODD = re.compile("(?<=[a-zß-ÿ.,!?])[À-ÖØ-Þ]|[‡Žœ˜]|\ufffd")


def shown(name: str | Path) -> str:
    """Return a path as one printable line, whatever characters it is made of."""
    text = str(name)
    return text if text.isprintable() else ascii(text)


def read_raw(path: Path, name: str | None = None, limit: int = TEXT_LIMIT) -> Raw:
    """Return the bytes of a file; `limit` is in bytes.

    Raises InputError where there is no such file, it is a pipe or a device, cannot be
    opened, holds nothing or holds more than `limit`. Never more than `limit` is read.
    """
    where = shown(name if name is not None else path)
    try:
        check_file(path, where, limit)
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise unreadable(where, error) from error
    if len(data) > limit:
        raise too_large(where, len(data), limit)
    if not data:
        raise InputError(placed(where, worded("the file is empty: there is nothing to read")))
    return Raw(where, data)


def check_file(path: Path, where: str, limit: int) -> None:
    """Raise InputError unless `path` is a plain file within `limit` bytes, or an OSError."""
    try:
        state = path.stat()
    except FileNotFoundError as error:
        raise InputError(placed(where, worded("no such file: check the path"))) from error
    if not stat.S_ISREG(state.st_mode):
        raise InputError(
            placed(where, worded("not a file: name a file, a folder or a pattern of files"))
        )
    if state.st_size > limit:
        raise too_large(where, state.st_size, limit)


def _without_waiting(path: str, flags: int) -> int:
    # A pipe put in a file's place after it was listed must not be waited for.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def unreadable(where: str, error: Exception) -> InputError:
    """Return the error for a file that the system does not open."""
    reason = (getattr(error, "strerror", None) or "it cannot be read").lower()
    return InputError(
        placed(where, worded("cannot be opened ({reason}): check its rights", reason=reason))
    )


def too_large(where: str, size: int, limit: int) -> InputError:
    """Return the error for a file or text of `size` bytes or characters beyond `limit`."""
    return InputError(
        placed(
            where,
            worded(
                "holds {size} MB, more than the {most} MB that one file may hold: "
                "split it into single documents",
                size=f"{size / MEGABYTE:.1f}",
                most=f"{limit / MEGABYTE:g}",
            ),
        )
    )


def decode(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a text file, with a warning where bytes were no UTF-8.

    Line ends stay as they are; a byte order mark goes. Bytes that are no UTF-8 are
    read as Windows-1252 (or Mac OS Roman) where nothing in the file is UTF-8 beyond ASCII, and each
    become U+FFFD otherwise. Text that was encoded twice is mended, with a warning.
    Raises InputError for a binary file.
    """
    for mark, encoding in MARKS:
        if raw.data.startswith(mark):
            return _decode_marked(raw, encoding), ()
    refuse_binary(raw)
    try:
        text, warnings = raw.data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _decode_broken(raw, error)
    mended, note = mend(text)
    return mended, (*warnings, *note)


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with what was encoded twice mended ("Ã±" → "ñ"), and a warning if so."""
    if not DOUBLE.search(text):
        return text, ()
    if "â€œ" in text:
        text = CUT_CLOSING.sub("â€\x9d", text)
    lines = text.split("\n")
    first: tuple[int, str, str] | None = None
    count = 0
    for number, line in enumerate(lines):
        if not DOUBLE.search(line):
            continue
        mended = _mended(line)
        if mended != line:
            first = first or (number + 1, line, mended)
            lines[number] = mended
            count += 1
    if first is None:
        return text, ()
    more = worded(" and on {n} more lines", n=count - 1) if count > 1 else ""
    warning = worded(
        "line {line}: text encoded twice ({sample}{more}): read as meant",
        line=first[0],
        sample=repr(_sample(first[1])),
        more=more,
    )
    return "\n".join(lines), (warning,)


def _mended(line: str) -> str:
    """Return a line with its encoding mended, and nothing else of all that ftfy can change."""
    import ftfy  # noqa: PLC0415 - few files need it

    only_encodings = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_text(line, only_encodings)


def _sample(line: str) -> str:
    match = DOUBLE.search(line)
    at = match.start() if match else 0
    return line[max(0, at - 8) : at + 12].strip()


def _decode_marked(raw: Raw, encoding: str) -> str:
    try:
        return raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _binary(raw) from error


def refuse_binary(raw: Raw) -> None:
    """Raise InputError where the bytes are no text."""
    control = len(raw.data) - len(raw.data.translate(None, CONTROL))
    if b"\0" in raw.data or control > CONTROL_SHARE * len(raw.data):
        raise _binary(raw)


def _binary(raw: Raw) -> InputError:
    return InputError(
        placed(raw.name, worded("a binary file, not text: give its text as .txt, .md or .html"))
    )


def _decode_broken(raw: Raw, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    line = raw.data.count(b"\n", 0, error.start) + 1
    text = raw.data.decode("utf-8-sig", errors="replace")
    if not any(char >= "\x80" and char != "\ufffd" for char in text):
        # Without a single well-formed character beyond ASCII the file is in
        # another encoding; for Spanish and English that is Windows-1252, or that of old Macs.
        text, mac = (raw.data.decode(code, errors="replace") for code in ("cp1252", "mac_roman"))
        if ODD.search(text) and len(ODD.findall(mac)) < len(ODD.findall(text)):
            told = worded("line {line}: not UTF-8: the file is read as Mac OS Roman", line=line)
            return mac, (told,)
        told = worded("line {line}: not UTF-8: the file is read as Windows-1252", line=line)
        return text, (told,)
    count = text.count("\ufffd")
    what = worded("a byte is") if count == 1 else worded("{count} bytes are", count=count)
    return text, (
        worded("line {line}: {what} not UTF-8: read with \ufffd instead", line=line, what=what),
    )
