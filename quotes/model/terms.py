"""Glossary entries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A Spanish term with its accepted and its misleading English renderings.

    `disputed` marks a term whose rendering careful translators argue about: a
    finding on it says "disputed", never "wrong". `origin` is "file:line".
    """

    spanish: str
    accepted: tuple[str, ...]
    misleading: tuple[str, ...]
    note: str = ""
    disputed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A Spanish word, the English look-alike that misleads, and what it does mean."""

    spanish: str
    english: str
    meaning: tuple[str, ...]
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms and false friends in force."""

    terms: tuple[Term, ...] = ()
    false_friends: tuple[FalseFriend, ...] = ()
