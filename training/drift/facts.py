"""Drifts of fact: numbers, dates and names."""

from __future__ import annotations

import re
from random import Random

from training.drift.changes import Change, Patch, swap
from training.drift.pools import Pool
from training.drift.sentences import Sentence

UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
SCALES = ("hundred", "thousand", "million", "billion", "trillion")
SERIES = (
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["once", "twice", "thrice"],
    ["half", "third", "quarter"],
    ["hundreds", "thousands", "millions", "billions", "dozens"],
    ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"],
    ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"],
    ["morning", "afternoon", "evening", "night"],
    ["yesterday", "today", "tomorrow"],
    ["dollars", "euros", "pounds", "pesos"],
    ["metres", "kilometres", "miles", "feet", "centimetres"],
    ["single", "double", "triple"],
    ["north", "south", "east", "west"],
    ["northern", "southern", "eastern", "western"],
    ["spring", "summer", "autumn", "winter"],
)
DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def redigited(number: str, rng: Random) -> str:
    """Return the number with one digit, its size or its whole value changed."""
    places = [i for i, c in enumerate(number) if c.isdigit()]
    way = rng.random()
    mark = re.search(r"[.,]", number)
    if way < 0.12 and mark:
        joined = number[: mark.start()] + number[mark.start() + 1 :]
        return joined if rng.random() < 0.5 else number + "0"
    if way < 0.22 and len(places) < 4 and "." not in number:
        return number + "0" if rng.random() < 0.5 or len(places) < 2 else number[:-1]
    if way < 0.32 and number.isdigit() and int(number) > 9:
        step = rng.choice([1, -1, 2, 5, 10])
        return str(int(number) + step)
    if way < 0.42 and len(places) > 1:
        a, b = rng.sample(places, 2)
        digits = list(number)
        digits[a], digits[b] = digits[b], digits[a]
        if "".join(digits) != number and digits[0] != "0":
            return "".join(digits)
    at = rng.sample(places, 1 if way < 0.8 else len(places))
    return "".join(
        rng.choice([d for d in ("123456789" if i == places[0] else "0123456789") if d != c])
        if i in at
        else c
        for i, c in enumerate(number)
    )


def numbers(sentence: Sentence, rng: Random) -> list[Change]:
    """Change a number, a scale, a date, a unit or an ordinal."""
    found = []
    for match in DIGITS.finditer(sentence.text):
        found.append(swap("number", *match.span(), redigited(match[0], rng)))
    for token in sentence.tokens:
        low = token.text.lower()
        for series in (UNITS, ORDINALS, SCALES, *SERIES):
            if low in [s.lower() for s in series] and not (low == "one" and rng.random() < 0.7):
                if low == "may" and token.upos != "PROPN":
                    continue
                new = rng.choice([s for s in series if s.lower() != low])
                new = new.capitalize() if token.text[0].isupper() else new
                kind = "number" if series in (UNITS, ORDINALS, SCALES) else "date"
                found.append(swap(kind, token.start, token.end, new))
                break
    return found


def replaced(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put another name in the place of a name."""
    found = []
    for first, last, kind in sentence.names():
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        old = sentence.text[start:end]
        way = rng.random()
        if way < 0.15:
            others = [
                sentence.text[sentence.tokens[a].start : sentence.tokens[b].end]
                for a, b, k in sentence.names()
                if (a, b) != (first, last)
            ]
            new = rng.choice(others) if others else pool.name(kind, rng)
        elif way < 0.35 and last > first:
            part = rng.randint(first, last)
            start, end = sentence.tokens[part].start, sentence.tokens[part].end
            new = rng.choice(pool.name(kind, rng).split())
        else:
            new = pool.name(kind if rng.random() < 0.85 else "", rng)
        if new.lower() not in old.lower() and old.lower() not in new.lower():
            found.append(swap("name-replaced", start, end, new))
    return found


def exchanged(sentence: Sentence, rng: Random) -> list[Change]:
    """Let two names, or subject and object, change places."""
    found = []
    spans = [(sentence.tokens[a].start, sentence.tokens[b].end) for a, b, _ in sentence.names()]
    for i, token in enumerate(sentence.tokens):
        if token.upos == "VERB":
            sides = [
                sentence.subtree(c)
                for c in sentence.children(i)
                if sentence.tokens[c].relation in ("nsubj", "obj")
                and sentence.tokens[c].upos in ("NOUN", "PROPN")
            ]
            if len(sides) == 2 and all(s[-1] - s[0] < 5 for s in sides):
                pair = [(sentence.tokens[s[0]].start, sentence.tokens[s[-1]].end) for s in sides]
                found.append(_exchange(sentence.text, "roles", pair[0], pair[1]))
    if len(spans) > 1:
        first, second = sorted(rng.sample(spans, 2))
        found.append(_exchange(sentence.text, "name-swapped", first, second))
    return [c for c in found if c is not None]


def _exchange(text: str, kind: str, a: tuple[int, int], b: tuple[int, int]) -> Change | None:
    """Return the change that puts two stretches in each other's place."""
    a, b = sorted((a, b))
    one, two = text[slice(*a)], text[slice(*b)]
    if a[1] >= b[0] or one.lower() == two.lower():
        return None
    if a[0] == 0 and one[0].isupper() and two[0].islower():
        one, two = (
            (one[0].lower() + one[1:] if one.split()[0].lower() in ("the", "a", "an") else one),
            two[0].upper() + two[1:],
        )
    return Change(kind, (Patch(a[0], a[1], two), Patch(b[0], b[1], one)))
