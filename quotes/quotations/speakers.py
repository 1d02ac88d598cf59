"""From a source phrase to the person, body or document it stands for in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from quotes.model import Mention, Span, Speaker, worded
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.coreference import (
    NAMED,
    UNNAMED,
    Resolution,
    described,
    pronoun,
    several,
    whom,
)
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded, key_of, parse_name
from quotes.quotations.phrases import (
    is_definite,
    noun_of,
    phrase_span,
    starts_clause,
    whole_phrase,
    written_phrase,
)
from quotes.quotations.transcripts import LETTERS
from quotes.quotations.wordlists import BODIES, CALLINGS, DOCUMENTS, GENITIVES, OUTLETS, PARTICLES

SpeakerKind = Literal["person", "organisation", "document", "unnamed"]

# A name that stands by itself beside the words: of turns, and of what stands between marks. All 29
# on PolNeAR's development articles are right, but of 10 in written articles that nobody read 2.
TURN, BESIDE = 0.99, 0.9
# Of the quotations left out of what the ranker learned from 99.0 % of those from it on are right of
# our own articles (47 % of them all) and 98.0 % of PolNeAR's (47 %); of articles never read 97.2 %.
SURE_AT_LEAST = 0.95
_AS_WRITTEN = 60  # characters from source to verb that are shown as the article has them
_OWNERS = frozenset({"its", "their", "his", "her", "it", "they", "he", "she"})
_CUT = re.compile(r"[“”\"«»\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a phrase of the article stands for: its words, the actor behind them, the name shown.

    `chance` is how likely the ranker of source phrases finds it, 1 where none was asked.
    """

    head: int
    mention: Mention
    found: Resolution
    name: str
    chance: float = 1.0


class SpeakerResolver:
    """Says whom a phrase of an article stands for."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.parsed = discourse.parsed

    def meant(self, head: int, cue: int, chance: float = 1.0) -> Meant:
        """Return whom the phrase around a word stands for, its own words where nobody is named."""
        mention = self._mention(head)
        found = self._resolve(mention, head, cue)
        name = found.actor.full_name() if found.actor else self._name(mention, head, found)
        return Meant(head, mention, found, name, chance)

    def as_written(self, meant: Meant) -> Meant:
        """Return a phrase that may stand for somebody named as whom the article does not name."""
        found = Resolution(None, worded("the article does not name them"), UNNAMED)
        name = self._name(meant.mention, meant.head, found)
        return Meant(meant.head, meant.mention, found, name, meant.chance)

    def _mention(self, head: int) -> Mention:
        span = phrase_span(self.parsed, head)
        return Mention(span.of(self.parsed.text), span)

    def standing_at(self, word: int, actor: Actor | None, name: str) -> Meant:
        """Return a place of the article that means somebody as what stands for them."""
        mention = self._mention(word)
        same = key_of(mention.text) == key_of(name)
        why = "" if same else worded("“{mention}” is {name}", mention=mention.text, name=name)
        return Meant(word, mention, Resolution(actor, why), name)

    def speaker(self, meant: Meant, cue: int, likely: float, others: Sequence[str]) -> Speaker:
        """Return whom a phrase stands for as a speaker, with evidence; `others` where not sure."""
        how, actor = self._announced(meant.mention, cue), meant.found.actor
        evidence = f"{meant.found.why}; {how}" if meant.found.why else how
        sure = likely >= SURE_AT_LEAST
        candidates = () if sure else tuple(name for name in others if name != meant.name)
        shown = Speaker(meant.name, meant.mention, self._kind(meant.head), None, None, evidence,
                        round(likely, 3), sure, candidates)  # fmt: skip
        if actor is None:
            return shown
        kind: SpeakerKind = "person" if actor.kind == "person" else "organisation"
        gender: Any = actor.gender if actor.gender in {"male", "female"} else None
        return replace(shown, kind=kind, gender=gender, title=actor.title)

    def interviewed(self, source: Span, head: int, likely: float) -> Speaker:
        """Return as a speaker whom an interview names above its questions, by that name."""
        why = worded("“{mention}” is who answers here", mention=source.of(self.parsed.text))
        return replace(self.beside(source, head, likely), evidence=why)

    def beside(self, source: Span, head: int, likely: float) -> Speaker:
        """Return a speaker whose name stands by itself: a turn, a signature, before a colon."""
        mention = Mention(source.of(self.parsed.text), source)
        actor = self._named(mention, head) if head >= 0 else None
        written = parse_name(mention.text)
        called = mention.text if written.shown.isdigit() else written.shown  # "Speaker 1"
        name = _unshouted((called or mention.text).rstrip(".,"))
        if actor is None and len(written.parts) == 1:
            name = _unshouted(_fuller(self.parsed.text, written.shown, source.start)) or name
        letter = name in LETTERS  # of a question or an answer: nobody is named
        if actor is None or letter or not set(written.parts) <= set(actor.name.parts):
            how = worded("“{mention}” stands beside the words", mention=mention.text)
            kind: SpeakerKind = "person" if written.is_full else "unnamed"
            sure = likely >= SURE_AT_LEAST and not letter
            return Speaker(name, mention, kind, None, None, how, likely, sure)
        name = _unshouted(actor.full_name())
        return self.speaker(Meant(head, mention, Resolution(actor, ""), name), -1, likely, ())

    def _name(self, mention: Mention, head: int, found: Resolution) -> str:
        """Return what a speaker is called whom the article does not name.

        "Their union" is "the teachers’ union" where they are teachers, else "the union".
        """
        name = found.phrase or whole_phrase(self.parsed, head, mention.span)
        first, after = self.parsed.within(mention.span)
        owner = next(
            (at for at in range(max(0, first - 1), after) if self.parsed.lemmas[at] in _OWNERS), -1
        )
        if owner < 0 or noun_of(self.parsed, head) not in BODIES:
            return name
        whose = self._owner(owner)
        own = name[len(self.parsed.words[owner].text) :] if owner == first else f" {name}"
        return f"{whose}{'’' if whose.endswith('s') else '’s'}{own}" if whose else f"the{own}"

    def _owner(self, word: int) -> str:
        """Return whom the "their" or "her" of a body means, "" where nobody stands out."""
        lower = self.parsed.words[word].text.lower()
        if lower == "their":
            subject = several(self.discourse, word)
            return f"the {self.parsed.words[subject].text.lower()}" if subject >= 0 else ""
        gender = PRONOUN_GENDER.get(lower)
        found = ranked(self.discourse, word, gender)[:1] if gender else []
        return found[0][1].actor.full_name() if found and found[0][1].actor else ""

    def _announced(self, mention: Mention, cue: int) -> str:
        """Return in a journalist's words how the article gives the words to a phrase."""
        if cue < 0:
            return worded("“{mention}” stands beside the words", mention=mention.text)
        verb = self.parsed.words[cue]
        if verb.text == ":":
            return worded("“{mention}” stands before the colon", mention=mention.text)
        low = min(mention.span.start, verb.span.start)
        written = self.parsed.text[low : max(mention.span.end, verb.span.end)]
        if len(written) <= _AS_WRITTEN and not _CUT.search(written):
            return worded("the article has “{written}”", written=written)
        return worded("“{verb}” goes with “{mention}”", verb=verb.text, mention=mention.text)

    def _kind(self, head: int) -> SpeakerKind:
        noun = noun_of(self.parsed, head)
        if noun in DOCUMENTS:
            return "document"
        if noun in BODIES or noun in OUTLETS:
            return "organisation"
        return "person" if self.parsed.words[head].upos == "PROPN" else "unnamed"

    def _resolve(self, mention: Mention, head: int, cue: int) -> Resolution:
        """Return the actor that a phrase stands for, none where the text names nobody."""
        named = self._named(mention, head)
        if named is None and self._is_demonym(head):
            found = ranked(self.discourse, head, None)  # "the Argentine": whom a pronoun would mean
            if found and is_definite(self.parsed, head):
                return whom(self.discourse, mention, head, found)
        if named is not None:
            same = folded(named.full_name()) == folded(mention.text)
            is_named = worded("“{mention}” is {name}", mention=mention.text, name=named.full_name())
            return Resolution(named, "" if same else is_named, NAMED)
        word, lower = self.parsed.words[head], self.parsed.words[head].text.lower()
        if lower in {"who", "which", "that"}:
            return self._relative(mention, head, cue)
        if word.upos == "PRON" or lower in PRONOUN_GENDER:
            return pronoun(self.discourse, mention, head)
        return described(self.discourse, mention, head)

    def _named(self, mention: Mention, head: int) -> Actor | None:
        """Return whom a phrase names, itself or by what stands beside it; None if nobody."""
        described = self.discourse.by_role.get(head)
        named = self.discourse.by_word.get(head)
        somebody = named is not None and named.kind == "person"
        if described is not None and (not somebody or self._is_genitive(head)):
            return described
        if self._is_demonym(head):
            return self._name_before(mention, head)  # "Ana Mejía, a 52-year-old Colombian"
        inside = range(*self.parsed.within(mention.span))
        for index in (head, *inside):
            if index in self.discourse.by_word and (index == head or self._same_name(index, head)):
                return self.discourse.by_word[index]
        beside = self._name_after(head) or self._name_before(mention, head)
        if beside is not None or self.parsed.words[head].upos != "PROPN":
            return beside
        name = parse_name(mention.text)
        people = (actor for actor in self.discourse.actors if actor.kind == "person")
        return next((one for one in people if name.parts[-1:] and name.parts[-1] in one.name.parts),
                    None)  # fmt: skip

    def _is_demonym(self, head: int) -> bool:
        """Say whether a name only says where one person is from: "the Argentine", "a Colombian"."""
        named, below = self.discourse.by_word.get(head), self.parsed.children[head]
        one = any(self.parsed.lemmas[at] in {"a", "an", "another", "the"} for at in below)
        plural = "Number=Plur" in self.parsed.words[head].feats
        return named is not None and named.kind == "other" and one and not plural

    def _is_genitive(self, head: int) -> bool:
        """Say whether a word, or the name that it begins, owns what follows: "Sabanalta’s"."""
        near = self.parsed.words[head : head + 4]
        named = self.discourse.by_word.get(head)
        inside = [self.discourse.by_word.get(head + at) is named for at in range(len(near))]
        marks = (word.text in GENITIVES for word in near)
        return any(mark and all(inside[1:at]) for at, mark in enumerate(marks))

    def _name_after(self, head: int) -> Actor | None:
        """Return who is named in apposition: "The operator, Aguas del Cerro, said".

        Of a person not known before as well: "One member, Ana Mejía, dissented".
        """
        parsed, known = self.parsed, self.discourse.by_word
        below = [
            at for at in parsed.children[head] if parsed.relations[at] == "appos" and at > head
        ]
        apposed = below[0] if below else head + 2
        inside = parsed.children[apposed] if apposed < len(parsed.words) else []
        names = [at for at in (apposed, *inside) if at in known and at >= apposed]
        if not names or parsed.words[apposed - 1].text != ",":
            return None
        actor = known[names[0]]
        end = next((end for _, end in actor.spans if end > names[0]), names[0])
        closes = end < len(parsed.words) and parsed.words[end].text == ","
        fits = is_definite(parsed, head) or (closes and actor.kind == "person")
        return actor if actor.kind != "place" and fits and (below or closes) else None

    def _name_before(self, mention: Mention, head: int) -> Actor | None:
        """Return the person an apposition belongs to: "Ana Mejía, 52, a lawyer by training".

        Not in "In a letter to Ana Mejía, the nuns said".
        """
        index = self.parsed.within(mention.span)[0] - 1
        word = self.parsed.words[head]
        if word.upos == "PRON" or "Number=Plur" in word.feats:
            return None
        if index >= 0 and self.parsed.words[index].text in {"a", "an", "the"}:
            index -= 1
        if index < 0 or self.parsed.words[index].text != "," or not head:
            return None
        comma = index
        while index >= 0 and (
            self.parsed.words[index].text == "," or self.parsed.words[index].upos == "NUM"
        ):
            index -= 1
        actor = self.discourse.by_word.get(index)
        if starts_clause(self.parsed, comma):
            return None
        return actor if actor is not None and actor.kind == "person" else None

    def _same_name(self, index: int, head: int) -> bool:
        """Say whether a named word in the phrase is meant: "magazine El Faro", not "her aide"."""
        relation = self.parsed.words[index].deprel
        if relation == "nmod:poss":
            return False
        noun = noun_of(self.parsed, head)
        actor = self.discourse.by_word[index]
        if noun in BODIES | CALLINGS and index < head and self._is_genitive(index):
            return False  # "Bishop Ana Mejía’s office"
        if actor.kind == "person":
            return relation in {"appos", "flat"} or self.discourse.by_word.get(head) is actor
        return actor.kind == "organisation" and noun in OUTLETS | BODIES and index > head

    def _relative(self, mention: Mention, head: int, cue: int) -> Resolution:
        """Return whom "who" means: who is named right before it, or the noun of its clause."""
        above = [at for word in (head, cue) if word >= 0 for at in self.parsed.ancestors(word)]
        nouns = [at for at in above if self.parsed.words[at].upos in {"NOUN", "PROPN"}]
        beside = [at for at in range(head - 1, max(-1, head - 4), -1)
                  if self.parsed.words[at].upos != "PUNCT"]  # fmt: skip
        for at in (*beside[:1], *nouns[:1]):
            actor = self._named(self._mention(at), at)
            if actor is not None and (at in nouns or actor.kind != "place"):
                name = actor.full_name()
                why = worded("“{mention}” is {name}", mention=mention.text, name=name)
                return Resolution(actor, why, NAMED)
        before = [at for at in nouns if at < head and self.parsed.words[at].upos == "NOUN"]
        phrase = written_phrase(self.parsed, before[0]) if before else ""
        why = worded("the article does not name whom “{mention}” means", mention=mention.text)
        return Resolution(None, why, UNNAMED, phrase=phrase)


def _fuller(text: str, surname: str, before: int) -> str:
    """Return the full name that the last turn or line before a bare surname gives it, else "".

    "LIDIA PONS, HOST: …" comes before "PONS: …".
    """
    named = _full_names(text, surname)
    return next((name for end, name in reversed(named) if end <= before), "")


@lru_cache(maxsize=64)
def _full_names(text: str, surname: str) -> tuple[tuple[int, str], ...]:
    """Return the full names in a text that end with a surname, and where each ends."""
    given = rf"((?:[^\W\d_a-z][\w.’'-]+ ){{1,3}}{re.escape(surname)})(?!\w)"
    found = ((match.end(), parse_name(match[1])) for match in re.finditer(given, text))
    return tuple((end, name.shown) for end, name in found if name.is_full)


def _unshouted(name: str) -> str:
    """Return a name in capitals as names are written: ROSALBA QUINTERO, but not THE WITNESS."""
    words = name.split()
    if not name.isupper() or len(words) < 2 or words[0] == "THE":
        return name
    return " ".join(w.lower() if folded(w) in PARTICLES else w.title() for w in words)
