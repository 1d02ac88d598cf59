"""Titles, role words and names as word lists, read once from `wordlists.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_LISTS = tomllib.loads((files("quotes.quotations") / "wordlists.toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Return verbs with their inflected forms, which the lemmatizer leaves where it knows none.

    "argues", "insisted", "warning" come back from it as they are.
    """
    found = set(verbs)
    for verb in verbs:
        stem = verb.removesuffix("e")
        found |= {stem + "ing", stem + "ed", verb + "s"}
        if verb.endswith("y") and verb[-2:-1] not in "aeo":
            found |= {verb[:-1] + "ied", verb[:-1] + "ies"}
        if verb in _LISTS["doubling"].split():
            found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(found)


HONORIFICS: dict[str, str | None] = {k: v or None for k, v in _LISTS["honorifics"].items()}
SHORT_TITLES: dict[str, str] = dict(_LISTS["short_titles"])
GENDERED_NOUNS: dict[str, str] = dict(_LISTS["gendered_nouns"])
ROLES = _words("roles")
CALLINGS = ROLES | _words("occupations")
PERSONS = _words("persons")
FIRMS = _words("firms")
RELATIVES = _words("relatives")
DOCUMENTS = _words("documents")
PASSING_ON = _words("passing_on")
UNFOLDING = _forms(_words("unfolding"))
ANYBODY = _words("anybody")
ALSO_CALLED: dict[str, frozenset[str]] = {
    noun: frozenset(roles.split()) for noun, roles in _LISTS["also_called"].items()
}
OUTLETS = _words("outlets")
BODIES = _words("bodies")
BODY_OPENINGS = _words("body_openings")
COURTESIES = _words("courtesies")
SALUTATIONS = _words("salutations")
NOBLE = _words("noble")
PARTICLES = _words("particles")
GENITIVES = ("’s", "'s", "’", "'")  # what ends a word that owns something
NO_TURNS = _words("no_turns")
LANDFORMS = _words("landforms")
NO_NAMES = _words("no_names")
TIMES = _words("times")
WORKS = _words("works")
NAMING = _words("naming")
PERFORMING = _words("performing")
MALE_NAMES = _words("male_names")
FEMALE_NAMES = _words("female_names")
REPORTING_VERBS = _words("reporting")
REPORTING = _forms(REPORTING_VERBS)
REACTING = _forms(_words("reacting"))
ADDRESSED = _forms(_words("addressed"))


@lru_cache(maxsize=1)
def more_names() -> dict[str, str]:
    """Return the gender of given names that are in neither of the two short lists."""
    lists = (files("quotes.quotations") / "given_names.toml").read_text(encoding="utf-8")
    return {
        name: gender for gender, names in tomllib.loads(lists).items() for name in names.split()
    }
