"""How much somebody stands in front at a word of an article: whom a pronoun would mean there."""

from __future__ import annotations

from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import is_title
from quotes.quotations.parsed_text import ParsedText

_BACKWARDS = 400  # words; the farthest that a pronoun was seen to point back in our own seeds
_CAPTION = 0.1  # what a mention in a caption or a link to other articles weighs; by hand
_ROLE_REACH = 16  # words between a role and the name that closes it
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NEW = 2.8  # what a name weighs that brings somebody in, nearly a subject's; by hand
_FADING, _TOPIC = 0.02, 0.01  # a word; of the subject that opens a paragraph less; by hand
_MAYBE = 0.75  # what somebody weighs whose gender nothing shows; by hand
_PRESENTING = frozenset({"is", "was", "stands", "stood", "sits", "sat", "came", "comes"})
_FRONTED = frozenset({"Among", "Beside", "Behind", "Then", "There", "Next", "With", "Here"})
_TAKEN_UP = frozenset({"he", "she", "his", "her", "him"})
_INSIDE_NAMES = frozenset({"flat", "compound"})


def by_salience(discourse: Discourse, head: int, gender: str | None) -> list[tuple[float, Actor]]:
    """Return the persons named before a word that fit a gender, the most salient first."""
    weighed = [
        (salience(discourse, actor, head) * (1.0 if actor.gender == gender else _MAYBE), actor)
        for actor in discourse.actors
        if actor.kind == "person" and (not gender or actor.gender in {gender, None})
    ]
    return sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])


def salience(discourse: Discourse, actor: Actor, head: int) -> float:
    """Weigh an actor's mentions before a word: near ones, subjects and speakers count more."""
    parsed, weight = discourse.parsed, 0.0
    for word in actor.mentions:
        distance = parsed.outside[head] - parsed.outside[word]
        if not 0 < distance <= _BACKWARDS or parsed.quoted_at[word] >= 0:
            continue
        relation = parsed.relations[named_head(parsed, word)]
        relation = "nsubj" if is_subject(discourse, word) else relation
        relation = "nsubj" if _is_presented(parsed, actor, word) else relation
        role = {"nsubj": 3.0, "root": 2.0}.get(relation, 1.0)
        role = 0.7 if parsed.words[word].deprel == "nmod:poss" else role
        role = max(role, _NEW) if _brought_in(discourse, actor, word, head) else role
        lines = parsed.paragraph[head] - parsed.paragraph[word]
        same = parsed.sentence[head] == parsed.sentence[word]
        role *= _CAPTION if parsed.paragraph[word] in discourse.captions else 1.0
        fading = _TOPIC if role >= 3.0 and _opens(parsed, word) and not lines else _FADING
        weight = max(
            weight, role * 0.55**lines / (1.0 + fading * distance) * (1.3 if same else 1.0)
        )
    for word in discourse.taken_up(actor):
        distance = parsed.outside[head] - parsed.outside[word]
        if distance > 0 and parsed.paragraph[head] == parsed.paragraph[word]:
            weight = max(weight, 3.0 / (1.0 + _FADING * distance))
    for word, said in discourse.said_by[-2:]:
        lines = parsed.paragraph[head] - parsed.paragraph[word]
        if said is actor and word < head:
            weight = max(weight, 3.2 * 0.6**lines)
    return weight


def _brought_in(discourse: Discourse, actor: Actor, word: int, head: int) -> bool:
    """Say whether a paragraph brings somebody in first of all: "Not for Ana Mejía, who … she said".

    That is the first time that the article names them, and nobody else is named or taken up
    before them in that paragraph.
    """
    parsed = discourse.parsed
    if parsed.paragraph[word] != parsed.paragraph[head] or word != min(actor.mentions):
        return False
    before = range(parsed.line_words(parsed.paragraph[word])[0], word)
    own = [at for at in before if parsed.quoted_at[at] < 0]
    named = (discourse.by_word.get(at) for at in own)
    others = any(a is not None and a is not actor and a.kind == "person" for a in named)
    taken = any(parsed.words[at].text.lower() in _TAKEN_UP for at in own)
    return actor.name.is_full and not (others or taken)


def _is_presented(parsed: ParsedText, actor: Actor, word: int) -> bool:
    """Say whether a name is presented behind its verb: "among his cooks is Ana Mejía"."""
    first = next((first for first, end in actor.spans if first <= word < end), word)
    verb = first - 1
    presents = verb > 0 and parsed.words[verb].text.lower() in _PRESENTING
    opens = presents and parsed.words[parsed.sentences[parsed.sentence[verb]][0]].text in _FRONTED
    return opens and parsed.sentence[verb] == parsed.sentence[first]


def _opens(parsed: ParsedText, word: int) -> bool:
    """Say whether a name stands in the first sentence of its paragraph: what that is about."""
    return parsed.sentence[parsed.line_words(parsed.paragraph[word])[0]] == parsed.sentence[word]


def is_subject(discourse: Discourse, word: int) -> bool:
    """Say whether a name is a subject, itself or through its title or the role before it.

    "The conductor, Ana Mejía, was" through "conductor"; "the mayor, Ana Mejía, has" by the order of
    the words alone, since parsers often hang such a name elsewhere.
    """
    parsed = discourse.parsed
    if parsed.relations[named_head(parsed, word)] == "nsubj":
        return True
    actor = discourse.by_word.get(word)
    span = next((s for s in actor.spans if s[0] <= word < s[1]), None) if actor else None
    if actor is None or span is None:
        return False
    first, end = span
    if first and is_title(parsed.words[first - 1].text) and _is_nsubj(parsed, first - 1):
        return True
    role = next((p for p in actor.described if first - _ROLE_REACH < p.head < first), None)
    if role is None:
        return False
    closing = [w.text for w in parsed.words[end : end + 1]] == [","]
    verb = end + 1 if closing else end
    same = verb < len(parsed.words) and parsed.sentence[verb] == parsed.sentence[word]
    finite = same and parsed.words[verb].xpos in _FINITE and parsed.quoted_at[verb] < 0
    return _is_nsubj(parsed, role.head) or (closing and finite)


def _is_nsubj(parsed: ParsedText, index: int) -> bool:
    return parsed.relations[index] == "nsubj"


def named_head(parsed: ParsedText, word: int) -> int:
    """Return the word that stands for a name in the sentence: "Gov." of "Gov. Hernán Castellar"."""
    for _ in range(4):
        if parsed.relations[word] not in _INSIDE_NAMES or parsed.heads[word] < 0:
            break
        word = parsed.heads[word]
    return word


def together(discourse: Discourse, one: Actor, other: Actor, head: int) -> bool:
    """Say whether one sentence before a word names both: "X and Y met. She said"."""
    sentence = discourse.parsed.sentence
    places = [max((m for m in actor.mentions if m < head), default=-1) for actor in (one, other)]
    return min(places) >= 0 and sentence[places[0]] == sentence[places[1]]


def why_salient(discourse: Discourse, actor: Actor, head: int, gender: str | None) -> str:
    """Return in words why a pronoun means this person."""
    if any(said is actor and word < head for word, said in discourse.said_by[-1:]):
        return "who spoke just before"
    noun = {"male": "man", "female": "woman"}.get(gender or "", "person")
    before = max((word for word in actor.mentions if word < head), default=-1)
    later = any(
        other.kind == "person" and other.gender in {gender, None} and before < word < head
        for other in discourse.actors
        if other is not actor
        for word in other.mentions
    )
    return f"the {noun} in front here" if later else f"the last {noun} named"
