"""Words, items and clauses of one text without a counterpart in the other.

Learned trees decide, and the order of a list. Two forests (`quotes/weights/members`, with
lines, data and figures in the card) decide one after the other: the first, of words alone,
sorts out nine in ten of the clauses; the second sees sentence vectors too.

An item of an enumeration that the other text drops while its neighbours close the gap ("A los
enfermeros, a los camilleros y a los celadores" given as "the nurses and the
stretcher-bearers") cannot be told by the words alone (rare nouns are in no lexicon), but by
the order: an item in the middle is dropped if its neighbours stand side by side in the other
text; the last one, if the two before it are joined there by the conjunction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quotes.bilingual.alignments import (
    FIRM,
    LONGEST,
    AlignedText,
    aligned,
    returned,
    strength_of,
    tie,
)
from quotes.bilingual.modifiers import added_modifiers
from quotes.bilingual.passages import gaps, stretch
from quotes.languages.sentences import JOINTS, Clause, clauses, sentences, stretches
from quotes.languages.words import (
    addressed,
    bracketed,
    content_words,
    has_ellipsis,
    narrated,
    phrases,
    reported,
    snowball_stem,
)
from quotes.ml.trees import load_forest
from quotes.ml.vectors import encode
from quotes.model import Case, Evidence, Span, check, worded


@check("D401", "omitted-content", "warning")
def omitted_content(case: Case) -> Iterator[Evidence]:
    """Words of the original have no counterpart, and no ellipsis says so.

    Why it matters: What is left out in the middle of a quotation is what the reader cannot
    miss.

    Drifts:
        El acueducto nuevo, construido con plata prestada entre amigos, funciona.
        The new aqueduct works.

    Clean:
        El puente viejo se cayó anoche.
        The old bridge collapsed last night.
    """
    parts = _parts(case)
    for span, sure in parts:
        yield Evidence(_omitted(case, span), (span,), firm=sure)
    for span in gaps(case.original, case.quote).omitted:
        context = reported(case.original, span)
        if not context and not any(span.overlap(part.span) for part in parts):
            yield Evidence(_omitted(case, span), (span,))


def _parts(case: Case) -> list[Missing]:
    """Return the items and clauses left out between the edges of what is quoted."""
    if has_ellipsis(case.quote):
        return []
    first, last = stretch(case.original, case.quote)
    found = left_out(case.original, case.quote, case.back_translation)
    return [
        part
        for part in found
        if first <= part.span.start
        and part.span.end <= last
        and not addressed(case.original, part.span)
        and not narrated(case.original, part.span)
        and not reported(case.original, part.span)
    ]


def _omitted(case: Case, span: Span) -> str:
    return worded("Left out without a mark: “{said}”.", said=span.of(case.original))


@check("D402", "added-content", "warning")
def added_content(case: Case) -> Iterator[Evidence]:
    """Words of the quotation have no counterpart in the original.

    Why it matters: Words between quotation marks that were never said. Text in [brackets] is
    exempt.

    Drifts:
        El puente se cayó anoche.
        The bridge, built by corrupt contractors without any permits, collapsed last night.

    Clean:
        El puente viejo se cayó anoche.
        The old bridge collapsed last night.
    """
    found = put_in(case.original, case.quote)
    parts = [part for part in found if not bracketed(case.quote, part.span)]
    for span, sure in parts:
        yield Evidence(_added(case, span), (), (span,), firm=sure)
    small = [m for m in added_modifiers(case.original, case.quote) if m.kind != "hedge"]
    loose = [(span, False) for span in gaps(case.original, case.quote).added]
    loose += [(one.span, one.firm) for one in small]
    for span, firm in loose:
        if not any(span.overlap(part.span) for part in parts) and not bracketed(case.quote, span):
            yield Evidence(_added(case, span), (), (span,), firm=firm)


def _added(case: Case, span: Span) -> str:
    return worded("Not in the original: “{given}”.", given=span.of(case.quote))


# --- The clauses of a text without a counterpart.

# Of the words alone: cheap.
PLAIN = (
    "content words",
    "unlinked share",
    "unlinked rarity",
    "unlinked known",
    "best link",
    "best tie",
    "function rarity",
    "surplus here",
    "surplus there",
    "room",
    "turned",
    "joints",
    "marks",
    "longer",
    "longer without",
    "joint",
    "comma",
    "closed",
    "item",
    "last",
    "tokens",
    "spanish",
)
# Of sentence vectors: how near the other text is with the clause, without it, and to it alone.
NEAR = ("similarity", "similarity without", "clause similarity")

Rows = NDArray[np.float32]
_HALF = 0.5


def candidates(here: AlignedText) -> list[Clause]:
    """Return the clauses at least half of whose content words have no counterpart."""
    found = []
    for clause in clauses(here.text, here.language):
        inside = range(clause.first, clause.after)
        content = [i for i in inside if here.content[i]]
        bare = sum(here.strengths[i] < FIRM for i in content)
        if bare >= _HALF * len(content) and (content or len(inside) > 2):
            found.append(clause)
    return found


def plain(here: AlignedText, there: AlignedText, found: Sequence[Clause]) -> Rows:
    """Return one row of PLAIN a clause of `here`, shape (clauses, signals)."""
    rows = [_row(here, there, clause) for clause in found]
    return np.asarray(rows, dtype=np.float32).reshape(len(found), len(PLAIN))


def near(here: AlignedText, there: AlignedText, found: Sequence[Clause]) -> Rows:
    """Return one row of NEAR a clause of `here`, shape (clauses, signals)."""
    if not found:
        return np.zeros((0, len(NEAR)), dtype=np.float32)
    left = [here.without(clause) or "." for clause in found]
    vectors = encode([here.text, there.text, *left, *map(here.covered, found)])
    cosines = vectors @ vectors[1]
    whole = np.full(len(found), cosines[0])
    return np.stack([whole, cosines[2 : 2 + len(found)], cosines[2 + len(found) :]], axis=1)


def _row(here: AlignedText, there: AlignedText, clause: Clause) -> list[float]:
    inside = range(clause.first, clause.after)
    content = [i for i in inside if here.content[i]]
    bare = [i for i in content if here.strengths[i] < FIRM]
    left = here.without(clause)
    return [
        float(len(content)),
        len(bare) / len(content) if content else 1.0,
        sum(here.rarities[i] for i in bare),
        float(sum(here.known(i) for i in bare)),
        max((here.strengths[i] for i in content), default=0.0),
        max((tie(here, i, there) for i in bare), default=0.0),
        sum(here.rarities[i] for i in inside if here.heavy(i)),
        sum(here.rarities[i] for i in here.bare if i not in inside),
        sum(there.rarities[i] for i in there.bare),
        *_room(here, there, clause),
        float(here.joints() - there.joints()),
        float(here.marks() - there.marks()),
        log((len(here.text) + 5) / (len(there.text) + 5)),
        log((len(left) + 5) / (len(there.text) + 5)),
        *map(float, (clause.joint, clause.comma, clause.closed, clause.item, clause.last)),
        float(len(inside)),
        float(here.language == "es"),
    ]


def _room(here: AlignedText, there: AlignedText, clause: Clause) -> tuple[float, float]:
    """Return (rarity of the bare words where the counterpart would stand, 1 if turned round).

    It would stand between the counterparts of the nearest linked words before and after.
    """
    before = (here.counterparts[i] for i in range(clause.first - 1, -1, -1) if here.firm(i))
    after = (here.counterparts[i] for i in range(clause.after, len(here.words)) if here.firm(i))
    low, high = next(before, -1), next(after, len(there.words))
    turned = low > high
    low, high = min(low, high), max(low, high)
    return sum(there.rarities[i] for i in there.bare if low <= i <= high), float(turned)


_LONGEST = 3  # content words of an item
_TIED = 0.05  # strength from which a word may have a counterpart after all


def dropped(here: AlignedText, there: AlignedText, bare: Collection[int]) -> Iterator[Clause]:
    """Yield the items of `here` that `there` drops, made of the `bare` words of `here`."""
    for clause in clauses(here.text, here.language):
        content = [i for i in range(clause.first, clause.after) if here.content[i]]
        short = 1 <= len(content) <= _LONGEST and set(content) <= set(bare)
        if short and (_closed(here, there, clause) or _ended(here, there, clause)):
            yield clause


def untied(here: AlignedText, there: AlignedText) -> frozenset[int]:
    """Return the content words of `here` that no word of `there` can render."""
    return frozenset(
        i
        for i, content in enumerate(here.content)
        if content and here.strengths[i] < FIRM and tie(here, i, there) < _TIED
    )


def _closed(here: AlignedText, there: AlignedText, clause: Clause) -> bool:
    """Return whether the words on both aligned of a middle item stand side by side."""
    low, high = _before(here, clause.first), _next(here, clause.after)
    if not clause.closed or low < 0 or high < 0 or not (here.firm(low) and here.firm(high)):
        return False
    content = [low, *(i for i in range(clause.first, clause.after) if here.content[i]), high]
    listed = all(_beside(here, one, two) for one, two in pairwise(content))
    return listed and _beside(there, here.counterparts[low], here.counterparts[high])


def _ended(here: AlignedText, there: AlignedText, clause: Clause) -> bool:
    """Return whether the two items before the last are joined by a conjunction."""
    second = _before(here, clause.first)
    if not clause.joint or second < 0 or not here.firm(second):
        return False
    first = _before(here, second)
    commas = [word.text for word in here.words[first + 1 : second]].count(",")
    if first < 0 or commas != 1 or not (here.firm(first) and _beside(here, first, second)):
        return False
    low, high = here.counterparts[first], here.counterparts[second]
    joints = JOINTS[there.language]
    return _beside(there, low, high) and any(w.key in joints for w in there.words[low:high])


def _before(side: AlignedText, place: int) -> int:
    """Return the last content word before a place, -1 if there is none."""
    return next((i for i in range(place - 1, -1, -1) if side.content[i]), -1)


def _next(side: AlignedText, place: int) -> int:
    """Return the first content word from a place on, -1 if there is none."""
    return next((i for i in range(place, len(side.words)) if side.content[i]), -1)


def _beside(side: AlignedText, low: int, high: int) -> bool:
    """Return whether nothing but the marks and small words of a list stands between two words."""
    small = phrases("lists", "spanish" if side.language == "es" else "english")
    between = side.words[low + 1 : high]
    return low < high and all(
        word.key in small or word.key in JOINTS[side.language] or word.text == ","
        for word in between
    )


# Chance by the words alone below which vectors change nothing (0.3 % of the missing).
_SORTED_OUT = 0.3
_LINES = {"es": 0.85, "en": 0.9}  # chance from which a clause is said to be missing there
# Chance from which a clause of one content word needs no second opinion: the lexicon lacks many
# a word, seldom two side by side. Of 26 clauses that the trees called missing in 8,533 faithful
# rows of parallel/, 14 had one such word, two of them with this chance.
_SURE = 0.955
_MOST = 4  # clauses asked about with vectors


class Missing(NamedTuple):
    """Where a clause without counterpart stands, and whether no second opinion is needed."""

    span: Span
    sure: bool


@lru_cache(maxsize=512)
def left_out(original: str, quote: str, back: str | None = None) -> tuple[Missing, ...]:
    """Return the clauses of an original that its quotation lacks, without overlaps."""
    here, there = aligned(original, quote)
    bare = untied(here, there)
    items = list(dropped(here, there, bare))
    if back:
        ours, theirs = returned(original, back)
        items += dropped(ours, theirs, bare & set(ours.bare))
    return _missing(here, _likely(here, there), items)


@lru_cache(maxsize=512)
def put_in(original: str, quote: str) -> tuple[Missing, ...]:
    """Return the clauses of a quotation that its original lacks, without overlaps."""
    there, here = aligned(original, quote)
    items = list(dropped(here, there, untied(here, there)))
    return _missing(here, _likely(here, there), items)


def _missing(
    side: AlignedText, likely: list[tuple[float, Clause]], items: list[Clause]
) -> tuple[Missing, ...]:
    """Return where clauses stand, the first of those that overlap; fillers left out."""
    kept: list[Missing] = []
    for chance, clause in [*likely, *((1.0, item) for item in items)]:
        span = _span(side, clause)
        if not side.filler(clause) and not any(span.overlap(other.span) for other in kept):
            several = sum(side.content[clause.first : clause.after]) > 1
            kept.append(Missing(span, several or chance >= _SURE))
    return tuple(kept)


def _likely(here: AlignedText, there: AlignedText) -> list[tuple[float, Clause]]:
    """Return the clauses that the trees call missing with their chances, likeliest first."""
    ranked = sorted(_chances(here, there), key=lambda one: -one[0])
    return [one for one in ranked if one[0] >= _LINES[here.language]]


def _chances(here: AlignedText, there: AlignedText) -> list[tuple[float, Clause]]:
    """Return the likely clauses with their chances."""
    if max(len(here.text), len(there.text)) > LONGEST:
        return []
    found = [clause for clause in candidates(here) if not here.filler(clause)]
    if not found:
        return []
    rows = plain(here, there, found)
    first = load_forest("members/plain").probabilities(rows, PLAIN)
    likely = [int(i) for i in np.argsort(-first)[:_MOST] if first[i] >= _SORTED_OUT]
    if not likely:
        return []
    kept = [found[i] for i in likely]
    seen = np.hstack([rows[likely], near(here, there, kept)])
    chances = load_forest("members/all").probabilities(seen, (*PLAIN, *NEAR))
    return list(zip(chances.tolist(), kept, strict=True))


def _span(side: AlignedText, clause: Clause) -> Span:
    return Span(side.words[clause.first].span.start, side.words[clause.after - 1].span.end)


# --- Stretches of a quotation that its passage does not tell, each by itself.
#
# "… in December. Damn them,": the passage explains nearly all of the quotation, and nothing of
# these words. Of 2,900 faithful quotations of events 7 have such a stretch and nothing else that
# speaks against them; of sentences and tails of one to five words that were put into others by hand
# 76 % are told.

_BESIDE = 2  # words beside a passage that count: its edges are not exact
_LIKE, _LIKE_BESIDE = 0.3, 0.4  # cosine from which a text of the passage, or beside it, may be it
_ADDS = re.compile(r"[(\[]\s*(?:and|or|but|nor)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[^,;:()—–.!?…¿¡«»“”\n]*\w[^,;:()—–.!?…¿¡«»“”\n]*")
_REMARK = re.compile(
    r"sic|laugh\w*|applause|inaudible|pauses?|crying|crosstalk|expletive|redacted", re.IGNORECASE
)


def untold(case: Case) -> Iterator[Span]:
    """Yield the stretches between the marks of a quotation that nothing in its passage tells.

    No word of it may render one there, no sentence or clause there is near to it, and the passage
    has not as many words left over, as it has behind a free rendering. What stands in brackets is
    the writer's, and may be told beside the passage, or by the article.
    """
    edges = case.before.split()[-_BESIDE:], case.after.split()[:_BESIDE]
    here, quote = aligned(" ".join([*edges[0], case.original, *edges[1]]), case.quote)
    left = len(untied(*aligned(case.original, case.quote)))
    found = [(one, _content(quote, one)) for one in stretches(case.quote)]
    loose = [
        span
        for one, words in found
        for span in [Span(quote.words[one[0]].span.start, quote.words[one[-1]].span.end)]
        if words
        and not _rendered(quote, one, words, here)
        and not all(quote.words[at].text.isupper() for at in words)
        and (
            not told_beside(case, span)
            if bracketed(case.quote, quote.words[one[0]].span)
            else left <= len(words) and not quote.filler(_clause(one))
        )
    ]
    if len(loose) < sum(bool(words) for _, words in found):
        yield from (span for span in loose if not _near(case, span))


def _content(side: AlignedText, places: Sequence[int]) -> list[int]:
    """Return the content words among some, figures left out."""
    return [at for at in places if side.content[at] and side.words[at].wordlike]


def _clause(one: Sequence[int]) -> Clause:
    return Clause(one[0], one[-1] + 1, *[False] * 5)


def _rendered(
    quote: AlignedText, one: Sequence[int], words: Sequence[int], here: AlignedText
) -> bool:
    """Return whether a word of a stretch may render one of the passage that no other renders."""
    free = [
        word.key
        for at, word in enumerate(here.words)
        if word.wordlike and (here.strengths[at] < FIRM or here.counterparts[at] in one)
    ]
    return any(quote.strengths[at] >= FIRM for at in words) or any(
        strength_of(quote.words[at].key, key) >= _TIED for at in words for key in free
    )


def _near(case: Case, span: Span) -> bool:
    """Return whether words of a quotation come near to a sentence or clause of its source."""
    inside = [case.original, *_CLAUSE.findall(case.original)]
    inside += [one.of(case.original) for one in sentences(case.original)]
    first = Span(span.start, span.start + 1)
    beside = [] if bracketed(case.quote, first) else _next_to(case)
    vectors = encode([span.of(case.quote), *inside, *beside])
    lines = np.array([_LIKE] * len(inside) + [_LIKE_BESIDE] * len(beside))
    return bool((vectors[1:] @ vectors[0] >= lines).any())


def _next_to(case: Case) -> list[str]:
    """Return the sentences right before and right after the passage, or what is left of them."""
    before, after = sentences(case.before)[-1:], sentences(case.after)[:1]
    return [*(one.of(case.before) for one in before), *(one.of(case.after) for one in after)]


def told_beside(case: Case, span: Span) -> bool:
    """Return whether words in brackets are told around the passage, or by the article itself.

    Those that begin with "and" or "or" are given as the speaker's own.
    """
    given = span.of(case.quote).strip("[]() ")
    opening = max(case.quote.rfind(mark, 0, span.start + 1) for mark in "[(")
    if _REMARK.fullmatch(given):
        return True
    if _ADDS.match(case.quote, opening):
        return False
    source = f"{case.before} {case.original} {case.after}"
    here, there = aligned(source, given)
    if len(untied(there, here)) < sum(there.content):
        return True
    told = _stems(f"{case.article} {source}" if case.word_for_word else case.article)
    return bool(_stems(given) & (told - _stems(case.quote)))


def _stems(text: str) -> Counter[str]:
    """Return how often an English text has each content word, in any form."""
    return Counter(snowball_stem(word.key, "en") for word in content_words(text, "en"))
