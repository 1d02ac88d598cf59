"""What stands around a passage in its source: the rest of its sentence, and the next one.

A quotation may render its passage well and yet say what nobody said: "the mercury is one possible
cause" is no "cause" where the speaker went on "but the study was not made to prove it". What lies
outside the passage is not left out as such, since everybody quotes a part; so its signs are
signals of the risk (`context …`), which has learned on whole articles with their sources how often
such a part turned the meaning, and no verdict by themselves. A pair without a source has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from quotes.bilingual.passages import cut_short, gaps, next_after, rest_after, rest_before
from quotes.languages.negations import negations
from quotes.languages.words import content_words, fold, occurrences, phrases
from quotes.model import Case

CONTEXT = "context "
"""How the names of these signals begin."""
_WORD = re.compile(r"\w+")
_BETWEEN = ' ,;:—–»”"'  # what stands between a passage and the words that go on
_MOST = 20.0  # words counted
_NEAR = 60  # characters in which a marker stands
_SHOWN = 90  # characters of a clause that is told
_TAKEN = 15  # words beside a passage that are shown as part of it; by hand, of *choose* events
_NEXT = 2  # words that open the next sentence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts of the source around a passage, "" where it has none.

    `before` and `after` are the rest of the passage's own sentence, `following` what comes then.
    """

    before: str
    after: str
    following: str


def around(case: Case) -> Surroundings:
    """Return what stands around the passage of a case, by the same speaker."""
    after = rest_after(case.after)
    following = next_after(case.after, after)
    return Surroundings(rest_before(case.before).strip(), after.strip(), following)


def signals(case: Case) -> dict[str, float]:
    """Return the signals of what stands around the passage by name; none without a source."""
    if case.explained is None:
        return {}
    parts = around(case)
    outside = (case.sentence or "").replace(case.quote, " ")
    before, after, opening = parts.before, parts.after, parts.after.lstrip(_BETWEEN)
    found = {
        "explained": case.explained,
        "before words": _count(before),
        "before told": _told(before, outside),
        "before denies": _denies(before),
        "before doubts": _has(before, "hedges", "spanish.any"),
        "before reports": float(_keys(before) & phrases("speech", "spanish.verbs") != set()),
        "before turns": _has(before[-_NEAR:], "truncations", "before"),
        "before condition": float(_first(before) == "si"),
        "after words": _count(after),
        "after told": _told(after, outside),
        "after denies": _denies(after),
        "after doubts": _has(after, "hedges", "spanish.any"),
        "after numbers": float(any(word.isdigit() for word in _keys(after))),
        "after contrast": float(_opens(opening)),
        "after contrast inside": _has(after, "truncations", "contrast"),
        "after turns": _has(opening[:_NEAR], "truncations", "after"),
        "after limits": _has(opening[:_NEAR], "truncations", "limit"),
        "next contrast": float(_opens(parts.following)),
        "next denies": _denies(parts.following[:_NEAR]),
        "next condition": float(_first(parts.following) == "si"),
    }
    return {f"{CONTEXT}{name}": value for name, value in found.items()}


def without(row: Mapping[str, float]) -> dict[str, float]:
    """Return signals as they would be of a passage with nothing around it."""
    kept = f"{CONTEXT}explained"
    return {
        name: float(name.endswith(" told")) if name.startswith(CONTEXT) and name != kept else value
        for name, value in row.items()
    }


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a passage and may turn its meaning, as it is told ("" if nothing).

    `before` and `after` are the texts right before and right after the passage that hold it: one of
    them, up to the bounds of a sentence; none where that is long.
    """

    said: str = ""
    before: str = ""
    after: str = ""


def beside(case: Case) -> Beside:
    """Return the part around the passage that is likeliest to turn its meaning.

    What goes on with a contrast, denies or doubts comes before what merely stands there.
    """
    parts = around(case)
    before, after = rest_before(case.before), rest_after(case.after)  # with the blanks between
    opening = parts.after.lstrip(_BETWEEN)
    outside = (case.sentence or "").replace(case.quote, " ")

    def weight(text: str) -> float:
        return _denies(text) + _has(text, "hedges", "spanish.any") + 1 - _told(text, outside)

    further = parts.following if _opens(parts.following) else ""
    end = case.after.find(further, len(after)) + len(further) if further else len(after)
    sides = [
        (weight(parts.after) + 2 * _opens(opening), opening, Beside(after=after)),
        (weight(parts.before), parts.before, Beside(before=before)),
        (weight(further) - 1, further, Beside(after=case.after[:end])),
    ]
    _, said, found = max((s for s in sides if s[1]), key=lambda s: s[0], default=(0, "", Beside()))
    if len((found.before or found.after).split()) > _TAKEN:
        found = Beside()
    return replace(found, said=_shown(said, end=said == parts.before)) if said else found


def _shown(text: str, *, end: bool) -> str:
    """Return a text cut to what is shown, its end or its beginning kept."""
    text = text.strip(' ,;:—–«“".!?…')
    if end and len(text) > _SHOWN:
        return f"…{text[-_SHOWN:].partition(' ')[2]}"
    return cut_short(text, _SHOWN)


def _count(text: str) -> float:
    return min(_MOST, float(len(content_words(text, "es"))))


def _told(text: str, outside: str) -> float:
    """Return the share of the content words that the article says outside the quotation."""
    return gaps(text, outside).original_share if content_words(text, "es") else 1.0


def _denies(text: str) -> float:
    return float(bool(negations(text, "es").clear))


def _has(text: str, name: str, key: str) -> float:
    return float(bool(occurrences(text, name, key)))


def _keys(text: str) -> set[str]:
    return {fold(word) for word in _WORD.findall(text)}


def _first(text: str) -> str:
    word = _WORD.search(text)
    return fold(word.group()) if word else ""


def _opens(text: str) -> bool:
    """Return whether a text opens with a contrast ("pero", "aunque", "al menos")."""
    found = occurrences(text[:_NEAR], "truncations", "contrast")
    before = _WORD.findall(text[: found[0].start]) if found else []
    return bool(found) and len(before) < _NEXT
