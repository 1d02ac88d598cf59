"""Portuguese words in Spanish spelling, for those that the dictionary lacks.

The two languages share most of their learned vocabulary; endings and letter groups
correspond by rule ("-ção" to "-ción", "nh" to "ñ"). A name stays as it is.
"""

from __future__ import annotations

import re

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
    ("ram$", "ron"),
    ("am$", "an"),
    ("em$", "en"),
    ("im$", "ín"),
    ("om$", "on"),
    ("um$", "un"),
    ("ou$", "ó"),
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
PORTUGUESE = re.compile(r"[ãõâêôàç]|lh|nh|ss")


def spanish_spelling(word: str) -> str:
    """Return the word as Spanish would spell it; names and foreign words stay as they are.

    A word is taken for Portuguese only if it begins in lower case and holds a letter
    group that Spanish lacks.
    """
    if not word.islower() or not PORTUGUESE.search(word):
        return word
    for pattern, by in COMPILED:
        word = pattern.sub(by, word)
    return word
