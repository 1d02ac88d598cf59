"""What stands around: a passage in its source, a quotation in its article.

A quotation may render its passage well and yet say what nobody said: "the mercury is one possible
cause" is no "cause" where the speaker went on "but the study was not made to prove it". What lies
outside the passage is not left out as such, since everybody quotes a part; so its signs are
signals of the risk (`context …`), which has learned on whole articles with their sources how often
such a part turned the meaning, and no verdict by themselves. A pair without a source has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.bilingual.passages import cut_short, gaps, next_after, rest_after, rest_before
from quotes.languages.negations import negations
from quotes.languages.verbs import conditionals, spanish_future_verbs
from quotes.languages.words import content_words, fold, occurrences, phrases
from quotes.model import Case, Span, Verdict

CONTEXT = "context "
"""How the names of these signals begin."""
_WORD = re.compile(r"\w+")
_BETWEEN = ' ,;:—–»”"'  # what stands between a passage and the words that go on
_MOST = 20.0  # words counted
_NEAR = 60  # characters in which a marker stands
_SHOWN = 90  # characters of a clause that is told
_TAKEN = 15  # words beside a passage that are shown as part of it; by hand, of *choose* events
_NEXT = 2  # words that open the next sentence
_OPENING = 40  # characters in which words open that take something back
_LEAD = 4  # words before an opening mark that are looked at
_LEADS = ("denies", "modal", "doubts")
_MARKS = ' “"«‘'
_KINDS = ("disowned", "others", "conditions", "limited")  # of words that turn what stands beside


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
    return Surroundings(rest_before(case.before, case.original).strip(), after.strip(), following)


def signals(case: Case) -> dict[str, float]:
    """Return the signals of what stands around the passage by name; none without a source."""
    if case.explained is None:
        return {}
    parts, outside = around(case), _outside(case)
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
        "after corrected": _takes_back(opening),
        "next told": _told(parts.following, outside),
        "next contrast": float(_opens(parts.following)),
        "next denies": _denies(parts.following[:_NEAR]),
        "next condition": float(_first(parts.following) == "si"),
        "next corrected": _takes_back(parts.following),
    }
    for place, text in (("before", before), ("after", after), ("next", parts.following)):
        found |= {f"{place} {kind}": _has(text, "truncations", kind) for kind in _KINDS}
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


@dataclass(frozen=True, slots=True)
class Led:
    """A case whose quotation opens with what the article says right before the opening mark.

    `lead` is how many characters of the quotation that is.
    """

    case: Case
    lead: int = 0

    def moved(self, verdict: Verdict) -> Verdict:
        """Return a verdict about the case with its spans where the quotation itself has them."""
        if not self.lead:
            return verdict
        findings = (replace(f, quote=self._back(f.quote)) for f in verdict.findings)
        differs = self._back(verdict.quote_differs)
        return replace(verdict, findings=tuple(findings), quote_differs=differs)

    def _back(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        kept = (span for span in spans if span.end > self.lead)
        return tuple(Span(max(0, s.start - self.lead), s.end - self.lead) for s in kept)


def led(case: Case) -> Led:
    """Return a case with a denial, a modal verb or a doubt that stands right before the mark.

    The article may say it in its own words: it was not “the fault of the crew”, they would “have to
    close”. It is taken in only where the original says the like, so that nothing seems lost.
    """
    before, found, _ = (case.sentence or "").partition(case.quote)
    lead = _lead(before) if found and case.quote[:1].islower() else ""
    if not lead or not _says_the_like(lead, case.original):
        return Led(case)
    moved = len(lead) + 1
    unsupported = tuple(Span(s.start + moved, s.end + moved) for s in case.unsupported)
    return Led(replace(case, quote=f"{lead} {case.quote}", unsupported=unsupported), moved)


def _lead(before: str) -> str:
    """Return the words at the end of a text from the last denial, modal verb or doubt on."""
    words = before.rstrip(_MARKS).split()[-_LEAD:]
    for at in range(len(words) - 1, -1, -1):
        word = words[at].lower().replace("’", "'")
        if any(word in phrases("lead_ins", f"english.{kind}") for kind in _LEADS):
            return " ".join(words[at:])
        if word not in phrases("lead_ins", "english.between"):
            break
    return ""


def _says_the_like(lead: str, original: str) -> bool:
    """Return whether an original denies, doubts, or says what may or must be, as a lead does."""
    word = lead.split(maxsplit=1)[0].lower().replace("’", "'")
    if word in phrases("lead_ins", "english.denies"):
        return bool(negations(original, "es").clear)
    if word in phrases("lead_ins", "english.doubts"):
        return bool(occurrences(original, "hedges", "spanish.any"))
    listed = occurrences(original, "lead_ins", "spanish.modal")
    return bool(listed or conditionals(original) or spanish_future_verbs(original))


def beside(case: Case) -> Beside:
    """Return the part around the passage that is likeliest to turn its meaning.

    What goes on with a contrast, denies or doubts comes before what merely stands there.
    """
    parts = around(case)
    before, after = (
        rest_before(case.before, case.original),
        rest_after(case.after),
    )  # with the blanks between
    opening = parts.after.lstrip(_BETWEEN)
    outside = _outside(case)

    def weight(text: str) -> float:
        turns = sum(_has(text, "truncations", kind) for kind in _KINDS[:-1])
        doubts = _denies(text) + _has(text, "hedges", "spanish.any")
        return doubts + turns + 1 - _told(text, outside)

    turned = _opens(parts.following) or _takes_back(parts.following)
    turned = turned or bool(_has(parts.following, "truncations", "disowned"))
    further = parts.following if turned else ""
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


def _outside(case: Case) -> str:
    """Return what the article says around a quotation; where only its sentence is known, that."""
    return case.nearby or (case.sentence or "").replace(case.quote, " ")


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
    return _begins(text[:_NEAR], "contrast")


def _takes_back(text: str) -> float:
    """Return 1 for a text that opens with words that take something back ("corrijo"), else 0."""
    return float(_begins(text[:_OPENING], "corrected"))


def _begins(text: str, kind: str) -> bool:
    found = occurrences(text, "truncations", kind)
    before = _WORD.findall(text[: found[0].start]) if found else []
    return bool(found) and len(before) < _NEXT
