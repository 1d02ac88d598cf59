"""The first half of an audit: parse, find the quotations, back-translate.

It looks at no original, so it is done in a process of its own while the second half
(`quotes.pipeline`) works on the articles before: over seeds/ both take about as long. Where
the second waits for an article, it back-translates the quotations itself.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from quotes import quotations
from quotes.elsewhere import Answer, Elsewhere, waited_for
from quotes.model import Article, Quotation, Translation
from quotes.parsing import Parser, batches, find_models
from quotes.translators import Translator, open_translator

# Parsed and searched before the first article, so that what is read at first use is there.
SAID = "We will not raise the tax on water before 3 May."
ARTICLE = f"“{SAID}” said Rosalba Quintero, the mayor of Puerto Almendro."

T = TypeVar("T")
R = TypeVar("R")
Found = tuple[Quotation, ...]
Translations = list[Translation | None]


@dataclass(frozen=True, slots=True)
class Quoting:
    """What is wanted: models of the parser, a translator (None: none) with the folder of its cache.

    With `indirect`, reported speech without marks counts as quotation too.
    """

    models: str = "embedded"
    translator: str | None = None
    cache: Path | None = None
    indirect: bool = False

    def start(self) -> None:
        """Start the process, which loads what it needs; raise ModelError where there are no models.

        It is shared by all that ask for the same models.
        """
        self._process().begin(_load, self)

    @property
    def names(self) -> tuple[str, str]:
        """What the parser and the translator call themselves, with their versions."""
        return self._process().ask(_names, self)

    def warm(self) -> None:
        """Load here what translates, for articles that are waited for."""
        engine = _translator(self.translator, self.cache)
        if engine and not engine.online:
            engine.warm()

    def quoted(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Found, Translations]]:
        """Yield each article with its quotations in text order, and each of them in Spanish."""
        groups = list(batches(articles))
        done = self._process().each(self.read, [[a.text for a in group] for group in groups])
        for group, answers in zip(groups, done, strict=True):
            for article, (found, translations) in zip(group, answers, strict=True):
                yield article, found, translations or self.translated(found)

    def prepare(self, work: Callable[[T], object], item: T) -> None:
        """Have the process do work that it may be asked to share, so that it is ready for it."""
        self._process().prepare(work, item)

    def share(self, work: Callable[[T], R], item: T) -> Answer[R]:
        """Have work of the second half done in the process that has time for it."""
        return self._process().share(work, item)

    def read(self, texts: list[str]) -> list[tuple[Found, Translations | None]]:
        """Return the quotations of each text, and each of them in Spanish.

        None where that is left to the process that waits: it is an engine on this machine.
        """
        parses = _parser(self.models).parse_all(texts)
        engine = _translator(self.translator, self.cache)
        found: list[tuple[Found, Translations | None]] = []
        for text, parse in zip(texts, parses, strict=True):
            quoted = quotations.find(text, parse, indirect=self.indirect)
            quoted = tuple(q for q in quoted if q.kind != "scare")
            left = engine and not engine.online and waited_for()
            found.append((quoted, None if left else self.translated(quoted)))
        return found

    def translated(self, found: Found) -> Translations:
        """Return quotations in Spanish, None each where there is no translator or no answer."""
        engine = _translator(self.translator, self.cache)
        return engine.translate([q.text for q in found]) if engine else [None] * len(found)

    def _process(self) -> Elsewhere:
        return Elsewhere(f"{find_models(self.models).name} parser")


@cache
def _parser(models: str) -> Parser:
    return Parser.open(models, threads=1)


@cache
def _translator(name: str | None, folder: Path | None) -> Translator | None:
    return open_translator(name, cache=folder) if name else None


def _names(wanted: Quoting) -> tuple[str, str]:
    engine = _translator(wanted.translator, wanted.cache)
    translator = f"translator {engine.name} {engine.version}" if engine else "no translator"
    return _parser(wanted.models).name, translator


def _load(wanted: Quoting) -> None:
    """Load the models, and what is read at first use by parsing and finding something.

    What is loaded stays, so that no collection of garbage need look at it.
    """
    engine = _translator(wanted.translator, wanted.cache)
    if engine:
        engine.warm()
    quotations.find(ARTICLE, _parser(wanted.models).parse(ARTICLE))
    gc.freeze()
