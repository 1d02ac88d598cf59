"""Portuguese words in Spanish spelling, for those that the dictionary lacks.

The two languages share most of their learned vocabulary; endings and letter groups
correspond by rule ("-ção" to "-ción", "nh" to "ñ"). `portuguese.tsv` holds words that do
not, written for this project: those that Debian's dictionary lacks most often in
politics and news. A name stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

RULES = (
    # redução, produção, construção; but solução, contribuição
    ("([dtr])ução$", r"\1ucción"),
    ("([dtr])uções$", r"\1ucciones"),
    ("ções$", "ciones"),
    ("ção$", "ción"),
    ("sões$", "siones"),
    ("são$", "sión"),
    ("ões$", "ones"),
    ("ão$", "ón"),
    ("ães$", "anes"),
    ("idade$", "idad"),
    ("idades$", "idades"),
    ("agem$", "aje"),
    ("agens$", "ajes"),
    ("ável$", "able"),
    ("ível$", "ible"),
    ("áveis$", "ables"),
    ("íveis$", "ibles"),
    ("vel$", "ble"),
    ("veis$", "bles"),
    ("ais$", "ales"),
    ("eis$", "eles"),
    ("éia$|eia$", "ea"),
    ("ência$", "encia"),
    ("ências$", "encias"),
    ("ância$", "ancia"),
    ("âncias$", "ancias"),
    ("ário$", "ario"),
    ("ários$", "arios"),
    ("ária$", "aria"),
    ("árias$", "arias"),
    ("ório$", "orio"),
    ("ória$", "oria"),
    ("eiro$", "ero"),
    ("eiros$", "eros"),
    ("eira$", "era"),
    ("eiras$", "eras"),
    ("mento$", "miento"),
    ("mentos$", "mientos"),
    ("([aei])riam$", r"\1rían"),
    ("avam$", "aban"),
    ("ava$", "aba"),
    ("iam$", "ían"),
    ("aram$", "aron"),
    ("[ei]ram$", "ieron"),
    ("([ei])am$", r"\1an"),
    ("am$", "an"),
    ("em$", "en"),
    ("im$", "ín"),
    ("om$", "on"),
    ("um$", "un"),
    ("ou$", "ó"),
    ("ei$", "é"),
    ("lh", "j"),
    ("nh", "ñ"),
    ("ss", "s"),
    ("ç(?=[ei])", "c"),
    ("ç", "z"),
    ("ã", "an"),
    ("õ", "on"),
    ("â", "á"),
    ("ê", "é"),
    ("ô", "ó"),
    ("à", "a"),
    ("qü", "cu"),
)
COMPILED = tuple((re.compile(pattern), by) for pattern, by in RULES)
PORTUGUESE = re.compile(r"[ãõâêôàç]|lh|nh|ss|(?:[aeiou]|r)(?:[ae]m|ou|ei)$|[^aeiou](?:am|ou|ei)$")


def spanish_spelling(word: str) -> str:
    """Return the word in Spanish: from the list of words, else spelled by rule.

    A word is taken for Portuguese only if it begins in lower case and is in the list
    or holds a letter group that Spanish lacks; names stay as they are.
    """
    listed = _listed(word.lower()) if word[1:].islower() else None
    if listed:
        return listed if word[0].islower() else listed[0].upper() + listed[1:]
    if not word.islower() or not PORTUGUESE.search(word):
        return word
    for pattern, by in COMPILED:
        word = pattern.sub(by, word)
    return word


def _listed(word: str) -> str | None:
    """Return the Spanish of a word in the list, or of its feminine or plural."""
    words = _words()
    if word in words:
        return words[word]
    if word.endswith("s") and (singular := _listed(word[:-1])):
        return _plural(singular)
    if word.endswith("a") and (masculine := words.get(f"{word[:-1]}o")):
        return f"{masculine[:-1]}a" if masculine.endswith("o") else masculine
    for ending, one in (("ões", "ão"), ("ais", "al"), ("eis", "el"), ("íveis", "ível"), ("es", "")):
        if word.endswith(ending) and (found := words.get(word.removesuffix(ending) + one)):
            return _plural(found)
    return None


def _plural(word: str) -> str:
    if word[-1] in "aeiouéó":
        return f"{word}s"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    return word if word.endswith("s") else f"{word}es"


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Return the list of words that Debian's dictionary lacks, by Portuguese word."""
    text = files("quotes.translators").joinpath("portuguese.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {portuguese: spanish for portuguese, spanish in rows}  # noqa: C416 - typed pairs
