"""Spanish as it is written: spelling and punctuation that Apertium leaves undone.

The two languages share most of their learned vocabulary; endings and letter groups
correspond by rule ("-ção" to "-ción", "nh" to "ñ"). `words.toml` holds words that do not.
A name stays as it is.
"""

from __future__ import annotations

import re

from quotes.translators.pivot.tables import applied, read

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
    words: dict[str, str] = read("words.toml")
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
