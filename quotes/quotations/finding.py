"""Finding the quotations of an article: marks, attribution, speakers, in that order.

The spans between marks, with what was decided of each, become quotations here: their kind, the
segments that belong together, their context.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.model import Cue, Kind, Parse, Quotation, Span, Speaker
from quotes.quotations.actors import people_and_bodies
from quotes.quotations.attribution import WITHOUT_MARKS, Attributed, attribute
from quotes.quotations.entities import Discourse
from quotes.quotations.features.speech import is_label, names_something
from quotes.quotations.indirect import reported
from quotes.quotations.layouts import BULLET, shown
from quotes.quotations.marks import QuotedSpan, blocks, dashed, marked, paragraphs, single_marked
from quotes.quotations.parsed_text import FINITE, ParsedText, lay_flat
from quotes.quotations.persons import follow
from quotes.quotations.possible_speakers import Said
from quotes.quotations.ranking import SpeakerRanker
from quotes.quotations.speakers import SpeakerResolver
from quotes.quotations.transcripts import answers, headed_turns, turns


def find(
    text: str, parse: Parse, *, bold: Sequence[Span] = (), indirect: bool = False
) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order.

    `parse` is the parse of the same text, `bold` its lines that are set in bold. Scare quotes and
    titles of works come back as kind "scare". With `indirect`, reported speech without marks is
    returned too.
    No text makes it fail: what cannot be read as a quotation is left out.
    """
    parsed, decided, resolver = _decided(text, parse, bold)
    found = assemble(parsed, decided, resolver)
    if indirect:
        found = sorted([*found, *reported(parsed, found, resolver)], key=lambda q: q.segments)
    return tuple(found)


def prepared(text: str, parse: Parse) -> tuple[ParsedText, SpeakerRanker, list[Said]]:
    """Return a text laid flat with its quotations as the ranker of speakers sees them."""
    parsed, decided, resolver = _decided(text, parse)
    groups = _grouped(parsed, decided)
    saids = [_said(parsed, group) for group in groups if group[0].kind != "scare"]
    return parsed, SpeakerRanker(resolver), saids


def _decided(
    text: str, parse: Parse, bold: Sequence[Span] = ()
) -> tuple[ParsedText, list[Attributed], SpeakerResolver]:
    """Return the text laid flat, what is decided of each span, and who there is in it."""
    quoted, turned = quoted_spans(text, parse, bold)
    parsed = lay_flat(text, parse, quoted)
    decided = attribute(parsed, shown(parsed, turned))
    discourse = Discourse(parsed, people_and_bodies(parsed))
    follow(discourse, {one.source_word for one in decided if one.said >= SHORT_SAID})
    return parsed, decided, SpeakerResolver(discourse)


def quoted_spans(
    text: str, parse: Parse | None, bold: Sequence[Span] = ()
) -> tuple[list[QuotedSpan], dict[Span, Span]]:
    """Return the spans of all forms in text order, and the name of each turn by its inner span."""
    found = marked(text)
    found += single_marked(text, found)
    found += blocks(text, found)
    found += dashed(text, found)
    turned = (
        turns(text, found, parse)
        or headed_turns(text, found, parse)
        or answers(text, found, parse, bold)
    )
    found += [span for span, _ in turned]
    found.sort(key=lambda span: (span.outer.start, -span.outer.end))
    outermost: list[QuotedSpan] = []
    for span in found:
        if not outermost or span.outer.start >= outermost[-1].outer.end:
            outermost.append(span)
    return outermost, {span.inner: name for span, name in turned}


# Chances over which a span was said: of one or two words, of up to eight, of more, and of one
# that opens a paragraph with the article's own marks and never closes, as no term does. Chosen on
# PolNeAR's development articles (the forests know only its training articles), so that precision
# reaches 97 % with 92 % of the short ones found.
SHORT_SAID, MIDDLE_SAID, LONG_SAID, OPEN_SAID = 0.65, 0.8, 0.89, 0.5
# The same for whole sentences that stand outside any other: in a dialogue or behind a look nobody
# is named beside them, and the forests know pages of one kind of news only. All 180 such in our own
# hard articles (`training/speakers`) are said, and 164 of 169 on PolNeAR's development articles.
WHOLE_SAID = 0.1
_TITLE = 4  # words that stand behind a colon as a title or a slogan as well
_GOES_ON = frozenset({"DET", "ADP", "ADJ", "SCONJ", "CCONJ", "PART", "NUM"})
_OWNERS = frozenset({"my", "your", "his", "her", "its", "our", "their", "’s", "'s"})
_ENDS, _GOES_ON_MARKS = frozenset(".!?…"), frozenset(",;:—–-(")
_NEW_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class _Part:
    """One span that was judged: its number, its decision and its kind."""

    number: int
    decided: Attributed
    kind: Kind


def assemble(
    parsed: ParsedText, decided: Sequence[Attributed], resolver: SpeakerResolver
) -> list[Quotation]:
    """Return the quotations of a text in order; interrupted ones have several segments."""
    groups = _grouped(parsed, decided)
    saids = [_said(parsed, group) for group in groups if group[0].kind != "scare"]
    spoken = iter(SpeakerRanker(resolver).speakers(saids))
    return [
        _quotation(parsed, group, None if group[0].kind == "scare" else next(spoken))
        for group in groups
    ]


def _grouped(parsed: ParsedText, decided: Sequence[Attributed]) -> list[list[_Part]]:
    """Return the spans that are one quotation together, in order."""
    groups: list[list[_Part]] = []
    for number, decision in enumerate(decided):
        part = _Part(number, decision, kind(parsed, number, decision))
        if groups and _continues(parsed, groups[-1][-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _said(parsed: ParsedText, group: Sequence[_Part]) -> Said:
    """Return a quotation as the ranker of speakers sees it."""
    decided = max(group, key=lambda part: part.decided.chance).decided
    numbers = tuple(part.number for part in group)
    low = parsed.within(parsed.quoted[numbers[0]].outer)[0]
    high = parsed.within(parsed.quoted[numbers[-1]].outer)[1]
    return Said(numbers, low, high, decided)


def kind(parsed: ParsedText, number: int, decided: Attributed) -> Kind:
    """Return "scare" for what nobody said, "mixed" for fragments of a sentence, else "direct"."""
    span = parsed.quoted[number]
    inner = span.inner.of(parsed.text)
    if names_something(parsed, number) or is_label(parsed, number):
        return "scare"
    if decided.said < _line_of(parsed, number, inner):
        return "scare"
    if span.style in WITHOUT_MARKS:
        return "direct"
    line = parsed.lines[span.paragraph]
    before = parsed.text[line.start : span.outer.start].rstrip()
    full = BULLET.fullmatch(before) is not None or before[-1] in ".!?,:;-–—―”’\"'])"
    starts = inner[:1].isupper() or not inner[:1].isalpha()
    return "direct" if full and starts else "mixed"


def _line_of(parsed: ParsedText, number: int, inner: str) -> float:
    """Return the chance over which a span was said."""
    span = parsed.quoted[number]
    opens_line = span.outer.start == parsed.lines[span.paragraph].start
    usual = parsed.styles[span.style] == max(parsed.styles.values())
    if opens_line and not span.closed and usual:
        return OPEN_SAID
    if _is_whole(parsed, number, inner):
        return WHOLE_SAID
    words = len(inner.split())
    return SHORT_SAID if words <= 2 else MIDDLE_SAID if words <= 8 else LONG_SAID


def _is_whole(parsed: ParsedText, number: int, inner: str) -> bool:
    """Say whether whole sentences stand between the marks, and none begins or goes on outside."""
    span = parsed.quoted[number]
    line = parsed.lines[span.paragraph]
    before = parsed.text[line.start : span.outer.start].rstrip()
    after = parsed.text[span.outer.end : line.end].lstrip()
    whole = inner.rstrip()[-1:] in _ENDS and not inner[:1].islower()
    opens = not before or before[-1] in _ENDS or before[-1] in '”"'
    opens = opens or (before[-1] == ":" and len(inner.split()) > _TITLE)
    return whole and opens and not after[:1].islower() and after[:1] not in _GOES_ON_MARKS


def _continues(parsed: ParsedText, before: _Part, after: _Part) -> bool:
    """Say whether two spans are one quotation: interrupted by its cue, or over paragraphs."""
    if "scare" in (before.kind, after.kind):
        return False
    first, second = parsed.quoted[before.number], parsed.quoted[after.number]
    if first.paragraph == second.paragraph:
        return _interrupted(parsed, before, after)
    between = parsed.text[first.outer.end : second.outer.start].replace(">", "")
    runs_on = not first.closed and second.paragraph == first.paragraph + 1
    in_block = first.style == second.style == "block"
    turns = before.decided.cue_word == after.decided.cue_word == -1
    other_turn = turns and None not in (before.decided.cue, after.decided.cue)
    other_turn = other_turn and before.decided.cue != after.decided.cue
    other_turn = other_turn or (
        runs_on and _has_own_cue(parsed, before) and _has_own_cue(parsed, after)
    )
    return (runs_on or in_block) and not between.strip() and not other_turn


def _has_own_cue(parsed: ParsedText, part: _Part) -> bool:
    """Say whether the cue and a named source of a span stand in its own paragraph."""
    paragraph, decided = parsed.quoted[part.number].paragraph, part.decided
    return all(
        word >= 0 and parsed.paragraph[word] == paragraph and parsed.words[word].upos != "PRON"
        for word in (decided.cue_word, decided.source_word)
    )


def _interrupted(parsed: ParsedText, before: _Part, after: _Part) -> bool:
    """Say whether only the cue of both stands between two spans of one sentence."""
    first, second = parsed.quoted[before.number], parsed.quoted[after.number]
    between = parsed.text[first.outer.end : second.outer.start]
    cue = before.decided.cue
    if cue is None or cue != after.decided.cue or _NEW_SENTENCE.search(between):
        return False
    if not first.outer.end <= cue.start < second.outer.start or between.rstrip()[-1:] in ".!?;:":
        return False
    if not _ends_with_cue(parsed, second.outer.start) or _leads_on(parsed, cue, second):
        return False
    open_end = first.inner.of(parsed.text)[-1:] in ",-–—" or between.lstrip()[:1] in ",-–—"
    return open_end and not _restarts(between, second.inner.of(parsed.text))


def _leads_on(parsed: ParsedText, cue: Span, second: QuotedSpan) -> bool:
    """Say whether the journalist's own clause behind the cue leads to a second part.

    "“…,” Mejía said; in the hills “it rained”", "Mejía said, and one of them had his leg “broken”".
    """
    if ";" in parsed.text[cue.end : second.outer.start]:
        return True
    low, high = parsed.within(cue)[1], parsed.within(second.outer)[0]
    parted = low < high and parsed.words[high - 1].text == ","  # "and her voice rose, “but …”"
    verbs = (at for at in range(low, high) if parsed.words[at].xpos in FINITE)
    # "says Mejía, who runs the so-called “bank”" leads on too.
    own = (
        at
        for at in verbs
        if parsed.relations[at] in {"conj", "parataxis", "acl"}
        or parsed.words[at - 1].text.lower() in {"who", "which"}
    )
    return not parted and any(low <= parsed.subject(at) < at for at in own)


def _ends_with_cue(parsed: ParsedText, end: int) -> bool:
    """Say whether the words before a second part may close an insertion: "says X, drawn by the"."""
    last = bisect_left(parsed.starts, end) - 1
    while last >= 0 and parsed.words[last].upos == "PUNCT":
        if parsed.words[last].text in {",", "—", "–", "-"}:
            return True
        last -= 1
    goes_on = last >= 0 and (
        parsed.words[last].upos in _GOES_ON
        or parsed.words[last].deprel == "nmod:poss"
        or parsed.words[last].text.lower() in _OWNERS
    )
    return not goes_on


def _restarts(between: str, inner: str) -> bool:
    """Say whether the second span begins a sentence of its own."""
    return inner[:1].isupper() and not between.rstrip().endswith((",", "—", "–", "-"))


def _quotation(parsed: ParsedText, group: Sequence[_Part], source: Speaker | None) -> Quotation:
    segments = tuple(parsed.quoted[part.number].inner for part in group)
    lead = max(group, key=lambda part: part.decided.chance)
    decided = lead.decided
    text = " ".join(segment.of(parsed.text) for segment in segments)
    if group[0].kind == "scare":
        return Quotation("scare", segments, text, context=_context(parsed, group, None))
    cue = Cue(decided.cue.of(parsed.text), decided.cue) if decided.cue else None
    whole: Kind = "direct" if any(part.kind == "direct" for part in group) else "mixed"
    return Quotation(whole, segments, text, cue, source, _context(parsed, group, cue))


def _context(parsed: ParsedText, group: Sequence[_Part], cue: Cue | None) -> Span:
    """Return the span of the sentences that the segments and a near cue stand in."""
    first, last = parsed.quoted[group[0].number], parsed.quoted[group[-1].number]
    low, high = parsed.inner[group[0].number][0], parsed.inner[group[-1].number][1]
    start, end = first.outer.start, last.outer.end
    if low < high:
        start = min(start, parsed.words[parsed.sentences[parsed.sentence[low]][0]].span.start)
        tail = parsed.sentences[parsed.sentence[high - 1]][1] - 1
        end = max(end, parsed.words[tail].span.end)
    if (
        cue is not None
        and parsed.text.count("\n", min(end, cue.span.end), max(start, cue.span.start)) == 0
    ):
        at = parsed.within(cue.span)[0]
        bounds = parsed.sentences[parsed.sentence[at]]
        start = min(start, parsed.words[bounds[0]].span.start)
        end = max(end, parsed.words[bounds[1] - 1].span.end)
    return Span(start, end)


# Which sentences of a text need a tree of dependencies: those near enough to a quotation.

_BEFORE, _AFTER = 2, 1  # paragraphs around a quotation in which its cue and source are sought


def needs_tree(text: str, sentences: Sequence[Span]) -> list[bool]:
    """Return for each sentence of a text, in order, whether its tree is read."""
    quoted, _ = quoted_spans(text, None)
    starts = [line.start for line in paragraphs(text)]
    near = {
        paragraph
        for span in quoted
        for paragraph in range(span.paragraph - _BEFORE, span.paragraph + _AFTER + 1)
    }
    within = _inside(quoted, sentences)
    return [
        number not in within
        and any(
            paragraph in near
            for paragraph in range(
                bisect_right(starts, sentence.start) - 1,
                bisect_right(starts, max(sentence.start, sentence.end - 1)),
            )
        )
        for number, sentence in enumerate(sentences)
    ]


def _inside(quoted: Sequence[QuotedSpan], sentences: Sequence[Span]) -> set[int]:
    """Return the sentences that lie wholly within a quotation and do not begin it."""
    starts = [sentence.start for sentence in sentences]
    found: set[int] = set()
    for span in quoted:
        first = bisect_right(starts, span.inner.start) - 1
        low, high = bisect_left(starts, span.outer.start), bisect_left(starts, span.outer.end)
        found.update(
            number
            for number in range(low, high)
            if number != first and sentences[number].end <= span.outer.end
        )
    return found
