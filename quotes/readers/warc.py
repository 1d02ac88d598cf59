"""Web archives (.warc, .warc.gz): the pages that a crawler kept, each with its address."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from quotes.errors import InputError
from quotes.readers.documents import Raw
from quotes.readers.raw import CONTAINER_LIMIT, TEXT_LIMIT, too_large

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
        raise InputError("a web archive that is broken: what stands before is read") from error


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
            raise InputError(f"{name}: a record that is broken: fetch the page again") from error
        if len(data) > limit:
            raise too_large(name, len(data), limit)
        if not data:
            raise InputError(f"{name}: the page is empty: fetch it again")
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
