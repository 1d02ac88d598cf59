"""Who there is in an article: people, bodies and places, and where each of them is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from quotes.quotations.names import Name
from quotes.quotations.parsed_text import ParsedText, is_heading
from quotes.quotations.role_phrases import RolePhrase

_WORK = r"(?:photo(?:graph)?|image|picture|video|illustration|graphic|credit|file|courtesy)"
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*)"
# A picture's caption: it opens with "Photo:", or ends with whose work the picture is ("… Photo: Ana
# Mejía", "… (Ana Mejía / El Faro)", "… on Friday. Ana Mejía"), as no paragraph of an article does.
_CAPTION = re.compile(
    r"\s*(?:[\[(*_]*(?:(?:file )?(?:photos?|photographs?|images?|pictures?|captions?|credit|video"
    r"|illustration|graphic|map|watch|listen|read (?:more|also)|also read|see also|related|more)\b"
    r"[^.:\n]{0,30}[:|]"
    r"|(?:photo|image|picture|video|illustration)s? (?:by|from|courtesy)\b)"
    rf"|[^\n]*\({_WORK}\b[^()\n]*\)\s*$"
    rf"|[^\n]*[.,;|)–—]\s+[\[(*_]*{_WORK}s?\s?(?:by\b|courtesy\b|:)[^.:\n]{{2,60}}\.?\s*$"
    rf"|[^\n“”\"]*\((?-i:{_NAME}{{0,3}})\s?/\s?[^()\n]{{2,40}}\)\s*$"
    r"|[^\n“”\"]*(?-i:(?<![A-Z])(?<![A-Z][a-z])(?<![A-Z][a-z]{2})(?<![A-Z][a-z]{3}))\."
    rf"\s+(?-i:{_NAME}{{1,3}}(?<![.’'-]))(?:\s?/\s?[^/.\n]{{2,40}})?\s*$)",
    re.IGNORECASE,
)

# Who wrote the article: "By Ana Mejía", "By Ana Mejía in Piedra Mansa", "By Ana Mejía | El Faro".
_BYLINE = re.compile(
    rf"\s*[*_]{{0,3}}[Bb]y:?\s+{_NAME}{{0,3}}(?:$|[^\w\n][^\n]{{0,60}}(?<![.!?:;])$)"
)


@dataclass(slots=True)
class Actor:
    """One person, organisation or place of the article, with everything it is called.

    `mentions` are the word indexes that name it, in text order; `roles` the nouns
    the article gives it ("president", "minister", "magazine") with counts; `title`
    its most frequent role; `spans` the words of each mention, `described` what stands before
    some; `gender` "male", "female" or None; `courtesy` the "Don" or "Sister" that it stands with;
    `age` is the one that the article gives beside the name, "" where it gives none;
    `kin` says that it is brought in as a relative of somebody: a surname alone is then not theirs.
    """

    kind: str
    name: Name
    mentions: list[int] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    gender: str | None = None
    title: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    described: list[RolePhrase] = field(default_factory=list)
    courtesy: str = ""
    kin: bool = False
    age: str = ""

    def full_name(self) -> str:
        """Return the fullest form of the name: "Don Eusebio" where the article has no more."""
        alone = self.kind == "person" and not self.name.is_full and self.courtesy
        return f"{self.courtesy} {self.name.shown}" if alone else self.name.shown


@dataclass(frozen=True, slots=True)
class Place:
    """A word that means a person, and how it stands there.

    `top` is the word that stands for it in the sentence ("Gov." of "Gov. Hernán Castellar");
    `owner` is a genitive or a possessive, `oblique` one behind a preposition, `speaks` the
    source of a quotation.
    """

    word: int
    top: int
    subject: bool
    owner: bool
    oblique: bool
    speaks: bool


@dataclass(slots=True)
class Person:
    """Somebody the article is about, with every place that means them, in text order.

    `actor` is None where the article gives no name; `noun` and `head` are then the word that
    brings them in: "a sophomore", "her husband".
    """

    actor: Actor | None
    gender: str | None
    noun: str = ""
    head: int = -1
    places: list[Place] = field(default_factory=list)

    def before(self, word: int) -> Place | None:
        """Return the last place before a word, None if there is none."""
        return next((place for place in reversed(self.places) if place.word < word), None)


@dataclass(slots=True)
class Discourse:
    """The actors of an article and everybody it is about.

    `by_word` is the actor that each word names, `by_role` the one that it describes right before
    a name ("the governor of Sucre, Ramiro Luna"); `captions` are the paragraphs that only caption a
    picture or lead to other articles, `asides` these, the headings between paragraphs and the
    lines that only say who wrote the article; `persons` are filled in by `persons.follow`.
    """

    parsed: ParsedText
    actors: list[Actor]
    by_word: dict[int, Actor] = field(default_factory=dict)
    by_role: dict[int, Actor] = field(default_factory=dict)
    captions: frozenset[int] = frozenset()
    asides: frozenset[int] = frozenset()
    persons: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.captions = captions(self.parsed)
        self.asides = self.captions | _lines_like(self.parsed, _BYLINE) | _headings(self.parsed)
        for actor in self.actors:
            for first, end in actor.spans:
                self.by_word.update(dict.fromkeys(range(first, end), actor))
        for actor in self.actors:
            for phrase in actor.described:
                self.by_role.update(dict.fromkeys(phrase.words, actor))

    def only_aside(self, places: Iterable[Place], paragraph: int) -> bool:
        """Say whether all places stand in asides, none of them a paragraph: it tells of others."""
        lines = {self.parsed.paragraph[place.word] for place in places}
        return lines <= self.asides - {paragraph}

    def person(self, actor: Actor) -> Person:
        """Return the person of an actor, a new one where none is there yet."""
        for person in self.persons:
            if person.actor is actor:
                return person
        self.persons.append(Person(actor, actor.gender))
        return self.persons[-1]


def captions(parsed: ParsedText) -> frozenset[int]:
    """Return the paragraphs that only caption a picture or lead to other articles."""
    return _lines_like(parsed, _CAPTION)


def _lines_like(parsed: ParsedText, form: re.Pattern[str]) -> frozenset[int]:
    text, lines = parsed.text, parsed.lines
    return frozenset(n for n, line in enumerate(lines) if form.match(text, line.start, line.end))


def _headings(parsed: ParsedText) -> frozenset[int]:
    """Return the headings between the paragraphs of an article, without those above it.

    A line that is nothing but a name says who speaks below.
    """
    lines = range(len(parsed.lines))
    found = [number for number in lines if is_heading(parsed, number)]
    body = next((number for number in lines if number not in found), 0)
    texts = {number: parsed.lines[number].of(parsed.text) for number in found if number > body}
    return frozenset(n for n, text in texts.items() if any(w[0].islower() for w in text.split()))
