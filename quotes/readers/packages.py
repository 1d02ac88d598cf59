"""Zip packages (Word, OpenDocument, EPUB, folders packed by hand): members within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import lxml.etree

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.documents import Raw
from quotes.readers.raw import MEGABYTE

# Six times as much markup as the 10 MB of text that a document may hold.
PART_LIMIT = 64 * MEGABYTE
MOST_MEMBERS = 20_000
# Each takes about 6 microseconds: a file of so many is read in 12 s at most.
MOST_ELEMENTS = 2_000_000


def open_package(raw: Raw, kind: str) -> zipfile.ZipFile:
    """Return an opened zip package; raises InputError, calling the file no `kind` of file."""
    try:
        package = zipfile.ZipFile(io.BytesIO(raw.data))
    except Exception as error:
        raise not_readable(raw.name, kind) from error
    if len(package.infolist()) > MOST_MEMBERS:
        raise InputError(
            placed(
                raw.name,
                worded("holds more than {most} members: unpack it", most=f"{MOST_MEMBERS:,}"),
            )
        )
    return package


def not_readable(name: str, kind: str) -> InputError:
    """Return the error for a file that is not what its suffix says, or is broken."""
    return InputError(placed(name, worded("not {kind} that can be read: save it anew", kind=kind)))


def part(package: zipfile.ZipFile, name: str, where: str, limit: int = PART_LIMIT) -> bytes | None:
    """Return one member's bytes, or None where there is none.

    Raises InputError where it is broken, locked or unpacks to more than `limit` bytes,
    whatever its own header says; no more than that is ever unpacked.
    """
    try:
        with package.open(name) as member:
            data = member.read(limit + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InputError(
            placed(
                where, worded("a broken package ({member}): save it anew", member=ascii(name[:60]))
            )
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise InputError(placed(where, worded("under a password: save it without one"))) from error
    if len(data) > limit:
        raise InputError(
            placed(
                where,
                worded(
                    "unpacks to over {megabytes} MB: save it anew",
                    megabytes=f"{limit / MEGABYTE:.0f}",
                ),
            )
        )
    return data


def tree(data: bytes, where: str, kind: str) -> Any:  # noqa: ANN401 - lxml's element
    """Return the root element of an XML part; raises InputError where it is broken."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        load_dtd=False,
    )
    try:
        return lxml.etree.fromstring(data, parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise not_readable(where, kind) from error


def xml_events(data: bytes, where: str, kind: str) -> Iterator[tuple[str, lxml.etree._Element]]:
    """Return the start and end events of an XML part; raises InputError where it is broken.

    Entities are not resolved and nothing outside is loaded. What lies before an element
    that ended is freed as the elements around it are walked (`release`).
    """
    started = 0
    parsed = lxml.etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        load_dtd=False,
    )
    try:
        for event, element in parsed:
            started += event == "start"
            if started > MOST_ELEMENTS:
                raise InputError(
                    placed(
                        where,
                        worded("more than {most} elements: split it", most=f"{MOST_ELEMENTS:,}"),
                    )
                )
            yield event, element
    except lxml.etree.LxmlError as error:
        raise not_readable(where, kind) from error


def release(element: lxml.etree._Element) -> None:
    """Free an element that has been read and all that stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: lxml.etree._Element) -> str:
    """Return an element's name without its namespace (strict and other files differ in it)."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: lxml.etree._Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None
