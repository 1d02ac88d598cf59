"""Tokens of a text by Stanza, whole words and sentences of a bearable length.

No token ends between two letters of which one is beyond ASCII: models learned from English have
seen few such letters and cut names at them ("Imbach|í"), which loses the speaker. English has no
contraction that would ask for such a cut.

A list or a table without full stops is one sentence to Stanza, and the parser's work grows with
the square of its length (300 lines of names took 62 s and 10 GB), so such sentences are cut.

This file imports Stanza, so it is itself imported only when a parser is loaded.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
from stanza.models.common.doc import Document
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from stanza.pipeline.tokenize_processor import TokenizeProcessor

# Tokens of a sentence: three times as many as the longest of 40 of PolNeAR's development texts
# has (95), so that news is never cut.
LONGEST = 300
_MARKS = frozenset(";•·▪–—|,:")  # where a list is cut if its lines do not end


@register_processor_variant("tokenize", "whole_words")
class WholeWords(ProcessorVariant):  # type: ignore[misc] # the library has no types
    """Stanza's tokenizer, with whole words and without endless sentences.

    Asked for by `tokenize_with_whole_words=True`.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the tokenizer that the configuration names."""
        own = {key: value for key, value in config.items() if not key.startswith("with_")}
        pipeline = SimpleNamespace(foundation_cache=None, loaded_processors=[])
        self.processor = Tokens(own, pipeline, "cpu")

    def process(self, document: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return a text as a document of sentences and tokens."""
        return self.processor.process(document)

    def bulk_process(self, docs: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return texts as documents, read together."""
        return self.processor.bulk_process(docs)


class Tokens(TokenizeProcessor):  # type: ignore[misc] # the library has no types
    """Stanza's tokenizer as `WholeWords` holds it."""

    def _set_up_model(self, config: Any, pipeline: Any, device: Any) -> None:  # noqa: ANN401
        super()._set_up_model(config, pipeline, device)
        keep_words_whole(self._trainer)

    def process(self, document: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return a text as a document; sentences that are too long are cut, and told."""
        found = super().process(document)
        long = [s for s in found.sentences if len(s.tokens) > LONGEST]
        if not long:
            return found
        for sentence in long:
            logging.getLogger("quotes").warning(
                "a sentence of %d words, from “%s” on, is parsed in parts: a list or table?",
                len(sentence.tokens),
                " ".join(token.text for token in sentence.tokens[:5])[:60],
            )
        parts = [part for s in found.sentences for part in shortened(s.tokens, found.text)]
        return Document([_entries(part) for part in parts], found.text)


def shortened(tokens: Sequence[Any], text: str) -> Iterator[Sequence[Any]]:
    """Yield the tokens of a sentence in parts of `LONGEST` at most.

    Each ends at the last end of a line in its second half, else after the last list mark there,
    else where it must.
    """
    while len(tokens) > LONGEST:
        ways = range(LONGEST, LONGEST // 2, -1)
        lines = (n for n in ways if "\n" in text[tokens[n - 1].end_char : tokens[n].start_char])
        marks = (n for n in ways if tokens[n - 1].text in _MARKS)
        end = next(lines, None) or next(marks, LONGEST)
        yield tokens[:end]
        tokens = tokens[end:]
    yield tokens


def _entries(tokens: Sequence[Any]) -> list[dict[str, Any]]:
    """Return tokens as a document is made of them."""
    found = []
    for number, token in enumerate(tokens, 1):
        entry = {
            "id": (number,),
            "text": token.text,
            "start_char": token.start_char,
            "end_char": token.end_char,
        }
        found.append({**entry, "misc": "MWT=Yes"} if "MWT=Yes" in (token.misc or "") else entry)
    return found


def keep_words_whole(tokenizer: Any) -> None:  # noqa: ANN401 - Stanza has no types
    """Have a Stanza tokenizer's trainer never end a token inside such a word."""
    predict = tokenizer.predict

    def whole(batch: Any) -> Any:  # noqa: ANN401 - what Stanza hands on
        scores = predict(batch)
        for row, units in zip(scores, batch[3], strict=True):
            row[inside(units), 0] = np.inf  # class 0: the token goes on
        return scores

    tokenizer.predict = whole


def inside(units: Sequence[str]) -> list[int]:
    """Return the places of the letters after which the word certainly goes on."""
    return [
        at
        for at, (one, following) in enumerate(pairwise(units))
        if not (one.isascii() and following.isascii()) and _letter(one) and _letter(following)
    ]


def _letter(unit: str) -> bool:
    return len(unit) == 1 and unicodedata.category(unit)[0] in "LM"
