"""Drifts of how many and when: numbers, scales, dates, units."""

from __future__ import annotations

import re
from random import Random

from training.drift.changes import Change, swap
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
