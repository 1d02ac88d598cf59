"""Numbers of a text: runs of tokens that mean one value, in figures and in words.

"dos mil quinientos millones", "2.5 billion", "fifty-one", "las tres y media", "1990s".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from quotes.languages.words import Token, phrases, vocabulary

# --- Digits as written: "1.234,5", "1,234.5", "46.000", "2.6" and the values they may mean.

_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_APOSTROPHES = frozenset("'’´")
_TIME = re.compile(r"\d{1,2}:\d{2}(?:[:.,]\d+)*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def values(digits: str, language: str) -> frozenset[float]:
    """Return the values that a string of digits, points and commas may mean.

    Spanish is written both ways ("1.234,5" in Colombia, "1,234.5" in Mexico), so a single group of
    three behind a comma is read as thousands and as decimals, unless it ends in two zeros, which no
    decimal needs. Behind a point it is thousands, but after a naught ("0.125").
    English "1.234" is a decimal, unless it ends in three zeros, and "1,234" is thousands.
    """
    digits = re.sub(r"[ \u00a0\u202f]", "", digits)
    if "·" in digits:
        whole, _, part = digits.rpartition("·")
        return frozenset({float(f"{re.sub(r'[^0-9]', '', whole)}.{part}")})
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
    round_ = bool(found) and digits.endswith("000" if language == "en" else "00")
    thousands = marks == ["," if language == "en" else "."] and not digits.startswith("0")
    if len(marks) == 1 and not round_ and not (thousands and found):
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


def _time(digits: str, half: str = "") -> frozenset[float]:
    """Return a time of day as hours * 100 + minutes; `half` is the half of the day, "" if not told.

    To 12 an hour may be either half's where none is told. A full hour is the bare hour as well:
    8:00 is "las ocho".
    """
    hour, minute = (float(part) for part in re.split("[.:]", digits)[:2])
    if hour > _HOURS:
        hours = {hour}
    elif half:
        hours = {hour % _HOURS + (_HOURS if half == "pm" else 0)}
    else:
        hours = {hour, hour + _HOURS, hour % _HOURS}
    bare = hours | {hour, hour - _HOURS} if minute == 0 else set()
    return frozenset({h * 100 + minute for h in hours} | bare)


def clock(digits: str, following: list[str], before: str = "") -> frozenset[float]:
    """Return the times that a figure may mean from the words around it: "7.00 pm", "at 9.10"."""
    marked = {"p", "pm", "am", "a", "h", "hs", "hrs", "hours", "horas", "o'clock", "tarde", "noche"}
    said = [word for word in following if word != "."]
    half = next((name for name, ways in _HALVES.items() for w in ways if _opens(said, w)), "")
    shape = re.fullmatch(r"\d{1,2}[.:]\d{2}", digits)
    if shape and (":" in digits or before in _TIMED or not marked.isdisjoint(following)):
        return _time(digits, half)
    if digits.isdecimal() and len(digits) <= 2 and not marked.isdisjoint(following[:2]):
        return _time(f"{digits}:00", half)
    if digits.isdecimal() and len(digits) == 4 and not marked.isdisjoint(following[:1]):
        return _time(f"{digits[:2]}:{digits[2:]}", half)
    return frozenset()


_HALVES = {  # how what follows a time says which half of the day it is in
    "am": ("am", "a m", "de la mañana", "de la madrugada", "in the morning"),
    "pm": (
        "pm",
        "p m",
        "de la tarde",
        "de la noche",
        "in the afternoon",
        "in the evening",
        "at night",
    ),
}


def _opens(words: list[str], phrase: str) -> bool:
    said = phrase.split()
    return words[: len(said)] == said


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


# --- Numbers of several words.


def fits(parts: list[float], value: float) -> bool:
    """Return whether a small number may follow: "twenty" takes "five", "two" does not."""
    if not parts:
        return True
    below = 10.0 if value < 10 else 100.0 if value < 100 else 1000.0
    return parts[-1] % below == 0 or year([*parts, value]) is not None


def multiplied(parts: list[float], scale: float) -> list[float]:
    """Return the parts with all below `scale` multiplied by it: 2, 1000 then million is 2e9."""
    kept = [part for part in parts if part >= scale]
    return [*kept, (sum(part for part in parts if part < scale) or 1.0) * scale]


def year(parts: list[float]) -> float | None:
    """Return the year that "nineteen eighty-four" means, None for another number."""
    tens = list(parts[1:])
    if 11 <= (parts or [0])[0] <= 20 and tens and 10 <= tens[0] <= 99 and sum(tens) <= 99:
        return parts[0] * 100 + sum(tens)
    return None


_PARTS = {
    "es": {"y media": 0.5, "y medio": 0.5, "y cuarto": 0.25},
    "en": {"and a half": 0.5, "and a quarter": 0.25},
}
_HALF = frozenset({"half", "medio", "media"})
_COUNTED = frozenset({"la", "una", "de", "termino"})
# What "media" is half of; after "la", "una" and "de" it is an average before any other word.
_HALVED = frozenset(
    """
    hora docena luna tonelada jornada vida noche manana tarde cuadra libra pagina vuelta parte
    naranja botella pinta milla legua
    """.split()  # noqa: SIM905 - words read best as a list
)
_RANKED = frozenset({"first", "second", "third", "fourth", "last", "this", "next", "previous"})


class Half(NamedTuple):
    """What a number means with its half, the last of its tokens, and its scale word's factor."""

    values: frozenset[float]
    last: int
    scale: float


def with_half(
    words: tuple[Token, ...], last: int, value: float, largest: float, language: str
) -> Half | None:
    """Return a number that ends at token `last` with the half that follows, None without one.

    The half is of the scale word before it ("7 millones y medio") or after it ("seven and a
    half million"); without either it may be of an hour: "las tres y media" is 3:30.
    """
    part, end = _part(words, last, language)
    if not part:
        return None
    if largest > 1:  # "7 millones y medio", "docena y media"
        return Half(frozenset({value + part * largest}), end, largest)
    after = words[end + 1].key if end + 1 < len(words) else ""
    factor = table(language, "scale").get(after)
    if factor:
        return Half(frozenset({(value + part) * factor}), end + 1, float(factor))
    return Half(frozenset({value, value + part, *_hours(value, part, language)}), end, largest)


_HUNDRED, _THOUSAND, _MILLION = 100, 1000, 1_000_000


def _part(words: tuple[Token, ...], last: int, language: str) -> tuple[float, int]:
    """Return the share that follows a token, and its own last token; 0 if none does."""
    for size in (2, 3):
        following = " ".join(word.key for word in words[last + 1 : last + 1 + size])
        if following in _PARTS[language]:
            return _PARTS[language][following], last + size
    return 0.0, last


def _hours(value: float, part: float, language: str) -> set[float]:
    """Return the times of day that an hour with its half or quarter may be."""
    if language != "es":
        return set()
    return {hour * 100 + part * 60 for hour in (value, value + 12)} | {value + part}


def half_scale(words: tuple[Token, ...], place: int, language: str) -> Half | None:
    """Return "medio millón" and "half a million", None for a half of anything else."""
    if words[place].key not in _HALF:
        return None
    after = place + 1 + (words[place + 1 : place + 2] != () and words[place + 1].key == "a")
    key = words[after].key if after < len(words) else ""
    factor = table(language, "scale").get(key) or table(language, "collective").get(key)
    return Half(frozenset({factor / 2}), after, float(factor)) if factor else None


def no_share(words: tuple[Token, ...], place: int) -> bool:
    """Return whether "la media" is an average, and "the third quarter" three months."""
    key, before = words[place].key, words[max(0, place - 2) : place]
    if key in {"media", "medio"} and before and before[-1].key in _COUNTED:
        return not (place + 1 < len(words) and words[place + 1].key in _HALVED)
    near = [word.key for word in before if word.key != "-"]
    return key == "quarter" and bool(near) and near[-1] in _RANKED


# "noventa y un días", "fifty-one", but "dos y un paquete" are two numbers
_ONES = {"es": frozenset({"un", "uno", "una"}), "en": frozenset({"one"})}
_JOINED = {"es": "y", "en": "-"}
_TENS = 20
_LONE_FIRM = 13  # number words from here on are written for their value alone
_SECOND, _TEN = 2.0, 10.0
_PAIR = 2


class Compound(NamedTuple):
    """A number in words: its last token, the values it may mean, kind, firmness and scale."""

    last: int
    values: frozenset[float]
    kind: str
    firm: bool
    scale: float


def compound(words: tuple[Token, ...], place: int, language: str) -> Compound | None:
    """Return the longest number written in words that starts at `place`."""
    parts, last, largest = _summed(words, place, language)
    if not parts:
        return None
    value, kind = year(parts) or sum(parts), "count"
    rank = _rank(words, last, parts, language)
    half = with_half(words, last, value, largest, language)
    spelled = largest > 1 and not (last == place and words[place].key in {"mil", "docena"})
    found = frozenset({value, *_thousands_unsaid(parts, language)})
    if rank:
        lasting = {value} if rank == _SECOND else set()  # "a thirty-second clip"
        found, last, kind = frozenset({value + rank, *lasting}), last + 2, "ordinal"
    elif half:
        found, last, largest = half.values, half.last, half.scale
    firm = value >= _LONE_FIRM or spelled or largest >= _THOUSAND
    return Compound(last, found, kind, firm, largest)


def _thousands_unsaid(parts: list[float], language: str) -> set[float]:
    """Return what "un millón trescientos" means too: 1,300,000, as people say it of money."""
    millions, rest = (parts[0], sum(parts[1:])) if language == "es" and parts[1:] else (0.0, 0.0)
    if millions < _MILLION or millions % _MILLION or not 0 < rest < _THOUSAND or rest % _HUNDRED:
        return set()
    return {millions + rest * _THOUSAND}


def _summed(words: tuple[Token, ...], place: int, language: str) -> tuple[list[float], int, float]:
    """Return the parts of a number in words, its last token, and its largest scale factor."""
    small, scale = table(language, "small"), table(language, "scale")
    parts: list[float] = []
    last, at, largest = place, place, 1.0
    ended: dict[float, tuple[list[float], int]] = {}  # parts and last token at each scale word
    while at < len(words):
        key = words[at].key
        if key in small and fits(parts, small[key]):
            parts.append(float(small[key]))
        elif key in _ONES[language] and _after_tens(words, at, parts, language):
            parts.append(1.0)
        elif key in scale:
            size = float(scale[key])
            if size in ended and parts != ended[size][0]:
                return *ended[size], largest  # "tres millones y cinco millones" are two
            largest = max(largest, size)
            parts = multiplied(parts, size)
            ended = {one: told for one, told in ended.items() if one > size} | {
                size: (parts[:], at)
            }
        elif key in phrases("number_joints", language) and last == at - 1 and at > place:
            at += 1
            continue
        else:
            break
        last, at = at, at + 1
    return parts, last, largest


def _after_tens(words: tuple[Token, ...], at: int, parts: list[float], language: str) -> bool:
    """Return whether "un" or "one" belongs to the tens before it: "noventa y un", "fifty-one"."""
    joint = words[at - 1].key
    joined = joint == _JOINED[language] or (language == "en" and joint in table("en", "small"))
    return bool(parts) and joined and parts[-1] >= _TENS


def _rank(words: tuple[Token, ...], last: int, parts: list[float], language: str) -> float:
    """Return what an ordinal adds to the tens before it: 1 in "twenty-first", 0 without one."""
    after = [word.key for word in words[last + 1 : last + 3]]
    if language != "en" or len(after) < _PAIR or after[0] != "-" or parts[-1] < _TENS:
        return 0.0
    value = 1.0 if after[1] == "first" else float(table("en", "ordinal").get(after[1], 0))
    return value if value < _TEN else 0.0


_SUFFIX = re.compile(r"(st|nd|rd|th|s|k|m|bn|tn|km|kg|am|pm|h|ft|mi|cm|mm|ha|years?)$")
_SUFFIX_SCALE = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_BY = re.compile(r"[x×]\d")
_POWER = re.compile(r"10(?:\^(?P<flat>[-−]?\d\d?)(?!\d)|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2}))")  # 10⁶, 10^6
_TIMES = re.compile(r"\s?[x×·]\s?")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_THREE = re.compile(r"\d{3}|[1-9]\d{0,2}")
_ORDINAL_SUFFIX = {"st", "nd", "rd", "th"}
_CURRENCIES = frozenset("$€£¥")  # "$400m" is millions, "400m" may be metres


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (inclusive) and the values they may mean together."""

    first: int
    last: int
    values: frozenset[float]
    kind: str
    firm: bool
    scale: float = 1.0
    digits: bool = False


# "las cinco menos cuarto", "un cuarto para las cinco", "quarter to five", "ten past five"
_BEFORE_HOUR = {"es": frozenset({"menos"}), "en": frozenset({"to", "before", "till"})}
_AFTER_HOUR = {"es": frozenset({"y"}), "en": frozenset({"past", "after"})}
_TOLD = {"cuarto": 15, "media": 30, "quarter": 15, "half": 30}
_AT = frozenset({"at", "until", "till", "by"})
_TIMED = _AT | {"la", "las"}
_HOURS, _MINUTES = 12, 60


def time_told(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return the time of day that is told in words from `place` on, None if none is."""
    keys = [word.key for word in words[place : place + 6]]
    found = (
        _spanish_time(keys)
        if language == "es"
        else _english_time(keys, words[place - 1].key if place else "")
    )
    if found is None:
        return None
    hour, minutes, length = found
    hour, minutes = (hour, minutes) if minutes > 0 else (hour - 1, _MINUTES + minutes)
    times = frozenset(float(h * 100 + minutes) for h in (hour, hour + _HOURS, hour - _HOURS))
    return Run(place, place + length - 1, times, "count", firm=True)


def _spanish_time(keys: list[str]) -> tuple[int, int, int] | None:
    """Return hour, minutes after it (before it below 0) and number of words, None if none."""
    if keys[1:3] in (["para", "las"], ["para", "la"]) and keys[:1] != []:
        minutes, hour = _minutes(keys[0], "es"), _hour(keys[3] if len(keys) > 3 else "", "es")
        return (hour, -minutes, 4) if minutes and hour else None
    if len(keys) < 4 or keys[0] not in {"la", "las"}:
        return None
    hour, minutes = _hour(keys[1], "es"), _minutes(keys[3], "es")
    if not (hour and minutes) or keys[2] not in _BEFORE_HOUR["es"] | _AFTER_HOUR["es"]:
        return None
    return hour, -minutes if keys[2] in _BEFORE_HOUR["es"] else minutes, 4


def _english_time(keys: list[str], before: str) -> tuple[int, int, int] | None:
    """Return hour, minutes after it (before it below 0) and number of words, None if none.

    "Five to ten" is a range but after "at" or "until".
    """
    if len(keys) < 3 or keys[1] not in _BEFORE_HOUR["en"] | _AFTER_HOUR["en"]:
        return None
    minutes, hour = _minutes(keys[0], "en"), _hour(keys[2], "en")
    plain = keys[0] in _TOLD or keys[1] == "past" or (keys[1] == "to" and before in _AT)
    if not (minutes and hour and plain) or (keys[0] not in _TOLD and minutes % 5):
        return None
    return hour, -minutes if keys[1] in _BEFORE_HOUR["en"] else minutes, 3


def _hour(key: str, language: str) -> int:
    """Return the hour that a word or figure means, 0 if none."""
    value = 1 if key in {"una", "one"} else _small(key, language)
    return value if value <= _HOURS else 0


def _minutes(key: str, language: str) -> int:
    """Return the minutes that a word or figure means, 0 if none."""
    value = _TOLD.get(key) or _small(key, language)
    return value if value < _MINUTES else 0


def _small(key: str, language: str) -> int:
    return (
        int(key) if key.isdecimal() and len(key) < 3 else int(table(language, "small").get(key, 0))
    )


def runs(text: str, words: tuple[Token, ...], language: str) -> Iterator[Run]:
    """Yield the numbers of `text`, cut in `words`, from left to right."""
    place = 0
    while place < len(words):
        run = _run(text, words, place, language)
        if run:
            yield _as_tenths(words, run)
        place = run.last + 1 if run else place + 1


def _as_tenths(words: tuple[Token, ...], run: Run) -> Run:
    """Return a number with what it means in tenths too: 0.2 in "dos décimas"."""
    after = words[run.last + 1].key if run.last + 1 < len(words) else ""
    tenths = {value / 10 for value in run.values} if after in {"decima", "decimas"} else set()
    return replace(run, values=run.values | tenths) if tenths else run


def _run(text: str, words: tuple[Token, ...], place: int, language: str) -> Run | None:
    token = words[place]
    told = time_told(words, place, language)
    if told:
        return told
    if token.text[0].isdecimal():
        return _digits(text, words, place, language)
    if token.key == "ciento" and place and words[place - 1].key == "por":
        follows = words[place + 1].key if place + 1 < len(words) else ""
        if follows not in table(language, "small"):  # "por ciento veinte millones"
            return None
    after = place + 2 if place + 2 < len(words) and words[place + 1].key == "-" else place + 1
    if after < len(words) and _fraction(words, after, language):
        return None  # the "two" of "two thirds"
    written = token.key in table(language, "scale") and token.key not in {"mn", "mln", "bn", "tn"}
    if written or token.key in table(language, "small"):
        found = compound(words, place, language)
        return Run(place, *found) if found else None
    return _single(words, place, language)


def _single(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return an ordinal, a fraction or an indefinite plural that stands alone."""
    key = words[place].key
    part, whole = _fraction(words, place, language), half_scale(words, place, language)
    if part:
        return part
    if whole:
        return Run(place, whole.last, whole.values, "count", firm=True, scale=whole.scale)
    if language == "en" and key == "one":
        return _one_and_a_half(words, place)
    return None if no_share(words, place) else _ranked(words, place, language)


def _ranked(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return an ordinal, a fraction or an indefinite plural of one word; "miles de millones"."""
    key = words[place].key
    if [word.key for word in words[place : place + 3]] == ["miles", "de", "millones"]:
        return Run(place, place + 2, frozenset({1e9}), "indefinite", True, 1e9)
    for kind in ("ordinal", "fraction", "indefinite"):
        if key in table(language, kind):
            value = float(table(language, kind)[key])
            firm = kind == "indefinite" and value >= 1000
            lower, last = (
                _lower_rank(words, place, value, language) if kind == "ordinal" else (0, place)
            )
            found = frozenset({value + lower})
            return Run(place, last, found, kind, firm, value if firm else 1.0)
    return None


def _one_and_a_half(words: tuple[Token, ...], place: int) -> Run | None:
    """Return "one and a half million", None for a "one" without a half of a scale word."""
    found = with_half(words, place, 1.0, 1.0, "en")
    if found is None or found.scale <= 1:
        return None
    return Run(place, found.last, found.values, "count", firm=True, scale=found.scale)


def _lower_rank(
    words: tuple[Token, ...], place: int, value: float, language: str
) -> tuple[float, int]:
    """Return what the next ordinal adds, and the last token: 5 in "trigésimo quinto"."""
    after = place + 1 + (words[place + 1 : place + 2] != () and words[place + 1].key == "-")
    if language == "es" and value >= _TENS and after < len(words):
        lower = float(table(language, "ordinal").get(words[after].key, 0))
        if 0 < lower < _TEN:
            return lower, after
    return 0.0, place


def _fraction(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return "a third", "two thirds", "tercera parte": a share, not a rank."""
    key = words[place].key.removesuffix("s")
    plural = words[place].key != key and key != ""
    share = {"third": 3, "quarter": 4, "fifth": 5, "tercio": 3, "quinto": 5, "tenth": 10}.get(key)
    following = words[place + 1].key if place + 1 < len(words) else ""
    hyphen = place > 1 and words[place - 1].key == "-"
    before = words[place - 1 - hyphen].key if place else ""
    if language == "es" and following == "parte":
        share, plural = {"tercera": 3, "cuarta": 4, "quinta": 5, "decima": 10}.get(key), True
    ends = following == "of" or (before != "un" and not following[:1].isalnum())
    if share is None or not (plural or (before in {"a", "one", "un"} and ends)):
        return None
    count = table(language, "small").get(before, 1)
    return Run(place, place, frozenset({round(count / share, 4)}), "fraction", False)


def _digits(text: str, words: tuple[Token, ...], place: int, language: str) -> Run | None:
    token = words[place]
    start = token.span.start
    if start and (text[start - 1].isalpha() or text[start - 1] == "_"):
        return None  # MP3, G20: part of a name
    if powered := _powered(text, words, place, language):
        return powered
    if _BY.match(text, token.span.end):
        return None  # 4x4
    last, kind = place, "count"
    before = words[place - 1].key if place else ""
    time = clock(token.text, [w.key for w in words[place + 1 : place + 5]], before)
    found = time if time and ":" in token.text else time | values(token.text, language)
    suffix = _suffix(words, place)
    scale = 1.0
    if suffix is not None:
        last, kind = place + 1, "ordinal" if suffix in _ORDINAL_SUFFIX else "count"
        scale = _SUFFIX_SCALE.get(suffix, 1.0)
        last = place + 1 if suffix in {*_ORDINAL_SUFFIX, *_SUFFIX_SCALE, "s"} else place
    metres = suffix == "m" and text[start - 1 : start] not in _CURRENCIES
    scaled = frozenset(v * scale for v in found) | (found if metres else frozenset())
    found, last, factor = _scaled(words, scaled, last, language)
    half = with_half(words, last, max(found), factor, language) if factor > 1 else None
    if half:
        found, last = half.values, half.last
    return Run(place, last, found, kind, True, scale * factor, True)


def _powered(text: str, words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return a power of ten, with what stands before it: "10⁶", "5.2 × 10^6"; None if none."""
    token, bases = words[place], frozenset({1.0})
    power = _POWER.match(text, token.span.start)
    if not power and (times := _TIMES.match(text, token.span.end)):
        power, bases = _POWER.match(text, times.end()), values(token.text, language)
    if not power:
        return None
    factor = 10.0 ** int((power["flat"] or power["raised"]).translate(_LOWERED))
    last = max(at for at in range(place, len(words)) if words[at].span.start < power.end())
    return Run(place, last, frozenset(base * factor for base in bases), "count", True, factor, True)


def _suffix(words: tuple[Token, ...], place: int) -> str | None:
    """Return the letters glued to a figure ("20th", "$3m"), None if there are none."""
    if place + 1 >= len(words) or words[place + 1].span.start != words[place].span.end:
        return None
    key = words[place + 1].key
    return key if _SUFFIX.match(key) else None


def _scaled(
    words: tuple[Token, ...], found: frozenset[float], last: int, language: str
) -> tuple[frozenset[float], int, float]:
    """Return values, last token and factor after the scale words that follow a figure.

    "700-billion", "450 millions", and the Mexican "55 mil 053" and "5 millones 143 mil".
    """
    factor, scale = 1.0, table(language, "scale")
    while last + 1 < len(words):
        step = 2 if words[last + 1].key in "-+" and last + 2 < len(words) else 1
        key = words[last + step].key
        if tuple(w.key for w in words[last + 1 : last + 4]) == ("miles", "de", "millones"):
            key, step = "millones", 3
            factor *= 1e3
        key = key if key in scale or language == "es" else key.removesuffix("s")
        if key not in scale:
            break
        factor *= scale[key]
        last += step
    found = frozenset(value * factor for value in found)
    return (*_rest(words, found, last, factor), factor)


def _rest(
    words: tuple[Token, ...], found: frozenset[float], last: int, factor: float
) -> tuple[frozenset[float], int]:
    """Return values and last token with the lower figures that follow a scale word added."""
    while factor >= 1e3 and last + 1 < len(words) and _THREE.fullmatch(words[last + 1].text):
        lower, last = float(words[last + 1].text), last + 1
        more = last + 1 < len(words) and factor > 1e3 and words[last + 1].key == "mil"
        found = frozenset(value + lower * (1e3 if more else 1) for value in found)
        last, factor = last + more, 1e3 if more else 1.0
    return found, last
