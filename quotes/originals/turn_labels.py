"""The labels of a transcript's turns: whose words follow, as Spanish print writes it.

"NAME: words", "ING. NAME: words", "SECRETARIO DE GOBIERNO (Name): words", "Pregunta: words".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotes.languages.words import fold, phrases
from quotes.model import Span

_LONGEST_NAME, _LONGEST_LABEL = 6, 9  # words of a turn's label, and of one in capitals
# With a time before it, in bold, "Name (party):", "Name, mayor:", "NAME — words".
_LABEL = re.compile(
    r"^[ \t>*_]*(?:[\[(]?\d{1,2}(?::\d{2}){1,2}[\])]?[ \t*_]*[-–—]?[ \t*_]*)?"
    r"(?P<name>(?:[^\W\d_a-zà-ÿ][^\W\d_]{0,6}\.[ \t]*){0,3}"
    r"[^\W\d_a-zà-ÿ][^\n:;,.(«“\"—–*]{0,60}?(?:(?<=\b[A-Z])\.)?)[ \t]*"
    r"(?:\((?P<inside>[^)\n]{1,40})\)|,[^\n:;.«“\"]{2,40}?)?"
    r"[ \t*_]*(?P<sign>:|\.?[ \t]*[-–—])[*_]*[ \t]+(?=\S)",
    re.MULTILINE,
)
# Capitals and a colon that are no name: somebody else speaks, though nobody can say who.
_SHOUTED = re.compile(r"^[ \t>*_]*(?=[^\n:]*[^\W\d_]{3})[^a-zà-ÿ\n:«“\"]{3,60}:[ \t]+(?=\S)", re.M)


class Label(NamedTuple):
    """What begins a line as a turn's label or a head ("Fecha:"): where, as written, and whose turn.

    `name` is None where the label names nobody ("Pregunta", "SECRETARIO DE HACIENDA").
    """

    span: Span
    written: str
    name: str | None
    kind: str


def labels(text: str) -> Iterator[Label]:
    """Yield the labels of turns and heads in order; a role alone is who had it with a name."""
    bearers: dict[str, str] = {}
    matched = {one.start(): one for one in _SHOUTED.finditer(text)}
    matched |= {
        one.start(): one for one in _LABEL.finditer(text) if _turn(one["name"], one["sign"])[1]
    }
    for at in sorted(matched):
        one = matched[at]
        if one.re is _SHOUTED:
            yield Label(Span(*one.span()), one.group().strip(" \t>*_:"), None, "turn")
            continue
        name, kind = _turn(one["name"], one["sign"])
        name = _bearer(one["name"], one["inside"] or "", name, bearers)
        yield Label(Span(*one.span()), one["name"], name, kind)


def _turn(written: str, sign: str) -> tuple[str | None, str]:
    """Return who has a turn that begins so ("Pregunta": nobody by name), and "turn".

    "head" for a line of a document's head or foot ("Fecha:"), "" for any other text.
    """
    words = written.split()
    key = fold(written.strip(" ."))
    if key in phrases("speech", "spanish.heads"):
        return None, "head"
    if key in phrases("speech", "spanish.asking"):
        return None, "turn"
    shouted = written.isupper()
    while len(words) > 1 and len(words[0]) > 2 and words[0].endswith("."):
        if not shouted and fold(words[0].strip(".")) not in phrases(
            "speech", "spanish.short_titles"
        ):
            return None, ""  # a sentence ends there
        words = words[1:]
    titles = phrases("speech", "spanish.roles") | {"el", "la"}
    while len(words) > 1 and fold(words[0].strip(".")) in titles and not words[0].isupper():
        if fold(words[0]) in {"el", "la"} and fold(words[1].strip(".")) not in titles:
            break  # El Faro
        words = words[1:]
    capital = all(
        word[0].isupper() or fold(word) in phrases("speech", "spanish.small") for word in words
    )
    too_long = len(words) > (_LONGEST_LABEL if shouted else _LONGEST_NAME)
    if not capital or too_long or (sign != ":" and sign[0] != "." and not shouted):
        return None, ""
    return _titled(words), "turn"


def _bearer(written: str, inside: str, name: str | None, bearers: dict[str, str]) -> str | None:
    """Return whose turn a label begins where it says a role, and remember who has the role.

    "DIRECTORA (Inés Zapata):" and "ALCALDESA INÉS ZAPATA:" say it for every "DIRECTORA:" and
    "ALCALDESA:" that follows. A role without a name ("SECRETARIO DE HACIENDA") is nobody by name.
    "DIRECTOR RAMIRO LUNA (Autoridad del Agua):" says whom he speaks for.
    """
    words = [fold(word) for word in written.split()]
    role = words[0] if words and words[0] in phrases("speech", "spanish.roles") else ""
    if not role:
        return name
    inner = inside.split()
    body = bool(inner) and fold(inner[0]) in phrases("speech", "spanish.bodies")
    if (
        len(inner) > 1
        and not body
        and all(w[0].isupper() or fold(w) in phrases("speech", "spanish.small") for w in inner)
    ):
        bearers[" ".join(words)] = bearers[role] = inside
        return inside
    if len(words) == 1 or words[1] in phrases("speech", "spanish.small"):
        return bearers.get(" ".join(words)) or (name if len(words) == 1 else None)
    if len(words) > 2 and name:
        bearers.setdefault(role, name)
    return name


def _titled(words: Sequence[str]) -> str:
    """Return a name in capitals ("ALCALDESA LUNA") as it is otherwise written."""
    return " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in words)
