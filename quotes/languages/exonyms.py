"""Names that differ between Spanish and English: exonyms, acronyms, expansions."""

from __future__ import annotations

from functools import cache

from quotes.languages.vocabularies import vocabulary


@cache
def exonyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return (Spanish forms, English forms) of each name, folded, words parted by spaces."""
    lines = str(vocabulary("exonyms")["pairs"]).strip().splitlines()
    return tuple(_pair(line) for line in lines)


def _pair(line: str) -> tuple[frozenset[str], frozenset[str]]:
    spanish, english = line.split("=")
    return _forms(spanish), _forms(english)


def _forms(side: str) -> frozenset[str]:
    return frozenset(form.strip() for form in side.split(";"))


@cache
def _words(side: int) -> dict[str, tuple[int, ...]]:
    """Return every word of a side's forms with the numbers of the pairs it occurs in."""
    found: dict[str, list[int]] = {}
    for number, pair in enumerate(exonyms()):
        for word in {word for form in pair[side] for word in form.split()}:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def has_exonym(word: str, language: str, other_text: str) -> bool:
    """Return whether a folded word is part of a name whose other-language form is in a text.

    `other_text` is the other side's folded keys joined and enclosed by spaces.
    """
    side, other = (0, 1) if language == "es" else (1, 0)
    return any(
        f" {form} " in other_text
        for number in _words(side).get(word, ())
        for form in exonyms()[number][other]
    )
