"""A text made such as the neural models know, and its answer made like the text again.

Capitals: a text all in capitals is translated in small letters, since the models know
few capitals. Characters: what the vocabularies cannot spell is taken out before and put
back after.

The Firefox vocabularies of Portuguese hold 101 characters: no ñ, ü, ¿, Í, no curly
marks, dashes, currency signs, braces or asterisks. A character that they lack turns
its word into another ("won’t go" into "I't't go", "Núñez" into "Nú'ez").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

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

SHOUTED = 0.8  # share of capitals among the letters; acronyms in a sentence stay far below
SHOUTED_WORDS = 2
ENDS = ".!?…:;,"


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


def lowered(text: str) -> str:
    """Return a text that is all in capitals as a sentence, any other unchanged."""
    return text[:1] + text[1:].lower() if shouted(text) else text


def raised(text: str, answer: str) -> str:
    """Return the answer in capitals where the text is."""
    return answer.upper() if shouted(text) else answer


def shouted(text: str) -> bool:
    """Return whether a text of two words or more is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= SHOUTED_WORDS and capitals >= SHOUTED * len(letters)


def like(text: str, answer: str) -> str:
    """Return the answer with the first letter and the last mark as the text has them."""
    if not answer:
        return answer
    if text[-1:] not in ENDS and answer[-1] in ".,;:" and not answer.endswith("..."):
        answer = answer.rstrip(".,;:")
    first = re.search(r"[^\W\d_]", answer)
    begins = re.search(r"[^\W\d_]", text)
    if first and begins and begins[0].isupper():
        at = first.start()
        answer = answer[:at] + answer[at].upper() + answer[at + 1 :]
    elif first and begins and not _name_first(text, answer):
        at = first.start()
        answer = answer[:at] + answer[at].lower() + answer[at + 1 :]
    return answer


def _name_first(text: str, answer: str) -> bool:
    word = re.search(r"[^\W\d_]+", answer)
    return bool(word) and (word[0] in text if word else False)


LINE = re.compile(r"([^\r\n]+)([\r\n]*)")
SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+")


def pieces(text: str, limit: int) -> list[tuple[str, str]]:
    """Return the paragraphs of a text and what stands after each, to be joined again.

    A paragraph beyond `limit` characters is cut after a sentence where there is one,
    else at a blank, else anywhere.
    """
    found: list[tuple[str, str]] = []
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be sent
    for line, gap in LINE.findall(text.strip()):
        *first, last = _cut(line.strip(), limit) if line.strip() else [""]
        found.extend((part, " ") for part in first)
        found.append((last, gap))
    return [(part, gap) for part, gap in found if part or gap]


def _cut(line: str, limit: int) -> Iterator[str]:
    while len(line) > limit:
        head = line[:limit]
        ends = [match.end() for match in SENTENCE.finditer(head)]
        blank = head.rfind(" ")
        at = ends[-1] if ends else blank if blank > 0 else limit
        yield line[:at].strip()
        line = line[at:].strip()
    yield line
