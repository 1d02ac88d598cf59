"""Articles on the way from Portuguese to Spanish: contractions, names, unknown nouns.

Portuguese puts an article before the names of countries and firms ("a China", "da
Apple"), Spanish as a rule does not; and before a word that it does not know Apertium
takes "a" and "o" for something else than articles. The English text tells which names
had one.
"""

from __future__ import annotations

import re

# "nos Estados Unidos": Apertium reads "nos" as "us" before an unknown or a name.
CONTRACTED = (
    (re.compile(r"\bnos (?=[A-ZÁÉÍÓÚ])"), "em os "),
    (re.compile(r"\bnas (?=[A-ZÁÉÍÓÚ])"), "em as "),
    # "querem nos calar": before an infinitive it is the pronoun, read as "in the"
    (re.compile(r"\bnos ([a-zà-ú]+[aei]r)\b"), r"\1-nos"),
    (re.compile(r"\b(\d{1,2})h(\d\d)\b"), r"\1:\2"),
    (re.compile(r"\b[Ff]ora de cada\b"), "De cada"),
    (re.compile(r"\b([Mm])al-(?=[^\W\d_])"), r"\1al"),
)
# What stands before an unknown word (marked "*"), and what it should have been.
BEFORE_UNKNOWN = (
    (re.compile(r"\b([Dd])e lo (?=\*)"), r"\1el "),
    (re.compile(r"\ba lo (?=\*)"), "al "),
    (re.compile(r"\blo (?=\*)"), "el "),
    (re.compile(r"\bLo (?=\*)"), "El "),
    (re.compile(r"\b([Uu])no (?=\*)"), r"\1n "),
    (re.compile(r"\b([Ss])uy[oa] (?=\*)"), r"\1u "),
    (re.compile(r"\b([Ss])uy[oa]s (?=\*)"), r"\1us "),
    (re.compile(r"\ba (?=\*[a-zà-ú])(?!\*\w+[aei]r\b)"), "la "),
)
NAMED = re.compile(
    r"\b(?P<article>[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Dd]el|[Aa]l|a) (?P<name>\*?[A-ZÁÉÍÓÚÑ][\w'’-]*)"
)
WITHOUT = {"del": "de ", "al": "a "}
# Places whose Spanish name differs from the English one and takes no article.
PLACES = {
    "Alemania": "Germany", "América": "America", "África": "Africa", "Arabia": "Saudi",
    "Bélgica": "Belgium", "Brasil": "Brazil", "Bretaña": "Britain", "Corea": "Korea",
    "Egipto": "Egypt", "Escocia": "Scotland", "España": "Spain", "Europa": "Europe",
    "Filipinas": "Philippines", "Francia": "France", "Grecia": "Greece", "Holanda": "Holland",
    "Hungría": "Hungary", "Inglaterra": "England", "Irak": "Iraq", "Irán": "Iran",
    "Irlanda": "Ireland", "Italia": "Italy", "Japón": "Japan", "Libia": "Libya",
    "México": "Mexico", "Noruega": "Norway", "Polonia": "Poland", "Rusia": "Russia",
    "Siria": "Syria", "Sudáfrica": "South", "Suecia": "Sweden", "Suiza": "Switzerland",
    "Turquía": "Turkey", "Ucrania": "Ukraine",
}  # fmt: skip


def contracted(portuguese: str) -> str:
    """Return the Portuguese with what Apertium misreads written otherwise."""
    for pattern, by in CONTRACTED:
        portuguese = pattern.sub(by, portuguese)
    return portuguese


def with_articles(english: str, spanish: str) -> str:
    """Return Apertium's Spanish, unknown words still marked "*", with its articles put right."""
    spanish = NAMED.sub(lambda match: _named(match, english), spanish)
    for pattern, by in BEFORE_UNKNOWN:
        spanish = pattern.sub(by, spanish)
    return spanish


def _named(match: re.Match[str], english: str) -> str:
    """Drop the article before a name that has none in the English text."""
    article, name = match["article"], match["name"]
    word = PLACES.get(name.lstrip("*"), name.lstrip("*"))
    before = re.findall(rf"(\w+|^|[^\w\s])\s*\b{re.escape(word)}\b", english)
    if not before or any(words.lower() in ("the", "a", "an") for words in before):
        return match[0]
    if article == "a" and any(words.lower() in ("to", "at", "for") for words in before):
        return match[0]
    return WITHOUT.get(article.lower(), "") + name
