"""Words of a text: tokens with offsets, folded keys, stems, phrases of word lists, wording.

Everything here is cheap (no model): a pair of sentences is cut and folded in
about 50 microseconds, because every check of every quotation starts from it.

The wording of a quotation is what is done to it openly, and where it is not the source's. Openly:
[brackets], ellipses, a source's "», added. «". Not differences from an English original:
quotation marks and dashes of another shape, punctuation, capitals. What a bracket or an ellipsis
stands for is told apart: a check asks whether it turns the meaning.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

import snowballstemmer

from quotes.model import Span

Language = Literal["es", "en"]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` in lower case without accents (ñ becomes n); the length may change."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


NUMBER = (  # a Spanish number in figures or, its first word, in letters, as a pattern
    r"(?:\d(?:[\d.,]*\d)?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce"
    r"|quince|dieci\w+|veint\w+|treinta|(?:cuare|cincue|sese|sete|oche|nove)nta|cien(?:tos?)?"
    r"|(?:dos|tres|cuatro|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s|mil|mill[oó]n(?:es)?)\b"
)


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the parsed `data/<name>.toml`; "<number>" in a pattern is any Spanish number."""
    text = resources.files("quotes.languages").joinpath("data", f"{name}.toml")
    return tomllib.loads(text.read_text(encoding="utf8").replace("<number>", NUMBER))


def entries(text: str) -> tuple[str, ...]:
    """Return the folded entries of one list, in order."""
    parts = (fold(part).strip() for part in re.split(r"[,\n]", text))
    return tuple(part for part in parts if part)


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """Return the entries of list `key` (dots for tables) in `data/<name>.toml`."""
    found: Any = vocabulary(name)
    for part in key.split("."):
        found = found[part]
    return frozenset(entries(str(found)))


# --- Words of a text: tokens with offsets, folded keys, light stems, phrases of word lists ---

# Letters and digits, with inner apostrophes, full stops (U.S.) and hyphens kept together.
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # figures, with their marks
    r"|\d{1,3}['’´]\d{3}(?:[.,'’´]\d{3})*(?!\d)"  # 1’200.000: millions after an apostrophe
    r"|\d+(?:(?:[.,:]| ?· ?(?!10[\^⁰¹²³⁴-⁹⁻]))\d+)*"  # 13·4, as medical journals print it
    r"|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b"  # words; an English 's stands alone
    r"|[^\w\s]"
)
_CUT = 20_000  # characters looked at: no quotation is longer, hostile input may be


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text, its folded key (lower case, no accents) and where it is."""

    text: str
    key: str
    span: Span

    @property
    def wordlike(self) -> bool:
        """Return whether the token holds a letter."""
        return self.text[0].isalpha()


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order, from its first 20,000 characters."""
    return tuple(
        Token(found.group(), fold(found.group()) or found.group(), Span(*found.span()))
        for found in _TOKEN.finditer(text[:_CUT])
    )


@lru_cache(maxsize=512)
def mid_capitals(text: str) -> frozenset[int]:
    """Return where capitalised words start that do not open a sentence: names, mostly."""
    words = tokens(text)
    return frozenset(
        word.span.start
        for before, word in pairwise(words)
        if word.text[0].isupper() and (before.wordlike or before.text in ",'’-(")
    )


@lru_cache(maxsize=512)
def keys(text: str) -> tuple[str, ...]:
    """Return the folded keys of the tokens of `text`, in order."""
    return tuple(token.key for token in tokens(text))


def content_words(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of `text` that carry content: no function words, no single letters."""
    stop = phrases("function_words", "spanish" if language == "es" else "english")
    return tuple(t for t in tokens(text) if t.wordlike and len(t.key) > 2 and t.key not in stop)


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """Return a rough stem of a folded English or Spanish word: common endings cut off.

    Used only to compare words with each other; it need not be a word.
    """
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 4:
            return key[: -len(ending)]
    return key


_ENDINGS = tuple(sorted(phrases("endings", "endings"), key=len, reverse=True))


@lru_cache(maxsize=65536)
def alike(left: str, right: str) -> bool:
    """Return whether two folded words look like one word in two languages.

    Same stem, or the shorter stem (four letters at least) opens the other word, or
    trigram overlap (Dice) of at least 0.6: sanctions and sanciones, Aguero and Agüero.
    """
    if left == right:
        return True
    one, two = stem(left), stem(right)
    if min(len(one), len(two)) >= 4 and (one.startswith(two) or two.startswith(one)):
        return True
    return dice(left, right) >= 0.6


def dice(left: str, right: str) -> float:
    """Return the Dice overlap (0..1) of the letter pairs of two words."""
    one, two = _pairs(left), _pairs(right)
    if not one or not two:
        return 0.0
    return 2 * len(one & two) / (len(one) + len(two))


@lru_cache(maxsize=65536)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for i in range(len(word) - 1))


@cache
def _openings(name: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a list by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases(name, key):
        words = tuple(token.key for token in tokens(phrase))
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(ps, key=len, reverse=True)) for word, ps in found.items()}


@lru_cache(maxsize=512)
def _places(text: str) -> dict[str, list[int]]:
    """Return where each folded word of a text stands, as indices of its tokens."""
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens(text)):
        found.setdefault(token.key, []).append(place)
    return found


@cache
def _firsts(name: str, key: str) -> frozenset[str]:
    """Return the first words of the phrases of a list."""
    return frozenset(_openings(name, key))


@lru_cache(maxsize=512)
def _present(text: str) -> frozenset[str]:
    """Return the folded words of a text: most lists have none of them."""
    return frozenset(_places(text))


@lru_cache(maxsize=16384)
def occurrences(text: str, name: str, key: str) -> tuple[Span, ...]:
    """Return the places in `text` of the phrases of list `key` in `data/<name>.toml`.

    Longest phrase first, without overlaps, in text order.
    """
    if _firsts(name, key).isdisjoint(_present(text)):
        return ()
    openings, places = _openings(name, key), _places(text)
    starts = sorted(place for word in places.keys() & openings.keys() for place in places[word])
    words, found, free = tokens(text), [], 0
    for place in starts:
        length = _phrase_length(words, place, openings) if place >= free else 0
        if length:
            free = place + length
            found.append(Span(words[place].span.start, words[free - 1].span.end))
    return tuple(found)


def _phrase_length(
    words: tuple[Token, ...], place: int, openings: dict[str, tuple[tuple[str, ...], ...]]
) -> int:
    """Return how many tokens the longest phrase that starts at `place` takes, 0 if none does."""
    for phrase in openings[words[place].key]:
        if len(phrase) == 1 or tuple(w.key for w in words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def first_texts(text: str, spans: tuple[Span, ...], most: int = 3) -> str:
    """Return the words at `spans`, quoted and joined by commas, for a message."""
    shown = list(dict.fromkeys(span.of(text) for span in spans))
    return ", ".join(f"“{words}”" for words in shown[:most])


_GAP = r"…|\.(?:\s?\.){2,}"
OPENLY = re.compile(rf"\[[^\]]*\]|{_GAP}")  # by what a quotation says that words are not its own
# Words, and the signs that are read aloud as one: "$", "%", the minus of a figure, a question.
_CURRENCY = r"[$¢-¥\u20a0-\u20cf]"
_WORD = re.compile(
    rf"{OPENLY.pattern}|(?P<percent>%|\bper\s?cent\b)|(?P<minus>(?<![\w.,:)\]%–—−-])[-−–](?={_CURRENCY}?\d))"
    rf"|{_CURRENCY}|\?|\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*",
    re.IGNORECASE,
)
_ENDINGS_OF_QUOTES = " \t\n.,;:!?\"'“”‘’«»)"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: spans into the quotation and into the original (either may be empty)."""

    quote: Span
    original: Span


def differences(quote: str, original: str) -> list[Difference]:
    """Return where the words of an English quotation differ from those of its original.

    Empty when the quotation is verbatim. Spans are offsets into the two texts given.
    """
    return [one for one, openly in _compared(quote, original) if not openly]


def open_differences(quote: str, original: str) -> list[Difference]:
    """Return the words in [brackets] and the ellipses of a quotation, with what they stand for."""
    return [one for one, openly in _compared(quote, original) if openly]


def _compared(quote: str, original: str) -> Iterator[tuple[Difference, bool]]:
    """Yield what is not the same, and whether the quotation says so itself.

    Who prints no accent at all prints the same words without them.
    """
    bare = unaccented(quote)
    ours, theirs = _words(quote, bare), _words(original, bare)
    matcher = SequenceMatcher(None, [w for w, _ in ours], [w for w, _ in theirs], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        said = [at for at in range(i, j) if not OPENLY.fullmatch(ours[at][0])]
        if kind == "equal":
            continue
        first, after = (said[0], said[-1] + 1) if said else (i, j)
        yield Difference(_cover(ours, first, after), _cover(theirs, k, m)), i < j and not said


def unaccented(text: str) -> bool:
    """Return whether a text has no accent; ñ is a letter."""
    return not {"\u0300", "\u0301", "\u0302"} & set(unicodedata.normalize("NFD", text))


def _words(text: str, bare: bool) -> list[tuple[str, Span]]:
    """Return the words as compared, with where they stand; how the text ends is left out."""
    return [
        (fold(_compared_as(found)) if bare else _compared_as(found), Span(*found.span()))
        for found in _WORD.finditer(text.rstrip(_ENDINGS_OF_QUOTES))
    ]


def _compared_as(found: re.Match[str]) -> str:
    """Return a word without its case, a sign as it is usually written."""
    if found.lastgroup:
        return {"percent": "%", "minus": "-"}[found.lastgroup]
    return found.group().replace("’", "'").casefold()


def _cover(words: list[tuple[str, Span]], first: int, after: int) -> Span:
    """Return the span from word `first` to the one before `after`; empty at its place."""
    if first < after:
        return Span(words[first][1].start, words[after - 1][1].end)
    at = words[first - 1][1].end if first else 0
    return Span(at, at)


_SIGN_BEFORE = re.compile(rf"(?:(?<![\w.,:)\]])[-−–])?(?:{_CURRENCY}\s?)?$")


def with_signs(original: str, before: str, after: str) -> tuple[str, str, str]:
    """Return a passage with the signs of the figures it begins or ends with: $, minus, %."""
    first = len(before)
    if original[:1].isdigit() and (sign := _SIGN_BEFORE.search(before)):
        first = sign.start()
    percent = re.match(r"\s?%", after) if original[-1:].isdigit() else None
    last = percent.end() if percent else 0
    return f"{before[first:]}{original}{after[:last]}", before[:first], after[last:]


_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_ELLIPSIS = re.compile(rf"{_GAP}|\[\s*\]")


def brackets(text: str) -> list[Span]:
    """Return the places of [brackets] and (parentheses), with their marks."""
    return [Span(*found.span()) for found in _BRACKETS.finditer(text)]


def bracketed(text: str, span: Span) -> bool:
    """Return whether a span overlaps words in [brackets] or (parentheses)."""
    return any(map(span.overlap, brackets(text)))


def has_ellipsis(text: str) -> bool:
    """Return whether the quotation says openly that words are left out."""
    return bool(_ELLIPSIS.search(text))


def narrated(text: str, span: Span) -> bool:
    """Return whether a span of a source stands between two quotations: "», agrega. «"."""
    closed, opened = text.rfind("»", 0, span.start), text.find("«", span.end)
    before = text.rfind("«", 0, span.start)
    again = text.find("»", span.end)
    return closed > before and opened >= 0 and (again < 0 or opened < again)


@cache
def _address() -> re.Pattern[str]:
    """Return the pattern of forms of address between marks."""
    titles = "|".join(str(vocabulary("speech")["spanish"]["address"]).strip().split(", "))
    return re.compile(
        r"(?:^|[,;:.!?¡¿«]\s*)(?P<said>(?:mi |su |querid[oa]s? )?(?:"
        + titles
        + r")(?: \w+){0,2}?)\s*(?=[,;.!?»]|$)",
        re.IGNORECASE,
    )


def addressed(text: str, span: Span) -> bool:
    """Return whether a span lies in a form of address between marks: "…, señor alcalde, …"."""
    return any(
        found.start("said") <= span.start and span.end <= found.end("said")
        for found in _address().finditer(text)
        if found.start("said") > 0 and (found.end() < len(text) or found.group()[:1] in ",;")
    )


def reported(text: str, span: Span) -> bool:
    """Return whether a span of a source is the reporter's: who says it, not what is said.

    It stands beside a verb of speech between two marks ("…, dijo el alcalde Y"), or outside
    the quotation marks of a source that has some.
    """
    pairs = [Span(*found.span()) for found in _QUOTED.finditer(text)]
    if pairs:
        return not any(pair.overlap(span) for pair in pairs)
    start = max(text.rfind(mark, 0, span.start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, span.end)) >= 0]
    clause = Span(start, min(ends, default=len(text)))
    verbs = occurrences(text, "speech", "spanish.verbs")
    if start > 0 and any(clause.overlap(verb) for verb in verbs):
        return True
    last = not text[clause.end :].strip(f'{_MARKS} »”"')
    return start > 0 and last and bool(_TAIL.match(clause.of(text)))


# The end of a report with any verb: "…, disparó la concejala", "…, se consoló Elvira Montoya".
_TAIL = re.compile(
    r"\s*(?:(?:se|le|les|nos|me)\s+)?(?:habría\s+\w+do|\w+(?:ó|aron|ieron))"
    r"(?:\s+[\w]+){0,3}?\s+(?:el|la|los|las|un|una|[A-ZÁÉÍÓÚÑ]\w+)\b"
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_MARKS = ",;:.!?—–"


# --- Which forms belong to one word: stems by Snowball (Porter 2001), irregular English forms.

_SHORT = 4  # letters of words whose forms are not looked for: most are words of grammar
_STEMMERS = {"es": snowballstemmer.stemmer("spanish"), "en": snowballstemmer.stemmer("english")}
# Endings that Snowball knows with their accents only: "firmaría", "firmábamos", "votaré".
_UNACCENTED = re.compile(r"(?<=[aei]r)ia(?:s|n|mos)?$|(?<=a)mos$|(?<=\w\w[aei]r)e$")


@lru_cache(maxsize=65536)
def snowball_stem(word: str, language: Language) -> str:
    """Return the stem of a folded word, of an irregular English form that of its base."""
    if language == "es":
        return str(_STEMMERS["es"].stemWord(_UNACCENTED.sub("", word)))
    return str(_STEMMERS["en"].stemWord(irregular_base(word) or word))


def inflects(word: str, language: Language) -> bool:
    """Return whether a folded word is long enough to have forms, or has irregular ones."""
    irregular = language == "en" and (word in _irregular() or word in _bases())
    return irregular or len(word) > _SHORT


def irregular_base(word: str) -> str | None:
    """Return the base of an English form that no stemmer joins with it: "pay" of "paid"."""
    return _irregular().get(word)


def irregular_forms(word: str) -> tuple[str, ...]:
    """Return all forms of an irregular English word by any of them; none of a regular one."""
    return _bases().get(_irregular().get(word, word), ())


@cache
def _bases() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form, base in _irregular().items():
        found[base] = (*found.get(base, (base,)), form)
    return found


@cache
def _irregular() -> dict[str, str]:
    table = vocabulary("irregular")
    lines = [one.split() for kind in ("verbs", "nouns") for one in str(table[kind]).split(",")]
    return {form: base for base, *forms in lines for form in forms}
