"""The words around a stretch: the one that governs it, those beside it, its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.quotations.reading import Reading

_UPOS = ("NOUN", "VERB", "PROPN", "ADJ", "PRON", "DET", "ADP", "AUX", "INTJ", "ADV", "NUM", "PART")
_RELATIONS = (
    "root", "ccomp", "obj", "parataxis", "conj", "obl", "xcomp", "nsubj", "amod", "compound",
    "nmod", "advcl", "acl", "appos", "flat", "dep", "discourse",
)  # fmt: skip
RELATION = {name: float(number + 1) for number, name in enumerate(_RELATIONS)}
UPOS = {name: float(number + 1) for number, name in enumerate(_UPOS)}


def top(reading: Reading, number: int) -> int:
    """Return the word of a stretch that governs the others, -1 if it has no words."""
    found = reading.governors.get(number)
    if found is None:
        found = reading.governors[number] = _top(reading, *reading.inner[number])
    return found


def _top(reading: Reading, first: int, last: int) -> int:
    for index in range(first, last):
        if not first <= reading.heads[index] < last and reading.relations[index] != "punct":
            return index
    return first if first < last else -1


def outer_words(reading: Reading, number: int) -> tuple[int, int]:
    """Return the words next to a stretch in its paragraph, punctuation skipped; -1 if none."""
    found = reading.edges.get(number)
    if found is None:
        found = reading.edges[number] = _outer_words(reading, number)
    return found


def _outer_words(reading: Reading, number: int) -> tuple[int, int]:
    first, last = reading.inner[number]
    low, high = reading.line_words(reading.stretches[number].paragraph)
    before = first - 1
    while before >= low and reading.words[before].upos == "PUNCT":
        before -= 1
    after = last
    while after < high and reading.words[after].upos == "PUNCT":
        after += 1
    return (before if before >= low else -1), (after if after < high else -1)


def edge_lemmas(reading: Reading, number: int) -> dict[str, str]:
    """Return the words at the edges of a stretch, by the name of the lexicon that weighs them."""
    first, last = reading.inner[number]
    before, after = outer_words(reading, number)
    second = (
        before - 1
        if before > 0 and reading.paragraph[before - 1] == reading.paragraph[before]
        else -1
    )
    words = [i for i in range(first, last) if reading.words[i].upos != "PUNCT"]
    return {
        "before_second": lemma_at(reading, second),
        "after": lemma_at(reading, after),
        "first": lemma_at(reading, words[0] if words else -1),
        "last": lemma_at(reading, words[-1] if words else -1),
    }


def lemma_at(reading: Reading, index: int) -> str:
    """Return the lemma of a word, "¶" for the edge of a paragraph (-1)."""
    return reading.lemmas[index] if index >= 0 else "¶"


def sentences_of(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the range of words of the sentences that a range of words touches."""
    if first >= len(reading.words):
        return first, first
    begin = reading.sentences[reading.sentence[first]][0]
    end = reading.sentences[reading.sentence[max(first, last - 1)]][1]
    return begin, end
