"""E-mails (.eml): what the letter says, without its headers and attachments."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage
from itertools import islice
from typing import cast

from quotes.errors import InputError
from quotes.model import Span, placed, worded
from quotes.readers.blocks import blocks, parse, text_of
from quotes.readers.documents import Document, Metadata, Raw
from quotes.readers.front_matter import date_problem
from quotes.readers.plain import plain_text
from quotes.readers.raw import decode, mend

SIGNATURE = re.compile(r"^-- ?$.*\Z", re.MULTILINE | re.DOTALL)
# A line that ends with a blank goes on in the next (RFC 3676, format=flowed).
FLOWED = re.compile(r"(?<=[^\s>]) \n(?![>\n]|-- ?\n)")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
STUB = 2  # times as many letters in the HTML
MOST_PARTS = 500
DEEPEST = 20  # parts within parts that are read
LONGEST = 4_000  # characters of a header: of 1.4 MB of encoded words the parser made 6 GB


class _Policy(email.policy.EmailPolicy):
    """How letters are taken apart: as usual, with an end to each header."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a header's name and what is read of its value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST]


POLICY = _Policy()


def read_mail(raw: Raw) -> Document:
    """Return the text of a letter, its subject as title, its sender as author, and its date.

    Of alternatives the plain text is read, but the HTML where that says twice as much; of parts
    that stand one after the other, letters passed on among them, each. Replied lines (`>`) are
    `quoted`. Attachments are named in a warning. Raises InputError without any text.
    """
    message = _parsed(raw)
    parts = list(message.walk())[:MOST_PARTS]
    read, quoted, warnings = "", tuple[Span, ...](), tuple[str, ...]()
    for body in islice(_bodies(message, raw), MOST_PARTS):
        sent, problems = _decoded(body, raw)
        text, replied = _as_text(body, sent)
        start = len(read) + 2 if read else 0
        read = f"{read}\n\n{text}" if read else text
        quoted += tuple(Span(one.start + start, one.end + start) for one in replied)
        warnings += tuple(problem for problem in problems if problem not in warnings)
    if not read.strip():
        raise InputError(
            placed(raw.name, worded("a letter without text: give what it carries as files"))
        )
    attached = [part for part in parts if _is_attached(part)]
    if attached:
        warnings = (
            *warnings,
            worded(
                "{attached} attachments are not read: give them as files", attached=len(attached)
            ),
        )
    metadata, problems = _metadata(message)
    return Document(read, metadata, warnings=(*warnings, *problems), quoted=quoted)


def letter(raw: Raw) -> tuple[str, str]:
    """Return the letter's text as sent and its media type ("text/plain" or "text/html")."""
    message = _parsed(raw)
    parts = list(message.walk())[:MOST_PARTS]
    body = _best(parts, raw)
    return ("", "text/plain") if body is None else (_decoded(body, raw)[0], body.get_content_type())


def _parsed(raw: Raw) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(raw.data, policy=POLICY))


def _is_attached(part: EmailMessage) -> bool:
    return str(part.get("content-disposition", "")).lower().startswith("attachment")


def _bodies(part: EmailMessage, raw: Raw, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the parts of a letter that are its text, in order: of alternatives one."""
    kind = part.get_content_type()
    if _is_attached(part) or depth > DEEPEST:
        return
    if kind == "multipart/alternative":
        best = _best(list(islice(part.walk(), MOST_PARTS)), raw)
        yield from [best] if best is not None else ()
    elif part.is_multipart():
        for one in cast("list[EmailMessage]", part.get_payload()):
            yield from _bodies(one, raw, depth + 1)
    elif kind in {"text/plain", "text/html"}:
        yield part


def _best(parts: list[EmailMessage], raw: Raw) -> EmailMessage | None:
    """Return the part that is read of some: the first plain text, else the first HTML.

    A plain text of which the HTML says more than twice as much is a stub.
    """
    plain, page = _first(parts, "text/plain"), _first(parts, "text/html")
    if plain is None or page is None:
        return plain or page
    said, shown = (len(_said(_as_text(one, _decoded(one, raw)[0])[0])) for one in (plain, page))
    return page if shown > STUB * said else plain


def _said(text: str) -> str:
    """Return the letters of a text, without its addresses."""
    return "".join(filter(str.isalpha, ADDRESS.sub("", text)))


def _first(parts: list[EmailMessage], kind: str) -> EmailMessage | None:
    fitting = (part for part in parts if part.get_content_type() == kind)
    return next((part for part in fitting if not _is_attached(part)), None)


def _decoded(part: EmailMessage, raw: Raw) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text, warnings = mend(data.decode("cp1252" if charset == "iso-8859-1" else charset))
    except (LookupError, UnicodeDecodeError):
        text, warnings = decode(Raw(raw.name, data)) if data else ("", ())
    return text.replace("\r\n", "\n"), warnings


def _as_text(part: EmailMessage, text: str) -> tuple[str, tuple[Span, ...]]:
    if part.get_content_type() == "text/html":
        root = parse(text)
        return text_of(blocks(root), gap="\n\n") if root is not None else ("", ())
    text = SIGNATURE.sub("", text)
    if str(part.get_param("format", "")).lower() == "flowed":
        spaces = str(part.get_param("delsp", "")).lower() == "yes"
        text = FLOWED.sub("" if spaces else " ", text)
    return plain_text(text)


def _metadata(message: EmailMessage) -> tuple[Metadata, tuple[str, ...]]:
    name, address = email.utils.parseaddr(_header(message, "from"))
    written = _header(message, "date")
    try:
        day = email.utils.parsedate_to_datetime(written).date() if written else None
    except (ValueError, TypeError, OverflowError):
        day = None
    problem = date_problem(written, day) if written else None
    title = " ".join(_header(message, "subject").split())
    metadata = Metadata(
        title=title or None, author=name or address or None, date=None if problem else day
    )
    return metadata, (problem,) if problem else ()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # noqa: BLE001 - a broken header is no reason to refuse a letter
        return ""
