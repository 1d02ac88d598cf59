"""Markdown: the text as a page made of it shows it, below front matter if there is any.

A file without markup is read as plain text, its characters where they are. Otherwise
links keep their words and lose their address, emphasis its asterisks; notes stand at the
end; a line end inside a paragraph is joined only where a measure set it.
"""

from __future__ import annotations

import re

from quotes.model import Span
from quotes.readers.blocks import blocks, parse, text_of
from quotes.readers.documents import Document, Raw
from quotes.readers.lines import NARROW, unwrapped
from quotes.readers.plain import document_of, plain_text

# Without any of these no line of a text is Markdown.
MARKUP = re.compile(
    r"[*_`\[\]<>\\&#|~]|^ {0,3}(?:[-+]|\d{1,9}[.)])\s|^ {0,3}(?:=+|-{2,})\s*$|^(?: {4}|\t)",
    re.MULTILINE,
)
# What is no text in Markdown: addresses and tags. Of the other letters nearly all are shown.
ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+|<[^<>]*>|^\[[^\]]*\]:.*$", re.MULTILINE)
KEPT = 0.8
# No article is longer (reading.py); larger files are read as plain text.
LARGE = 1_000_000


def read_markdown(raw: Raw) -> Document:
    """Return the text of a Markdown file; raises InputError for a binary file."""
    return document_of(raw, markdown_text)


def markdown_text(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return what a reader sees of Markdown, and the spans of its block quotations."""
    if not MARKUP.search(text) or len(text) > LARGE:
        return plain_text(text)
    root = parse(_rendered(text))
    if root is None:
        return plain_text(text)
    shown = blocks(root)
    # Beyond twenty levels the renderer drops what is nested.
    letters = sum(map(str.isalpha, ADDRESS.sub("", text)))
    if sum(map(str.isalpha, "".join(block.text for block in shown))) < KEPT * letters:
        return plain_text(text)
    for block in shown:
        block.text = unwrapped(block.text, narrowest=0 if block.quote else NARROW)
    return text_of(shown, gap="\n\n")


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where Markdown is read
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - the same

    # Line ends stay lines (`breaks`): a turn of a transcript is one, though
    # Markdown would run them together.
    engine = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    engine.use(footnote_plugin)
    engine.add_render_rule("footnote_ref", lambda *_: "")
    engine.add_render_rule("footnote_anchor", lambda *_: "")
    return str(engine.render(text))
