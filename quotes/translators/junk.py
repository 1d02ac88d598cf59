"""Answers that are no translation: nothing, the question itself, an error page, a stutter."""

from __future__ import annotations

import re
from typing import Final

from quotes.languages.identification import identify

# Lengths of Spanish to English in characters over the 34,190 pairs of
# ../shared/data/parallel of 20 characters or more: 99.8 % lie between 0.53 and 1.93. Engines are
# given some room beyond that.
SHORTEST: Final = 0.35
LONGEST: Final = 3.0
LONG_ENOUGH: Final = 20

ERROR_PAGE: Final = re.compile(
    r"<!doctype|<html|<head|<body|</?div|&lt;html|MYMEMORY WARNING|QUERY LENGTH LIMIT"
    r"|YOU USED ALL AVAILABLE FREE|INVALID (?:SOURCE|TARGET|LANGUAGE)|PLEASE SELECT TWO DISTINCT"
    r"|\b(?:50[0234]|403|404|429)\b.{0,20}(?:error|gateway|unavailable|forbidden|not found)"
    r"|error.{0,20}\b(?:50[0234]|403|404|429)\b|too many requests|internal server error",
    re.IGNORECASE,
)
STUTTER: Final = re.compile(r"(\b\w+\b)(?:[\s,]+\1\b){5,}|([,.;:!?-])(?:\s*\2){5,}", re.IGNORECASE)


def why_junk(text: str, answer: object) -> str | None:
    """Return in a few words why `answer` is no translation of `text`, or None where it may be."""
    if not isinstance(answer, str) or not answer.strip():
        return "no answer"
    if ERROR_PAGE.search(answer) and not ERROR_PAGE.search(text):
        return "an error page"
    if _same(text, answer):
        # Names, numbers and words such as "plan" rightly stay as they are.
        return "the text unchanged" if identify(text) == "en" and _worded(text) else None
    faults = (
        (_another_length(text, answer), "an answer of another length"),
        (STUTTER.search(answer) and not STUTTER.search(text), "a stutter"),
        (len(text.split()) >= 8 and identify(text) == identify(answer) == "en", "not translated"),
    )
    return next((fault for found, fault in faults if found), None)


def _another_length(text: str, answer: str) -> bool:
    return len(text) >= LONG_ENOUGH and not SHORTEST <= len(answer) / len(text) <= LONGEST


def _same(text: str, answer: str) -> bool:
    return re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", answer).casefold()


def _worded(text: str) -> bool:
    """Return whether the text holds words that are not all names: two or more in lower case."""
    return len(re.findall(r"\b[a-zà-ÿ]{2,}\b", text)) >= 2
