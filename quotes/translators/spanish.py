"""Spanish as it is written: what engines that come by way of Portuguese leave undone."""

from __future__ import annotations

import re

from quotes.translators.spelling import spanish_spelling

UNKNOWN = re.compile(r"\*([^\W\d_][\w'’-]*)")
OTHER_MARKS = re.compile(r"(?<!\w)[@#](?=\w)|\*")
QUESTION = re.compile(r"(^|[.!?…:;\"(\]]\s+|[\"(])([^.!?…:;\"()¿¡\n]*\?)")
EXCLAMATION = re.compile(r"(^|[.!?…:;\"(\]]\s+|[\"(])([^.!?…:;\"()¿¡\n]*!)")


DAY = (
    r"\d{1,2} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre)\b"
)


def _according(match: re.Match[str]) -> str:
    return "De acuerdo con" if match[1] == "E" else "de acuerdo con"


def _at_least(match: re.Match[str]) -> str:
    return "Al menos" if match[1] == "P" else "al menos"


RULES = (
    (re.compile(r"\bde el\b(?! [A-ZÁÉÍÓÚÑ])"), "del"),
    (re.compile(r"\ba el\b(?! [A-ZÁÉÍÓÚÑ])"), "al"),
    (re.compile(r"\by(?= h?[ií](?![aeouáéóú]))", re.IGNORECASE), "e"),
    (re.compile(r"\bo(?= h?[oó])"), "u"),
    (re.compile(r"\b(?:EUA\b|EE\. ?UU\b)\.?"), "EE. UU."),
    (re.compile(r"\b(más|menos|mayor|menor|mejor|peor)((?: \w+)?) del que\b"), r"\1\2 que"),
    (re.compile(r"\b[Ll]a menos que\b"), "a menos que"),
    (re.compile(r"\b([Pp])or lo menos\b"), _at_least),
    (re.compile(r"\b([Dd])espués que\b"), r"\1espués de que"),
    (re.compile(r"\b([Mm])uy (más|menos|mejor|peor)\b"), r"\1ucho \2"),
    (re.compile(r"\b([Ee])n consonancia con\b"), _according),
    (re.compile(r"\b([Aa])demás de eso\b"), r"\1demás"),
    # "nós" is "we", for Apertium the plural of a knot
    (re.compile(r"\bnodos\b"), "nosotros"),
    # "disse", "trouxe", "quis", "soube" are first person as well as third
    (re.compile(r"\b([Yy]o(?: \w+){0,2}) (dij|traj|quis|sup)o\b"), r"\1 \2e"),
    (re.compile(r"\b[Yy]o (?=me gustar)"), ""),
    # Colombia says "usted"; Portuguese "seu" is not "vuestro"
    (re.compile(r"\b(v)uestr[oa](s?)\b", re.IGNORECASE), r"su\2"),
    (re.compile(r"\b[Nn]osotros (?=(?:no |ya |también |nos |l[oae]s? )?\w+mos\b)"), ""),
    (re.compile(rf"\b([Hh]asta|[Dd]esde) (?={DAY})"), r"\1 el "),
    (re.compile(rf"\ben (?={DAY})"), "el "),
    (re.compile(rf"\bEn (?={DAY})"), "El "),
    (re.compile(r"\berrad([oa]s?)\b"), r"equivocad\1"),
    (re.compile(r"\bSuprema Corte\b"), "Corte Suprema"),
    (re.compile(r"(?<=\w)-([Gg]eneral)\b"), r" \1"),
    (re.compile(r"\s+([,.;:!?)\]])"), r"\1"),
    (re.compile(r"([(\[¿¡])\s+"), r"\1"),
    (re.compile(r" {2,}"), " "),
)


ENDS = ".!?…:;,"


def written_spanish(text: str, english: str = "") -> str:
    """Return Apertium's Spanish without its marks, spelled and punctuated as Spanish is.

    A word that it did not know stands there in Portuguese, marked "*": it is spelled
    as its Spanish cognate would be ("*construção" → "construcción") unless it is a name
    or a word of the `english` text.
    """
    foreign = set(re.findall(r"\w+", english.lower()))
    text = UNKNOWN.sub(
        lambda match: match[1] if match[1] in foreign else spanish_spelling(match[1]), text
    )
    text = OTHER_MARKS.sub("", text)
    for pattern, by in RULES:
        text = pattern.sub(by, text)
    text = QUESTION.sub(lambda match: match[1] + _opened(match[2], "¿"), text)
    return EXCLAMATION.sub(lambda match: match[1] + _opened(match[2], "¡"), text).strip()


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


def _opened(words: str, mark: str) -> str:
    start = len(words) - len(words.lstrip())
    return words[:start] + mark + words[start:]
