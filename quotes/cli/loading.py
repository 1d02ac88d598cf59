"""Opening the tools that settings name, with progress and warnings on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.cli.console import progress_of, warn
from quotes.errors import InputError
from quotes.model import Article
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.comparison import Comparator
    from quotes.originals import Corpus
    from quotes.translators import Translator


def load_corpus(settings: Settings) -> Corpus:
    """Index the originals folder (only what changed) and return the corpus."""
    from quotes.tools import corpus_of, settle

    settle()
    with progress_of("reading originals") as told:
        corpus = corpus_of(settings, told, warn)
    for note in corpus.notes:
        warn(note)
    return corpus


def load_translator(settings: Settings) -> Translator | None:
    """Return the engine that the settings name; None for "none" or where none is installed."""
    from quotes.tools import translator_of

    return translator_of(settings, warn)


def load_comparator(settings: Settings) -> Comparator:
    """Return the comparator, with the learned judge unless the settings turn it off."""
    from quotes.comparison import Comparator
    from quotes.tools import settle

    settle()
    return Comparator.open(judge=settings.judge, ignore=settings.ignore)


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
