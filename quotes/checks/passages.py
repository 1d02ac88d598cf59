"""A quotation against its passages: joined, cut off, from elsewhere; a passage begun too late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from quotes.bilingual.alignments import LONGEST, aligned, links
from quotes.bilingual.passages import clause_before, cut_short, opening_stub, rest_after, whole
from quotes.languages.negations import negations
from quotes.languages.sentences import in_passing, sentences
from quotes.languages.words import content_words, has_ellipsis, occurrences, tokens
from quotes.ml.vectors import encode
from quotes.model import Case, Evidence, Severity, Span, check, worded


@check("D403", "spliced-passages", "error", stands=0.75)
def spliced_passages(case: Case) -> Iterator[Evidence]:
    """Two passages far apart are given as one quotation, with no ellipsis.

    Why it matters: Joined, two true sentences can say what was never said. Where the second
    place was not found it is a warning: the sentence was said elsewhere, or never.

    Drifts:
        (two passages with other sentences between them)
        We lost the money. We will not pay.

    Clean:
        (two passages with other sentences between them)
        We lost the money … We will not pay.
    """
    if has_ellipsis(case.quote):
        return
    for span in unsupported_sentences(case) if len(case.pieces) < _TWO else ():
        words = _short(span.of(case.quote))
        message = worded(
            "“{words}” is not in the passage of the rest: from elsewhere, or never said.",
            words=words,
        )
        yield Evidence(message, (), (span,), "warning")
    far = [text for text in case.skipped if len(content_words(text, "es")) >= _SENTENCE]
    if far and len(case.pieces) >= _TWO:
        yield Evidence(
            worded(
                "Two passages are joined without a mark; between them stands “{said}”.",
                said=_short(far[0]),
            ),
            case.pieces,
        )


_TWO = 2
_SENTENCE = 6  # content words left out: a sentence of their own, more than an aside
_LONGEST = 90  # characters shown


def _short(text: str) -> str:
    return cut_short(text.strip(" ,;:"), _LONGEST)


def unsupported_sentences(case: Case) -> tuple[Span, ...]:
    """Return the sentences of a quotation that its passage does not hold, while it holds the rest.

    A sentence is unsupported if the passage has fewer sentences, if the quotation is nearer to
    the passage without it, and if it is near to no sentence of the passage nor beside it (a
    passage may have been cut too short). Lines chosen on `parallel/`: of 1,016 faithful pairs
    of several sentences 8 are called so, of 475 made by taking away a Spanish sentence 62 %.
    """
    return _unsupported(case.original, case.quote, case.before, case.after)


@lru_cache(maxsize=512)
def _unsupported(original: str, quote: str, before: str, after: str) -> tuple[Span, ...]:
    parts, here = sentences(quote), sentences(original)
    if not here or not len(here) < len(parts) <= _MOST or len(parts) < _LEAST:
        return ()
    beside = [s.of(text) for text in (original, before, after) for s in sentences(text)]
    next_to = _next_to(before, after)
    rest = [f"{quote[: p.start].rstrip()} {quote[p.end :].lstrip()}".strip() for p in parts]
    own = [p.of(quote) for p in parts]
    vectors = encode([original, quote, *rest, *own, *beside, *next_to])
    whole = vectors[:2] @ vectors[0]
    without = vectors[2 : 2 + len(parts)] @ vectors[0]
    alone = vectors[2 + len(parts) : 2 + 2 * len(parts)]
    cosines = alone @ vectors[2 + 2 * len(parts) :].T
    nearest = np.max(cosines[:, : len(beside)], axis=1)
    touching = np.max(cosines[:, len(beside) :], axis=1, initial=0)
    rows = zip(parts, without - whole[1], nearest, touching, strict=True)
    return tuple(
        part
        for part, gained, near, touch in rows
        if gained >= _GAIN and near < _FAR and touch < _TOUCHING and _long(part.of(quote))
    )


def _next_to(before: str, after: str) -> list[str]:
    """Return the sentences right before and right after the passage."""
    earlier = [s.of(before) for s in sentences(before)][-1:]
    later = [s.of(after) for s in sentences(after) if _long(s.of(after))][:1]
    return earlier + later


def _long(text: str) -> bool:
    return sum(token.text[0].isalnum() for token in tokens(text)) >= _SHORTEST


_GAIN = 0.04  # cosine that the quotation gains without the sentence, at least
_FAR = 0.4  # cosine of the sentence to any sentence of the passage or beside it, at most
_TOUCHING = 0.25  # and to the sentences right beside it: a passage may be one too short
_LEAST, _MOST = 2, 30  # sentences of a quotation looked at
_SHORTEST = 4  # words


# Pairs have few words around them, so there it stands by hand: a person decides. Where an audit
# located the passage the risk has learned how often what is cut off is fairly left out.
@check("D404", "truncated-clause", "error", stands=0.75, learned=True)
def truncated_clause(case: Case) -> Iterator[Evidence]:
    """The cut leaves out a clause that turns the meaning.

    Why it matters: “I support the reform” is not what was said by somebody who went on “as long
    as the tax is dropped”, or who began with “it is not true that”.

    Drifts:
        Apoyo la reforma, siempre y cuando quiten el impuesto.
        I support the reform.

    Clean:
        Apoyo la reforma, siempre y cuando quiten el impuesto.
        I support the reform, as long as they drop the tax.
    """
    cut = turning_clause(case)
    if cut and not (cut.governs and _given(case)):
        message = worded("Cut off: “{said}”, which may turn the meaning.", said=cut.text)
        passing = in_passing(case.quote) and not cut.governs
        grave: Severity = "warning" if cut.contrasts else "error"
        yield Evidence(message, cut.original, severity="info" if passing else grave)


# --- Clauses that turn the meaning and that a quotation cuts off.

_LONGEST_CLAUSE = 120  # characters of the clause shown
_UNLINKED = 0.34  # at most this share of the clause's content words is rendered


@dataclass(frozen=True, slots=True)
class Cut:
    """The clause cut off; `original` is its place if it stands inside the original.

    `contrasts`: it only opens with "pero", "aunque" or "sino", as does much that turns nothing: of
    what audits of the *choose* events found behind a passage 20 of 50 such turned the meaning, of
    all others 20 of 21 (`benchmarks/events`, `benchmarks/parts`). `governs`: it stands before the
    passage and takes it back or gives it to others (12 of 14).
    """

    text: str
    original: tuple[Span, ...] = ()
    contrasts: bool = False
    governs: bool = False


def turning_clause(case: Case) -> Cut | None:
    """Return the clause that turns the meaning, after, before or at the end of the original."""
    if has_ellipsis(case.quote):
        return None
    for kind in ("after", "limit"):
        if not occurrences(case.quote, "truncations", f"{kind}_english"):
            cut = _after(case, kind) or _within(case, kind)
            if cut:
                return cut
    return _before(case)


def _after(case: Case, kind: str) -> Cut | None:
    """Return the clause that goes on in the same sentence after the stretch quoted."""
    if whole(case.original) or (kind == "limit" and not _denies(case.original, case.quote)):
        return None
    following = rest_after(case.after).lstrip(" ,;")
    markers = occurrences(following[:40], "truncations", kind)
    restricted = kind == "after" and bool(_RESTRICTED.match(following))
    if restricted or (markers and markers[0].start == 0):
        marker = markers[0].of(following).lower() if markers else ""
        return Cut(_clause(following), contrasts=not restricted and marker in _CONTRASTS)
    return None


_CONTRASTS = frozenset({"pero", "aunque", "sino"})


def _denies(main: str, quote: str) -> bool:
    """Return whether both deny: "nobody was taken" says more than "since the truce began"."""
    return bool(negations(main, "es").clear and negations(quote, "en").clear)


# "…, y lo vamos a hacer solamente donde haya casos"
_RESTRICTED = re.compile(
    r"(?:y|e|pero|eso sí)\b[^.!?;]{0,60}?\b"
    r"(?:s[oó]lo|solamente|[uú]nicamente|siempre y cuando|a menos que|con la condición)\b",
    re.IGNORECASE,
)


def _within(case: Case, kind: str) -> Cut | None:
    """Return the clause at the end of the original that the quotation does not render."""
    for marker in occurrences(case.original, "truncations", kind):
        tail = Span(marker.start, len(case.original.rstrip(" .\"'”»")))
        if _ACCENTED.match(marker.of(case.original)):
            continue  # "eso sí", "la salvó": other words
        joined = case.original[: marker.start].rstrip()
        if joined[-1:] != "," and _LESS.match(marker.of(case.original)):
            continue  # "por lo menos el techo"
        if kind == "limit" and not _denies(joined, case.quote):
            continue
        if joined and joined[-1] not in ",;:" and marker.of(case.original).lower() == "si":
            continue  # "saber si", or a sentence of its own: "Si llueve, no salimos"
        if len(joined) > 10 and len(tail.of(case.original)) > 12 and _cut_off(case, tail):
            return Cut(_clause(tail.of(case.original)), (tail,))
    return None


_LESS = re.compile(r"menos\b", re.IGNORECASE)
_ACCENTED = re.compile(r"(?:sí|salvó|exceptó)$", re.IGNORECASE)


def _cut_off(case: Case, tail: Span) -> bool:
    """Return whether the quotation is as short as the original without its tail, not as with it.

    A free rendering shares few words with the clause ("no es del que pide sino del que cobra",
    "blame not those who beg but those who charge"), but it is as long.
    """
    kept = len(case.original[: tail.start].split())
    return 2 * len(case.quote.split()) <= 2 * kept + len(
        tail.of(case.original).split()
    ) and _unrendered(case, tail)


def _unrendered(case: Case, tail: Span) -> bool:
    words = [t for t in content_words(case.original, "es") if t.span.start >= tail.start]
    if len(words) < 2:
        return False
    left = tokens(case.original)
    linked = {left[link.original].span for link in links(case.original, case.quote)}
    return sum(word.span in linked for word in words) <= _UNLINKED * len(words)


def _before(case: Case) -> Cut | None:
    """Return the words right before the stretch, in its sentence, that take it back."""
    condition = _CONDITION.search(case.before)
    if condition and not _conditional(case):
        return Cut(_clause(condition["said"]))
    preceding = case.before.rstrip(" «\"“'")[-_PRECEDING:]
    markers = occurrences(preceding, "truncations", "before")
    between = preceding[markers[-1].end :] if markers else ""
    near = len(between.split()) <= _SUBJECT and not _CLAUSE_MARK.search(between)
    if markers and near and not _ACCENTED.match(markers[-1].of(preceding)):
        return Cut(preceding[markers[-1].start :], governs=True)
    return None


def _given(case: Case) -> bool:
    """Return whether the article says the like in its own words of the quotation's sentence."""
    before, _, after = (case.sentence or "").partition(case.quote)
    own = _MARKED.sub(" ", f"{_ENDED.split(before)[-1]} {_ENDED.split(after)[0]}")
    return bool(_GIVEN.search(own))


_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]")  # other words between marks
_ENDED = re.compile(r"[.!?][”\"’']?\s")
_GIVEN = re.compile(
    r"\b(?:if|whether|hop\w+|wish\w*|den(?:y|ie[sd]|ying)|false|untrue|lie|rumou?r\w*|told|heard|"
    r"according|alleg\w+|claim\w*|accus\w+|irresponsible|premature|unfair|wrong|unable|establish\w*|"
    r"cannot|not|never|nor|doubt\w*|(?:ca|could|would|do|does|did|is|was)n['’]t)\b",
    re.IGNORECASE,
)
_PRECEDING = 90  # characters before a stretch in which words stand that take it back
_SUBJECT = 4  # words of a subject between them: "sería irresponsable decir que el puente"
_CLAUSE_MARK = re.compile(r"[.,;:!?¿¡«»“”\"\n—]")


# "Si esto no se arregla antes de abril, …": the whole clause before the main one.
_CONDITION = re.compile(
    r"(?:^|[.;:!?¿¡«“\"—–]\s*)(?:y |pero |porque |pues |es que |entonces |ahora, |o sea, )?"
    r"(?P<said>si (?!bien\b|acaso\b|mal no\b|no me equivoco\b|me permite\b|le soy\b|quiere\b|"
    r"usted(?:es)? me\b)[^.;:!?¿«»“”]{8,120}),\s*$",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|so long as|should|once|when\w*|in case|assuming|"
    r"until|otherwise|without|condition\w*|depend\w*|were|had|would|could|might|may)\b",
    re.IGNORECASE,
)


def _conditional(case: Case) -> bool:
    """Return whether the quotation or the article's sentence around it has a condition."""
    return bool(_IF.search(case.quote) or _IF.search(case.sentence or ""))


def _clause(text: str) -> str:
    """Return a clause as it is shown: to the end of its sentence, cut where it is long."""
    said = re.split(r"[;!?]", rest_after(text), maxsplit=1)[0]
    return cut_short(" ".join(said.split()), _LONGEST_CLAUSE)


@check("D409", "unsupported-part", "warning", stands=0.75)
def unsupported_part(case: Case) -> Iterator[Evidence]:
    """A part of the quotation was not found in the originals.

    Why it matters: The rest may be rendered well; these words nobody has compared with anything.
    They come from elsewhere, from the writer, or are rendered so freely that a reader must look.

    Drifts:
        (only the first sentence was found)
        We will pay the debt. The governor knew it from the beginning.

    Clean:
        (every sentence was found)
        We will pay the debt.
    """
    for span in case.unsupported:
        shown = _short(" ".join(span.of(case.quote).split()))
        yield Evidence(
            worded(
                "Nothing in the original that was found clearly says “{shown}”: these words "
                "may come from elsewhere, or be rendered very freely.",
                shown=shown,
            ),
            (),
            (span,),
            firm=True,
        )


# --- Where a passage should begin.

_NEARER = 0.2  # cosine gained with the clause; passages that were right gain 0.05 at most (seeds)
_BARE = 2  # content words of the quotation without counterpart, at least


def begun(case: Case) -> tuple[Case, int]:
    """Return the case with its original begun where it should be, and how far that is moved.

    A passage cut too short in its own sentence ("del nueve al seis por ciento") hides what the
    quotation says of the rest ("the dropout rate fell by three percent"): the clause before it
    that is rendered too is put before it, and a stub at its beginning is taken away.
    Positive: so many characters of the source were put before it. Negative: taken away.
    """
    stub = opening_stub(case)
    if stub:
        before = case.before + case.original[:stub]
        return replace(case, original=case.original[stub:], before=before), -stub
    short = max(len(case.original), len(case.quote)) <= LONGEST
    clause = clause_before(case.before) if short else ""
    if not clause or not _rendered(clause, case):
        return case, 0
    before = case.before[: len(case.before) - len(clause)]
    return replace(case, original=clause + case.original, before=before), len(clause)


def _rendered(clause: str, case: Case) -> bool:
    """Return whether the quotation is much nearer to the passage with the clause."""
    _, quote = aligned(case.original, case.quote)
    if len(quote.bare) < _BARE:
        return False
    vectors = encode([case.quote, case.original, clause + case.original])
    near = vectors @ vectors[0]
    return float(near[2] - near[1]) >= _NEARER
