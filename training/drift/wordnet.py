"""A reader of WordNet's own files: senses, antonyms, hypernyms, sisters."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
TAGS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "ADV": "r"}


class WordNet:
    """The relations between words that the generators use."""

    def __init__(self, folder: Path) -> None:
        """Read the index and data files in a folder such as Debian's package installs."""
        self.words: dict[str, list[str]] = {}
        self.links: dict[str, list[tuple[str, str, int]]] = {}
        self.senses: dict[str, list[str]] = defaultdict(list)
        self.below: dict[str, list[str]] = defaultdict(list)
        for part, name in PARTS.items():
            for line in (folder / f"data.{name}").open(encoding="latin1"):
                if line[0] != " ":
                    self._entry(part, line.split("|")[0].split())
            for line in (folder / f"index.{name}").open(encoding="latin1"):
                if line[0] != " ":
                    self._index(part, line.split())

    def _entry(self, part: str, cells: list[str]) -> None:
        """Take in one synonym set."""
        key = part + cells[0]
        count = int(cells[3], 16)
        self.words[key] = [w.split("(")[0].replace("_", " ") for w in cells[4 : 4 + 2 * count : 2]]
        at = 4 + 2 * count
        links = []
        for k in range(int(cells[at])):
            mark, target, kind, ends = cells[at + 1 + 4 * k : at + 5 + 4 * k]
            links.append((mark, ("a" if kind == "s" else kind) + target, int(ends, 16)))
            if mark in ("@", "@i"):
                self.below[kind + target].append(key)
        self.links[key] = links

    def _index(self, part: str, cells: list[str]) -> None:
        """Take in the senses of a word, the most common first."""
        count = int(cells[2])
        self.senses[f"{part}:{cells[0].replace('_', ' ')}"] = [part + c for c in cells[-count:]]

    def synonyms(self, lemma: str, part: str, most: int = 2) -> list[str]:
        """Return other words of the most common senses."""
        sets = self.senses.get(f"{part}:{lemma}", ())[:most]
        return [w for s in sets for w in self.words[s] if w.lower() != lemma]

    def everything_near(self, lemma: str, part: str) -> set[str]:
        """Return every synonym in any sense."""
        return {w for s in self.senses.get(f"{part}:{lemma}", ()) for w in self.words[s]}

    def antonyms(self, lemma: str, part: str) -> list[str]:
        """Return the opposites of a word, direct ones and those of its nearest kin."""
        direct, near = [], []
        for key in self.senses.get(f"{part}:{lemma}", ())[:3]:
            place = (
                [w.lower() for w in self.words[key]].index(lemma) + 1
                if lemma in [w.lower() for w in self.words[key]]
                else 0
            )
            for mark, target, ends in self.links[key]:
                if mark == "!" and (not ends or ends >> 8 in (0, place)):
                    words = self.words[target]
                    direct.append(words[(ends & 255) - 1] if ends & 255 else words[0])
                elif mark == "&":
                    near += [
                        w for m, t, _ in self.links[target] if m == "!" for w in self.words[t][:1]
                    ]
        return direct or near[:2]

    def above(self, lemma: str, part: str, most: int = 2) -> list[str]:
        """Return the words one step more general, in the most common senses."""
        sets = self.senses.get(f"{part}:{lemma}", ())[:most]
        return [
            w for s in sets for m, t, _ in self.links[s] if m in ("@", "@i") for w in self.words[t]
        ]

    def sisters(self, lemma: str, part: str) -> list[str]:
        """Return words under the same more general word, in the most common sense."""
        near = self.everything_near(lemma, part)
        sets = self.senses.get(f"{part}:{lemma}", ())[:1]
        parents = [t for s in sets for m, t, _ in self.links[s] if m in ("@", "@i")]
        found = [w for p in parents for s in self.below[p][:40] for w in self.words[s][:1]]
        return [w for w in found if w not in near and w != lemma]

    def under(self, lemma: str, part: str) -> list[str]:
        """Return words one step more specific, in the most common sense."""
        sets = self.senses.get(f"{part}:{lemma}", ())[:1]
        return [w for s in sets for b in self.below[s][:30] for w in self.words[b][:1]]
