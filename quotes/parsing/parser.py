"""A loaded Stanza pipeline that turns texts into `Parse` values."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from quotes.errors import ModelError
from quotes.model import Entity, Parse, Sentence, Span, Word
from quotes.parsing.models import PROCESSORS, Models, find_models

# Sentences (of the parser words) read at once: an article of some 40 sentences as a whole. Over
# the articles in seeds/ this took a tenth off the time with sizes half of these, same parses.
BATCHES = {"pos_batch_size": 40, "depparse_batch_size": 2000, "ner_batch_size": 40}
ENTITY_TYPES = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
}


class Parser:
    """Parses English texts with Stanza (tokenize, mwt, pos, lemma, depparse, ner)."""

    def __init__(self, pipeline: Any, models: Models, version: str) -> None:  # noqa: ANN401
        self._pipeline = pipeline
        self.name = f"stanza {version} ({models.name}: {models.package or 'default'})"

    @classmethod
    def open(cls, name: str = "embedded", *, threads: int | None = None) -> Parser:
        """Load the models called `name` without touching the network; raise ModelError.

        `threads` bounds what torch uses in this process: 1 where other steps work beside
        the parser (the audit of seeds/ took 13.2 s instead of 14.6 on two cores).
        """
        models = find_models(name)
        import stanza  # noqa: PLC0415 - loads torch: only when a text is parsed
        import torch  # noqa: PLC0415 - the same

        from quotes.parsing.quickening import quicken  # noqa: PLC0415 - the same
        from quotes.parsing.wholeness import keep_words_whole  # noqa: PLC0415 - the same

        if threads:
            torch.set_num_threads(threads)

        logging.getLogger("stanza").setLevel(logging.ERROR)
        options: dict[str, Any] = {"package": models.package} if models.package else {}
        try:
            pipeline = stanza.Pipeline(
                "en",
                dir=str(models.folder),
                processors=PROCESSORS,
                download_method=None,
                verbose=False,
                use_gpu=False,
                **BATCHES,
                **options,
            )
        except Exception as error:
            raise ModelError(
                f"the Stanza models in {models.folder} cannot be loaded ({error}): "
                "reinstall quotes-audit, or run `quotes models fetch` for the official ones"
            ) from error
        quicken(pipeline)
        keep_words_whole(pipeline.processors["tokenize"].trainer)
        return cls(pipeline, models, stanza.__version__)

    def parse(self, text: str) -> Parse:
        """Return the parse of one text (empty for a blank one)."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Parse]:
        """Return one parse a text; texts are parsed together, which is faster."""
        full = [text for text in texts if text.strip()]
        documents = iter(self._pipeline.bulk_process(full) if full else [])
        empty = Parse((), (), self.name)
        return [_parse(next(documents), self.name) if t.strip() else empty for t in texts]


def _parse(document: Any, models: str) -> Parse:  # noqa: ANN401
    sentences = tuple(_sentence(s) for s in document.sentences)
    entities = tuple(
        Entity(ENTITY_TYPES.get(e.type, "MISC"), e.text, Span(e.start_char, e.end_char))
        for e in document.ents
    )
    return Parse(sentences, entities, models)


def _sentence(sentence: Any) -> Sentence:  # noqa: ANN401
    words = tuple(
        Word(
            text=word.text,
            lemma=word.lemma or word.text,
            upos=word.upos or "X",
            xpos=word.xpos or "",
            feats=word.feats or "",
            head=word.head - 1,
            deprel=word.deprel or "dep",
            span=_span(word, token),
        )
        for token in sentence.tokens
        for word in token.words
    )
    return Sentence(Span(sentence.tokens[0].start_char, sentence.tokens[-1].end_char), words)


def _span(word: Any, token: Any) -> Span:  # noqa: ANN401
    """Return the word's own span, or its token's where Stanza gives the word none."""
    if word.start_char is None:
        return Span(token.start_char, token.end_char)
    return Span(word.start_char, word.end_char)
