"""Who says what a Spanish source quotes: the names of the text, and the subject of a cue.

A cue verb stands before its subject after a quotation («…», dijo el concejal Ramiro Luna) and
after it before one (Ramiro Luna dijo: «…»). A name after a preposition is no subject (la alcaldesa
de Piedra Mansa, Elvira Montoya); a surname or a role alone (agregó el concejal) stands for the
name that the document gives with it; a cue without a subject goes on from what was said before.
Of English sources a cue with a name beside it is read, and no more.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quotes.languages.words import fold, phrases

BEFORE = 180  # characters before a quotation in which its cue may stand
AFTER = 160  # and after it
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_WRITTEN = re.compile(r"\S+")
_STOP = re.compile(r"[.;:!?…](?=\s|$)|[\n«»“”\"—–―]")
_SENTENCE = re.compile(r"(?<=[.!?…»”\"])\s+(?=[\"«“¿¡]?[^\W\d_a-zà-ÿ])|\n")
_SMALL = "de la|de los|de las|del|de|da|dos|do|van|von|y|e|san|santa"
_NAME = re.compile(
    rf"(?<![\w.@#])[^\W\d_a-zà-ÿ][\w'’-]*(?:\s+(?:(?:{_SMALL})\s+)?[^\W\d_a-zà-ÿ][\w'’-]*)*"
)
_MARKS = 8  # characters between a quotation and its cue
_GOVERNING = 40  # characters before a name in which a preposition that governs it may stand
_APPOSED = 400  # and between a role and the name of who has it
_APPOSITION = re.compile(r",\s+(?:(?:el|la|su|actual|nuevo|nueva)\s+)*")
_NEAR = 3  # words between a name and the verb that it is the subject of
RELATIVE = r",\s+(?:que|quien)\s+(?:(?:l[aeo]s?|se)\s+)?(?:(?:ha|han|había|habían|hubo)\s+)?"
_PAST = re.compile(r"\w{2,}(?:ó|aron|ieron)$")  # any verb told of the past, right after a quotation
_PARTICIPLE = re.compile(r"\w+(?:ado|ido)$|dicho$|escrito$")
_ARTICLES = frozenset({"el", "la", "los", "las", "su", "sus"})
# "le preguntaron por la copiloto Laura": spoken of, whatever noun stands before the name.
_ABOUT = re.compile(r"\b(?:por|sobre|contra)\s+(?:el|la|su|un|una)\s+[a-zà-ÿ]+\s+$", re.IGNORECASE)
_HAVE = frozenset({"ha", "han", "habia", "habian", "hubo"})


def _listed(key: str) -> frozenset[str]:
    return phrases("speech", f"spanish.{key}")


@cache
def _taken_off() -> frozenset[str]:
    return _listed("openers") | _listed("roles")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned: the name as full as the document gives it, where it ends and begins.

    `subject` is False after a preposition: then it is nobody who acts.
    """

    name: str
    start: int
    end: int
    subject: bool


class Names:
    """The names of a document, and the roles that it gives them."""

    def __init__(self, text: str) -> None:
        """Collect names of several words by their last ones, and who has which role."""
        self._full: dict[str, str] = {}
        self._lower = {word for word in re.findall(r"[^\W\d_]+", text) if word.islower()}
        self._inside = {
            fold(one.group(1)) for one in re.finditer(r"[\w,] ([^\W\d_a-zà-ÿ][\w'’-]+)", text)
        }
        written = [self._bare(one.group())[0] for one in _NAME.finditer(text)]
        for name in written:
            words = name.split()
            if len(words) > 1 and not self.body(name):
                self._full.setdefault(fold(words[-1]), name)
                if len(words) > 2:  # two surnames: the first is what people are called by
                    self._full.setdefault(fold(words[-2]), name)
        self._roles = list(self._given_roles(text))

    def _given_roles(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield where a role is given, the role, and who has it: "la alcaldesa Elvira Montoya"."""
        mentions = list(self.mentions(text))
        ends = [mention.end for mention in mentions]
        roles = _listed("roles")
        for one in _WORD.finditer(text):
            role = fold(one.group())
            if role not in roles:
                continue
            name = self._beside(text, one.end(), mentions)
            last = bisect_right(ends, one.start())
            if name is None and last and _APPOSITION.fullmatch(text, ends[last - 1], one.start()):
                name = mentions[last - 1]
            if name and " " in name.name:
                yield one.start(), role, name.name

    def _beside(self, text: str, end: int, mentions: Sequence[Mention]) -> Mention | None:
        """Return who is named right after a role, its adjectives and "de Piedra Mansa" between."""
        first = bisect_left(mentions, end, key=lambda mention: mention.start)
        for at in range(first, len(mentions)):
            mention = mentions[at]
            if mention.start - end > _APPOSED:
                return None
            if mention.subject:
                between = text[end : mention.start]
                for place in mentions[first:at]:
                    between = between.replace(place.name, "")
                return mention if _apposed(between) else None
        return None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the names in a text in order, words that only begin a sentence left out."""
        for one in _NAME.finditer(text):
            bare, lead = self._bare(one.group())
            name = self.full(bare, begins=begins(text, one.start()) and lead == 0)
            if name:
                before = text[max(one.start() - _GOVERNING, 0) : one.start()]
                subject = not _governed(before, one.group()[:lead])
                yield Mention(name, one.start() + lead, one.end(), subject)

    def _bare(self, written: str) -> tuple[str, int]:
        """Return a written name without article, title or opener, and how much was taken off."""
        words, lead = list(_WRITTEN.finditer(written)), 0
        while words and (key := fold(words[0].group().strip(".,"))) in _taken_off():
            if len(words) > 1 and key in _listed("bodies"):
                break  # Consejo de Puerto: the head of its name
            words = words[1:]
            lead = words[0].start() if words else len(written)
        while words and fold(words[0].group()) in _listed("small"):
            words = words[1:]
            lead = words[0].start() if words else len(written)
        return " ".join(written[lead:].split()).strip(" .,"), lead

    def full(self, bare: str, *, begins: bool = False) -> str | None:
        """Return a name as full as the document gives it, None for a word that is none.

        `begins` says that it begins a sentence, where any word is written with a capital.
        """
        words = bare.split()
        if not words:
            return None
        if len(words) > 1:
            return bare
        if fold(bare) in phrases("no_names", "es"):
            return None  # a month, "Estado"
        known = self._full.get(fold(bare))
        if known or not begins:
            return known or bare
        common = bare.lower() in self._lower or fold(bare).endswith("mente")
        return bare if not common and fold(bare) in self._inside else None

    def body(self, name: str) -> bool:
        """Return whether a name is that of a body ("Ministerio de Agua"), no person's."""
        return fold(name.split(maxsplit=1)[0]) in _listed("bodies")

    def of_role(self, role: str, before: int) -> str | None:
        """Return who was last given a role before a place of the text, or is at all."""
        own = [(at, name) for at, key, name in self._roles if key == role]
        earlier = [name for at, name in own if at < before]
        return earlier[-1] if earlier else own[0][1] if own else None

    def actor(self, text: str, at: int) -> str | None:
        """Return who comes first in a text that stands at `at`: a name, or the bearer of a role."""
        mentions = list(self.mentions(text))
        first = next((one for one in mentions if one.subject), None)
        for one in _WORD.finditer(text):
            if first and one.start() >= first.start:
                break
            if one.group().islower() and fold(one.group()) in _listed("roles"):
                before = _WORD.findall(text[: one.start()])[-2:]
                if any(fold(word) in _listed("before") for word in before):
                    continue  # a la alcaldesa: spoken to
                beside = self._beside(text, one.end(), mentions)
                return beside.name if beside else self.of_role(fold(one.group()), at)
        return first.name if first else None


def _governed(before: str, taken: str) -> bool:
    """Return whether a preposition stands before a name, or among what was `taken` off it."""
    if any(fold(word) in _listed("before") for word in _WORD.findall(taken)):
        return True
    words = _WORD.findall(before)[-2:]
    if not words or not re.match(r"\w", before.rstrip()[-1]):
        return False
    if len(words) > 1 and words[-1] in _ARTICLES:
        words = words[:1]
    return fold(words[-1]) in _listed("before") or _ABOUT.search(before) is not None


def _apposed(between: str) -> bool:
    """Return whether no more stands between a role and a name than adjectives and a comma.

    A second role may ("el comandante de policía, coronel Ospina").
    """
    plain = re.fullmatch(
        r"((?:\s+[^\W\d_]+){0,6}?)(?:,((?:\s+[^\W\d_]+){0,2}))?\s+", re.sub(r"\s+,", ",", between)
    )
    if plain is None or _verbal(plain[1]):
        return False
    return all(fold(word) in _listed("roles") | _ARTICLES for word in (plain[2] or "").split())


def begins(text: str, at: int) -> bool:
    """Return whether a sentence begins at `at`."""
    while at and text[at - 1] in " \t\"'«“¿¡*_(—–-":
        at -= 1
    return not at or text[at - 1] in ".!?…\n:»”"


def _verbal(between: str) -> bool:
    """Return whether a verb of speech or of the past stands between a role and a name."""
    words = [fold(one) for one in _WORD.findall(between)]
    joins = {"que", "y", "mientras", "cuando", "pero", "porque", "si", "como"}
    return any(word in _listed("verbs") or word in joins for word in words) or any(
        _PAST.match(one) for one in _WORD.findall(between)
    )


def _cues(words: Sequence[re.Match[str]]) -> Iterator[int]:
    """Yield which words are cues: verbs of speech, and participles after "ha"."""
    for at, one in enumerate(words):
        key = fold(one.group())
        if key in _listed("verbs") or (
            at and fold(words[at - 1].group()) in _HAVE and _PARTICIPLE.match(key)
        ):
            yield at


# "Buenos días. Mi nombre es Ana Ruiz, vengo de …": how who is nobody by name begins.
_SELF = re.compile(
    r"(?:^|(?<=[.,;:!?…]))[ \t]*¡?"
    r"(?:(?:yo )?(?:soy|me llamo)|(?:(?:le|les|te) )?habla|mi nombre es|(?P<asked>con))\s+"
    r"(?P<who>[^\n.,;:!?…()–—]{3,60})(?=[.,;:!?…()–—\n]|$)",
    re.IGNORECASE,
)
_OPENING = 160  # characters in which it stands
_WHO = re.compile(r"\bqui[eé]n\b[^?]*\?\s*$", re.IGNORECASE)


def introduces(said: str, asked: str = "") -> str | None:
    """Return the name that a turn's speaker gives as their own, where it begins so.

    "Con Ana Ruiz" is one after a question only ("¿Con quién hablo?").
    """
    for one in _SELF.finditer(said[:_OPENING]):
        if one["asked"] and (one.start() or not _WHO.search(asked)):
            continue
        words = one["who"].split()
        while words and fold(words[0]) in _listed("roles") | _ARTICLES:
            words = words[1:]
        own = _NAME.match(" ".join(words))
        if own and " " in own.group() and fold(words[0]) not in _listed("bodies"):
            rest = " ".join(words)[own.end() :].split()
            if not rest or fold(rest[0]) in _listed("small"):
                return own.group()
    return None


class Told(NamedTuple):
    """What stands beside a quotation: who says it, and whether a cue is there.

    `open`: the cue has no subject of its own, and who was spoken of before goes on.
    """

    name: str | None = None
    cued: bool = False
    open: bool = False


NOT_TOLD = Told()


def told_after(text: str, at: int, names: Names) -> Told:
    """Return what is told after a quotation (", dijo Montoya").

    `text` begins where the quotation ends, `at` is that place in the document.
    """
    in_brackets = re.match(r"[»”\"'’.,]*\s*\(([^)\n]{3,60})\)", text)
    if in_brackets:
        name = names.actor(in_brackets[1].split(",")[0], at)
        return Told(name, cued=name is not None)
    clause = text.lstrip("»”\"'’.,;:—–―-!?…*_ \t")
    marks = text[: len(text) - len(clause)]
    if not clause or len(marks) > _MARKS or clause[0] == "\n":
        return NOT_TOLD
    stop = _STOP.search(clause)
    if stop and stop.group() == ":" and "." in marks:
        return NOT_TOLD  # ”. Y añadió: “
    clause = clause[: stop.start()] if stop else clause
    words = list(_WORD.finditer(clause))
    cue = next((n for n in _cues(words) if _heads(words[:n])), None)
    if cue is None and ("." not in marks or "—" in marks or "–" in marks):
        cue = next((n for n, one in enumerate(words[:2]) if _PAST.match(one.group())), None)
    if cue is not None:
        rest = _own(clause[words[cue].end() :])
        name = names.actor(rest, at)
        return Told(name, cued=True, open=name is None and not _somebody(rest))
    after = _english()[0].match(clause)
    return (
        _in_english(after["who"] or after["whom"], names)
        if after
        else _according(clause, at, names)
    )


def tells(incise: str) -> bool:
    """Return whether what stands between dashes has a cue: it is the writer's."""
    words = list(_WORD.finditer(incise))
    return any(n < _NEAR for n in _cues(words)) or bool(words and _PAST.match(words[0].group()))


def _somebody(rest: str) -> bool:
    """Return whether a cue has a subject that is no name ("un pescador", "el documento")."""
    first = _WORD.match(rest.strip())
    return bool(first and fold(first.group()) in _listed("others") | _ARTICLES)


def _heads(words: Sequence[re.Match[str]]) -> bool:
    """Return whether a cue after these words is that of the quotation before them ("así lo")."""
    return all(fold(one.group()) in _listed("heading") for one in words)


def _own(rest: str) -> str:
    """Return what follows a cue up to the clause that is about somebody else."""
    return re.split(r",?\s+(?:mientras|cuando|después|antes|aunque|pero|y)\s|\bque\s", rest)[0]


def _according(clause: str, at: int, names: Names) -> Told:
    """Return whom a clause that begins with "según" or the like names."""
    folded = fold(clause)
    for phrase in _listed("prepositions"):
        if folded.startswith((phrase + " ", phrase + "l ")):
            rest = re.sub(r"^l?\s+", "", clause[len(phrase) :])
            return Told(names.actor(rest, at), cued=True)
    return NOT_TOLD


def told_before(text: str, at: int, names: Names) -> Told:
    """Return what is told before a quotation ("Montoya dijo: «").

    `text` ends where the quotation begins, `at` is that place in the document. A colon leads to
    the next paragraph too.
    """
    bare = text.rstrip('«“"—–―¿¡* \t\n')
    text = bare if bare.endswith(":") else text
    sentence = last_sentence(text)
    words = list(_WORD.finditer(sentence))
    cue = next(reversed(list(_cues(words))), None)
    if cue is not None:
        before, after = sentence[: words[cue].start()], sentence[words[cue].end() :]
        name = _subject(before, at, names) or names.actor(_own(after), at)
        return Told(name, cued=True, open=name is None and not _somebody(before))
    told = _according(sentence.lstrip(), at, names)
    if told.cued:
        return told
    english = _english()[1].search(sentence)
    if english:
        return _in_english(english["who"], names)
    if sentence.rstrip().endswith(":"):
        head = sentence.split(":")[-2]
        return Told(names.actor(" ".join(head.split()[:8]), at), cued=True)
    return NOT_TOLD


# --- English sources: "…," said Mayor Montoya; "…," Montoya told reporters; Montoya said: "…".


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a cue after an English quotation, and before one."""
    verbs = "|".join(sorted(phrases("speech", "english.verbs")))
    who = r"(?P<who>[^,.;:«»“”\"\n]{2,60}?)"
    return (
        re.compile(rf"(?:{verbs})\s+(?P<whom>[^,.;:«»“”\"\n]{{2,60}})|{who}\s+(?:{verbs})\b"),
        re.compile(rf"(?:^|[,;:]\s*){who}\s+(?:{verbs})\b[^.;«»“”\"\n]{{0,60}}$"),
    )


def _in_english(who: str, names: Names) -> Told:
    """Return who speaks by the words of an English cue: the name they end with, before "of"."""
    head = _ENGLISH_OF.split(who)[0]
    name = re.search(rf"{_NAME.pattern}$", head.strip())
    known = names.full(name.group()) if name and not _WHEN.fullmatch(name.group()) else None
    return Told(known, cued=True)


_ENGLISH_OF = re.compile(r"\s(?:of|for|from|at|in|on|during|after|to|who|that|as|when|while)\s")
_WHEN = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|He|She|They|I|We|It|The")


def last_sentence(text: str) -> str:
    """Return the sentence that a text ends with, marks that open what follows left out."""
    return _SENTENCE.split(text.rstrip('«“"—–―¿¡* \t'))[-1]


def _subject(before: str, at: int, names: Names) -> str | None:
    """Return the subject of a verb from what stands before it: the nearest name, or the first.

    Of a clause with "que" it is the name before that, but for the place or body of an office.
    """
    mentions = list(names.mentions(before))
    if mentions and re.fullmatch(RELATIVE, before[mentions[-1].end :]):
        nearest = mentions[-1]
        if not re.search(r"\b(?:del?|en)(?:\s+(?:la|las|los|el))?\s+$", before[: nearest.start]):
            return nearest.name
    mentions = [one for one in mentions if one.subject]
    if len(mentions) > 1:
        between = before[mentions[-1].end :]
        if "," not in between and len(_WORD.findall(between)) <= _NEAR:
            return mentions[-1].name
    return names.actor(before, at)
