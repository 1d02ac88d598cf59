r"""Put the dictionary of renderings together, and find the forms that its stems miss.

    python -m training.lexicon.dictionary quotes/languages/data/dictionary.tsv [MORE.tsv ...] \
        --out quotes/languages/data

A line holds a Spanish word or expression, the accepted English renderings, and the words known as
mistakes for it, parted by tabs. The entries of all files are joined, a mistake that any of them
accepts is none, and numbers have no mistakes (`changed-number` compares them). Two fields are made
anew: the Snowball stem that finds the word, and forms of the word (by simplemma's table, without
those of vosotros) that the stem does not find, as "dijo" for "decir". Beside `dictionary.tsv`
`dictionary_english.tsv` is written: of English stems the words that they render.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from quotes.languages.numbers import runs
from quotes.languages.words import fold, snowball_stem, tokens

FIELDS = 3
VOSOTROS = ("ais", "eis", "áis", "éis")
OTHERWISE = {"creo": "creer", "vino": "venir", "fue": "ser", "fueron": "ser"}  # than simplemma says
Entries = dict[str, tuple[list[str], list[str]]]


def main() -> None:
    """Read the arguments, join and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("parts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    entries = joined(args.parts)
    stems, forms = found_by(entries)
    lines = [
        "\t".join(
            [
                word,
                ", ".join(accepted),
                ", ".join(wrong),
                stems[word],
                " ".join(sorted(forms[word])),
            ]
        )
        for word, (accepted, wrong) in sorted(entries.items())
    ]
    (args.out / "dictionary.tsv").write_text("\n".join(lines) + "\n", encoding="utf8")
    english = [
        f"{stem}\t{' '.join(sorted(words))}" for stem, words in sorted(turned(entries).items())
    ]
    (args.out / "dictionary_english.tsv").write_text("\n".join(english) + "\n", encoding="utf8")
    print(
        f"{len(lines)} entries, {sum(map(len, forms.values()))} forms, {len(english)} English words"
    )


def _stem(spanish: str) -> str:
    return " ".join(snowball_stem(fold(word), "es") for word in spanish.split())


def turned(entries: Entries) -> dict[str, set[str]]:
    """Return the single Spanish words (folded) that each single English word (a stem) renders."""
    found: dict[str, set[str]] = {}
    for spanish, (accepted, _) in entries.items():
        for english in accepted:
            if " " not in english and " " not in spanish:
                found.setdefault(snowball_stem(fold(english), "en"), set()).add(fold(spanish))
    return found


def joined(parts: Iterable[Path]) -> Entries:
    """Return the entries of several files: accepted renderings and mistakes by Spanish word."""
    found: Entries = {}
    for part in parts:
        for line in part.read_text(encoding="utf8").splitlines():
            fields = line.split("\t")
            if len(fields) < FIELDS or not (fields[0].strip() and fields[1].strip()):
                continue
            accepted, wrong = found.setdefault(fields[0].strip().lower(), ([], []))
            accepted += [one for one in _listed(fields[1]) if one not in accepted]
            wrong += [one for one in _listed(fields[2]) if one not in wrong]
    return {
        word: (accepted, [] if _bare(word, accepted) else [w for w in wrong if w not in accepted])
        for word, (accepted, wrong) in found.items()
    }


def _listed(field: str) -> list[str]:
    renderings = (one.strip().lower().replace("’", "'") for one in field.split(","))
    return [one for one in renderings if one]


def _bare(word: str, accepted: list[str]) -> bool:
    """Return whether an entry has no mistakes: a number, or what "trató de" is taken for, too.

    The stem of "tratarse de" is that of "tratar de".
    """
    if word.split(maxsplit=1)[0].endswith(("arse", "erse", "irse")) and " " in word:
        return True
    alone = " " not in word and any(True for _ in runs(word, tokens(word), "es"))
    return alone or any(one.isdigit() for one in accepted)


def found_by(entries: Entries) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return by word the stem that finds it, and the forms that the stem does not find.

    Of words with one stem ("firma", "firmar") that with the most forms is found by it, the others
    by their forms alone.
    """
    forms: dict[str, set[str]] = {word: set() for word in entries}
    for key, lemma in DefaultDictionaryFactory().get_dictionary("es").items():
        form, word = (one if isinstance(one, str) else one.decode() for one in (key, lemma))
        form, word = form.lower(), OTHERWISE.get(form.lower(), word.lower())
        if word in entries and form.isalpha() and not form.endswith(VOSOTROS):
            forms[word].add(form)
    first: dict[str, str] = {}
    for word in sorted(entries, key=lambda one: -len(forms[one])):
        first.setdefault(_stem(word), word)
    stems = {word: stem if first[stem := _stem(word)] == word else "" for word in entries}
    missed = {
        word: {form for form in forms[word] - {word} if _stem(form) != stems[word]}
        for word in entries
    }
    bare = {fold(form) for word in entries for form in (word, *missed[word]) if fold(form) != form}
    for word in entries:  # "bebe" is listed: without its accent "bebé" is written so, too
        missed[word] |= bare & forms[word] - {word}
    return stems, missed


if __name__ == "__main__":
    main()
