"""Sentences of ours: English as they are made, and known again by what they were made from.

A sentence for a reader is made by `worded` from a template in English, as in
`worded("The original denies (“{said}”); the quotation does not.", said="no")`, and travels as
plain text: through findings, notes and reports, and in files that were written by an earlier
run. Who shows it in another language finds its template again
(`quotes.writers.message_translation`), for which a text of somebody else's stands in “…” in a
template, and only what is ours, a number or a name stands bare.
"""

from __future__ import annotations

from collections.abc import Sequence


def worded(template: str, **words: object) -> str:
    """Return the template with its {places} filled in.

    The template must be a literal: the catalogues are made from what stands in the code.
    """
    return template.format_map(words)


def either(words: Sequence[str]) -> str:
    """Return the first two of somebody else's words, each in marks: “a” or “b”."""
    first, *rest = words[:2]
    if not rest:
        return f"“{first}”"
    return worded("“{first}” or “{other}”", first=first, other=rest[0])


def noted(sentence: str, note: str) -> str:
    """Return a sentence with the note of a glossary after it, as it was written there."""
    return f"{sentence} {note}".strip()


def placed(where: object, sentence: str) -> str:
    """Return a sentence with what it is about before it: "a.txt: the file is empty"."""
    return f"{where}: {sentence}"
