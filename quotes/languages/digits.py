"""Digits as written: "1.234,5", "1,234.5", "46.000", "2.6" and the values they may mean."""

from __future__ import annotations

import re

from quotes.languages.words import vocabulary

_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_APOSTROPHES = frozenset("'’´")
_TIME = re.compile(r"\d{1,2}:\d{2}(?:[:.,]\d+)*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def values(digits: str, language: str) -> frozenset[float]:
    """Return the values that a string of digits, points and commas may mean.

    Spanish is written both ways ("1.234,5" in Colombia, "1,234.5" in Mexico), so a
    single group of three is read as thousands and as decimals: a false alarm on a
    typographic habit costs more than a drift of a factor 1,000 in bare digits.
    English "1.234" is a decimal, unless it ends in three zeros, and "1,234" is thousands.
    """
    digits = re.sub(r"[ \u00a0\u202f]", "", digits)
    if not _APOSTROPHES.isdisjoint(digits):  # 1’200.000, as Colombia writes millions
        return frozenset({float(re.sub(r"\D", "", digits))})
    marks = [c for c in digits if c in ".,"]
    if ":" in digits:
        return _time(digits) if _TIME.fullmatch(digits) else _ratio(digits, language)
    if not marks:
        return frozenset({float(digits)})
    found: set[float] = set()
    if _GROUPED.match(digits):
        found.add(float(re.sub("[.,]", "", digits)))
    round_ = bool(found) and digits.endswith("000")
    if len(marks) == 1 and not round_ and not (language == "en" and marks == [","] and found):
        found.add(float(digits.replace(",", ".")))
    if len(set(marks)) == 2 or (len(marks) > 1 and not found):  # "13.289.40"
        last = digits.rfind(marks[-1])
        found.add(float(re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :]))
    if language == "en" and marks == ["."] and not digits.endswith("000"):
        found.discard(float(digits.replace(".", "")))
    return frozenset(found or {float(re.sub("[.,]", "", digits))})


def _ratio(digits: str, language: str) -> frozenset[float]:
    """Return what a ratio may mean: 2.5 for "2,5:1", 3,500 for "1:3,500".

    The larger of the first two parts over the smaller; which comes first is not told.
    """
    first, second = (values(part, language) for part in digits.split(":")[:2])
    pairs = [(max(a, b), min(a, b)) for a in first for b in second]
    return frozenset(larger / smaller if smaller else larger for larger, smaller in pairs)


def _time(digits: str) -> frozenset[float]:
    """Return a time of day as hours * 100 + minutes, on the 24- and the 12-hour clock.

    A full hour is the bare hour as well: 8:00 is "las ocho".
    """
    hour, minute = (float(part) for part in re.split("[.:]", digits)[:2])
    hours = {hour, hour + 12, hour - 12}
    return frozenset({h * 100 + minute for h in hours} | (hours if minute == 0 else set()))


def clock(digits: str, following: list[str]) -> frozenset[float]:
    """Return the times that a figure may mean from the words after it: "7.00 pm", "22 horas"."""
    marked = {"p", "pm", "am", "a", "h", "hs", "hrs", "hours", "horas", "o'clock", "tarde", "noche"}
    shape = re.fullmatch(r"\d{1,2}[.:]\d{2}", digits)
    if shape and (":" in digits or not marked.isdisjoint(following)):
        return _time(digits)
    if digits.isdecimal() and len(digits) <= 2 and not marked.isdisjoint(following[:2]):
        return _time(f"{digits}:00")
    if digits.isdecimal() and len(digits) == 4 and not marked.isdisjoint(following[:1]):
        return _time(f"{digits[:2]}:{digits[2:]}")
    return frozenset()


def roman(word: str) -> int | None:
    """Return the value of a Roman numeral in capitals ("XX"), None if it is none."""
    if not re.fullmatch(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", word):
        return None
    total = 0
    numbers = [_ROMAN[c] for c in word.lower()]
    for number, following in zip(numbers, [*numbers[1:], 0], strict=True):
        total += number if number >= following else -number
    return total


def table(language: str, role: str) -> dict[str, float]:
    """Return the words of one role ("small", "scale", "ordinal" …) with their values."""
    words: dict[str, float] = vocabulary("numbers")[_NAMES[language]][role]
    return words


_NAMES = {"es": "spanish", "en": "english"}
