"""What the neural vocabularies cannot spell: taken out before, put back after.

The Firefox vocabularies of Portuguese hold 101 characters: no ñ, ü, ¿, Í, no curly
marks, dashes, currency signs, braces or asterisks. A character that they lack turns
its word into another ("won’t go" into "I't't go", "Núñez" into "Nú'ez").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

KNOWN = frozenset(
    " \"!$%&'()+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_"
    "abcdefghijklmnopqrstuvwxyz|°ÁÉàáâãçéêíóôõú"
)
PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys("–—―", " - "),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\t", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", None),
        "…": "...",
        "½": " 1/2",
        "{": "(",
        "}": ")",
        "~": "about ",
    }
)
MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₡": "colones"}
AMOUNT = re.compile(
    r"(?:(?:US|COP|Col)\s?)?([$€£¥₡])\s?(\d[\d.,]*\d|\d)"
    r"(?:[- ]?(thousand|million|billion|trillion|bn|[mM](?=\b)|[kK](?=\b)))?"
)
SCALES = {"bn": "billion", "m": "million", "k": "thousand"}
WORD = re.compile(r"[^\W_]+")


def spellable(text: str) -> tuple[str, dict[str, str]]:
    """Return the text in known characters, and each folded word's own spelling."""
    text = unicodedata.normalize("NFC", text).translate(PLAIN)
    text = AMOUNT.sub(_amount, text)
    spellings: dict[str, str] = {}
    text = WORD.sub(lambda match: _fold(match[0], spellings), text)
    text = "".join(char if char in KNOWN else " " for char in text)
    return re.sub(r" {2,}", " ", text).strip(), spellings


def ended(text: str) -> str:
    """Return the text with a full stop where it lacks an end.

    The models learned on whole sentences: without it "Thank you all" comes back as
    something about editions. `like` takes the stop away again.
    """
    bare = text.rstrip("\"”’') ")
    return text if not bare or bare[-1] in ".!?:;,…-–—" or " " not in bare else f"{text}."


def respell(text: str, spellings: Mapping[str, str]) -> str:
    """Return the text with each folded word in its own spelling again."""
    if not spellings:
        return text
    return WORD.sub(lambda match: spellings.get(match[0], match[0]), text)


def _amount(match: re.Match[str]) -> str:
    sign, figure, scale = match.groups()
    words = [figure, SCALES.get(scale.lower(), scale)] if scale else [figure]
    return " ".join([*words, MONEY[sign]])


def _fold(word: str, spellings: dict[str, str]) -> str:
    if all(char in KNOWN for char in word):
        return word
    letters = unicodedata.normalize("NFKD", word)
    folded = "".join(char for char in letters if char.isascii() and char.isalnum())
    if folded:
        spellings[folded] = word
    return folded or " "
