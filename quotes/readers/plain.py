"""Plain text and Markdown: the file's own characters, below front matter if there is any.

Without front matter the text is the decoded file unchanged, line ends and all, so
that offsets hold in the file itself. Markdown is not rendered, for the same reason.
"""

from __future__ import annotations

from quotes.readers.documents import Document, Raw
from quotes.readers.front_matter import read_front_matter
from quotes.readers.raw import decode


def read_plain(raw: Raw) -> Document:
    """Return the text of a .txt or .md file; raises InputError for a binary file."""
    text, warnings = decode(raw)
    front = read_front_matter(text)
    return Document(
        text=text[front.body :],
        metadata=front.metadata,
        warnings=warnings + front.warnings,
        body=front.body,
    )
