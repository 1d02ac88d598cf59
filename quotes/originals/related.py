"""Sources that tell of what an article tells: they share names that few other sources have.

A newsroom quotes four words of a bulletin of which nothing else is quoted. Whether they come from
there the words alone cannot say, but the bulletin names the volcano and the town that the article
names. Of the 268 sources of the *choose* events of `benchmarks/events` 75 % share two rare names
with their own article; of the 28,676 pairs with another event's article 0.08 % do. Without `_RARE`
it would be 81 and 0.2 %, and US articles would be related to old Spanish news by their states.
"""

from __future__ import annotations

import re
from collections import Counter

from quotes.languages.lexicon import rarity
from quotes.languages.words import fold
from quotes.originals.index import Index, Library

_NAMES = 2  # names that an article shares with a source of its own
_FEW = 5  # sources at most that have such a name
_RARE = 12.0  # information (nats) of a word that newspapers seldom print: "Indiana" has 12.6
# A word with a capital, of four letters at least.
_WORD = r"[^\W\d_a-zà-ÿ][^\W\d_]{3,}"
_CAPITAL = re.compile(rf"(?<!\w){_WORD}")
# Such words in a row, which no sentence or quotation begins with.
_NAME = re.compile(rf"(?<=[^\W\d_][ ]){_WORD}(?:[ -](?:(?:de|del|la|los|las|y) ){{0,2}}{_WORD})*")


def related_documents(article: str, index: Index, library: Library) -> frozenset[int]:
    """Return the numbers of the sources that share two rare names with an article."""
    names = {tuple(map(fold, _CAPITAL.findall(one.group()))) for one in _NAME.finditer(article)}
    naming = {word: _naming(word, index, library) for name in names for word in name}
    shared: Counter[int] = Counter()
    counted: set[str] = set()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if counted.isdisjoint(name):  # the surname alone is the name once more
            few = [naming[word] for word in name if len(naming[word]) <= _FEW]
            shared.update(set().union(*few))
            counted.update(name)
    return frozenset(number for number, count in shared.items() if count >= _NAMES)


def _naming(name: str, index: Index, library: Library) -> set[int]:
    """Return the sources that have a rare word as a name; none where it is no such word."""
    found: set[int] = set()
    if rarity(name, "es") < _RARE:
        return found
    for sentence in index.having(name).tolist():
        number = int(index.documents[sentence])
        start, end = index.spans[sentence].tolist()
        text = library.sources[number].text
        if any(fold(one.group()) == name for one in _CAPITAL.finditer(text, start, end)):
            found.add(number)
    return found
