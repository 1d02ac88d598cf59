"""Answers that are no translation: nothing, the question itself, a notice, another language, a cut.

What an answer's length tells was measured on the 34,190 pairs of `parallel` of 20 characters or
more (WMT, Tatoeba, TICO-19, XQuAD): Spanish is 1.04 to 1.09 times as long, 99.9 % are longer
than 0.49 times the English up to 60 characters and than 0.58 times beyond, and shorter than
2.1 and 1.9 times. Engines are given some room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from quotes.languages.identification import identify, language_name

LONG_ENOUGH: Final = 20
LONG: Final = 60
RATIOS: Final = {False: (0.42, 3.0), True: (0.52, 2.3)}  # by whether the text is long
# A text that ends with a mark, an answer that does not, and one fifth of it missing.
CUT: Final = 0.8
WORDS: Final = 8
# Of 4,000 pairs of `parallel` 0.08 % lie below this cosine of the two texts' vectors (proverbs
# rendered by other proverbs), of pairs shuffled 99.05 %.
UNRELATED: Final = 0.25
TELLING: Final = 30  # characters, from which on a text's vector tells

ENDS: Final = re.compile(r"[.!?…][\"”’»')\]]*\s*$")
QUOTA: Final = re.compile(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|YOU USED ALL AVAILABLE FREE|quota (?:has been |was )?"
    r"(?:exceeded|reached|used up)|exceeded (?:your|the) (?:quota|limit|rate)|rate limit"
    r"|too many requests|limit (?:has been )?reached for|upgrade your plan|unusual traffic"
    r"|usage limit|out of credits|(?:api|auth) ?key (?:is )?(?:invalid|expired|missing)"
    r"|invalid (?:api|auth) ?key|subscription (?:has )?expired",
    re.IGNORECASE,
)
ERROR_PAGE: Final = re.compile(
    r"<!doctype|</?(?:html|head|body|div|script|title|p|span|br)\b[^>]*>|&lt;html"
    r"|INVALID (?:SOURCE|TARGET|LANGUAGE)|PLEASE SELECT TWO DISTINCT"
    r"|\b(?:50[0234]|403|404|429)\b.{0,20}(?:error|gateway|unavailable|forbidden|not found)"
    r"|error.{0,20}\b(?:50[0234]|403|404|429)\b|internal server error|service unavailable",
    re.IGNORECASE,
)
STUTTER: Final = re.compile(r"(\b\w+\b)(?:[\s,]+\1\b){5,}|([,.;:!?-])(?:\s*\2){5,}", re.IGNORECASE)
NOTICE: Final = "a notice of the service (quota, limit, key)"
PAGE: Final = "an error page"


def why_junk(text: str, answer: object) -> str | None:
    """Return in a few words why `answer` is no translation of `text`, or None where it may be."""
    if not isinstance(answer, str):
        return "no answer"
    if not answer.strip():
        return "an empty answer"
    for sign, why in ((QUOTA, NOTICE), (ERROR_PAGE, PAGE)):
        if sign.search(answer) and not sign.search(text):
            return why
    if _same(text, answer):
        # Names, numbers and words such as "plan" rightly stay as they are.
        return "the text unchanged" if identify(text) == "en" and _worded(text) else None
    return next((why for why in (fault(text, answer) for fault in _FAULTS) if why), None)


def why_unrelated(texts: Sequence[str], answers: Sequence[str]) -> list[str | None]:
    """Return of each answer why it cannot render its text: they say different things; or None."""
    from quotes.ml.vectors import encode  # noqa: PLC0415 - a second to open

    likeness = (encode(texts) * encode(answers)).sum(axis=1)
    return [
        "something else than the text"
        if like < UNRELATED and min(len(text), len(answer)) >= TELLING
        else None
        for like, text, answer in zip(likeness, texts, answers, strict=True)
    ]


def _damaged(text: str, answer: str) -> str | None:
    if "\ufffd" in answer and "\ufffd" not in text:
        return "characters lost on the way"
    return "half a character" if any("\ud800" <= char <= "\udfff" for char in answer) else None


def _another_length(text: str, answer: str) -> str | None:
    if len(text) < LONG_ENOUGH:
        return None
    shortest, longest = RATIOS[len(text) >= LONG]
    if len(answer) > longest * len(text):
        return "an answer of another length"
    cut = len(answer) < CUT * len(text) and ENDS.search(text) and not ENDS.search(answer)
    return "a text cut off" if len(answer) < shortest * len(text) or cut else None


def _stuttered(text: str, answer: str) -> str | None:
    return "a stutter" if STUTTER.search(answer) and not STUTTER.search(text) else None


def _another_language(text: str, answer: str) -> str | None:
    if min(len(text.split()), len(answer.split())) < WORDS or identify(text) != "en":
        return None
    language = identify(answer)
    if language == "en":
        return "not translated"
    # Catalan and Galician are told from Spanish too seldom (5 of 3,800) to be refused for it.
    if language in ("pt", "fr", "it", "de"):
        return f"{language_name(language)}, not Spanish"
    return None


_FAULTS: Final[tuple[Callable[[str, str], str | None], ...]] = (
    _damaged,
    _stuttered,
    _another_length,
    _another_language,
)


def _same(text: str, answer: str) -> bool:
    return re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", answer).casefold()


def _worded(text: str) -> bool:
    """Return whether the text holds words that are not all names: two or more in lower case."""
    return len(re.findall(r"\b[a-zà-ÿ]{2,}\b", text)) >= 2
