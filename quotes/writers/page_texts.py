"""The words of the page: the texts of a card cut into parts, and the page's own in other languages.

A card's texts are cut into words that a finding marks and words that render each other. A part is
a list: its text, then a dictionary of what is known of it where there is anything: `f` the numbers
of the findings that mark it, `s` the worst severity among them (or "differs"), `a` the number of
the pair of aligned words, `g` its English gloss, `b` where it stands between two segments of a
quotation.

The page's own words stand in its scripts as `t("…")`, the templates of findings and notes in the
program as `worded("…")`. They are taken out and compiled, as gettext catalogues under
`page/locale`, by `python -m tests.writers.translated`. A word without translation is shown in
English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from typing import Any, Literal

from quotes.languages.dictionary import entries_at, first_renderings
from quotes.languages.words import mid_capitals, tokens
from quotes.model import AuditedArticle, AuditedQuotation, Passage, Span, WordGloss
from quotes.writers.shown_text import Run, runs, visible, worst_first

Part = list[Any]
Side = dict[str, Any]
Mark = tuple[str, Any]
NEAR = 240  # characters of context shown at once: about a sentence
FAR = 700  # characters of context that "more" unfolds
GAP = 320  # characters shown of what was left out between two passages
SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+(?=[“«\"¿¡(\[—-]*[A-ZÁÉÍÓÚÑ])|\n+")
CAPITALS = re.compile(r"[^\W\d_a-zà-ÿ]\w*(?: [^\W\d_a-zà-ÿ]\w*)*")  # words that begin with them
ARTICLE = re.compile(r"\b(?:el|la|los|las|del|al|una?)\s+\Z", re.IGNORECASE)
EXPRESSION, MEANINGS = 6, 3  # words of an expression at most, English ones given for it
CONTEXT = "\x04"  # between a context and the words, in compiled catalogues
WORST = {"error": 0, "warning": 1, "info": 2}


def quote_side(audited: AuditedQuotation, article: str) -> Side:
    """Return the quotation in the sentence it stands in, with more of the article around it."""
    quotation = audited.quotation
    marked = _marks(audited, "quote")
    segments = quotation.segments
    if not segments or " ".join(span.of(article) for span in segments) != quotation.text:
        return _side("", "", _parts(quotation.text, marked), "", "")
    parts: list[Part] = []
    offset = 0
    for index, segment in enumerate(segments):
        if index:
            between = article[segments[index - 1].end : segment.start]
            parts.append([visible(between), {"b": 1}])
        length = segment.end - segment.start
        parts += _parts(quotation.text, marked, Span(offset, offset + length))
        offset += length + 1
    start, end = segments[0].start, segments[-1].end
    frame = quotation.context or Span(start, end)
    first, last = min(frame.start, start), max(frame.end, end)
    near_before, near_after = article[first:start], article[end:last]
    far_before = article[max(0, first - FAR) : first]
    return _side(far_before, near_before, parts, near_after, article[last : last + FAR])


def original_sides(audited: AuditedQuotation) -> list[Side]:
    """Return one side a passage, or one for the whole original where they do not add up to it."""
    passages = audited.passages
    marked = _marks(audited, "original")
    if " ".join(passage.text for passage in passages) != audited.original:
        whole = _side("", "", _parts(audited.original, marked), "", "")
        return [whole] if audited.original else []
    sides: list[Side] = []
    offset = 0
    for passage in passages:
        within = Span(offset, offset + len(passage.text))
        sides.append(_passage_side(audited.original, passage, marked, within))
        offset = within.end + 1
    return sides


def article_text(audited: AuditedArticle) -> list[Part]:
    """Return the article's text in parts, each with the numbers of the quotations it lies in.

    The innermost (shortest) quotation comes last.
    """
    marked = [
        (span, number)
        for number, quotation in enumerate(audited.quotations)
        for span in quotation.quotation.segments
    ]
    marked.sort(key=lambda pair: pair[0].start - pair[0].end)
    return [
        [visible(run.text), {"q": list(run.marks)}] if run.marks else [visible(run.text)]
        for run in runs(audited.article.text, marked)
    ]


def shortened(text: str) -> str:
    """Return `text`, or its beginning and its end where it is long."""
    if len(text) <= GAP:
        return text
    head, tail = text[: GAP // 2].rpartition(" ")[0], text[-GAP // 2 :].partition(" ")[2]
    return f"{head} […] {tail}"


def _passage_side(
    original: str, passage: Passage, marked: list[tuple[Span, Mark]], within: Span
) -> Side:
    before, after = passage.before[-FAR:], passage.after[:FAR]
    breaks = [
        found.end() for found in SENTENCE_END.finditer(before) if before[found.end() :].strip()
    ]
    cut = max(breaks, default=0)
    if len(before) - cut > NEAR:
        cut = before.find(" ", len(before) - NEAR) + 1
    ends = [found.start() for found in SENTENCE_END.finditer(after) if found.start()]
    stop = min(ends, default=len(after))
    if stop > NEAR:
        stop = max(after.rfind(" ", 0, NEAR), 0)
    parts = _parts(original, marked, within)
    return _side(before[:cut], before[cut:], parts, after[:stop], after[stop:])


def _side(far_before: str, before: str, parts: list[Part], after: str, far_after: str) -> Side:
    texts = {"more": far_before, "before": before, "after": after, "rest": far_after}
    held = {name: visible(text) for name, text in texts.items() if text.strip() or name == "before"}
    return held | {"parts": parts}


def _marks(
    audited: AuditedQuotation, side: Literal["original", "quote"]
) -> list[tuple[Span, Mark]]:
    differs = audited.original_differs if side == "original" else audited.quote_differs
    marked: list[tuple[Span, Mark]] = [(span, ("differs", None)) for span in differs]
    for number, finding in enumerate(worst_first(audited.findings), start=1):
        spans = finding.original if side == "original" else finding.quote
        marked += [(span, (finding.severity, number)) for span in spans]
    for number, pair in enumerate(audited.aligned):
        marked.append((pair.original if side == "original" else pair.quote, ("aligned", number)))
    if side == "original":
        marked += [(word.original, ("gloss", word.english)) for word in glossed(audited)]
    return marked


def glossed(audited: AuditedQuotation) -> tuple[WordGloss, ...]:
    """Return the glosses of an original's words that are shown, in order.

    An expression that the dictionary knows has one, as a whole; a name has none, for "Santa Rosa"
    is no pink saint.
    """
    text, words = audited.original, audited.gloss.words if audited.gloss else ()
    if not words:
        return ()
    wholes = [
        one for one in _expressions(text) if any(one.original.overlap(w.original) for w in words)
    ]
    apart = [one.original for one in wholes] + _untranslated(text)
    rest = [word for word in words if not any(word.original.overlap(span) for span in apart)]
    return tuple(sorted((*wholes, *rest), key=lambda one: one.original.start))


def _expressions(text: str) -> Iterator[WordGloss]:
    words = tokens(text)
    place = 0
    while place < len(words):
        here = words[place : place + EXPRESSION]
        length, entries = entries_at(tuple(token.text.lower() for token in here))
        if length > 1 and (english := first_renderings(entries)):
            yield WordGloss(
                Span(here[0].span.start, here[length - 1].span.end), ", ".join(english[:MEANINGS])
            )
        place += max(length, 1)


def _untranslated(text: str) -> list[Span]:
    """Return the names of a text, but for a common noun that an article makes one: "la Armada"."""
    inside = mid_capitals(text)
    return [
        Span(*found.span())
        for found in CAPITALS.finditer("" if text.isupper() else text)
        if " " in found[0]
        or (
            found.start() in inside
            and not (ARTICLE.search(text, 0, found.start()) and _known(found[0]))
        )
    ]


def _known(word: str) -> bool:
    return entries_at((word.lower(),))[0] > 0


def _parts(text: str, marked: list[tuple[Span, Mark]], within: Span | None = None) -> list[Part]:
    return [_part(run) for run in runs(text, marked, within)]


def _part(run: Run[Mark]) -> Part:
    known: dict[str, Any] = {}
    numbers = sorted({mark for kind, mark in run.marks if kind in WORST})
    severities = sorted((kind for kind, _ in run.marks if kind in WORST), key=WORST.__getitem__)
    if numbers:
        known |= {"f": numbers, "s": severities[0]}
        closing = sorted({mark for kind, mark in run.closes if kind in WORST})
        known |= {"e": closing} if closing else {}
    elif any(kind == "differs" for kind, _ in run.marks):
        known["s"] = "differs"
    for kind, mark in run.marks:
        if kind == "aligned":
            known["a"] = mark
        elif kind == "gloss":
            known["g"] = visible(mark)
    return [visible(run.text), known] if known else [visible(run.text)]


@cache
def catalogue(language: str, context: str = "") -> dict[str, str]:
    """Return the English words with their translations into `language` ("es").

    The words of the page's scripts have no context, the templates of reports "worded".
    """
    path = files("quotes.writers") / "page" / "locale" / language / "LC_MESSAGES" / "page.mo"
    with path.open("rb") as compiled:
        translated = GNUTranslations(compiled)
    held: dict[str, str] = vars(translated)["_catalog"]
    keyed = {tuple(reversed(key.split(CONTEXT))): words for key, words in held.items() if key}
    wanted = (context,) if context else ()
    return {english: words for (english, *of), words in keyed.items() if (*of,) == wanted}
