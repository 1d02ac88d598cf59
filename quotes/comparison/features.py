"""What is measured of a pair: surface scores, words that render each other, signals of the risk.

The surface scores (the only door to sacreBLEU) are reported because readers know them, with
signatures that reproduce them; they do not decide. Measured on 1,596 labelled pairs they tell
drift from a free translation no better than chance (benchmarks/drift.py).

For a reader without Spanish the side-by-side shows which words render each other, which have no
counterpart, and the English of single words.

The signals are named, in six groups: what the judge says of the pair and of its words
(`judge …`), how far the words of either side have a counterpart on the other (`support …`, from
the judge's lower layers, and `lexicon …`), which words the dictionary finds no rendering of
(`dictionary …`), the two texts as wholes (`pair …`), what stands around a passage that an audit
located (`context …`), and what each check found (`check …`: 1 for a remark, 2 for a warning, 3 for
an error; `firm …`: 1 where it calls that firm). Names stand in the
model file too, so that a signal that is missing or misplaced is an error and not a wrong answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from quotes.bilingual import renderings
from quotes.bilingual.alignments import links
from quotes.bilingual.passages import gaps
from quotes.comparison import context
from quotes.languages.dictionary import entries_at, first_renderings, renders
from quotes.languages.lexicon import akin, back_translations, rarity, seen
from quotes.languages.words import Language, Token, content_words, fold, phrases, tokens
from quotes.ml.vectors import encode
from quotes.model import AlignedWords, Case, Finding, Score, Severity, Span, WordGloss

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, WordTag

_LONGEST = 5_000  # characters: TER is quadratic, and no quotation is longer


@cache
def _metrics() -> tuple[Any, ...]:
    from sacrebleu import metrics  # noqa: PLC0415 - heavy, and only this door

    named = vars(metrics)  # the package does not export its classes to type checkers
    return named["CHRF"](), named["BLEU"](effective_order=True), named["TER"]()


def surface(reference: str, hypothesis: str) -> tuple[Score, ...]:
    """Return chrF2, BLEU (effective order) and TER of two Spanish texts, 0 to 100.

    `reference` is the original, `hypothesis` the quotation translated back. TER may
    exceed 100; lower is better there.
    """
    pair = hypothesis[:_LONGEST], [reference[:_LONGEST]]
    return tuple(
        Score(
            name, round(float(metric.sentence_score(*pair).score), 2), str(metric.get_signature())
        )
        for name, metric in zip(("chrF2", "BLEU", "TER"), _metrics(), strict=True)
    )


def similarity(pairs: list[tuple[str, str]]) -> list[Score]:
    """Return the cosine of the sentence vectors of each pair (-1 to 1)."""
    vectors = encode([text[:_LONGEST] for pair in pairs for text in pair])
    cosines = np.sum(vectors[0::2] * vectors[1::2], axis=1)
    return [Score("USE", round(float(c), 4), "model:usem3|version:3") for c in cosines]


def scored(cases: list[Case]) -> list[tuple[Score, ...]]:
    """Return the scores of each case: similarity always, surface with a back-translation."""
    near = similarity([(case.original, case.quote) for case in cases]) if cases else []
    return [
        (one, *(surface(case.original, case.back_translation) if case.back_translation else ()))
        for one, case in zip(near, cases, strict=True)
    ]


MEANINGS = 3  # English words given for a Spanish one at most
PIECES = frozenset({"t", "s", "d", "ll", "re", "ve", "don", "didn", "doesn", "isn", "wasn", "won"})
"""What a tokenizer leaves of "don't": the lexicon's texts were cut there."""
LEAST = 0.08  # p(English | Spanish) below which a lexicon learned from news is noise


def aligned_words(original: str, quote: str) -> tuple[AlignedWords, ...]:
    """Return the words of both texts that render each other, in the order of the original."""
    left, right = tokens(original), tokens(quote)
    return tuple(
        AlignedWords(left[link.original].span, right[link.quote].span)
        for link in links(original, quote)
    )


def word_glosses(original: str, marked: Iterable[Span]) -> tuple[WordGloss, ...]:
    """Return the likeliest English of every word of `original` that a marked span touches.

    Words that the lexicon does not know well enough are left out.
    """
    spans = list(marked)
    return tuple(
        WordGloss(token.span, ", ".join(meanings))
        for token in tokens(original)
        if any(token.span.overlap(span) for span in spans) and (meanings := _english(token.text))
    )


def _english(word: str) -> list[str]:
    """Return the English of a Spanish word that the lexicon saw and the dictionary accepts.

    Words of grammar are by the lexicon alone: it saw each of them thousands of times, and to the
    dictionary "como" is eating. It knows no accents: of "sí" it cannot tell yes from if.
    """
    given = sorted(back_translations(word).items(), key=lambda pair: -pair[1])
    whole = [english for english, chance in given if chance >= LEAST and english not in PIECES]
    plain = fold(word)
    if plain in phrases("function_words", "spanish"):
        return whole[:MEANINGS] if len(plain) > 2 or plain == word.lower() else []
    _, entries = entries_at((word.lower(),))
    if entries:
        accepted = [english for english in whole if renders(english, plain)]
        whole = accepted or list(first_renderings(entries))
    return whole[:MEANINGS]


def differing(original: str, quote: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the content words of each side that nothing on the other side renders."""
    found = links(original, quote)
    return (
        _unlinked(tokens(original), "spanish", {link.original for link in found}),
        _unlinked(tokens(quote), "english", {link.quote for link in found}),
    )


def _unlinked(words: tuple[Token, ...], language: str, linked: set[int]) -> tuple[Span, ...]:
    stop = phrases("function_words", language)
    return tuple(
        token.span
        for place, token in enumerate(words)
        if place not in linked and token.text[0].isalnum() and token.key not in stop
    )


Features = dict[str, float]
FOUND = ("check ", "firm ")
"""How the names of signals begin that are 0 where nothing was found."""
_STRENGTH: dict[Severity, float] = {"info": 1.0, "warning": 2.0, "error": 3.0}
_FLOOR = 1e-4  # probabilities are kept off 0 and 1 before the logit
_LOW = 0.35  # likeness below which a word has no counterpart in the judge's lower layers


def features(
    case: Case, findings: Sequence[Finding], similarity: float, assessment: Assessment | None
) -> Features:
    """Return the signals of a pair by name; those of the judge only where it read the pair.

    `similarity` is the cosine of the two sentence vectors (-1..1).
    """
    found = _checks(findings) | _lexicon(case) | _dictionary(case) | _pair(case, similarity)
    found |= context.signals(case)
    return found | _judge(case, assessment) if assessment else found


def _checks(findings: Iterable[Finding]) -> Features:
    found: Features = {}
    for finding in findings:
        name = f"check {finding.name}"
        found[name] = max(found.get(name, 0.0), _STRENGTH[finding.severity])
        if finding.firm:
            found[f"firm {finding.name}"] = 1.0
    return found


def _pair(case: Case, similarity: float) -> Features:
    ours, theirs = len(case.quote.split()), len(case.original.split())
    return {
        "pair similarity": similarity,
        "pair quotation words": float(ours),
        "pair original words": float(theirs),
        "pair length ratio": log((ours + 3) / (theirs + 3)),
        "pair begins within": float(case.quote.lstrip("“\"'‘«( ")[:1].islower()),
        "pair ends within": float(case.quote.rstrip("”\"'’» ")[-1:].isalnum()),
    }


def _lexicon(case: Case) -> Features:
    """Return shares of words that the lexicon links, and the words too many on each side."""
    cover = gaps(case.original, case.quote)
    original, quote = differing(case.original, case.quote)
    bare_original = _known(case.original, original, "es")
    bare_quote = _known(case.quote, quote, "en")
    lost, added = others(case.original, case.quote)
    return {
        "lexicon original share": cover.original_share,
        "lexicon quotation share": cover.quote_share,
        "lexicon lost words": min(6.0, max(0.0, bare_original - len(quote))),
        "lexicon added words": min(6.0, max(0.0, bare_quote - len(original))),
        "lexicon lost other words": min(6.0, float(len(lost))),
        "lexicon added other words": min(6.0, float(len(added))),
    }


def _dictionary(case: Case) -> Features:
    """Return how many words of either side the dictionary finds no rendering of on the other."""
    reading = renderings.read(case.original, case.quote)
    lost, added = len(reading.unrendered), len(reading.strays)
    far = sum(stray.far for stray in reading.strays)
    found = {
        "dictionary mistakes": float(len(reading.mistakes)),
        "dictionary unrendered words": float(lost),
        "dictionary unrendered share": lost / max(1, len(reading.units)),
        "dictionary stray words": float(added),
        "dictionary far words": float(far),
        "dictionary stray share": added / max(1, len(content_words(case.quote, "en"))),
        "dictionary replaced words": float(min(lost, far)),
        "dictionary lost words": float(max(0, lost - added)),
        "dictionary added words": float(max(0, added - lost)),
        "dictionary rarest stray": max(
            (rarity(fold(stray.quote.of(case.quote)), "en") for stray in reading.strays),
            default=0.0,
        ),
    }
    return {
        name: min(8.0, value) if name.endswith("words") else value for name, value in found.items()
    }


@lru_cache(maxsize=512)
def others(original: str, quote: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the content words of each side that no word of the other is even akin to.

    Only words of which the lexicon knows renderings: "nietos" beside "children", not a name.
    """
    here, there = differing(original, quote)
    spanish = {token.key for token in content_words(original, "es")}
    english = {token.key for token in content_words(quote, "en")}
    return (
        tuple(span for span in here if _other(fold(span.of(original)), english, "es")),
        tuple(span for span in there if _other(fold(span.of(quote)), spanish, "en")),
    )


def _other(word: str, words: set[str], language: Language) -> bool:
    if not seen(word, language):
        return False
    pairs = ((other, word) if language == "es" else (word, other) for other in words)
    return not any(akin(english, spanish) for english, spanish in pairs)


def _known(text: str, spans: Sequence[Span], language: Language) -> int:
    """Return how many of the words are known to the lexicon, so that a link was possible."""
    return sum(seen(fold(span.of(text)), language) for span in spans)


def _judge(case: Case, assessment: Assessment) -> Features:
    found: Features = {"judge pair": assessment.logit}
    for name, chances in (
        ("fault", [tag.probability for tag in assessment.quote]),
        ("gap", [tag.gap for tag in assessment.quote]),
        ("missing", [tag.probability for tag in assessment.original]),
    ):
        levels = sorted(map(logit, chances), reverse=True) or [logit(0.0)]
        doubted = sum(level > 0 for level in levels)
        found |= {
            f"judge {name} strongest": levels[0],
            f"judge {name} second": levels[min(1, len(levels) - 1)],
            f"judge {name} mean": sum(levels) / len(levels),
            f"judge {name} share": doubted / len(levels),
            f"judge {name} words": float(doubted),
        }
    content = {t.span.start for t in content_words(case.quote, "en")}
    spoken = {t.span.start for t in content_words(case.original, "es")}
    other_original, other_quote = (
        {span.start for span in spans} for spans in others(case.original, case.quote)
    )
    found["judge fault of other words"] = max(
        (logit(tag.probability) for tag in assessment.quote if tag.start in other_quote),
        default=logit(0.0),
    )
    found["judge missing of other words"] = max(
        (logit(tag.probability) for tag in assessment.original if tag.start in other_original),
        default=logit(0.0),
    )
    reading = renderings.read(case.original, case.quote)
    for name, places, tags in (
        ("fault of stray words", [stray.quote for stray in reading.strays], assessment.quote),
        ("fault of mistakes", [one.quote for one in reading.mistakes], assessment.quote),
        ("missing of unrendered words", [u.span for u in reading.unrendered], assessment.original),
    ):
        starts = {span.start for span in places}
        found[f"judge {name}"] = max(
            (logit(tag.probability) for tag in tags if tag.start in starts), default=logit(0.0)
        )
    return (
        found
        | _support("quotation", assessment.quote, content)
        | _support("original", assessment.original, spoken)
    )


def _support(side: str, tags: Sequence[WordTag], content: set[int]) -> Features:
    """Return how like the content words of a side are to their nearest words on the other."""
    levels = sorted(tag.support for tag in tags if tag.start in content)
    levels = levels or sorted(tag.support for tag in tags) or [0.0]
    return {
        f"support {side} least": levels[0],
        f"support {side} second": levels[min(1, len(levels) - 1)],
        f"support {side} mean": sum(levels) / len(levels),
        f"support {side} low share": sum(level < _LOW for level in levels) / len(levels),
    }


def logit(probability: float) -> float:
    """Return the logit of a probability kept within 0.0001 and 0.9999."""
    p = min(1 - _FLOOR, max(_FLOOR, probability))
    return log(p / (1 - p))
