"""From a source phrase to the person, body or document it stands for in the article."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Literal

from quotes.model import Mention, Speaker, worded
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.attribution import Attributed
from quotes.quotations.coreference import NAMED, UNNAMED, Resolution, described, pronoun, whom
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded, parse_name
from quotes.quotations.phrases import (
    is_definite,
    noun_of,
    phrase_span,
    whole_phrase,
    written_phrase,
)
from quotes.quotations.wordlists import BODIES, CALLINGS, DOCUMENTS, OUTLETS, PARTICLES

SpeakerKind = Literal["person", "organisation", "document", "unnamed"]

SHOWN = 0.99  # all 29 that the layout shows on PolNeAR's development articles are right
# Over it, of quotations left out of what the ranker learned from, 96.8 % of 530 of our own articles
# (58 % of them all) and 98.0 % of 540 of PolNeAR's (63 %) are right.
SURE_AT_LEAST = 0.92
RIVAL_AT_LEAST = 0.01  # chance under which another phrase is no candidate; by hand
_BIAS, _WEIGHTS = 0.06, (0.36, -0.29, 0.37)  # see `_mention_chance`
_DOCUMENT_REACH = 6  # words between a document and its "which"; by hand
_AS_WRITTEN = 60  # characters from source to verb that are shown as the article has them
_IN_GROUPS = frozenset({"ADP", "DET", "NOUN", "PRON", "ADJ", "NUM"})
_AFTER_NOUN = frozenset({"VERB", "AUX", "PUNCT", "ADV"})
_OWNED = re.compile(r"^(?:its|their) ", re.IGNORECASE)  # "their union" is the union
_CUT = re.compile(r"[“”\"«»\n\r\u2028\u2029]")


class SpeakerResolver:
    """Says whom a source phrase stands for, going through an article in text order."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.parsed = discourse.parsed

    def speaker(self, mention: Mention, decided: Attributed) -> Speaker:
        """Return whom the source phrase of a decision stands for, with evidence and certainty."""
        head, cue = decided.source_word, decided.cue_word
        if decided.shown or head < 0:
            return self._beside(mention, head)
        found = self._resolve(mention, head, cue)
        likely = round(_mention_chance(decided) * found.chance, 3)
        how = self._announced(mention, cue)
        evidence = f"{found.why}; {how}" if found.why else how
        sure = likely >= SURE_AT_LEAST
        candidates = () if sure else self._candidates(decided, found)
        if found.actor is None:
            name = self._name(mention, head, found)
            return Speaker(name, mention, self._kind(head), None, None, evidence,
                           likely, sure, candidates)  # fmt: skip
        return self._speaker(found.actor, mention, evidence, likely, candidates)

    def called(self, head: int, cue: int) -> str:
        """Return the name of whom a source phrase stands for, its own words where it has none."""
        span = phrase_span(self.parsed, head)
        mention = Mention(span.of(self.parsed.text), span)
        return self._name(mention, head, self._resolve(mention, head, cue))

    def _name(self, mention: Mention, head: int, found: Resolution) -> str:
        if found.actor is not None:
            return found.actor.full_name()
        name = found.phrase or whole_phrase(self.parsed, head, mention.span)
        before = self.parsed.within(mention.span)[0] - 1
        if noun_of(self.parsed, head) not in BODIES:
            return name
        owned = before >= 0 and self.parsed.words[before].text.lower() in {"its", "their"}
        return f"the {name}" if owned else _OWNED.sub("the ", name)

    def _beside(self, mention: Mention, head: int) -> Speaker:
        """Return a speaker whose name stands by itself: a turn, a signature, before a colon."""
        how = worded("“{mention}” stands beside the words", mention=mention.text)
        actor = self._named(mention, head) if head >= 0 else None
        written = parse_name(mention.text)
        called = mention.text if written.shown.isdigit() else written.shown  # "Speaker 1"
        name = _unshouted((called or mention.text).rstrip(".,"))
        if actor is None or name in {"Q", "A"} or not set(written.parts) <= set(actor.name.parts):
            kind: SpeakerKind = "person" if written.is_full else "unnamed"
            return Speaker(name, mention, kind, None, None, how, SHOWN, True)
        shown = self._speaker(actor, mention, how, SHOWN, ())
        return replace(shown, name=name) if actor.full_name().isupper() else shown

    def _speaker(
        self, actor: Actor, mention: Mention, evidence: str, likely: float, others: tuple[str, ...]
    ) -> Speaker:
        kind: SpeakerKind = "person" if actor.kind == "person" else "organisation"
        gender: Literal["male", "female"] | None = None
        if actor.gender in {"male", "female"}:
            gender = "male" if actor.gender == "male" else "female"
        sure = likely >= SURE_AT_LEAST
        name = actor.full_name()
        return Speaker(name, mention, kind, gender, actor.title, evidence, likely, sure, others)

    def _candidates(self, decided: Attributed, found: Resolution) -> tuple[str, ...]:
        """Return whom else the words may be of: the next best phrase, then other readings of it."""
        names = []
        if decided.rival_word >= 0 and decided.rival >= RIVAL_AT_LEAST:
            span = phrase_span(self.parsed, decided.rival_word)
            mention = Mention(span.of(self.parsed.text), span)
            other = self._resolve(mention, decided.rival_word, decided.cue_word)
            names.append(other.actor.full_name() if other.actor else mention.text)
        names += [actor.full_name() for actor in found.others]
        own = found.actor.full_name() if found.actor else ""
        return tuple(name for name in dict.fromkeys(names) if name != own)

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
        closing = head + 1
        if self._closes_place(head) and closing not in self.discourse.by_role:
            return described(self.discourse, mention, closing)
        return self._demonym(mention, head) or self._meant(mention, head, cue)

    def _meant(self, mention: Mention, head: int, cue: int) -> Resolution:
        """Return whom a name, a pronoun or a role stands for."""
        named = self._named(mention, head)
        if named is not None:
            same = folded(named.full_name()) == folded(mention.text)
            return Resolution(
                named,
                ""
                if same
                else worded("“{mention}” is {name}", mention=mention.text, name=named.full_name()),
                NAMED,
            )
        word = self.parsed.words[head]
        lower = word.text.lower()
        if lower in {"who", "which", "that"}:
            actor = self._relative(head, cue) or self._before_that(head)
            if actor is None:
                above = [at for at in self.parsed.ancestors(head) if at < head]
                nouns = [at for at in above if self.parsed.words[at].upos == "NOUN"]
                nouns = self._written(head, cue) or nouns or self._before_comma(head)
                phrase = written_phrase(self.parsed, nouns[0]) if nouns else ""
                why = worded(
                    "the article does not name whom “{mention}” means", mention=mention.text
                )
                return Resolution(None, why, UNNAMED, phrase=phrase)
            return Resolution(
                actor,
                worded("“{mention}” is {name}", mention=mention.text, name=actor.full_name()),
                NAMED,
            )
        if word.upos == "PRON" or lower in PRONOUN_GENDER:
            return pronoun(self.discourse, mention, head)
        return described(self.discourse, mention, head)

    def _demonym(self, mention: Mention, head: int) -> Resolution | None:
        """Return whom "the Argentine" means, as a pronoun would; None for other phrases."""
        named, word = self.discourse.by_word.get(head), self.parsed.words[head]
        if named is None or named.kind != "other" or "Number=Plur" in word.feats or not head:
            return None
        after = self.parsed.words[head + 1].upos if head + 1 < len(self.parsed.words) else "PUNCT"
        alone = self.parsed.words[head - 1].text.lower() == "the" and after in _AFTER_NOUN
        found = ranked(self.discourse, head, None) if alone else []
        return whom(self.discourse, mention, head, found) if found else None

    def _closed_by(self, head: int) -> Actor | None:
        """Return the person whose role a body or place opens: "Guayacán coach Ana Mejía"."""
        for index in range(head + 1, min(head + 4, len(self.parsed.words))):
            actor = self.discourse.by_role.get(index)
            if actor is not None or not self.parsed.words[index].text[:1].islower():
                return actor
        return None

    def _named(self, mention: Mention, head: int) -> Actor | None:
        described = self.discourse.by_role.get(head)
        named = self.discourse.by_word.get(head)
        somebody = named is not None and named.kind == "person"
        if described is None and named is not None and not somebody:
            described = self._closed_by(head)
        if described is not None and (not somebody or self._is_genitive(head)):
            return described
        if named is not None and named.kind == "other" and self._is_one_of(head):
            return self._name_before(mention, head)  # "Ana Mejía, a 52-year-old Colombian"
        inside = range(*self.parsed.within(mention.span))
        for index in (head, *inside):
            if index in self.discourse.by_word and (index == head or self._same_name(index, head)):
                return self.discourse.by_word[index]
        follows = self._name_after(head) or self._name_before(mention, head)
        if follows is not None or self.parsed.words[head].upos != "PROPN":
            return follows
        name = parse_name(mention.text)
        for actor in self.discourse.actors:
            if actor.kind == "person" and name.parts and name.parts[-1] in actor.name.parts:
                return actor
        return None

    def _closes_place(self, head: int) -> bool:
        """Say whether a role closes a phrase that a place heads: "the Cienaguita coach"."""
        named = self.discourse.by_word.get(head)
        place = named is not None and named.kind != "person" and head + 1 < len(self.parsed.words)
        if not place or self.parsed.words[head + 1].text not in CALLINGS:
            return False
        return self.parsed.heads[head + 1] == head

    def _is_one_of(self, head: int) -> bool:
        """Say whether an article makes a name a common noun: "a 52-year-old Colombian"."""
        below = {self.parsed.lemmas[child] for child in self.parsed.children[head]}
        return bool(below & {"a", "an", "another", "one"})

    def _is_genitive(self, head: int) -> bool:
        """Say whether a word, or the name that it begins, owns what follows: "Sabanalta’s"."""
        near = self.parsed.words[head : head + 4]
        named = self.discourse.by_word.get(head)
        inside = [self.discourse.by_word.get(head + at) is named for at in range(len(near))]
        marks = (word.text in {"’s", "'s", "’", "'"} for word in near)
        return any(mark and all(inside[1:at]) for at, mark in enumerate(marks))

    def _name_after(self, head: int) -> Actor | None:
        """Return the person whose name closes a title.

        "President of the Republic Ana Mejía", "ministry spokeswoman Ana Mejía".
        """
        nouns = {noun_of(self.parsed, i) for i in (head, head + 1) if i < len(self.parsed.words)}
        follows = [word.text for word in self.parsed.words[head + 1 : head + 2]]
        if self.parsed.words[head].upos == "NOUN" and follows in (["named"], ["called"]):
            actor = self.discourse.by_word.get(head + 2)  # "a fisherman named Ana Mejía"
            return actor if actor is not None and actor.kind == "person" else None
        body = self._body_after(head)
        if body is not None:
            return body
        if not nouns & CALLINGS:
            return self._one_of(head)
        for index in range(head + 1, min(head + 8, len(self.parsed.words))):
            actor = self.discourse.by_word.get(index)
            if actor is not None and actor.kind == "person":
                return None if self.parsed.words[index - 1].upos == "ADP" else actor
            word = self.parsed.words[index].text
            if index == head + 1 and word == ",":
                continue
            if self.parsed.words[head + 1].text == "," and self._leads_to(index):
                continue
            small = word.lower() in {"of", "the", "for", "and", "&", "-", "de"}
            if not (word[0].isupper() or small or noun_of(self.parsed, index) in CALLINGS):
                return None
        return None

    def _body_after(self, head: int) -> Actor | None:
        """Return the body that is named between commas: "The operator, Aguas del Cerro, said"."""
        after = self.parsed.words[head + 1 : head + 2]
        opens = bool(after) and after[0].text == "," and is_definite(self.parsed, head)
        actor = self.discourse.by_word.get(head + 2) if opens else None
        if actor is None or actor.kind not in {"organisation", "other"}:
            return None
        end = next(end for first, end in actor.spans if first <= head + 2 < end)
        closes = end < len(self.parsed.words) and self.parsed.words[end].text == ","
        return actor if closes and self.parsed.words[head + 2].upos == "PROPN" else None

    def _leads_to(self, index: int) -> bool:
        """Say whether a word and a title lead to a name: "retired general Ana Mejía"."""
        after = index + 1
        titled = after + 1 < len(self.parsed.words) and self.parsed.words[after].text in CALLINGS
        actor = self.discourse.by_word.get(after + 1) if titled else None
        return actor is not None and actor.kind == "person"

    def _one_of(self, head: int) -> Actor | None:
        """Return who is named behind "one of them, Ana Mejía," or "a third, Ana Mejía,"."""
        if self.parsed.words[head].upos not in {"NUM", "PRON", "ADJ"}:
            return None
        for index in range(head + 1, min(head + 8, len(self.parsed.words) - 1)):
            word = self.parsed.words[index]
            if word.text == ",":
                actor = self.discourse.by_word.get(index + 1)
                return actor if actor is not None and actor.kind == "person" else None
            if word.upos not in _IN_GROUPS:
                break
        return None

    def _name_before(self, mention: Mention, head: int) -> Actor | None:
        """Return the person an apposition belongs to: "Ana Mejía, 52, a lawyer by training"."""
        index = self.parsed.within(mention.span)[0] - 1
        if index >= 0 and self.parsed.words[index].text in {"a", "an", "the"}:
            index -= 1
        if index < 0 or self.parsed.words[index].text != "," or not head:
            return None
        while index >= 0 and (
            self.parsed.words[index].text == "," or self.parsed.words[index].upos == "NUM"
        ):
            index -= 1
        actor = self.discourse.by_word.get(index)
        return actor if actor is not None and actor.kind == "person" else None

    def _same_name(self, index: int, head: int) -> bool:
        """Say whether a named word in the phrase is meant: "magazine El Faro", not "her aide"."""
        relation = self.parsed.words[index].deprel
        if relation == "nmod:poss":
            return False
        noun = noun_of(self.parsed, head)
        actor = self.discourse.by_word[index]
        if actor.kind == "person":
            return relation in {"appos", "flat"} or self.discourse.by_word.get(head) is actor
        return actor.kind == "organisation" and noun in OUTLETS | BODIES and index > head

    def _before_comma(self, head: int) -> list[int]:
        """Return the noun right before the comma of a relative clause: "an official there, who"."""
        at, low = head - 2, self.parsed.sentences[self.parsed.sentence[head]][0]
        if at < low or self.parsed.words[head - 1].text != ",":
            return []
        if self.parsed.words[at].upos == "ADV" or self.parsed.lemmas[at] in {"there", "here"}:
            at -= 1
        someone = self.parsed.words[at].upos == "NOUN" or noun_of(self.parsed, at) in CALLINGS
        someone = someone or self.parsed.lemmas[at] in {"one", "another"}  # "said one, who"
        return [at] if at >= low and someone else []

    def _written(self, head: int, cue: int) -> list[int]:
        """Return the document that "which" means before "read": "a note under the door which"."""
        if cue < 0 or self.parsed.lemmas[cue] not in {"read", "say", "state"}:
            return []
        low = max(self.parsed.sentences[self.parsed.sentence[head]][0], head - _DOCUMENT_REACH)
        near = range(head - 1, low - 1, -1)
        return [at for at in near if noun_of(self.parsed, at) in DOCUMENTS][:1]

    def _before_that(self, head: int) -> Actor | None:
        """Return whom a sentence opens with: "For Ana Mejía, who sells bread, that means: “…”"."""
        start = self.parsed.sentences[self.parsed.sentence[head]][0]
        if self.parsed.words[start].text not in {"For", "To"}:
            return None
        actor = self.discourse.by_word.get(start + 1)
        return actor if actor is not None and actor.kind == "person" else None

    def _relative(self, head: int, cue: int) -> Actor | None:
        """Resolve "who" to the noun that its clause belongs to."""
        for index in range(head - 1, max(-1, head - 4), -1):
            if self.parsed.words[index].upos != "PUNCT":
                before = self.discourse.by_word.get(index)
                if before is not None and before.kind in {"person", "organisation"}:
                    return before
                break
        for index in (head, cue):
            for above in self.parsed.ancestors(index) if index >= 0 else []:
                if self.parsed.words[above].upos in {"NOUN", "PROPN"}:
                    return self.discourse.by_word.get(above)
        return None


def _mention_chance(decided: Attributed) -> float:
    """Return the calibrated probability that the source phrase is right.

    A logistic regression on the log odds of the best source, its rival and the cue, learned on
    the half of PolNeAR's development articles whose name has an even SHA-256: on the other
    half (384 quotations) 82 % reach 0.9, and of those 98.7 % are right (92.6 % of all are).
    """
    odds = [_log_odds(p) for p in (decided.chance, decided.rival, decided.cue_chance)]
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, odds, strict=True))
    return 1.0 / (1.0 + math.exp(-score))


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 1e-3), 1.0 - 1e-3)
    return math.log(bounded / (1.0 - bounded))


def _unshouted(name: str) -> str:
    """Return a name in capitals as names are written: ROSALBA QUINTERO, but not THE WITNESS."""
    words = name.split()
    if not name.isupper() or len(words) < 2 or words[0] == "THE":
        return name
    return " ".join(w.lower() if folded(w) in PARTICLES else w.title() for w in words)
