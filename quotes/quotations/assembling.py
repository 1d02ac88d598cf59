"""Stretches with their attributions to quotations: kind, segments that belong together, context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.model import Cue, Kind, Mention, Quotation, Span
from quotes.quotations.attribution import Attributed
from quotes.quotations.labels import is_label
from quotes.quotations.reading import Reading
from quotes.quotations.speaking import Cast
from quotes.quotations.works import names_something

# Chances over which a stretch was said: of one or two words, of up to eight, of more, and of one
# that opens a paragraph with the article's own marks and never closes, as no term does. Chosen on
# PolNeAR's development articles (the forests know only its training articles), so that precision
# reaches 97 % with 92 % of the short ones found.
SHORT_SAID, MIDDLE_SAID, LONG_SAID, OPEN_SAID = 0.65, 0.765, 0.89, 0.5
_NEW_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch that was judged: its number, its decision and its kind."""

    number: int
    decided: Attributed
    kind: Kind


def assemble(reading: Reading, decided: Sequence[Attributed], cast: Cast) -> list[Quotation]:
    """Return the quotations of a text in order; interrupted ones have several segments."""
    groups: list[list[_Part]] = []
    for number, decision in enumerate(decided):
        part = _Part(number, decision, kind(reading, number, decision))
        if groups and _continues(reading, groups[-1][-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_quotation(reading, group, cast) for group in groups]


def kind(reading: Reading, number: int, decided: Attributed) -> Kind:
    """Return "scare" for what nobody said, "mixed" for fragments of a sentence, else "direct"."""
    stretch = reading.stretches[number]
    inner = stretch.inner.of(reading.text)
    if names_something(reading, number) or is_label(reading, number):
        return "scare"
    if decided.said < _line_of(reading, number, inner):
        return "scare"
    line = reading.lines[stretch.paragraph]
    before = reading.text[line.start : stretch.outer.start].rstrip()
    full = not before or before[-1] in ".!?,:;-–—―”’\"'])"
    starts = inner[:1].isupper() or not inner[:1].isalpha()
    return "direct" if full and starts else "mixed"


def _line_of(reading: Reading, number: int, inner: str) -> float:
    """Return the chance over which a stretch was said."""
    stretch = reading.stretches[number]
    opens_line = stretch.outer.start == reading.lines[stretch.paragraph].start
    if opens_line and not stretch.closed:
        styles = Counter(other.style for other in reading.stretches)
        if styles[stretch.style] == max(styles.values()):
            return OPEN_SAID
    words = len(inner.split())
    return SHORT_SAID if words <= 2 else MIDDLE_SAID if words <= 8 else LONG_SAID


def _continues(reading: Reading, before: _Part, after: _Part) -> bool:
    """Say whether two stretches are one quotation: interrupted by its cue, or over paragraphs."""
    if "scare" in (before.kind, after.kind):
        return False
    first, second = reading.stretches[before.number], reading.stretches[after.number]
    if first.paragraph == second.paragraph:
        return _interrupted(reading, before, after)
    between = reading.text[first.outer.end : second.outer.start].replace(">", "")
    runs_on = not first.closed and second.paragraph == first.paragraph + 1
    in_block = first.style == second.style == "block"
    turns = before.decided.cue_word == after.decided.cue_word == -1
    other_turn = turns and before.decided.cue != after.decided.cue
    return (runs_on or in_block) and not between.strip() and not other_turn


def _interrupted(reading: Reading, before: _Part, after: _Part) -> bool:
    """Say whether only the cue of both stands between two stretches of one sentence."""
    first, second = reading.stretches[before.number], reading.stretches[after.number]
    between = reading.text[first.outer.end : second.outer.start]
    cue = before.decided.cue
    if cue is None or cue != after.decided.cue or _NEW_SENTENCE.search(between):
        return False
    if not first.outer.end <= cue.start < second.outer.start or between.rstrip()[-1:] in ".!?;:":
        return False
    open_end = first.inner.of(reading.text)[-1:] in ",-–—" or between.lstrip()[:1] in ",-–—"
    return open_end and not _restarts(between, second.inner.of(reading.text))


def _restarts(between: str, inner: str) -> bool:
    """Say whether the second stretch begins a sentence of its own."""
    return inner[:1].isupper() and not between.rstrip().endswith((",", "—", "–", "-"))


def _quotation(reading: Reading, group: Sequence[_Part], cast: Cast) -> Quotation:
    segments = tuple(reading.stretches[part.number].inner for part in group)
    lead = max(group, key=lambda part: part.decided.chance)
    decided = lead.decided
    text = " ".join(segment.of(reading.text) for segment in segments)
    if group[0].kind == "scare":
        return Quotation("scare", segments, text, context=_context(reading, group, None))
    cue = Cue(decided.cue.of(reading.text), decided.cue) if decided.cue else None
    source = None
    if decided.source is not None:
        mention = Mention(decided.source.of(reading.text), decided.source)
        source = cast.speaker(mention, decided.source_word, decided.cue_word)
    whole: Kind = "direct" if any(part.kind == "direct" for part in group) else "mixed"
    return Quotation(whole, segments, text, cue, source, _context(reading, group, cue))


def _context(reading: Reading, group: Sequence[_Part], cue: Cue | None) -> Span:
    """Return the span of the sentences that the segments and a near cue stand in."""
    first, last = reading.stretches[group[0].number], reading.stretches[group[-1].number]
    low, high = reading.inner[group[0].number][0], reading.inner[group[-1].number][1]
    start, end = first.outer.start, last.outer.end
    if low < high:
        start = min(start, reading.words[reading.sentences[reading.sentence[low]][0]].span.start)
        tail = reading.sentences[reading.sentence[high - 1]][1] - 1
        end = max(end, reading.words[tail].span.end)
    if (
        cue is not None
        and reading.text.count("\n", min(end, cue.span.end), max(start, cue.span.start)) == 0
    ):
        at = reading.within(cue.span)[0]
        bounds = reading.sentences[reading.sentence[at]]
        start = min(start, reading.words[bounds[0]].span.start)
        end = max(end, reading.words[bounds[1] - 1].span.end)
    return Span(start, end)
