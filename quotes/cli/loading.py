"""Loading the tools that settings name: parser, corpus, translator, comparator, glossary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING

from quotes.cli.console import progress, warn
from quotes.errors import InputError, SettingsError, TranslatorError
from quotes.model import Article
from quotes.settings import Settings, cache_folder

if TYPE_CHECKING:
    from quotes.comparison import Comparator
    from quotes.originals import Corpus
    from quotes.translators import Translator


def load_corpus(settings: Settings) -> Corpus:
    """Index the originals folder (only what changed) and return the corpus."""
    from quotes.originals import Corpus
    from quotes.readers import SOURCE_SUFFIXES, discover, read_source

    root = settings.originals
    if root is None:
        raise SettingsError("no originals: name their folder with --originals DIR")
    found = discover([root], SOURCE_SUFFIXES)
    if found.problems and not found.paths:
        raise found.problems[0]
    with progress("reading originals", len(found.paths)) as advance, index_folder() as cache:
        corpus = Corpus.open(
            root,
            lambda path: read_source(path, root),
            found.paths,
            cache=cache,
            progress=lambda _done, _total: advance(),
        )
    for note in corpus.notes:
        warn(note)
    return corpus


@contextmanager
def index_folder() -> Iterator[Path]:
    """Yield the folder for the index: in the cache, or, if that is closed, one for this run."""
    folder = cache_folder() / "originals"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"written")
    except OSError as error:
        warn(f"cache {folder} cannot be written ({error.strerror}): indexing for this run only")
        with TemporaryDirectory(prefix="quotes-") as own:
            yield Path(own)
    else:
        yield folder


def load_translator(settings: Settings) -> Translator | None:
    """Return the engine that the settings name; None for "none" or where none is installed."""
    if settings.translator == "none":
        return None
    from quotes.translators import default_translator, open_translator

    if settings.translator != "auto":
        return open_translator(settings.translator, cache=cache_folder())
    try:
        return default_translator(cache=cache_folder())
    except TranslatorError as error:
        warn(f"{error}; the audit goes on without back-translations")
        return None


def translator_name(settings: Settings) -> str | None:
    """Return what to open elsewhere: the engine named or the best installed, None for none."""
    engine = load_translator(settings)
    if engine is None:
        return None
    with engine:
        return engine.name if settings.translator == "auto" else settings.translator


def load_comparator(settings: Settings, threads: int | None = None) -> Comparator:
    """Return the comparator, with the learned judge unless the settings turn it off."""
    from quotes.comparison import Comparator

    return Comparator.open(judge=settings.judge, threads=threads, ignore=settings.ignore)


def read_articles(patterns: list[str], what: str = "article") -> list[Article]:
    """Return every article that can be read; each one that cannot is a warning.

    Raises the first problem where nothing at all could be read.
    """
    from quotes.readers import ARTICLE_SUFFIXES, discover
    from quotes.readers import read_articles as read

    found = discover(patterns, ARTICLE_SUFFIXES)
    problems: list[InputError] = list(found.problems)
    articles: list[Article] = []
    for path in found.paths:
        try:
            for article in read(path):
                if isinstance(article, InputError):
                    problems.append(article)
                else:
                    articles.append(article)
        except InputError as error:
            problems.append(error)
    if not articles:
        raise problems[0] if problems else InputError(f"no {what} in {', '.join(patterns)}")
    for problem in problems:
        warn(str(problem))
    for article in articles:
        for note in article.warnings:
            warn(note)
    return articles
