"""From a source phrase to the person, body or document it stands for in the article."""

from __future__ import annotations

from typing import Literal

from quotes.model import Mention, Speaker
from quotes.quotations.coreference import PRONOUN_GENDER, described, noun_of, pronoun, told
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded, parse_name
from quotes.quotations.wordlists import BODIES, DOCUMENTS, OUTLETS, ROLES


class SpeakerResolver:
    """Says whom a source phrase stands for, going through an article in text order."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.parsed = discourse.parsed

    def speaker(self, mention: Mention, head: int, cue: int) -> Speaker:
        """Return whom a source phrase with this head word stands for, with the evidence."""
        if head < 0:
            return Speaker(mention.text, mention, "unnamed", None, None, "named beside the words")
        actor, why = self._stands_for(mention, head, cue)
        how = self._announced(mention, head, cue)
        if actor is None:
            kind = self._kind(head)
            return Speaker(mention.text, mention, kind, None, None, f"{how}; {why}")
        self.discourse.said_by.append((head, actor))
        kind = "person" if actor.kind == "person" else "organisation"
        name = actor.full_name()
        gender = actor.gender if actor.gender in {"male", "female"} else None
        return Speaker(name, mention, kind, gender, actor.title, f"{how}; {why}")  # type: ignore[arg-type]

    def _announced(self, mention: Mention, head: int, cue: int) -> str:
        if cue < 0:
            return f"{mention.text!r} stands beside the words"
        word = self.parsed.words[cue].text
        if self.parsed.subject(cue) == head:
            return f"{mention.text!r} is the subject of {word!r}"
        return f"{mention.text!r} goes with {word!r}"

    def _kind(self, head: int) -> Literal["person", "organisation", "document", "unnamed"]:
        noun = noun_of(self.parsed, head)
        if noun in DOCUMENTS:
            return "document"
        if noun in BODIES or noun in OUTLETS:
            return "organisation"
        return "person" if self.parsed.words[head].upos == "PROPN" else "unnamed"

    def _stands_for(self, mention: Mention, head: int, cue: int) -> tuple[Actor | None, str]:
        """Return the actor and one clause of evidence; None where the text names nobody."""
        named = self._named(mention, head)
        if named is not None:
            same = folded(named.full_name()) == folded(mention.text)
            return named, "named" if same else f"{mention.text!r} is {named.full_name()}"
        word = self.parsed.words[head]
        lower = word.text.lower()
        if lower in {"who", "which", "that"}:
            return self._relative(mention, head, cue)
        if word.upos == "PRON" or lower in PRONOUN_GENDER:
            found = pronoun(self.discourse, lower, head)
            return found, told(mention, found, "nobody before it fits")
        return described(self.discourse, mention, head)

    def _named(self, mention: Mention, head: int) -> Actor | None:
        inside = range(*self.parsed.within(mention.span))
        for index in (head, *inside):
            if index in self.discourse.by_word and (index == head or self._same_name(index, head)):
                return self.discourse.by_word[index]
        follows = self._name_after(head) or self._name_before(mention, head)
        if follows is not None:
            return follows
        if self.parsed.words[head].upos != "PROPN":
            return None
        name = parse_name(mention.text)
        for actor in self.discourse.actors:
            if actor.kind == "person" and name.parts and name.parts[-1] in actor.name.parts:
                return actor
        return None

    def _name_after(self, head: int) -> Actor | None:
        """Return the person whose name closes a title.

        "President of the Republic Ana Mejía", "ministry spokeswoman Ana Mejía".
        """
        nouns = {noun_of(self.parsed, i) for i in (head, head + 1) if i < len(self.parsed.words)}
        if not nouns & ROLES:
            return None
        for index in range(head + 1, min(head + 8, len(self.parsed.words))):
            actor = self.discourse.by_word.get(index)
            if actor is not None and actor.kind == "person":
                return actor
            word = self.parsed.words[index].text
            if index == head + 1 and word == ",":
                continue
            small = word.lower() in {"of", "the", "for", "and", "&", "-", "de"}
            if not (word[0].isupper() or small or noun_of(self.parsed, index) in ROLES):
                return None
        return None

    def _name_before(self, mention: Mention, head: int) -> Actor | None:
        """Return the person an apposition belongs to: "Ana Mejía, 52, a lawyer by training"."""
        index = self.parsed.within(mention.span)[0] - 1
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

    def _relative(self, mention: Mention, head: int, cue: int) -> tuple[Actor | None, str]:
        """Resolve "who" to the noun that its clause belongs to."""
        for index in range(head - 1, max(-1, head - 4), -1):
            if self.parsed.words[index].upos != "PUNCT":
                before = self.discourse.by_word.get(index)
                if before is not None and before.kind in {"person", "organisation"}:
                    return before, told(mention, before, "")
                break
        for index in (head, cue):
            for above in self.parsed.ancestors(index) if index >= 0 else []:
                if self.parsed.words[above].upos in {"NOUN", "PROPN"}:
                    actor = self.discourse.by_word.get(above)
                    return actor, told(mention, actor, "its noun is not named")
        return None, "its noun is not named"
