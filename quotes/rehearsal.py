"""A made-up quotation sent through the second half of an audit before the first article.

Lexicons, vocabularies, patterns and the word encoder's weights are read at their first
use. The process that parses takes longest to load, so the other reads them meanwhile.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from quotes import checks
from quotes.languages.inflections import pattern
from quotes.ml import reranker
from quotes.ml.word_vectors import word_states
from quotes.model import Article, Case, Quotation, Span, Translation
from quotes.quoting import ARTICLE, SAID

if TYPE_CHECKING:
    from quotes.pipeline import Audit

MEANT = "No subiremos el impuesto al agua antes del 3 de mayo."


def rehearse(audit: Audit, *, several: bool = False) -> None:
    """Use every step of the second half once; what comes out is thrown away.

    With several articles the other process will judge too, and rehearses that.

    What is loaded stays, so that no collection of garbage need look at it.
    """
    if several:
        audit.quoting.prepare(audit.comparator.read, [(MEANT, SAID)])
    audit.quoting.warm()
    word_states([SAID, MEANT])
    reranker.log_odds([(MEANT, SAID)])
    quotation = Quotation("direct", (Span(1, len(SAID) + 1),), SAID)
    audit.end(audit.begin(Article("", ARTICLE), [quotation], [Translation(MEANT, "")]))
    case = Case(MEANT, SAID, MEANT, glossary=audit.glossary)
    audit.comparator.judge([case], [checks.run(case)])
    terms = [term.spanish for term in audit.glossary.terms]
    for spanish in (*terms, *(friend.spanish for friend in audit.glossary.false_friends)):
        for word in spanish.split():
            pattern(word)
    gc.freeze()
