"""Drifts of person and gender: he for she, actress for actor, they for he."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, cased
from training.drift.sentences import Sentence

PAIRS = [
    "he/she",
    "man/woman",
    "men/women",
    "boy/girl",
    "boys/girls",
    "father/mother",
    "fathers/mothers",
    "son/daughter",
    "sons/daughters",
    "brother/sister",
    "brothers/sisters",
    "husband/wife",
    "husbands/wives",
    "uncle/aunt",
    "nephew/niece",
    "nephews/nieces",
    "king/queen",
    "prince/princess",
    "actor/actress",
    "actors/actresses",
    "waiter/waitress",
    "host/hostess",
    "hero/heroine",
    "sir/madam",
    "mr/mrs",
    "mr/ms",
    "lord/lady",
    "lords/ladies",
    "gentleman/lady",
    "gentlemen/ladies",
    "himself/herself",
    "grandfather/grandmother",
    "grandson/granddaughter",
    "widower/widow",
    "businessman/businesswoman",
    "businessmen/businesswomen",
    "spokesman/spokeswoman",
    "chairman/chairwoman",
    "congressman/congresswoman",
    "policeman/policewoman",
    "male/female",
    "males/females",
    "boyfriend/girlfriend",
    "dad/mom",
    "dad/mum",
    "guy/girl",
    "monk/nun",
    "duke/duchess",
    "emperor/empress",
    "god/goddess",
    "steward/stewardess",
    "salesman/saleswoman",
    "sportsman/sportswoman",
    "fiance/fiancee",
    "baron/baroness",
    "count/countess",
    "stepfather/stepmother",
    "groom/bride",
    "landlord/landlady",
    "wizard/witch",
    "masculine/feminine",
    "schoolboy/schoolgirl",
    "cowboy/cowgirl",
    "patriarch/matriarch",
]
MAP: dict[str, str] = {}
for pair in PAIRS:
    one, two = pair.split("/")
    MAP.setdefault(one, two)
    MAP.setdefault(two, one)
PERSONS = {
    "i": ("he", "we", "they", "you"),
    "we": ("they", "i", "you"),
    "you": ("we", "they", "i"),
    "they": ("we", "you", "he", "she"),
    "he": ("they", "i", "we"),
    "she": ("they", "i", "we"),
    "my": ("his", "our", "your"),
    "our": ("their", "my", "your"),
    "your": ("our", "their"),
    "their": ("our", "his", "her"),
    "his": ("their", "my"),
    "me": ("him", "us", "them"),
    "us": ("them", "me"),
    "them": ("us", "him"),
    "him": ("them", "me"),
}


def _patch(sentence: Sentence, index: int) -> Patch | None:
    """Return the patch that gives one word the other gender."""
    token = sentence.tokens[index]
    low = token.text.lower()
    if low == "her":
        new = "his" if token.relation == "nmod:poss" or token.xpos == "PRP$" else "him"
    elif low == "his":
        new = "her" if token.relation == "nmod:poss" else "hers"
    elif low == "him":
        new = "her"
    elif low == "hers":
        new = "his"
    else:
        new = MAP.get(low, "")
    return Patch(token.start, token.end, cased(token.text, new)) if new else None


def genders(sentence: Sentence, rng: Random) -> list[Change]:
    """Give all gendered words, or one of them, the other gender."""
    patches = [p for p in (_patch(sentence, i) for i in range(len(sentence.tokens))) if p]
    if not patches:
        return []
    if rng.random() < 0.6:
        return [Change("gender-swap", tuple(patches))]
    return [Change("gender", (rng.choice(patches),))]


def persons(sentence: Sentence, rng: Random) -> list[Change]:
    """Put another person in the place of a pronoun."""
    found = []
    for token in sentence.tokens:
        low = token.text.lower()
        if low in PERSONS and token.upos == "PRON":
            new = rng.choice(PERSONS[low])
            new = "I" if new == "i" else cased(token.text if token.text != "I" else "i", new)
            found.append(Change("person", (Patch(token.start, token.end, new),)))
    return found
