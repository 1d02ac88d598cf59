"""The named signals that the risk of drift is read from.

Four groups: what the judge says of the pair and of its words (`judge …`), how far the words of
either side have a counterpart on the other (`support …`, from the judge's lower layers, and
`lexicon …`), the two texts as wholes (`pair …`), and what each check found (`check …`: 1 for a
remark, 2 for a warning, 3 for an error). Names stand in the model file too, so that a signal
that is missing or misplaced is an error and not a wrong answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import TYPE_CHECKING

from quotes.bilingual.passages import gaps
from quotes.comparison.glosses import differing
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.words import content_words
from quotes.model import Case, Finding, Severity, Span

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, WordTag

Features = dict[str, float]
_STRENGTH: dict[Severity, float] = {"info": 1.0, "warning": 2.0, "error": 3.0}
_FLOOR = 1e-4  # probabilities are kept off 0 and 1 before the logit
_LOW = 0.35  # likeness below which a word has no counterpart in the judge's lower layers


def features(
    case: Case, findings: Sequence[Finding], similarity: float, assessment: Assessment | None
) -> Features:
    """Return the signals of a pair by name; those of the judge only where it read the pair.

    `similarity` is the cosine of the two sentence vectors (-1..1).
    """
    found = _checks(findings) | _lexicon(case) | _pair(case, similarity)
    return found | _judge(case, assessment) if assessment else found


def _checks(findings: Iterable[Finding]) -> Features:
    found: Features = {}
    for finding in findings:
        name = f"check {finding.name}"
        found[name] = max(found.get(name, 0.0), _STRENGTH[finding.severity])
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
    return {
        "lexicon original share": cover.original_share,
        "lexicon quotation share": cover.quote_share,
        "lexicon lost words": min(6.0, max(0.0, bare_original - len(quote))),
        "lexicon added words": min(6.0, max(0.0, bare_quote - len(original))),
    }


def _known(text: str, spans: Sequence[Span], language: str) -> int:
    """Return how many of the words are known to the lexicon, so that a link was possible."""
    look = back_translations if language == "es" else translations
    return sum(bool(look(span.of(text))) for span in spans)


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
