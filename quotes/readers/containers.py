"""Files that hold many articles: a .zip of files, .jsonl, .parquet, a .warc, NewsML-G2.

They are read one article at a time, so that their own size costs no memory. A member
that cannot be read is told and does not end the others.
"""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.documents import Document, Raw
from quotes.readers.formats import FORMATS, broken, parsed, suffix_of
from quotes.readers.html import read_html
from quotes.readers.jsonl import jsonl_articles
from quotes.readers.news import read_news
from quotes.readers.packages import MOST_MEMBERS, part
from quotes.readers.raw import (
    COLLECTION_LIMIT,
    CONTAINER_LIMIT,
    TEXT_LIMIT,
    check_file,
    decode,
    read_raw,
    shown,
    too_large,
    unreadable,
)

# The kinds of records that may be articles, and the reader's suffix for each.
KINDS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
Page = tuple[Raw, str, str | None]


def archived(file: BinaryIO) -> Iterator[tuple[str, Callable[[str], Page]]]:
    """Return the address of each page that was fetched, and what gives its bytes by name.

    That function returns the page, its suffix and the charset that the server declared;
    it raises InputError for one that is empty or too large, and must be called before the
    next address is asked for. Redirects, errors and pictures are passed over. Raises
    InputError where the file is no web archive.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only for archives
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - the same

    try:
        records = ArchiveIterator(file)
        while record := _quietly(lambda: next(records, None)):
            kind, charset = _kind(record)
            if kind in KINDS:
                address = str(record.rec_headers.get_header("WARC-Target-URI") or "page")
                yield address.strip("<>"), _opener(record, KINDS[kind], charset)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise InputError(
            worded("a web archive that is broken: what stands before is read")
        ) from error


def _quietly(call: Callable[[], Any]) -> Any:  # noqa: ANN401 - warcio has no types
    """Return what a call of warcio returns; what it writes of broken bytes to stderr is dropped."""
    with contextlib.redirect_stderr(io.StringIO()):
        return call()


def _opener(record: Any, suffix: str, charset: str | None) -> Callable[[str], Page]:  # noqa: ANN401
    def opened(name: str) -> Page:
        limit = CONTAINER_LIMIT if suffix == ".pdf" else TEXT_LIMIT
        try:
            data = _quietly(lambda: record.content_stream().read(limit + 1))
        except Exception as error:
            raise InputError(
                placed(name, worded("a record that is broken: fetch the page again"))
            ) from error
        if len(data) > limit:
            raise too_large(name, len(data), limit)
        if not data:
            raise InputError(placed(name, worded("the page is empty: fetch it again")))
        return Raw(name, data), suffix, charset

    return opened


def _kind(record: Any) -> tuple[str, str | None]:  # noqa: ANN401 - warcio's record
    """Return the media type and charset of a record that holds a page, else ""."""
    if record.rec_type == "resource":
        header = record.rec_headers.get_header("Content-Type")
    elif record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return "", None
        header = record.http_headers.get_header("Content-Type")
    else:
        return "", None
    kind, _, rest = (header or "").partition(";")
    charset = rest.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    return kind.strip().lower(), charset or None


ROWS = 64  # of a Parquet file, held at a time
Found = tuple[str, Document | InputError]
Decoded = tuple[str, tuple[str, ...]]  # a line, and warnings about its bytes


def collected(path: Path, where: str) -> Iterator[Found]:
    """Return the name within the file and the document of each article, or its problem.

    Raises InputError where the file as a whole cannot be used.
    """
    try:
        check_file(path, where, COLLECTION_LIMIT)
        yield from READERS[suffix_of(path)](path, where)
    except InputError:
        raise
    except OSError as error:
        raise unreadable(where, error) from error
    except Exception as error:
        raise broken(where, error) from error


def _lines(path: Path, where: str) -> Iterator[Found]:
    with path.open("rb") as file:
        yield from _told(_decoded(file, where), where)


def _decoded(file: BinaryIO, where: str) -> Iterator[Decoded]:
    # never a longer piece: a file without line ends would be held whole
    for number, line in enumerate(iter(lambda: file.readline(TEXT_LIMIT + 1), b""), 1):
        if len(line) > TEXT_LIMIT:
            raise too_large(f"{where}: line {number}", len(line), TEXT_LIMIT)
        yield decode(Raw(where, line))


def _told(lines: Iterator[Decoded], where: str) -> Iterator[Found]:
    doubts: list[str] = []

    def texts() -> Iterator[str]:
        for text, warnings in lines:
            doubts.extend(warning.removeprefix(f"{where}: ") for warning in warnings)
            yield text

    for name, found in jsonl_articles(texts()):
        told = tuple(doubts)
        doubts.clear()
        if isinstance(found, str):
            yield name, InputError(f"{where}/{shown(name)}: {found}")
        else:
            yield name, replace(found, warnings=(*told, *found.warnings))


def _members(path: Path, where: str) -> Iterator[Found]:
    with path.open("rb") as file:
        try:
            package = zipfile.ZipFile(file)
        except Exception as error:
            raise InputError(
                placed(where, worded("not a .zip that can be read: pack it anew"))
            ) from error
        with package:
            if len(package.infolist()) > MOST_MEMBERS:
                raise InputError(
                    placed(
                        where,
                        worded("holds more than {most} files: split it", most=f"{MOST_MEMBERS:,}"),
                    )
                )
            yield from _packed(package, where)


def _packed(package: zipfile.ZipFile, where: str) -> Iterator[Found]:
    unpacked = 0
    left: Counter[str] = Counter()
    names = Counter(info.filename for info in package.infolist() if not info.is_dir())
    for name in sorted(names):
        if any(_is_hidden(place) for place in PurePosixPath(name).parts):
            continue
        suffix = suffix_of(name)
        if suffix not in MEMBERS and not (suffix in FORMATS and FORMATS[suffix].article):
            left[shown(suffix[:12]) or "without a suffix"] += 1
            continue
        full = f"{where}/{shown(name)}"
        if names[name] > 1:
            told = worded("{n} files have this name: only the last is read", n=names[name])
            yield name, InputError(placed(full, told))
        limit = FORMATS[suffix].limit if suffix in FORMATS else TEXT_LIMIT
        try:
            data = part(package, name, full, limit) or b""
        except InputError as problem:
            yield name, problem
            continue
        unpacked += len(data)
        if unpacked > COLLECTION_LIMIT:
            raise too_large(where, unpacked, COLLECTION_LIMIT)
        yield from _member(name, full, suffix, data)
    if left:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(left.items()))
        yield (
            "",
            InputError(
                placed(
                    where,
                    worded("files of kinds that are not read: {kinds}: left out", kinds=kinds),
                )
            ),
        )


def _is_hidden(place: str) -> bool:
    return place.startswith((".", "__MACOSX")) and place not in {".", ".."}


def _member(name: str, full: str, suffix: str, data: bytes) -> Iterator[Found]:
    try:
        if not data:
            raise InputError(placed(full, worded("the file is empty: there is nothing to read")))
        if suffix not in MEMBERS:
            yield name, parsed(Raw(full, data), suffix)
            return
        for inner, found in MEMBERS[suffix](Raw(full, data)):
            yield f"{name}/{inner}" if inner else name, found
    except InputError as problem:
        yield name, problem


def _statements(raw: Raw) -> Iterator[Found]:
    lines = (decode(Raw(raw.name, line)) for line in raw.data.split(b"\n"))
    yield from _told(lines, raw.name)


def _rows(path: Path, where: str) -> Iterator[Found]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        advice = "pip install 'quotes-audit[cluster]'"
        raise InputError(
            placed(where, worded("Parquet needs pyarrow: {advice}", advice=advice))
        ) from error
    with path.open("rb") as file:
        try:
            table = parquet.ParquetFile(file)
        except ValueError as error:
            raise InputError(
                placed(where, worded("not a Parquet file that can be read"))
            ) from error
        rows = (row for part in table.iter_batches(ROWS) for row in part.to_pylist())
        yield from _told(((json.dumps(row, default=str), ()) for row in rows), where)


def _news(path: Path, where: str) -> Iterator[Found]:
    yield from read_news(read_raw(path, where))


def _pages(path: Path, where: str) -> Iterator[Found]:
    with path.open("rb") as file:
        for address, found in archived(file):
            full = f"{where}/{shown(address)}"
            try:
                raw, suffix, charset = found(full)
                page = read_html(raw, charset) if suffix == ".html" else parsed(raw, suffix)
            except InputError as problem:
                yield address, problem
            else:
                url = page.metadata.url or address
                yield address, replace(page, metadata=replace(page.metadata, url=url))


MEMBERS: Final[dict[str, Callable[[Raw], Iterator[Found]]]] = {
    ".jsonl": _statements,
    ".xml": read_news,
    ".nitf": read_news,
    ".newsml": read_news,
}
READERS: Final[dict[str, Callable[[Path, str], Iterator[Found]]]] = {
    ".jsonl": _lines,
    ".zip": _members,
    ".parquet": _rows,
    ".warc": _pages,
    ".warc.gz": _pages,
    ".xml": _news,
    ".nitf": _news,
    ".newsml": _news,
}
