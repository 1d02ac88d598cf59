"""Apertium's Spanish as it is written, and what is put right with the English text in view.

The two languages share most of their learned vocabulary; endings and letter groups
correspond by rule ("-ção" to "-ción", "nh" to "ñ"). `data/portuguese_words.toml`
holds words that do not, `data/portuguese_tables.toml` the patterns. A name stays as it is.

Portuguese puts an article before the names of countries and firms ("a China", "da
Apple"), Spanish as a rule does not; and before a word that it does not know Apertium
takes "a" and "o" for something else than articles. The English text tells which names
had one, and which of two Spanish words is meant where Portuguese has one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """A pattern and what takes its place."""

    pattern: re.Pattern[str]
    by: str

    def apply(self, text: str) -> str:
        """Return the text with every match replaced."""
        return self.pattern.sub(self.by, text)


@cache
def read(name: str) -> dict[str, Any]:
    """Return a file of tables in `data`, "words" or "tables"."""
    return tomllib.loads(
        files(__package__).joinpath("data", f"portuguese_{name}.toml").read_text("utf-8")
    )


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of that name in the tables, in the order in which they are applied."""
    return tuple(Rule(re.compile(pattern), by) for pattern, by in read("tables")[name])


def applied(name: str, text: str) -> str:
    """Return the text with the rules of that name applied one after the other."""
    for rule in rules(name):
        text = rule.apply(text)
    return text


NAMED = re.compile(
    r"\b(?P<article>[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Dd]el|[Aa]l|a) (?P<name>\*?[A-ZÁÉÍÓÚÑ][\w'’-]*)"
)
WITHOUT = {"del": "de ", "al": "a "}


def contracted(portuguese: str) -> str:
    """Return the Portuguese with what Apertium misreads written otherwise."""
    return applied("contracted", portuguese)


def with_articles(english: str, spanish: str) -> str:
    """Return Apertium's Spanish, unknown words still marked "*", with its articles put right."""
    spanish = NAMED.sub(lambda match: _named(match, english), spanish)
    return applied("before_unknown", spanish)


def told_apart(english: str, spanish: str) -> str:
    """Return the Spanish with the words that the English text means."""
    for pattern, sign, meant in _senses():
        if sign.search(english):
            spanish = pattern.sub(lambda match, by=meant: _cased(match, by), spanish)  # type: ignore[misc]
    return spanish


def _named(match: re.Match[str], english: str) -> str:
    """Drop the article before a name that has none in the English text."""
    article, name = match["article"], match["name"]
    word = read("tables")["places"].get(name.lstrip("*"), name.lstrip("*"))
    before = re.findall(rf"(\w+|^|[^\w\s])\s*\b{re.escape(word)}\b", english)
    if not before or any(words.lower() in ("the", "a", "an") for words in before):
        return match[0]
    if article == "a" and any(words.lower() in ("to", "at", "for") for words in before):
        return match[0]
    return WITHOUT.get(article.lower(), "") + name


@cache
def _senses() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b{spanish}\b", re.IGNORECASE), re.compile(english, re.IGNORECASE), meant)
        for spanish, english, meant in read("tables")["senses"]
    )


def _cased(match: re.Match[str], meant: str) -> str:
    said = match.expand(meant)
    return said[0].upper() + said[1:] if match[0][0].isupper() else said


UNKNOWN = re.compile(r"\*([^\W\d_][\w'’-]*)")
OTHER_MARKS = re.compile(r"(?<!\w)[@#](?=\w)|\*")
QUESTION = re.compile(r"(^|[.!?…:;\"(\]]\s+|[\"(])([^.!?…:;\"()¿¡\n]*\?)")
EXCLAMATION = re.compile(r"(^|[.!?…:;\"(\]]\s+|[\"(])([^.!?…:;\"()¿¡\n]*!)")
PORTUGUESE = re.compile(r"[ãõâêôàç]|lh|nh|ss|(?:[aeiou]|r)(?:[ae]m|ou|ei)$|[^aeiou](?:am|ou|ei)$")


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
    text = applied("written", OTHER_MARKS.sub("", text))
    text = QUESTION.sub(lambda match: match[1] + _opened(match[2], "¿"), text)
    return EXCLAMATION.sub(lambda match: match[1] + _opened(match[2], "¡"), text).strip()


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
    return applied("spelling", word)


def _opened(words: str, mark: str) -> str:
    start = len(words) - len(words.lstrip())
    return words[:start] + mark + words[start:]


def _listed(word: str) -> str | None:
    """Return the Spanish of a word in the list, or of its feminine or plural."""
    words: dict[str, str] = read("words")
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
