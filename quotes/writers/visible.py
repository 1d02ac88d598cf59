"""Hostile or broken characters made visible, so that no text can act on its reader.

An article may hold escape sequences that repaint a terminal, or bidirectional
controls that show words in another order than they are stored. Both would let
a text lie about itself in a report, so they are shown instead of obeyed.
"""

from __future__ import annotations

import re
import unicodedata

KEPT = "\n\t\u200b\u200c\u200d\u2060\u00ad\ufeff"
"""Line structure, and the invisible joiners and breaks that web texts are full of."""
SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return `text` with each lone surrogate replaced, one character for one.

    File names that are no UTF-8 carry such characters; no encoder accepts them.
    Offsets into the text stay true.
    """
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Return `text` with control, format and bidirectional characters shown as signs."""
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(_sign(character) for character in text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `visible(text)` on one line, with white space collapsed to single spaces."""
    return " ".join(visible(" ".join(text.split())).split())


def _sign(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] != "C" or category in ("Cn", "Co") or character in KEPT:
        return character
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the "control pictures" block mirrors ASCII
    return "\N{SYMBOL FOR DELETE}" if character == "\x7f" else f"[U+{ord(character):04X}]"
