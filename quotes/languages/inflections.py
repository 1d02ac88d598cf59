"""Inflected forms of Spanish citation forms, so that glossaries list a word once."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.folding import fold

# Endings of regular verbs, folded; a stem needs three letters before them.
_VERB = re.compile(
    r"(o|as|a|amos|an|e|es|emos|en|imos|aba|abas|abamos|aban|ia|ias|iamos|ian|i|aste|iste|io|"
    r"asteis|aron|ieron|are|aras|ara|aremos|aran|ere|era|eremos|eran|ire|ira|iremos|iran|"
    r"aria|arias|ariamos|arian|eria|eriamos|erian|iria|iriamos|irian|ase|ese|iese|asen|iesen|"
    r"iera|ieran|aramos|ieramos|ando|iendo|yendo|ado|ada|ados|adas|ido|ida|idos|idas|ar|er|ir|"
    r"arse|erse|irse|arlo|erlo|irlo|arla|erla|irla|arlos|erlos|irlos|arle|erle|irle|arles)"
)


@lru_cache(maxsize=8192)
def pattern(word: str) -> re.Pattern[str]:
    """Return what matches (in full) the folded forms of a Spanish word in its citation form.

    Nouns and adjectives: gender and number. Infinitives: regular conjugation. A word
    in capitals only is an acronym: as it is.
    """
    key = fold(word)
    if word.isupper() or len(key) < 4:
        return re.compile(re.escape(key) + "s?")
    forms = _nominal(key)
    if key[-2:] in {"ar", "er", "ir"} and len(key) > 4:
        return re.compile(f"{forms}|{re.escape(key[:-2])}{_VERB.pattern}")
    return re.compile(forms)


def _nominal(key: str) -> str:
    stem = re.escape(key[:-1])
    if key.endswith("z"):
        return f"{re.escape(key)}|{stem}ces"
    if key[-1] in "oa":
        return f"{stem}(o|a|os|as)"
    if key[-1] in "eiu":
        return f"{re.escape(key)}s?"
    return f"{re.escape(key)}(es|a|as)?"
