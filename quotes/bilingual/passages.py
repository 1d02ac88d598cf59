"""Where a quotation begins and ends in its passage, how much it covers, and words exchanged there.

Exchanged are words that no free translation exchanges: "nadie" given as "few", "antes de" as
"after".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.oppositions import contrast
from quotes.languages.sentences import sentences
from quotes.languages.words import (
    Token,
    bracketed,
    content_words,
    has_ellipsis,
    phrases,
    tokens,
    vocabulary,
)
from quotes.model import Case, Evidence, Span

_FIRM_EDGE = 0.15  # links this strong mark the edges of the stretch
_CLOSING_MARKS = " \t\n\"'“”‘’«»()[]"


def inside(original: str, quote: str, span: Span, *, lead: bool = False) -> bool:
    """Return whether `span` of the original should have a counterpart in the quotation.

    With `lead`, what stands in the same clause before the stretch counts as inside: a
    hedge or a denial governs what follows it.
    """
    if has_ellipsis(quote):
        return False
    first, last = stretch(original, quote)
    if lead and span.end <= first and not set(".;:!?,") & set(original[span.end : first]):
        return True
    return first < span.end and span.start < last


def governs(original: str, quote: str, span: Span) -> bool:
    """Return whether `span` bounds what is quoted: inside it or before it in its clause.

    Of a quotation without a sure link the passage itself is the clause, if it is no longer than
    its rendering may be.
    """
    if not _firm(original, quote) and not has_ellipsis(quote):
        return len(original.split()) <= _LONGER * len(quote.split()) + _BESIDE
    return inside(original, quote, span, lead=True)


_LONGER, _BESIDE = 2, 4  # times the words of a quotation, and words, that its passage may have
CLAUSE_ENDS = frozenset(".;:!?¿¡—")  # marks between what is quoted and what is not
_NEAR = 30  # characters at either end of the stretch, whose outermost words have no counterpart


def about(original: str, quote: str, span: Span) -> bool:
    """Return whether `span` lies in the stretch quoted, or next to it in the same sentence."""
    first, last = stretch(original, quote)
    if has_ellipsis(quote) or span.end + _NEAR < first or last + _NEAR < span.start:
        return False
    return CLAUSE_ENDS.isdisjoint(original[span.end : first] + original[last : span.start])


@lru_cache(maxsize=512)
def stretch(original: str, quote: str) -> tuple[int, int]:
    """Return the offsets of the original between which the quotation renders it."""
    firm = _firm(original, quote)
    if whole(quote) and whole(original) and not quote.lstrip(_CLOSING_MARKS)[:1].islower():
        return _clause_start(original, min((s.start for s in firm), default=0)), len(original)
    if not firm:
        return 0, len(original) if len(quote) > _WHOLLY * len(original) else 0
    return min(s.start for s in firm), max(s.end for s in firm)


def _firm(original: str, quote: str) -> list[Span]:
    """Return the words of the original that the quotation surely renders.

    Content words by their link; function words only where each text has just one of them.
    """
    words, others = tokens(original), tokens(quote)
    stop = phrases("function_words", "spanish")
    here, there = Counter(w.key for w in words), Counter(w.key for w in others)
    return [
        words[link.original].span
        for link in links(original, quote)
        if (link.strength >= _FIRM_EDGE and words[link.original].key not in stop)
        or (
            link.strength >= _SURE
            and here[words[link.original].key] == there[others[link.quote].key] == 1
        )
    ]


_WHOLLY = 0.6  # of the original's length: with no word to go by, such a quotation renders it all
_SURE = 0.4  # strength from which a function word that occurs once marks an edge
_ASIDE = 4  # content words before a clause boundary that make an earlier clause of its own


def _clause_start(original: str, first: int) -> int:
    """Return where the clause of the first rendered word starts, 0 if little stands before it."""
    boundary = max(original.rfind(mark, 0, first) for mark in ".;:,!?")
    before = [t for t in content_words(original, "es") if t.span.end <= boundary]
    return boundary + 1 if len(before) >= _ASIDE else 0


def whole(text: str) -> bool:
    """Return whether a text ends as a sentence does (quotation marks looked past)."""
    return text.rstrip(_CLOSING_MARKS)[-1:] in {".", "!", "?", "…"}


# --- Content words without a counterpart: shares, and the longest stretches of them ---

_FIRM = 0.1  # weaker links are found between any two sentences
RUN = 3  # 0.5 % of 6,900 faithful pairs of parallel/ have such a surplus


@dataclass(frozen=True, slots=True)
class Gaps:
    """`omitted` and `added` stretches; the share (0..1) of content words linked a side."""

    omitted: tuple[Span, ...]
    added: tuple[Span, ...]
    original_share: float
    quote_share: float


@lru_cache(maxsize=512)
def gaps(original: str, quote: str) -> Gaps:
    """Return what has no counterpart; ellipses and brackets excuse their side."""
    found = links(original, quote)
    here = _content(original, "spanish", {link.original for link in found})
    there = _content(quote, "english", {link.quote for link in found})
    first, last = stretch(original, quote)
    bare = [sum(not linked for _, linked in words) for words in (here, there)]
    omitted = [s for s in _runs(here, bare[1]) if first <= s.start and s.end <= last]
    added = [s for s in _runs(there, bare[0]) if not bracketed(quote, s)]
    firm = {link.quote for link in found if link.strength >= _FIRM}
    return Gaps(
        () if has_ellipsis(quote) else tuple(omitted),
        tuple(added),
        _share(here),
        _share(_content(quote, "english", firm)),
    )


def _content(text: str, language: str, linked: set[int]) -> list[tuple[Token, bool]]:
    """Return the content words of a text and whether each has a counterpart."""
    stop = phrases("function_words", language)
    return [
        (token, place in linked)
        for place, token in enumerate(tokens(text))
        if token.text[0].isalnum() and len(token.key) > 2 and token.key not in stop
    ]


def _share(words: list[tuple[Token, bool]]) -> float:
    return sum(linked for _, linked in words) / len(words) if words else 0.0


def _runs(words: list[tuple[Token, bool]], elsewhere: int) -> list[Span]:
    """Return the stretches of content words in a row without counterpart.

    They must be RUN longer than all the words without counterpart on the other side: a
    free rendering leaves as many words over there.
    """
    found: list[Span] = []
    run: list[Token] = []
    for token, linked in [*words, (None, True)]:
        if token is not None and not linked:
            run.append(token)
            continue
        if len(run) - elsewhere >= RUN:
            found.append(Span(run[0].span.start, run[-1].span.end))
        run = []
    return found


# --- A passage as its source has it: whole clauses, the mark that closes it, no stubs ---

_CLOSING = ".!?…"
_STUB = 2  # content words at most of a sentence begun at the end of a passage


def completed(case: Case) -> Case:
    """Return the case with its original ended where a sentence ends, if one ends there.

    Offsets into the original stay as they are.
    """
    stub = _stub(case.original, case.quote)
    if stub:
        at = len(case.original) - stub
        return replace(case, original=case.original[:at], after=f"{case.original[at:]}{case.after}")
    if not whole(case.original) and case.after[:1] in set(_CLOSING):
        return replace(case, original=case.original + case.after[0], after=case.after[1:])
    return case


def opening_stub(case: Case) -> int:
    """Return the length of the end of another sentence at the start of a passage."""
    found = sentences(case.original)
    if len(found) < 2 or len(sentences(case.quote)) >= len(found):
        return 0
    first = found[0].of(case.original)
    alien = first[:1].islower() and len(content_words(first, "es")) < _STUB
    return found[1].start if alien and case.before.strip() else 0


# Where a speaker's words end beside a passage: at a mark, a line's end, a dash beside a blank.
_BREAK = re.compile(r"\n|[«»“”\"]|(?<!\w)['‘’]|['‘’](?!\w)|(?<=\s)[-–—]|[-–—](?=[\s.,;:])|^[-–—]")


def rest_after(after: str) -> str:
    """Return the rest of a passage's sentence, as it stands, of what comes after the passage.

    Nothing is taken from beyond a mark or a line's end: there a reporter speaks, or another.
    """
    broken = _BREAK.search(after)
    text = f"x{after[: broken.start()] if broken else after}"
    found = sentences(text)
    return text[1 : found[0].end].rstrip(".!?…") if found else ""


def rest_before(before: str, passage: str) -> str:
    """Return the beginning of a passage's sentence, as it stands, of what comes before it."""
    breaks = [found.end() for found in _BREAK.finditer(before)]
    own = before[breaks[-1] :] if breaks else before
    start = max((s.start for s in sentences(own + passage) if s.start <= len(own)), default=0)
    return own[start:]


def next_after(after: str, own: str) -> str:
    """Return what the same speaker goes on with in the sentence after a passage's own.

    `own` is the rest of that one, as `rest_after` returns it.
    """
    rest = after[len(own) :].lstrip(".!?…")
    broken = _BREAK.search(rest)
    found = sentences(rest[: broken.start()] if broken else rest)
    return found[0].of(rest) if found else ""


def cut_short(text: str, most: int) -> str:
    """Return a text as it is shown, cut at a blank where it has more characters than `most`."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]}…"


def clause_before(before: str) -> str:
    """Return what stands before the passage in the same sentence, "" if it begins one."""
    if not before.rstrip() or before.rstrip()[-1] in _STOPS:
        return ""
    start = max(before.rfind(mark) for mark in _STOPS) + 1
    clause = before[start:].lstrip()
    return clause if start and len(clause) <= _LONGEST else ""


def sentence_before(before: str) -> str:
    """Return the words of the same sentence before the passage."""
    start = max(before.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    return before[start:]


_SENTENCE_ENDS = ".!?…;\n«“¿¡"
_STOPS = ".!?…:;«»“”\n"
_LONGEST = 160  # characters of a clause put before a passage


def _stub(original: str, quote: str) -> int:
    """Return the length of the unfinished sentence at the end of a passage, 0 if it is none.

    None where the quotation has as many sentences, or renders a word of it.
    """
    found = sentences(original)
    if len(found) < 2 or whole(original) or len(sentences(quote)) >= len(found):
        return 0
    if len(content_words(found[-1].of(original), "es")) >= _STUB:
        return 0
    words = tokens(original)
    if any(
        link.strength >= _FIRM and words[link.original].span.start >= found[-1].start
        for link in links(original, quote)
    ):
        return 0
    return len(original) - found[-2].end


_TABLE = "exchanges"
_SIDES = ("spanish", "wrong", "right", "ground")


def exchanged(case: Case, check: str, told: str, *, firm: bool = True) -> Iterator[Evidence]:
    """Yield the exchanges of `data/exchanges.toml` that belong to a check, as errors.

    `told` opens the message; `firm` where the check's firm findings were measured. Of the 16,200
    faithful pairs of drift2/train 0.1 % have one, of the 2,175 faithful statements of the *choose*
    half 0.2 %; of their drifting ones 2.7 and 6 %.
    """
    for name in vocabulary(_TABLE)[check]:
        pair = _exchange(case, check, name)
        if pair:
            here, there = pair
            yield contrast(case, told, (here,), (there,), "error", firm=firm)


def _exchange(case: Case, check: str, name: str) -> tuple[Span, Span] | None:
    """Return the words exchanged, None where another word may account for either."""
    spanish, wrong, right, ground = _patterns(check, name)
    said = spanish.search(case.original)
    given = wrong.search(case.quote) if said else None
    if not (said and given) or right.search(case.quote):
        return None
    rest = f"{case.original[: said.start()]} # {case.original[said.end() :]}"
    here = Span(*said.span())
    if ground.search(rest) or not inside(case.original, case.quote, here, lead=True):
        return None
    return here, Span(*given.span())


@cache
def _patterns(check: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of an entry: what was said, what is wrong, what is right, grounds."""
    entry: dict[str, str] = vocabulary(_TABLE)[check][name]
    return tuple(re.compile(entry[side].replace("\n", ""), re.IGNORECASE) for side in _SIDES)
