"""Opening the tools that settings name, with progress and warnings on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from quotes.cli.console import progress_of, say, warn
from quotes.errors import InputError
from quotes.model import Article
from quotes.safe_files import read_stream, temporary_folder
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.comparison import Comparator
    from quotes.opinions import SecondReader
    from quotes.originals.corpus import Corpus
    from quotes.readers import Discovery
    from quotes.translators import Panel, Translator

Read: TypeAlias = Callable[[Path, str | None], Iterator[Article | InputError]]
STDIN = "-"  # named as an article
LARGEST = 10_000_000  # bytes of it, as of a file of text


def load_corpus(settings: Settings) -> Corpus:
    """Index the originals folder (only what changed) and return the corpus."""
    from quotes.tools import corpus_of, settle

    settle()
    with progress_of("reading originals") as told:
        corpus = corpus_of(settings, told)
    for note in corpus.notes:
        warn(note)
    return corpus


def load_translator(settings: Settings) -> Translator | Panel | None:
    """Return the engine that the settings name; None for "none" or where none is installed."""
    from quotes.tools import translator_of

    return translator_of(settings, warn)


def load_readers(settings: Settings, patience: float | None = None) -> tuple[SecondReader, ...]:
    """Return the models that the settings name for second opinions."""
    from quotes.tools import readers_of

    return readers_of(settings, warn, patience)


def load_comparator(settings: Settings) -> Comparator:
    """Return the comparator, with the learned judge unless the settings turn it off."""
    from quotes.comparison import Comparator
    from quotes.tools import settle

    settle()
    return Comparator.open(judge=settings.judge, ignore=settings.ignore, severity=settings.severity)


@dataclass(slots=True)
class Reading:
    """The articles that names, folders and patterns mean, read one after the other.

    Go through it once. Then `missing` are the problems of what was named itself, which is
    not there or cannot be read; what cannot be read in a folder is a warning only, and `left_out`
    names it and what is no article. "-" is
    one article from stdin, "s3://…" what lies there. Raises the first problem where nothing
    at all could be read. `read` reads a file, by default as the readers do.
    """

    patterns: list[str]
    read: Read | None = None
    missing: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return the files that are named, or lie in what is named."""
        return self._found().paths

    def _found(self) -> Discovery:
        """Return the files; what belongs to a report that lies among them is no article."""
        from quotes.readers import ARTICLE_SUFFIXES, Leftover, discover
        from quotes.writers import is_of_report

        found = discover(self._local, ARTICLE_SUFFIXES)
        ours = {path for path in found.paths if is_of_report(path)}
        left = (*found.leftovers, *(Leftover(path, "page of a report") for path in sorted(ours)))
        paths = tuple(path for path in found.paths if path not in ours)
        return replace(found, paths=paths, leftovers=left)

    @property
    def _local(self) -> list[str]:
        from quotes.readers import is_address

        return [p for p in self.patterns if p != STDIN and not is_address(p)]

    def __iter__(self) -> Iterator[Article]:
        found = self._found()
        problems: list[InputError] = list(found.problems)
        self.missing += map(str, problems)
        notes: list[str] = []
        count = 0
        for article in self._each(found.paths, problems):
            notes += article.warnings
            count += 1
            yield article
        if not count:
            named = ", ".join(self.patterns)
            raise problems[0] if problems else InputError(f"no article in {named}")
        for note in (*map(str, problems), *notes):
            warn(note)
        self.left_out += map(str, problems)
        if left_out := found.summary():
            self.left_out.append(f"articles: {left_out}")
            say(left_out)

    def _each(self, paths: Sequence[Path], problems: list[InputError]) -> Iterator[Article]:
        """Yield the articles of stdin, of the files, and of what lies at addresses."""
        from quotes.readers import is_address

        with _stdin(STDIN in self.patterns) as piped:
            for path in piped:
                yield from self._file(path, STDIN, problems)
        for path in paths:
            yield from self._file(path, None, problems)
        for address in filter(is_address, self.patterns):
            from quotes.readers.discovery import copied

            try:
                for found in copied(address):
                    if isinstance(found, InputError):
                        problems.append(found)
                    else:
                        yield from self._file(*found, problems)
            except InputError as error:
                problems.append(error)
                self.missing.append(str(error))

    def _file(self, path: Path, name: str | None, problems: list[InputError]) -> Iterator[Article]:
        from quotes.readers import read_articles as plainly

        try:
            for article in (self.read or plainly)(path, name):
                if isinstance(article, InputError):
                    problems.append(article)
                else:
                    yield article
        except InputError as error:
            problems.append(error)
            if (name or str(path)) in self.patterns:
                self.missing.append(str(error))


@contextmanager
def _stdin(wanted: bool) -> Iterator[tuple[Path, ...]]:
    """Yield the file, of this run only, that stdin was put into: a page, or plain text."""
    if not wanted:
        yield ()
        return
    try:
        content = read_stream(sys.stdin.buffer, LARGEST, "stdin")
    except OSError as error:
        raise InputError(f"stdin: {error.strerror}: give one article") from error
    page = content.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml"))
    with temporary_folder() as folder:
        path = Path(folder, "stdin.html" if page else "stdin.txt")
        path.write_bytes(content)
        yield (path,)


def read_articles(patterns: list[str]) -> list[Article]:
    """Return every article that can be read; each one that cannot is a warning."""
    return list(Reading(patterns))


def quoted_texts(paths: Sequence[Path]) -> list[str]:
    """Return the texts of all quotations in these articles, as they were back-translated."""
    from quotes import quotations
    from quotes.parsing import Parser

    parser = Parser.open()
    articles = read_articles([str(path) for path in paths])
    return [
        quotation.text
        for article in articles
        for quotation in quotations.find(
            article.text, parser.parse(article.text), bold=article.bold, indirect=True
        )
    ]
