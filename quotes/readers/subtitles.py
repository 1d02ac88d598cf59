"""Subtitles (.srt, .vtt): the words as running text, with the time of each caption."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.errors import InputError
from quotes.readers.documents import Document, Raw
from quotes.readers.raw import decode
from quotes.readers.stretches import Stretches

# Positions, as SRT files borrow them from another format: {\an8}
POSITION = re.compile(r"\{\\[^}]*\}")
TIMES = re.compile(r"\d+:\d\d(?::\d\d)?[.,]\d+\s*-->\s*\d")
# A pause of this many seconds begins a new paragraph; within speech captions
# follow one another within a second or so.
PAUSE = 3.0


@dataclass(frozen=True, slots=True)
class _Caption:
    start: float
    end: float
    text: str
    speaker: str | None


def read_subtitles(raw: Raw) -> Document:
    """Return the captions as running text; `places` hold each caption's time and voice.

    A new paragraph begins after a pause, at a dash and where the voice changes. Lines
    that roll on from caption to caption are read once. Raises InputError for a file
    without captions.
    """
    text, warnings = decode(raw)
    stretches = Stretches()
    before: _Caption | None = None
    for caption in _fresh(_captions(raw, text)):
        stretches.add(caption.text, _clock(caption.start), _gap(before, caption), caption.speaker)
        before = caption
    if before is None:
        raise InputError(f"{raw.name}: no captions in it: check that it is a subtitle file")
    return Document(stretches.text, places=tuple(stretches.places), warnings=warnings)


def _captions(raw: Raw, text: str) -> Iterator[_Caption]:
    import webvtt  # noqa: PLC0415 - only where subtitles are read

    if not TIMES.search(text):
        return
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    try:
        captions = webvtt.from_buffer(io.StringIO(text), kind).captions
    except Exception as error:
        raise InputError(f"{raw.name}: subtitles that cannot be read: save them anew") from error
    for caption in captions:
        words = html.unescape(POSITION.sub("", caption.text))
        yield _Caption(_seconds(caption.start), _seconds(caption.end), words, caption.voice)


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3_600 + int(minutes) * 60 + float(seconds)


def _fresh(captions: Iterator[_Caption]) -> Iterator[_Caption]:
    shown: list[str] = []
    for caption in captions:
        lines = [" ".join(line.split()) for line in caption.text.split("\n")]
        fresh = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line]
        if fresh:
            yield _Caption(caption.start, caption.end, " ".join(fresh), caption.speaker)


def _gap(before: _Caption | None, caption: _Caption) -> str:
    if before is None:
        return ""
    turn = caption.speaker != before.speaker or caption.text.startswith(("-", "–", "—", ">>"))
    return "\n" if turn or caption.start - before.end >= PAUSE else " "


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3_600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
