"""The parse of a whole text, laid flat for looking around a quotation quickly.

All positions are numbers of words in the whole text. What is asked again and again is counted
once (running counts, governors), so that no question about a gap walks through it. A dateline
is cut out of the trees here, since parsers take its town for the subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from quotes.model import Entity, Parse, Span, Word
from quotes.quotations.marks import QuotedSpan, core, paragraphs

_SAYING = frozenset({"say", "tell", "write", "add", "ask", "continue", "explain", "argue", "note"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
FINITE_OR_MODAL = FINITE | {"MD"}
_TO_WHOM = frozenset({"tell", "ask"})  # of those, what takes a listener without "to"
_STOPS = frozenset({".", "!", "?", ";"})
_HEADING = 12  # words of a line that may be a heading; by hand
_DEEP = 12  # governors of a word that are looked at


_CLOSING = frozenset("”’\"'")
# What a document does behind a quotation, and what is also a noun.
_NOTED = frozenset({"notes", "states", "reports", "claims", "details", "charges", "demands"})


_NAMING = frozenset({"NOUN", "PROPN"})
_INSIDE = _NAMING | {"ADJ"}  # what stands between "army-backed" and the noun it describes
_DESCRIBING = frozenset({"VBN", "VBG", "VBD", "JJ"})  # tags of the second part of "army-backed"


@dataclass(frozen=True, slots=True)
class RunningCounts:
    """Running counts: entry i counts the words before word i; each list has one entry more.

    `begun` counts spans whose first word it is, `commas` all commas; the others
    count words outside marks: `colons`, `own_commas`, `thats`, `stops` and `subjects`.
    """

    begun: Sequence[int] = (0,)
    commas: Sequence[int] = (0,)
    colons: Sequence[int] = (0,)
    own_commas: Sequence[int] = (0,)
    thats: Sequence[int] = (0,)
    stops: Sequence[int] = (0,)
    subjects: Sequence[int] = (0,)


@dataclass(slots=True)
class ParsedText:
    """All words of a text in order, with what the rankers and the search for speakers ask.

    `heads` is -1 for roots; `quoted` are the spans that may be quotations, `inner` their ranges
    of words, `quoted_at[i]` the span that word i lies in, or -1. `outside[i]` counts the words
    before i that lie in no span, so that distances can be measured in the journalist's own
    words. `styles` counts the families of marks; `frequencies` counts for each lemma how often
    it is the subject of a verb of saying, and how often it stands at all, outside marks;
    `same_words` how often the same words stand
    between marks. `tops` holds for each span the word that governs its others, `edges` the
    words beside it in its paragraph (-1: none). `lines` are the paragraphs.
    """

    text: str
    quoted: tuple[QuotedSpan, ...]
    words: list[Word] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quoted_at: list[int] = field(default_factory=list)
    entity: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    entities: tuple[Entity, ...] = ()
    inner: list[tuple[int, int]] = field(default_factory=list)
    frequencies: dict[str, tuple[int, int]] = field(default_factory=dict)
    same_words: Counter[str] = field(default_factory=Counter)
    characters_quoted: int = 0
    styles: Counter[str] = field(default_factory=Counter)
    counts: RunningCounts = field(default_factory=RunningCounts)
    tops: list[int] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)
    _above: dict[int, list[int]] = field(default_factory=dict)

    def within(self, span: Span) -> tuple[int, int]:
        """Return the range of words that start inside a span of characters."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def line_words(self, paragraph: int) -> tuple[int, int]:
        """Return the range of words of a paragraph."""
        return self.within(self.lines[paragraph])

    def on_line(self, paragraph: int) -> tuple[int, int]:
        """Return the range of the quoted spans of a paragraph."""
        low = bisect_left(self.quoted, paragraph, key=lambda span: span.paragraph)
        return low, bisect_right(self.quoted, paragraph, key=lambda span: span.paragraph)

    def in_persons_name(self, index: int) -> bool:
        """Return whether a word belongs to what the tagger takes for a person's name."""
        entity = self.entity[index]
        return entity >= 0 and self.entities[entity].type == "PERSON"

    def ancestors(self, index: int, limit: int = _DEEP) -> list[int]:
        """Return the governors of a word, nearest first; at most 12 are looked at."""
        found = self._above.get(index)
        if found is None:
            found = self._above[index] = []
            head = self.heads[index]
            while head >= 0 and len(found) < _DEEP:
                found.append(head)
                head = self.heads[head]
        return found if limit >= _DEEP else found[:limit]

    def subtree(self, index: int) -> list[int]:
        """Return a word and all that depends on it, in text order."""
        found, waiting = {index}, [index]
        while waiting:
            fresh = [c for c in self.children[waiting.pop()] if c not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return sorted(found)

    def subject(self, index: int) -> int:
        """Return the subject of a verb among its own dependents, -1 if it has none there."""
        return next((c for c in self.children[index] if self.relations[c] == "nsubj"), -1)


def lay_flat(text: str, parse: Parse, quoted: Sequence[QuotedSpan]) -> ParsedText:
    """Return the parse of a text laid flat; words and heads are numbered through."""
    parsed = ParsedText(text, tuple(quoted), entities=parse.entities)
    parsed.lines = list(paragraphs(text))
    for number, sentence in enumerate(parse.sentences):
        words = _noted(_owned(_described(sentence.words)))
        first = len(parsed.words)
        parsed.sentences.append((first, first + len(words)))
        for word in words:
            parsed.words.append(word)
            parsed.heads.append(first + word.head if 0 <= word.head < len(words) else -1)
            parsed.sentence.append(number)
    _number(parsed)
    return parsed


def _owned(words: Sequence[Word]) -> Sequence[Word]:
    """Return words with the "her" of “said her niece, Ana” as whose niece it is.

    The parser takes it for whom something is said to, and the niece for what is said. Before the
    verb (“her elder niece said”) it takes both for subjects, which "her" never is.
    """
    mended = list(words)
    for index, word in enumerate(words[:-1]):
        owned = _subject_behind(words, index)
        if owned >= 0:
            mended[index] = replace(word, head=owned, deprel="nmod:poss")
            continue
        first, noun = _taken_for_told(words, index), _owned_noun(words, index)
        if first < 0 or noun < 0:
            continue
        mended[index] = replace(word, head=noun, deprel="nmod:poss")
        for at in range(index + 1, noun):
            kind = "amod" if words[at].upos in {"ADJ", "VERB"} else "compound"
            mended[at] = replace(words[at], head=noun, deprel=kind)
        mended[noun] = replace(words[noun], head=first, deprel="nsubj")
        for at, other in enumerate(words):
            joined = other.head == noun and other.deprel == "conj" and other.upos == "PROPN"
            if joined and words[at - 1].text == ",":
                mended[at] = replace(other, deprel="appos")
    return mended


def _taken_for_told(words: Sequence[Word], index: int) -> int:
    """Return the verb whose listener a "her" was taken for, -1 where it may well be one.

    It is none right behind a verb that closes what is quoted (“…,” laughed her brother), nor of a
    verb that takes no listener without "to" and has another object.
    """
    word, verb = words[index], words[index].head
    if word.text.lower() != "her" or index < 1:
        return -1
    behind = index > 1 and words[index - 1].xpos in FINITE and words[index - 2].text in _CLOSING
    if behind and word.deprel != "nmod:poss":
        return index - 1
    told = word.deprel in {"iobj", "obj"} and 0 <= verb < index
    noun = words[index + 1]
    owned = told and noun.upos == "NOUN" and noun.head == verb and noun.deprel in {"obj", "nsubj"}
    return verb if owned and words[verb].lemma in _SAYING - _TO_WHOM else -1


def _owned_noun(words: Sequence[Word], index: int) -> int:
    """Return the noun of the phrase behind a "her", -1 if none stands there: "elder sister".

    A "mother-in-law" ends with its last word; a name in capitals is no part of it.
    """
    noun = -1
    for at in range(index + 1, len(words)):
        glued = at > index + 1 and words[at].span.start == words[at - 1].span.end
        hyphen = words[at].text == "-" and glued
        inside = glued and words[at - 1].text == "-"
        if not (words[at].upos in _INSIDE | {"NUM"} or hyphen or inside):
            break
        if words[at].text[:1].isupper():
            break
        if inside or words[at].upos in _NAMING:
            noun = at
    return noun


def _noted(words: Sequence[Word]) -> Sequence[Word]:
    """Return words with the "notes" of “…,” the report notes. as what the report does.

    The parser takes it for a noun: notes of a report.
    """
    mended = list(words)
    for index in range(2, len(words) - 1):
        noun, told, behind = words[index - 1], words[index], words[index + 1].text
        as_noun = told.upos == "NOUN" and noun.deprel == "compound" and noun.head == index
        at = index - 2 - (words[index - 2].upos == "DET")
        closed = at >= 0 and words[at].text in _CLOSING
        if not (told.text in _NOTED and as_noun and closed and behind in {".", ","}):
            continue
        lemma = told.text.removesuffix("s")
        mended[index] = replace(told, upos="VERB", xpos="VBZ", lemma=lemma, deprel="parataxis")
        mended[index - 1] = replace(noun, deprel="nsubj")
        if words[index - 2].upos == "DET":
            mended[index - 2] = replace(words[index - 2], head=index - 1)
    return mended


def _described(words: Sequence[Word]) -> Sequence[Word]:
    """Return words with a noun over what describes it, where the parser has that for the noun.

    "The church-led mission said": the mission, no church. "A source close to her said": the source.
    "Navy Capt. Ana Mejía said": the captain.
    """
    mended = list(words)
    for index, word in enumerate(words):
        if _is_close_to(words, index):
            _put_over(mended, index - 1, index)
        if _is_entitled(words, index):
            _put_over(mended, index, index - 1)
        noun = _behind_hyphen(words, index)
        if noun >= 0 and not _is_below(mended, index, noun) and word.head != noun:
            _put_over(mended, noun, index)
            mended[index + 2] = replace(mended[index + 2], head=noun, deprel="amod")
            mended[index] = replace(mended[index], head=index + 2, deprel="compound")
    return mended


def _is_close_to(words: Sequence[Word], index: int) -> bool:
    """Say whether a word is the "close" of "a source close to", taken for a noun."""
    word = words[index]
    if word.text != "close" or word.upos != "NOUN" or not 0 < index < len(words) - 1:
        return False
    before, behind = words[index - 1], words[index + 1]
    return before.head == index and before.deprel == "compound" and behind.text == "to"


def _is_entitled(words: Sequence[Word], index: int) -> bool:
    """Say whether a shortened title with its name hangs on the noun right before: "navy Capt."."""
    word = words[index]
    titled = word.text[:1].isupper() and word.text[-1:] == "." and word.upos == "PROPN"
    return titled and index > 0 and word.deprel == "appos" and word.head == index - 1


def _behind_hyphen(words: Sequence[Word], index: int) -> int:
    """Return the noun that "army-backed" or "state-run" from a word on describes, -1 if none."""
    noun = index + 3
    if noun >= len(words) or words[index + 1].text != "-" or words[index].upos not in _NAMING:
        return -1
    parts = words[index:noun]
    glued = all(one.span.end == two.span.start for one, two in pairwise(parts))
    described = parts[2].upos in {"VERB", "ADJ"} and parts[2].xpos in _DESCRIBING
    while noun + 1 < len(words) and words[noun].upos in _INSIDE and words[noun + 1].upos in _NAMING:
        noun += 1
    known = words[noun].upos in _NAMING and words[noun].span.start > words[noun - 1].span.end
    return noun if glued and described and known else -1


def _is_below(words: Sequence[Word], index: int, head: int) -> bool:
    """Say whether one word of a sentence hangs below another."""
    for _ in range(_DEEP):
        if index in {head, -1}:
            break
        index = words[index].head
    return index == head


def _put_over(words: list[Word], noun: int, describing: int) -> None:
    """Let a noun stand where what describes it stands in the tree, with all that hangs on it."""
    word = words[describing]
    for at, other in enumerate(words):
        if other.head == describing and (at < describing or at > noun):
            words[at] = replace(other, head=noun)
    words[noun] = replace(words[noun], head=word.head, deprel=word.deprel)
    words[describing] = replace(word, head=noun, deprel="amod")


def _subject_behind(words: Sequence[Word], index: int) -> int:
    """Return the subject that a "her" taken for another subject of its verb owns, else -1."""
    word = words[index]
    if word.text.lower() != "her" or not word.deprel.startswith("nsubj"):
        return -1
    behind = range(index + 1, min(word.head, len(words)))
    noun = next((at for at in behind if words[at].upos not in {"ADJ", "NUM"}), -1)
    subject = noun >= 0 and words[noun].head == word.head
    return noun if subject and words[noun].deprel.startswith("nsubj") else -1


def _number(parsed: ParsedText) -> None:
    """Fill in everything that follows from the words and the quoted spans."""
    words = parsed.words
    parsed.starts = [word.span.start for word in words]
    parsed.lemmas = [_lemma(word) for word in words]
    parsed.relations = [word.deprel.split(":")[0] for word in words]
    cut_datelines(parsed)
    parsed.children = [[] for _ in words]
    for index, head in enumerate(parsed.heads):
        if head >= 0:
            parsed.children[head].append(index)
    lines = [line.start for line in parsed.lines]
    parsed.paragraph = [max(0, bisect_right(lines, start) - 1) for start in parsed.starts]
    parsed.quoted_at = _members(words, [s.outer for s in parsed.quoted])
    parsed.entity = _members(words, [e.span for e in parsed.entities])
    parsed.inner = [parsed.within(s.inner) for s in parsed.quoted]
    parsed.frequencies = _frequencies(parsed)
    parsed.same_words = Counter(core(s.inner.of(parsed.text)) for s in parsed.quoted)
    parsed.styles = Counter(s.style for s in parsed.quoted)
    parsed.characters_quoted = sum(s.inner.end - s.inner.start for s in parsed.quoted)
    parsed.outside = _running(inside < 0 for inside in parsed.quoted_at)
    parsed.counts = _counted(words, parsed.quoted_at, parsed.relations)
    parsed.tops = [_top(parsed, number) for number in range(len(parsed.quoted))]
    parsed.edges = [_outer_words(parsed, number) for number in range(len(parsed.quoted))]


def _frequencies(parsed: ParsedText) -> dict[str, tuple[int, int]]:
    speaks: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for index, inside in enumerate(parsed.quoted_at):
        lemma = parsed.lemmas[index]
        stands[lemma] += inside < 0
        head = parsed.heads[index]
        if parsed.relations[index] == "nsubj" and parsed.lemmas[head] in _SAYING:
            speaks[lemma] += 1
    return {lemma: (speaks[lemma], count) for lemma, count in stands.items()}


def _lemma(word: Word) -> str:
    """Return the lemma in lower case; names keep their form, since lemmas of names are noise."""
    return (word.text if word.upos == "PROPN" else word.lemma or word.text).lower()


def _members(words: list[Word], spans: Sequence[Span]) -> list[int]:
    """Return for each word the index of the span it overlaps, or -1; spans are in order."""
    members, at = [], 0
    for word in words:
        while at < len(spans) and spans[at].end <= word.span.start:
            at += 1
        inside = at < len(spans) and spans[at].start < word.span.end
        members.append(at if inside else -1)
    return members


def _counted(
    words: Sequence[Word], quoted_at: Sequence[int], relations: Sequence[str]
) -> RunningCounts:
    lower = [word.text.lower() for word in words]
    own = [text if inside < 0 else "" for text, inside in zip(lower, quoted_at, strict=True)]
    before = [-1, *quoted_at[:-1]]
    return RunningCounts(
        _running(now >= 0 and now != last for now, last in zip(quoted_at, before, strict=False)),
        _running(text == "," for text in lower),
        _running(text == ":" for text in own),
        _running(text == "," for text in own),
        _running(text == "that" for text in own),
        _running(text in _STOPS for text in own),
        _running(r == "nsubj" and s < 0 for r, s in zip(relations, quoted_at, strict=True)),
    )


def _running(marks: Iterable[bool]) -> list[int]:
    return list(accumulate(marks, initial=0))


def between(counts: Sequence[int], low: int, high: int) -> int:
    """Return the count over the words from `low` to `high` (exclusive), 0 if there are none."""
    return counts[high] - counts[low] if high > low else 0


# The words around a quoted span


def _top(parsed: ParsedText, number: int) -> int:
    """Return the word of a span that governs the others, -1 if it has no words."""
    first, last = parsed.inner[number]
    for index in range(first, last):
        if not first <= parsed.heads[index] < last and parsed.relations[index] != "punct":
            return index
    return first if first < last else -1


def _outer_words(parsed: ParsedText, number: int) -> tuple[int, int]:
    """Return the words next to a span in its paragraph, punctuation skipped; -1 if none.

    So is a mark that the tagger takes for a word: the last of ‘…,’ for a genitive.
    """
    first, last = parsed.inner[number]
    low, high = parsed.line_words(parsed.quoted[number].paragraph)
    before = first - 1
    while before >= low and _is_mark(parsed, before):
        before -= 1
    after = last
    while after < high and _is_mark(parsed, after):
        after += 1
    return (before if before >= low else -1), (after if after < high else -1)


def _is_mark(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index]
    return word.upos == "PUNCT" or word.text in {"’", "‘", "'", "“", "”", '"'}


def edge_lemmas(parsed: ParsedText, number: int) -> dict[str, str]:
    """Return the words at the edges of a span, by the name of the lexicon that weighs them."""
    first, last = parsed.inner[number]
    before, after = parsed.edges[number]
    second = (
        before - 1
        if before > 0 and parsed.paragraph[before - 1] == parsed.paragraph[before]
        else -1
    )
    words = [i for i in range(first, last) if parsed.words[i].upos != "PUNCT"]
    return {
        "before_second": lemma_at(parsed, second),
        "after": lemma_at(parsed, after),
        "first": lemma_at(parsed, words[0] if words else -1),
        "last": lemma_at(parsed, words[-1] if words else -1),
    }


def lemma_at(parsed: ParsedText, index: int) -> str:
    """Return the lemma of a word, "¶" for the edge of a paragraph (-1)."""
    return parsed.lemmas[index] if index >= 0 else "¶"


def sentences_of(parsed: ParsedText, first: int, last: int) -> tuple[int, int]:
    """Return the range of words of the sentences that a range of words touches."""
    if first >= len(parsed.words):
        return first, first
    begin = parsed.sentences[parsed.sentence[first]][0]
    end = parsed.sentences[parsed.sentence[max(first, last - 1)]][1]
    return begin, end


# Datelines: "PUERTO ALMENDRO, Colombia (Sabanalta Wire) – The mayor said …".

_CAPITALS = "A-ZÁÉÍÓÚÜÑ"
_DATELINE = re.compile(
    rf"\s*[{_CAPITALS}][{_CAPITALS} .'’-]{{2,}}[^“”\"«»:!?\n–—]{{0,70}}?"
    r"\s?(?:[–—]|--|\s[-_])\s?(?=\S)"
)
_PLACE = re.compile(r"\s*[,(–—]|\s+-")  # what ends the place of a dateline
_SMALL = frozenset({"de", "del", "la", "las", "los", "el", "of", "the", "and", "y"})
_NEAR = 60  # words after a dateline that can hang on it
_NOMINAL = frozenset({"PROPN", "PRON", "NOUN"})


def is_heading(parsed: ParsedText, paragraph: int) -> bool:
    """Say whether a paragraph only heads the next: short, without quotation, stop or colon."""
    low, high = parsed.line_words(paragraph)
    written = parsed.lines[paragraph].of(parsed.text).strip()
    short = 0 < high - low <= _HEADING and paragraph + 1 < len(parsed.lines)
    marked = any(parsed.quoted_at[index] >= 0 for index in range(low, high))
    return short and not marked and written[-1:].isalnum()


def cut_datelines(parsed: ParsedText) -> None:
    """Take every dateline out of the tree: its words govern and are governed by nothing."""
    for number, match in _datelines(parsed):
        low, high = parsed.line_words(number)
        end = min(high, bisect_left(parsed.starts, match.end()))
        if low < end:
            _cut(parsed, low, end)


def dateline_places(parsed: ParsedText) -> tuple[list[str], ...]:
    """Return the words of each place that heads a dateline: "SANTA RITA, Colombia –"."""
    return tuple(_PLACE.split(match.group().strip())[0].split() for _, match in _datelines(parsed))


def _datelines(parsed: ParsedText) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the paragraphs that begin with a dateline, and where it stands."""
    for number, line in enumerate(parsed.lines):
        match = _DATELINE.match(parsed.text, line.start, line.end)
        if match is not None and _is_place_and_date(match.group()):
            yield number, match


def _is_place_and_date(written: str) -> bool:
    """Say whether all words are capitalised, numbers or small words of names."""
    words = re.findall(r"[^\W_][\w.'’-]*", written)
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in words)


def _cut(parsed: ParsedText, low: int, end: int) -> None:
    """Unhook the words of a dateline; the first phrase that hung on them takes their place."""
    inside = range(low, end)
    tops = [i for i in inside if parsed.heads[i] not in inside]
    near = range(end, min(end + _NEAR, len(parsed.words)))
    hanging = [i for i in near if parsed.heads[i] in inside]
    heir = next((i for i in hanging if parsed.words[i].upos in _NOMINAL), -1)
    if heir >= 0 and tops:
        _hang(parsed, heir, parsed.heads[tops[0]], parsed.words[tops[0]].deprel)
    for index in hanging:
        if index != heir:
            _hang(parsed, index, heir, parsed.words[index].deprel)
    for index in inside:
        _hang(parsed, index, -1, "dep")


def _hang(parsed: ParsedText, index: int, head: int, relation: str) -> None:
    parsed.heads[index] = head
    parsed.relations[index] = relation.split(":", maxsplit=1)[0]
    parsed.words[index] = replace(parsed.words[index], deprel=relation)
