"""Word documents (.docx): paragraphs and table cells in reading order, a line each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import InputError
from quotes.readers.documents import Document, Metadata, Raw
from quotes.readers.raw import CONTAINER_LIMIT

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

OLE = b"\xd0\xcf\x11\xe0"  # an old .doc, or a .docx under a password


def read_docx(raw: Raw) -> Document:
    """Return the text of a Word document, its title, author and date of creation.

    Raises InputError for another kind of file, one under a password, a broken or an
    overgrown one. Headers, footnotes and comments are not read.
    """
    import docx  # noqa: PLC0415 - only where a Word document is read

    if raw.data.startswith(OLE):
        raise InputError(
            f"{raw.name}: an old .doc or a file under a password: save it as .docx without one"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > 4 * CONTAINER_LIMIT:
            raise InputError(f"{raw.name}: unpacks to {size / 1e6:.0f} MB: save it anew")
        document = docx.Document(io.BytesIO(raw.data))
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"{raw.name}: not a Word document that can be read: save it anew"
        ) from error
    text = "\n".join(line for line in _lines(document) if line.strip())
    if not text:
        raise InputError(f"{raw.name}: the document holds no text: leave it out")
    return Document(text, _metadata(document))


def _lines(container: WordDocument | _Cell) -> Iterator[str]:
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
            continue
        seen: list[object] = []  # merged cells come once for each column they span
        for row in block.rows:
            for cell in row.cells:
                if not any(cell._tc is other for other in seen):
                    seen.append(cell._tc)
                    yield from _lines(cell)


def _metadata(document: WordDocument) -> Metadata:
    core = document.core_properties
    # python-docx's own template dates from 2013 and names no author of the text.
    author = core.author if core.author != "python-docx" else ""
    return Metadata(title=core.title or None, author=author or None)
