"""Which Stanza models there are, and a loaded pipeline that turns texts into `Parse` values."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from quotes.errors import ModelError, unknown_name
from quotes.ml.shipped import check_sizes
from quotes.model import Article, Entity, Parse, Sentence, Span, Word

EMBEDDED = Path(__file__).parent.parent / "weights" / "stanza_en"
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
NAMES = ("embedded", "official")


@dataclass(frozen=True, slots=True)
class Models:
    """A set of Stanza models on disk: its name, Stanza's package name, its folder.

    `package` None means Stanza's own default package.
    """

    name: str
    folder: Path
    package: str | None

    @property
    def installed(self) -> bool:
        """Whether the folder holds a parser for English."""
        return any(self.folder.glob("en/depparse/*.pt"))


def official_folder() -> Path:
    """Return the folder where Stanza keeps its own models."""
    default = Path.home() / "stanza_resources"
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or default)


def known_models() -> tuple[Models, ...]:
    """Return the embedded and the official models, installed or not."""
    return (
        Models("embedded", EMBEDDED, "embedded"),
        Models("official", official_folder(), None),
    )


def find_models(name: str) -> Models:
    """Return the models called `name`; raise if unknown or not installed."""
    found = next((m for m in known_models() if m.name == name), None)
    if found is None:
        raise unknown_name("parser", name, NAMES)
    if not found.installed:
        todo = "reinstall quotes-audit" if name == "embedded" else "run `quotes models fetch`"
        raise ModelError(f"no English models in {found.folder}: {todo}")
    return found


def fetch_official() -> Models:
    """Download Stanza's official English models; raise ModelError without a network."""
    import stanza  # noqa: PLC0415 - heavy, loaded only when needed

    folder = official_folder()
    try:
        stanza.download("en", model_dir=str(folder), processors=PROCESSORS, verbose=False)
    except Exception as error:
        raise ModelError(
            f"could not fetch the official Stanza models ({type(error).__name__}): check the "
            f"network, or copy an existing stanza_resources folder to {folder}; "
            "the embedded models need no network"
        ) from error
    return find_models("official")


# Sentences (of the parser words) read at once: an article of some 40 sentences as a whole. Over
# the articles in seeds/ this took a tenth off the time with sizes half of these, same parses.
BATCHES = {"pos_batch_size": 40, "depparse_batch_size": 2000, "ner_batch_size": 40}
# What of Stanza works in another way here: registered by `variants`.
VARIANTS = {"tokenize_with_whole_words": True, "depparse_with_best_trees": True}
_ENDLESS = re.compile(r"\S{301,}")  # Stanza takes minutes over a word of 100 kB: read in parts
_PART = 300
# No prose goes on for so long without the end of a sentence or a line (the longest sentence of 40
# of PolNeAR's development texts has some 600 characters), and the 33,000 words of 100 kB of it
# took 28 s of the parser: only the ends are read, where quotations begin and who said them stands.
_UNBROKEN = re.compile(r"[^.!?\n]{20001,}")
_EDGE = 2_000
# Characters that Stanza holds at once: its words take 2 kB of memory each until they are `Word`s.
_TOGETHER = 50_000
_PARAGRAPH = "\n\n"  # Stanza ends sentences there
Wanted = Callable[[str, Sequence[Span]], Sequence[bool]]  # which sentences of a text get a tree
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
        check_sizes()
        import stanza  # noqa: PLC0415 - loads torch: only when a text is parsed
        import torch  # noqa: PLC0415 - the same
        from stanza.models.common.foundation_cache import FoundationCache  # noqa: PLC0415

        variants = import_module("quotes.parsing.variants")  # registers them; loads torch
        if threads:
            torch.set_num_threads(threads)

        logging.getLogger("stanza").setLevel(logging.ERROR)
        options: dict[str, Any] = {"package": models.package} if models.package else {}
        shared = FoundationCache(local_files_only=True)
        try:
            with variants.to_be_used_only():
                pipeline = stanza.Pipeline(
                    "en",
                    dir=str(models.folder),
                    processors=PROCESSORS,
                    download_method=None,
                    verbose=False,
                    use_gpu=False,
                    foundation_cache=shared,
                    depparse_foundation=shared,
                    **VARIANTS,
                    **BATCHES,
                    **options,
                )
        except Exception as error:
            raise ModelError(
                f"the Stanza models in {models.folder} cannot be loaded ({error}): "
                "reinstall quotes-audit, or run `quotes models fetch` for the official ones"
            ) from error
        return cls(pipeline, models, stanza.__version__)

    def parse(
        self, text: str, spans: Sequence[Span] | None = None, *, trees: Wanted | None = None
    ) -> Parse:
        """Return the parse of a text (empty for a blank one), of some spans of it if given.

        A span is read as a text of its own, so it should begin and end with paragraphs; offsets
        are those of the whole text. `trees` says of the sentences of a text which need a tree of
        dependencies (None: all); in the others every word is a root, by the label "dep".
        """
        whole = [Span(0, len(text))]
        return self._parses([(text, whole if spans is None else spans)], trees)[0]

    def parse_all(self, texts: Sequence[str], *, trees: Wanted | None = None) -> list[Parse]:
        """Return one parse a text; texts are parsed together, which is faster."""
        return self._parses([(text, [Span(0, len(text))]) for text in texts], trees)

    def _parses(
        self, asked: Sequence[tuple[str, Sequence[Span]]], trees: Wanted | None
    ) -> list[Parse]:
        """Return the parse of the spans of each text."""
        variant = getattr(self._pipeline.processors["depparse"], "_variant", None)
        if variant is not None:  # Stanza's own parser draws every tree
            variant.wanted = trees
        chunks = [[s for s in _chunks(text, spans) if s.of(text).strip()] for text, spans in asked]
        read = [s.of(text) for (text, _), own in zip(asked, chunks, strict=True) for s in own]
        documents = self._documents(read)
        return [_parse(((next(documents), s.start) for s in own), self.name) for own in chunks]

    def _documents(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield the documents of texts, of which Stanza holds `_TOGETHER` characters at once."""
        group: list[str] = []
        for text in texts:
            if group and sum(map(len, group)) + len(text) > _TOGETHER:
                yield from self._pipeline.bulk_process(group)
                group = []
            group.append(text)
        if group:
            yield from self._pipeline.bulk_process(group)


def _chunks(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans of a text that are read, in parts: see `_UNBROKEN`, `_ENDLESS`, `_TOGETHER`.

    Where a part ends a sentence ends.
    """
    for part in (part for span in spans for part in _broken(text, span)):
        start = part.start
        while part.end - start > _TOGETHER:
            end = text.rfind(_PARAGRAPH, start + _TOGETHER // 2, start + _TOGETHER)
            if end < 0:
                break
            yield from _cut(text, Span(start, end))
            start = end
        yield from _cut(text, Span(start, part.end))


def _broken(text: str, span: Span) -> Iterator[Span]:
    """Yield a span in parts, without the middle of what goes on without an end."""
    start = span.start
    for found in _UNBROKEN.finditer(text, span.start, span.end):
        logging.getLogger("quotes").warning(
            "%d characters without a full stop, from character %d on: only %d at each end parsed",
            found.end() - found.start(),
            found.start(),
            _EDGE,
        )
        yield Span(start, found.start() + _EDGE)
        start = found.end() - _EDGE
    yield Span(start, span.end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield a span in parts between which endless words are cut."""
    start = span.start
    for found in _ENDLESS.finditer(text, span.start, span.end):
        for end in range(found.start() + _PART, found.end(), _PART):
            yield Span(start, end)
            start = end
    yield Span(start, span.end)


def _parse(documents: Iterable[tuple[Any, int]], models: str) -> Parse:
    """Return one parse of documents, each with the place where it begins."""
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for document, start in documents:
        sentences += (_sentence(s, start) for s in document.sentences)
        entities += (
            Entity(
                ENTITY_TYPES.get(e.type, "MISC"),
                e.text,
                Span(start + e.start_char, start + e.end_char),
            )
            for e in document.ents
        )
    return Parse(tuple(sentences), tuple(entities), models)


def _sentence(sentence: Any, start: int) -> Sentence:  # noqa: ANN401
    words = tuple(
        Word(
            text=word.text,
            lemma=word.lemma or word.text,
            upos=word.upos or "X",
            xpos=word.xpos or "",
            feats=word.feats or "",
            head=word.head - 1,
            deprel=word.deprel or "dep",
            span=_span(word, token, start),
        )
        for token in sentence.tokens
        for word in token.words
    )
    first, last = sentence.tokens[0], sentence.tokens[-1]
    return Sentence(Span(start + first.start_char, start + last.end_char), words)


def _span(word: Any, token: Any, start: int) -> Span:  # noqa: ANN401
    """Return the word's own span, or its token's where Stanza gives the word none."""
    one = token if word.start_char is None else word
    return Span(start + one.start_char, start + one.end_char)


# --- Articles with their parses: in groups, since short texts are parsed faster together ---

BATCH = 2_000  # characters parsed in one go: an article, or a few short ones


def parsed(
    parser: Parser, articles: Iterable[Article], *, trees: Wanted | None = None
) -> Iterator[tuple[Article, Parse]]:
    """Yield each article with its parse, in order; `trees` as `Parser.parse` has it."""
    for batch in batches(articles):
        parses = parser.parse_all([article.text for article in batch], trees=trees)
        yield from zip(batch, parses, strict=True)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield the articles in groups of about BATCH characters, each at least one article."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if sum(len(a.text) for a in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
