"""Subtitles (.srt, .vtt): the words as running text, with the time and voice of each caption.

Files found in newsrooms break the formats' rules (blank lines inside a caption, commas
for points, no numbers), and webvtt-py drops such captions silently, so they are read by
what never fails: all that stands between one line of times and the next is a caption.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotes.errors import InputError
from quotes.languages.lexicon import ordinary, seen
from quotes.languages.words import fold, phrases
from quotes.model import placed, worded
from quotes.readers.documents import Document, Raw, TextBuilder
from quotes.readers.raw import decode

# Positions, as SRT files borrow them from another format: {\an8}
POSITION = re.compile(r"\{\\[^{}]{0,60}\}")
CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,6})"
TIMES = re.compile(rf"^[ \t]*{CLOCK}[ \t]*-->[ \t]*{CLOCK}[^\n]*$", re.MULTILINE)
# What is no caption in WebVTT: its head, notes, style sheets and regions.
ASIDE = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b")
VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]+([^<>\n]{1,120})>")
TAG = re.compile(r"<[^<>\n]{0,200}>")
# What begins a turn at a line's start, as many files write it in place of a voice: "ANA RUIZ:",
# ">> Ana Ruiz (alcaldesa):", "- ANA RUIZ:", and a dash before a new sentence where two speak.
LABEL = re.compile(
    r"(?:>>|[-–—])?[ \t]*[*_]*(?P<name>[^\W\d_a-zà-ÿ][^\n:;,(.!?¿¡«“\"]{1,60}?"
    r"|(?:[^\W\d_a-zà-ÿ][^\W\d_]{0,6}\.[ \t]*){1,3}[^\W\d_a-zà-ÿ][^\n:;,(.!?¿¡«“\"]{1,60}?)"
    r"[ \t]*(?:\([^)\n]{1,120}\))?[*_]*:[*_]*[ \t]+(?=\S)"
)
# "(ANA RUIZ) words", "[Ana Ruiz] words".
BRACKETED = re.compile(
    r"^(?P<dash>[ \t]*(?:>>|[-–—])?[ \t]*)"
    r"[\[(](?P<name>[^\W\d_a-zà-ÿ][^\n\])(:]{1,40})[\])][ \t]+(?=\S)",
    re.MULTILINE,
)
ANSWER = re.compile(r"(?:>>|[-–—][ \t]*(?=[¿¡«“\"]*[^\W\d_a-zà-ÿ]))")
DASH = re.compile(r"(?:>>|[-–—])[ \t]*")
# A pause of this many seconds begins a new paragraph; within speech captions
# follow one another within a second or so.
PAUSE = 3.0


@dataclass(frozen=True, slots=True)
class _Caption:
    start: float
    end: float
    text: str
    speaker: str | None
    turn: bool = False  # whether it begins with a label, or a second voice in one caption


def read_subtitles(raw: Raw) -> Document:
    """Return the captions as running text; `places` hold each caption's time and voice.

    A new paragraph begins after a pause, at a dash, at the label of a turn ("ANA RUIZ:") and
    where the voice changes (a caption without a voice that goes on with a small letter changes
    none). Lines that roll on from caption to caption are read once. Raises InputError for a file
    without captions.
    """
    text, warnings = decode(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    builder = TextBuilder()
    before: _Caption | None = None
    captions = _without_brackets(list(_captions(text)))
    names = _labelled(captions)
    for caption in _fresh(captions, names):
        gap = _gap(before, caption)
        goes_on = gap == " " and caption.speaker is None and before is not None
        before = replace(caption, speaker=before.speaker) if goes_on and before else caption
        builder.add(caption.text, _clock(caption.start), gap, before.speaker)
    if before is None:
        raise InputError(
            placed(raw.name, worded("no captions in it: check that it is a subtitle file"))
        )
    return Document(builder.text, places=tuple(builder.places), warnings=warnings)


def _captions(text: str) -> Iterator[_Caption]:
    times = list(TIMES.finditer(text))
    for number, match in enumerate(times):
        last = number + 1 == len(times)
        lines = _body(text[match.end() : None if last else times[number + 1].start()], last)
        words = POSITION.sub("", "\n".join(lines))
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        for speaker, said in _voices(words):
            yield _Caption(start, end, said, speaker)


def _body(between: str, last: bool) -> list[str]:
    """Return the lines of a caption: without the name of the next one, notes and styles."""
    lines = [line.strip() for line in between.split("\n")[1:]]
    if not last and lines and not lines[-1]:
        lines.pop()  # what the line end before the next times left
    # The next caption's number or name stands alone right above its times.
    name = len(lines) > 1 and lines[-1] and not lines[-2]
    if not last and lines and (lines[-1].isdigit() or name):
        lines.pop()
    kept: list[str] = []
    aside = False
    for line in lines:
        aside = bool(line) and (aside or bool(ASIDE.match(line) and (not kept or not kept[-1])))
        if not aside:
            kept.append(line)
    return [line for line in kept if line]


def _voices(words: str) -> Iterator[tuple[str | None, str]]:
    """Return who says what in a caption; a caption may hold several voices."""
    parts = VOICE.split(words)
    for speaker, said in zip([None, *parts[1::2]], parts[::2], strict=True):
        text = html.unescape(TAG.sub("", said))  # a tag that is escaped is text
        if text.strip():
            yield speaker and " ".join(html.unescape(speaker).split()), text


def _seconds(clock: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = clock
    whole = int(hours or 0) * 3_600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + float(f"0.{fraction or 0}")


def _without_brackets(captions: list[_Caption]) -> list[_Caption]:
    """Return the captions with names in brackets as labels of turns, where one stands twice.

    What sounds ("(APLAUSOS)") is of ordinary words.
    """
    found = Counter(m["name"] for one in captions for m in BRACKETED.finditer(one.text))
    names = {name for name in found if _is_somebody(name)}
    if max((found[name] for name in names), default=0) < 2:
        return captions

    def labelled(match: re.Match[str]) -> str:
        return f"{match['dash']}{match['name']}: " if match["name"] in names else match[0]

    return [replace(one, text=BRACKETED.sub(labelled, one.text)) for one in captions]


def _is_somebody(name: str) -> bool:
    """Return whether what stands in brackets is a name, or what somebody is: no sound."""
    small = phrases("speech", "spanish.small")
    called = phrases("speech", "spanish.roles") | phrases("speech", "spanish.asking")
    words = [fold(word) for word in name.split() if fold(word) not in small]
    known = len(words) > 1 or any(seen(word, "es") for word in words)
    return known and (words[0] in called or not all(map(ordinary, words)))


def _labelled(captions: Iterable[_Caption]) -> frozenset[str]:
    """Return the names with a colon that begin lines and turns.

    One word that is not in capitals is a name only where it begins two lines and is no ordinary
    word ("Recuerden: …").
    """
    lines = (line.strip() for caption in captions for line in caption.text.split("\n"))
    found = Counter(match["name"] for line in lines if (match := LABEL.match(line)))
    small = phrases("speech", "spanish.small")
    called = phrases("speech", "spanish.roles") | phrases("speech", "spanish.asking")
    return frozenset(
        name
        for name, times in found.items()
        if all(word[0].isupper() or word in small for word in name.split())
        and (
            name.isupper()
            or " " in name
            or (times > 1 and (fold(name) in called or not seen(fold(name), "es")))
        )
    )


def _fresh(captions: Iterable[_Caption], names: frozenset[str]) -> Iterator[_Caption]:
    """Yield what each caption says that the one before did not show, a turn at a time."""
    shown: list[str] = []
    for caption in captions:
        lines = [" ".join(line.split()) for line in caption.text.split("\n")]
        fresh = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line]
        turns: list[str] = []
        for line in fresh:
            label = LABEL.match(line)
            begins = label and label["name"] in names
            said = DASH.sub("", line, count=1) if begins and DASH.match(line) else line
            if begins or ANSWER.match(line) or not turns:
                turns.append(said)
            else:
                turns[-1] += f" {said}"
        for number, said in enumerate(turns):
            label = LABEL.match(said)
            turn = number > 0 or bool(label and label["name"] in names)
            yield _Caption(caption.start, caption.end, said, caption.speaker, turn)


def _gap(before: _Caption | None, caption: _Caption) -> str:
    if before is None:
        return ""
    goes_on = caption.speaker is None and caption.text[:1].islower()  # the voice is told once
    turn = caption.speaker != before.speaker and not goes_on
    turn = turn or caption.turn or caption.text.startswith(("-", "–", "—", ">>"))
    return "\n" if turn or caption.start - before.end >= PAUSE else " "


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3_600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
