"""The named spans of an article: what the tagger found, mended where it cuts names in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.model import Span
from quotes.quotations.names import folded, gender_of, is_title
from quotes.quotations.parsed_text import ParsedText, dateline_places
from quotes.quotations.role_phrases import named_phrases
from quotes.quotations.wordlists import (
    BODIES,
    BODY_OPENINGS,
    CALLINGS,
    COURTESIES,
    GENITIVES,
    HONORIFICS,
    LANDFORMS,
    NO_NAMES,
    NOBLE,
    OUTLETS,
    PARTICLES,
    PERSONS,
    RELATIVES,
    ROLES,
    SALUTATIONS,
    SHORT_TITLES,
    TIMES,
    WORKS,
    more_names,
)

_NICKNAME = re.compile(r" [“\"][A-ZÁÉÍÓÚÑ][\w’' -]{1,20}[”\"] ")
_CONTRACTED = r"['’](?:ll|m|ve|d|re|s)"
_PRONOUN = re.compile(  # that the parser takes for a name: "She", "That's", "Don't"
    rf"(?:(?:He|She|We|They)(?:{_CONTRACTED})?|(?:I|You|It|That|There|Who|What){_CONTRACTED}"
    r"|\w+n['’]t)$",
    re.IGNORECASE,
)
_CLOSES = frozenset({",", ".", "!", "?", ";", ":", "”", '"', "“", "—", "–", ")"})
_OPENS = frozenset({"the", "a", "an", "another", "its", "their", "his", "her", "our", "my"})
_BELONGING = frozenset({"of", "for", "at", "in", "on", "to", "with", "from"})
_DESCRIBES = frozenset({"NOUN", "ADJ", "PROPN", "VERB", "PUNCT"})
_FIRMS = frozenset(
    {"company", "firm", "fund", "bank", "club", "cooperative", "corporation", "ngo", "foundation",
     "union", "guild", "newspaper", "broadcaster", "magazine", "tank"}
)  # fmt: skip
_FOUNDED = frozenset({"founded", "established", "headquartered", "owned", "listed", "acquired"})
_NAMES = 4  # given names before a nickname, and surnames after it
_SHORT = 2  # letters of a surname that may be another word as well
_BODY_REACH = 5  # words between "the" and "company"
_KINDS = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Named:
    """A span of words that names something: first word, end (exclusive), text, kind."""

    first: int
    end: int
    text: str
    kind: str


def named(parsed: ParsedText) -> list[Named]:
    """Return every named span in text order, none overlapping another."""
    taken = [False] * len(parsed.words)
    found = []
    surnames = {e.text for e in parsed.entities if e.type == "PERSON" and e.text.isalpha()}
    datelines = dateline_places(parsed)
    for start, end, tagged in [*_tagged(parsed), *_titled(parsed)]:
        opened = start and not taken[start - 1] and _is_opening(parsed, start - 1)
        first = start - 1 if opened else start  # "Hospital Ana Mejía", tagged without its first
        low, high = _stripped(parsed, first, end)
        kind = _kind(parsed, (first, low, high), tagged, surnames)
        if low >= high or any(taken[low:high]) or _is_bare_title(parsed, low, high):
            continue
        if kind == "person" and high == low + 1 and _is_participle(parsed, low):
            continue
        if kind == "person" and _is_dateline(parsed, low, high, datelines):
            kind = "place"
        if kind == "person" and high == low + 1 == first + 1 and _is_thing(parsed, low):
            kind = "other"
        low = _widened_left(parsed, low, taken) if kind == "person" else low
        wide = _widened(parsed, low, high, taken) if kind == "person" else high
        taken[low:wide] = [True] * (wide - low)
        if high != low + 1 or folded(parsed.words[low].text) not in TIMES:
            found.append(Named(low, wide, written(parsed, low, wide), kind))
    found += _surnames(parsed, found, taken)
    found += [again for called, _ in nicknames(parsed) for again in _again(parsed, called, taken)]
    found += _bodies_again(parsed, found, taken)
    found.sort(key=lambda name: name.first)
    return [n for n in found if any(c.isalpha() for c in n.text) and not _PRONOUN.match(n.text)]


def _is_participle(parsed: ParsedText, at: int) -> bool:
    """Say whether a word that opens its sentence is no name: "Born in Piedra Mansa, she"."""
    opens = at == parsed.sentences[parsed.sentence[at]][0]
    return opens and parsed.words[at].xpos in {"VBN", "VBG"}


def _is_dateline(parsed: ParsedText, low: int, high: int, places: Sequence[list[str]]) -> bool:
    """Say whether a name is of the place that heads the article, or how that begins."""
    words = [folded(word.text) for word in parsed.words[low:high]]
    return any(words == [folded(word) for word in place[: len(words)]] for place in places)


def _surnames(parsed: ParsedText, found: list[Named], taken: list[bool]) -> list[Named]:
    """Return the untagged words that are the surname of a person with a full name elsewhere."""
    persons = (name.text.split() for name in found if name.kind == "person" and " " in name.text)
    surnames = {name[-1] for name in persons if len(name[-1]) > _SHORT}
    small = {word.text for word in parsed.words if word.text[:1].islower()}
    return [
        Named(at, at + 1, word.text, "person")
        for at, word in enumerate(parsed.words)
        if word.text in surnames
        and not (taken[at] or folded(word.text) in TIMES)
        and word.text.lower() not in small
        and not (at + 1 < len(parsed.words) and _is_capital(parsed, at + 1) and not taken[at + 1])
    ]


def _again(parsed: ParsedText, called: str, taken: list[bool]) -> Iterator[Named]:
    """Yield the untagged words that are a nickname of somebody: "El Zurdo said"."""
    parts = called.split()
    for at in range(len(parsed.words)):
        end = at + len(parts)
        same = [word.text for word in parsed.words[at:end]] == parts
        if same and parsed.quoted_at[at] < 0 and not any(taken[at:end]):
            taken[at:end] = [True] * len(parts)
            yield Named(at, end, called, "person")


def _bodies_again(parsed: ParsedText, found: list[Named], taken: list[bool]) -> list[Named]:
    """Return the untagged words that are the name of an organisation tagged elsewhere."""
    words = [word.text for word in parsed.words]
    small = {word for word in words if word[:1].islower()}
    names: dict[str, set[tuple[str, ...]]] = {}
    for name in found:
        parts = tuple(words[name.first : name.end])
        known = len(parts) > 1 or (len(parts[0]) > _SHORT and parts[0].lower() not in small)
        if name.kind == "organisation" and known:
            names.setdefault(parts[0], set()).add(parts)
    again = []
    for at, word in enumerate(words):
        for parts in names.get(word, ()):
            end = at + len(parts)
            beside = (i for i in (at - 1, end) if 0 <= i < len(words))
            longer = any(_is_capital(parsed, i) and not taken[i] for i in beside)
            if tuple(words[at:end]) == parts and not longer and not any(taken[at:end]):
                taken[at:end] = [True] * len(parts)
                again.append(Named(at, end, written(parsed, at, end), "organisation"))
    return again


def _kind(parsed: ParsedText, place: tuple[int, int, int], tagged: str, surnames: set[str]) -> str:
    """Return what a name is of: mostly what its tag says, but see `_is_somebody`.

    `place` is the first word, the first after its titles and the end. A name whose last word is
    tagged as a person's elsewhere is a person's; one beside "the company," is a body's.
    """
    first, low, high = place
    if high > low + 1 and first == low and folded(parsed.words[low].text) in LANDFORMS:
        return "place"  # "Cerro Quimbal"
    clause = first < len(parsed.words) and named_phrases(parsed, first)
    if tagged != "person" and (_is_relative(parsed, low, high) or clause):
        return "person"
    titles = (parsed.words[at].text for at in range(first, low))
    if high == low + 1 and any(t[:1].isupper() and folded(t) in COURTESIES for t in titles):
        return "person"  # "Señora Etelvina"
    if body_before(parsed, low, high) >= 0 or _is_firm(parsed, low, high):
        return "organisation"
    if _is_somebody(parsed, low, high, tagged, titled=_is_called(parsed, first, low)):
        return "person"
    last = parsed.words[high - 1].text if high > low else ""
    known = tagged != "place" and last in surnames and _is_name(parsed, low, high)
    proper = known and all(
        word.upos == "PROPN" or _is_inside(parsed, at)
        for at, word in enumerate(parsed.words[low:high], low)
    )
    return "person" if proper and parsed.words[max(0, low - 1)].upos != "DET" else tagged


def _is_opening(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index].text
    return word[:1].isupper() and folded(word) in BODY_OPENINGS


def _is_firm(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether only a body is so called or told: "Dale & Moor", "Minera Páez"."""
    titled = any(is_title(word.text) for word in parsed.words[low:high])  # "Radio host Ana Mejía"
    opened = high > low + 1 and _is_opening(parsed, low) and not titled
    if opened or any(word.text == "&" for word in parsed.words[low:high]):
        return True
    behind = [word.text.lower() for word in parsed.words[high : high + 2]]
    single = high == low + 1 and gender_of(parsed.words[low].text) is None
    return single and behind[:1] == [","] and behind[1:] != [] and behind[1] in _FOUNDED


def _is_thing(parsed: ParsedText, low: int) -> bool:
    """Say whether "the" stands before one word that is nobody's surname: "The Goose was full"."""
    before = parsed.words[low - 1].text.lower() if low else ""
    after = parsed.words[low + 1].upos if low + 1 < len(parsed.words) else ""
    if before != "the" or after in {"NOUN", "PROPN", "PUNCT"}:
        return False
    full = (e.text.split() for e in parsed.entities if e.type == "PERSON" and " " in e.text)
    return all(name[-1] != parsed.words[low].text for name in full)


def _is_inside(parsed: ParsedText, at: int) -> bool:
    """Say whether a word has its capital inside a sentence, as names have: "pupil, Per Lund"."""
    inside = at > parsed.sentences[parsed.sentence[at]][0] and parsed.words[at].text[:1].isupper()
    return inside and parsed.words[at - 1].text not in {":", "“", '"', "‘"}


def body_before(parsed: ParsedText, low: int, high: int) -> int:
    """Return the word of "the company, Carbones X, said" that says what body it is, -1 if none.

    Not of "the head of the company, X": there the name is of who stands before "of". A common
    given name is a person's whatever stands before it.
    """
    beside = high > low + 1 and low > 0 and folded(parsed.words[low - 1].text) in _FIRMS
    noun = low - 1 if beside else low - 2  # "the pension fund Previsora Andina"
    called = low > 1 and parsed.words[low - 1].text.lower() in {"called", "named"}
    beside = beside or called  # "a foundation called Raíces"
    if [word.text for word in parsed.words[max(0, noun - 1) : noun + 1]] == ["in", "question"]:
        noun -= 2  # "The bank in question, Ahorros del Llano"
    start = parsed.sentences[parsed.sentence[low]][0] if low < len(parsed.words) else 0
    if noun < start or high <= low or not (beside or parsed.words[low - 1].text == ","):
        return -1
    closes = beside or high >= len(parsed.words) or parsed.words[high].text in _CLOSES
    if not closes or gender_of(parsed.words[low].text) is not None:
        return -1
    if folded(parsed.words[noun].text) not in BODIES | OUTLETS or parsed.entity[noun] >= 0:
        return -1
    at = noun
    while at > start and noun - at < _BODY_REACH and parsed.words[at].upos in _DESCRIBES:
        at -= 1
    opened = parsed.words[at].upos in {"DET", "PRON"} and parsed.words[at].text.lower() in _OPENS
    opened = opened or (beside and at == start)  # "Think tank Estudios del Llano said"
    before = parsed.words[at - 1].text.lower() if at > start else ""
    of_whom = parsed.words[at - 2].upos in {"NOUN", "PROPN"} if at - 1 > start else False
    return noun if opened and not (before in _BELONGING and of_whom) else -1


def _is_relative(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether one given name tells who a role before it is: "Cuadrado’s mother, Nubia,"."""
    if low < 2 or high != low + 1 or gender_of(parsed.words[low].text) is None:
        return False
    closes = high >= len(parsed.words) or parsed.words[high].text in _CLOSES
    return closes and parsed.words[low - 1].text == "," and parsed.words[low - 2].text in CALLINGS


def _is_name(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether words may be a person's full name: two to four with capitals, none of a body."""
    name = [w.text for w in parsed.words[low:high] if w.text[:1].isalpha()]
    return 2 <= len(name) <= 4 and all(
        w[:1].isupper() and folded(w) not in BODIES | OUTLETS | WORKS for w in name
    )


def _is_somebody(parsed: ParsedText, low: int, high: int, tagged: str, *, titled: bool) -> bool:
    """Say whether a full name is a person's whatever its tag: "Nubia Cabarcas Ríos, who …".

    So is a body's name that begins with a common given name ("the director, Clara Inés Duarte"),
    and one whose tag holds a title (`titled`): "Sister Nubia Cabarcas" as a place.
    """
    name = [w.text for w in parsed.words[low:high] if w.text[:1].isalpha()]
    follows = [w.text for w in parsed.words[high : high + 2]]
    if not _is_name(parsed, low, high):
        return False
    relative = follows in ([",", "who"], [",", "whose"])
    before = parsed.words[low - 1].text if low else ""
    # in small letters: no Republican
    titled = titled or before in CALLINGS or folded(before) in HONORIFICS
    named = gender_of(name[0]) is not None
    told = named and (tagged == "organisation" or _is_told(parsed, low, high))
    given = tagged in {"organisation", "other"} and (named or folded(name[0]) in more_names())
    told = told or (given and _goes_by_surname(parsed, low, high))
    return relative or (titled and tagged != "person") or told


def _goes_by_surname(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether the last word of a name stands alone elsewhere as somebody’s: "Pell’s father"."""
    last = parsed.words[high - 1].text
    if last != parsed.words[high - 1].text.title() or parsed.words[low - 1].text.lower() == "the":
        return False
    alone = (at for at, word in enumerate(parsed.words) if word.text == last and at != high - 1)
    return any(
        not parsed.words[at - 1].text[:1].isupper()
        or at == parsed.sentences[parsed.sentence[at]][0]
        for at in alone
        if at and parsed.quoted_at[at] < 0
    )


def _is_told(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether an apposition tells what only a person is: "Florencia Mina, a retired nurse"."""
    return parsed.words[high : high + 1] != [] and any(
        parsed.relations[child] == "appos"
        and folded(parsed.words[child].text) in CALLINGS | PERSONS | RELATIVES
        for at in range(low, high)
        for child in parsed.children[at]
        if child > high
    )


def _is_called(parsed: ParsedText, first: int, low: int) -> bool:
    """Say whether a range opens with what only a person is: "Sister", "Col.", not "Former"."""
    words = [folded(parsed.words[at].text) for at in range(first, low)]
    return any(word in ROLES or word in HONORIFICS or word in SHORT_TITLES for word in words)


def written(parsed: ParsedText, low: int, high: int) -> str:
    """Return words as written, without nicknames, a final possessive and line breaks."""
    text = _NICKNAME.sub(" ", _as_it_stands(parsed, low, high))
    for ending in GENITIVES:
        text = text.removesuffix(ending)
    return " ".join(text.strip(" “”\"‘’'.,;:()[]—–").split())


def _as_it_stands(parsed: ParsedText, low: int, high: int) -> str:
    return parsed.text[parsed.words[low].span.start : parsed.words[high - 1].span.end]


def _tagged(parsed: ParsedText) -> list[tuple[int, int, str]]:
    """Return the tagger's entities as ranges of words; halves of one name are joined.

    What stands around a nickname in marks is one person, whatever the tagger made of it.
    """
    called = list(_with_nicknames(parsed))
    found: list[tuple[int, int, str]] = []
    for entity in parsed.entities:
        low, high = parsed.within(entity.span)
        if low >= high or any(low < end and first < high for first, end, _ in called):
            continue
        low = max(low, parsed.line_words(parsed.paragraph[high - 1])[0])  # not a byline as well
        kind = _KINDS.get(entity.type, "other")
        if found and _goes_on(parsed, found[-1][1], low):
            found[-1] = (found[-1][0], high, found[-1][2])
        else:
            found.append((low, high, kind))
    return sorted([*called, *found])


def _with_nicknames(parsed: ParsedText) -> Iterator[tuple[int, int, str]]:
    """Yield names with a nickname in them: Ramiro “Mincho” Pájaro, Ana María “La Nena” Díaz."""
    for match in _NICKNAME.finditer(parsed.text):
        low, high = parsed.within(Span(*match.span()))  # from the mark to the mark
        first, end = low, high
        start = parsed.sentences[parsed.sentence[low - 1]][0]  # not into the line above
        while first > max(start, low - _NAMES) and _is_named(parsed, first - 1):
            first -= 1
        while end < len(parsed.words) and end < high + _NAMES and _is_named(parsed, end):
            end += 1
        if first < low and high < end and parsed.sentence[first] == parsed.sentence[end - 1]:
            yield first, end, "person"


def nicknames(parsed: ParsedText) -> list[tuple[str, int]]:
    """Return what stands as a nickname inside names, and the first word of each of these."""
    return [
        (called[0].strip(' “”"'), first)
        for first, end, _ in _with_nicknames(parsed)
        if (called := _NICKNAME.search(_as_it_stands(parsed, first, end)))
    ]


def _is_named(parsed: ParsedText, at: int) -> bool:
    word = parsed.words[at]
    return word.upos == "PROPN" and word.text[:1].isupper() and not is_title(word.text)


def _goes_on(parsed: ParsedText, end: int, start: int) -> bool:
    """Say whether a range goes on with the name that ends before it: García-Peña."""
    return parsed.text[parsed.words[end - 1].span.end : parsed.words[start].span.start] in {
        "-",
        "–",
    }


def _titled(parsed: ParsedText) -> list[tuple[int, int, str]]:
    """Return runs of capitalised words after a title or from a given name that no tag covers."""
    found = []
    for index, word in enumerate(parsed.words):
        capital = word.text[:1].isupper() or "_" in word.text or word.text.startswith("@")
        if capital and named_phrases(parsed, index):
            found.append((index, _run(parsed, index), "person"))  # "a man known as El Mono"
        if not _is_capital(parsed, index):
            continue
        before = parsed.words[index - 1].text if index else ""
        lower = folded(before)
        titled = (
            lower in HONORIFICS
            or lower in SHORT_TITLES
            or (lower in ROLES and before[:1].isupper())
        )
        given = gender_of(word.text) is not None and index + 1 < len(parsed.words)
        if (titled and not is_title(word.text)) or (given and _is_capital(parsed, index + 1)):
            found.append((index, _run(parsed, index), "person"))
    return found


def _is_capital(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index]
    if not word.text[:1].isupper() or folded(word.text) in NO_NAMES:
        return False
    return word.upos in {"PROPN", "NOUN", "ADJ", "X"} and not (
        len(word.text) > 4 and word.text.isupper()
    )


def _run(parsed: ParsedText, index: int) -> int:
    """Return the end of the run of capitalised words and particles that starts at a word."""
    end = index + 1
    while end < len(parsed.words) and parsed.paragraph[end] == parsed.paragraph[index]:
        joined = PARTICLES if end + 1 < len(parsed.words) else frozenset()
        if _is_capital(parsed, end) and not _breaks(parsed, end):
            end += 1
        elif folded(parsed.words[end].text) in joined and _is_capital(parsed, end + 1):
            end += 2
        else:
            break
    return end


def _breaks(parsed: ParsedText, index: int) -> bool:
    """Say whether a word cannot go on with the name before it: a space is missing or a title."""
    gap = parsed.text[parsed.words[index - 1].span.end : parsed.words[index].span.start]
    word = folded(parsed.words[index].text)
    return gap not in {" ", "\u00a0", "-", ""} or word in BODIES | OUTLETS


def _widened(parsed: ParsedText, low: int, high: int, taken: list[bool]) -> int:
    """Return the end of a person's name with surnames that the tagger left out."""
    end = high
    while end < len(parsed.words) and not taken[end]:
        word = folded(parsed.words[end].text)
        gap = parsed.text[parsed.words[end - 1].span.end : parsed.words[end].span.start]
        hyphen = word in {"", "-"} and parsed.words[end].text in {"-", "–"} and gap == ""
        if hyphen and end + 1 < len(parsed.words) and _is_capital(parsed, end + 1):
            end += 2
        elif parsed.words[end - 1].text.lower().endswith(("’s", "'s")) or gap not in {" ", ""}:
            break
        elif _is_seat(parsed, low, end) or (
            word in PARTICLES and end + 1 < len(parsed.words) and _is_capital(parsed, end + 1)
        ):
            end += 2
        elif word in {"jr", "sr", "ii", "iii", "iv"} or (
            parsed.words[end].upos == "PROPN"
            and _is_capital(parsed, end)
            and not is_title(parsed.words[end].text)
            and word not in BODIES | OUTLETS
        ):
            end += 1
        else:
            break
    return end


def _is_seat(parsed: ParsedText, low: int, end: int) -> bool:
    """Say whether "of" and a place go on with the name of a noble: "Countess Ana of Sabanalta"."""
    noble = low > 0 and folded(parsed.words[low - 1].text) in NOBLE
    of = parsed.words[end].text.lower() == "of" and end + 1 < len(parsed.words)
    return noble and of and _is_capital(parsed, end + 1)


def _is_bare_title(parsed: ParsedText, low: int, high: int) -> bool:
    """Say whether a tagged name is only a title: "Bishop", "Governor", the "Sir" of a letter."""
    return all(folded(parsed.words[i].text) in ROLES | {"sir", "madam"} for i in range(low, high))


def _widened_left(parsed: ParsedText, low: int, taken: list[bool]) -> int:
    """Return the start of a person's name with given names that the tagger left out."""
    low = _hyphened(parsed, low, taken)
    while low and not taken[low - 1] and parsed.words[low - 1].upos == "PROPN":
        word = parsed.words[low - 1]
        gap = parsed.text[word.span.end : parsed.words[low].span.start]
        joined = parsed.heads[low] == low - 1 or parsed.heads[low - 1] == low
        joined = joined or parsed.relations[low] == "dep"  # a sentence without a tree
        before = parsed.words[low - 2].upos if low > 1 else ""
        if before == "ADP" or folded(word.text) in BODIES | OUTLETS:
            break
        if (
            gap != " "
            or not joined
            or _is_before_name(word.text)
            or not _is_capital(parsed, low - 1)
        ):
            break
        low -= 1
    return low


def _hyphened(parsed: ParsedText, low: int, taken: list[bool]) -> int:
    """Return the start of a name that was tagged from behind a hyphen: "Jean-Robert Luna"."""
    if low < 2 or taken[low - 2] or parsed.words[low - 1].text not in {"-", "–", "‑"}:
        return low
    glued = parsed.text[parsed.words[low - 2].span.start : parsed.words[low].span.start]
    return low - 2 if not re.search(r"\s", glued) and _is_capital(parsed, low - 2) else low


def _stripped(parsed: ParsedText, low: int, high: int) -> tuple[int, int]:
    """Return the range without titles at its start and marks at its edges."""
    while low < high - 1 and _is_before_name(parsed.words[low].text) and not _owns(parsed, low):
        low += 1
    while high > low and parsed.words[high - 1].text in {"’s", "'s", ",", ".", "”", '"', "’", "'"}:
        high -= 1
    return low, high


def _is_before_name(word: str) -> bool:
    return is_title(word) or (word[:1].isupper() and word.lower() in SALUTATIONS)


def _owns(parsed: ParsedText, index: int) -> bool:
    """Say whether a word is a genitive: "Ombudsman’s Office" is a body, no titled person."""
    after = parsed.words[index + 1].text if index + 1 < len(parsed.words) else ""
    return after in GENITIVES or parsed.words[index].text.endswith(("’s", "'s"))
