"""What an audit works with: opened from what the settings name; nothing is printed here."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Self

from quotes import __version__
from quotes.errors import QuotesError, SettingsError, TranslatorError
from quotes.languages.glossaries import load_glossary, with_entries
from quotes.model import Article, Glossary, Rules, placed, worded
from quotes.network import enforce
from quotes.safe_files import private_folder, temporary_folder
from quotes.settings import Settings, cache_folder

if TYPE_CHECKING:
    from quotes.comparison import Comparator
    from quotes.opinions import SecondReader
    from quotes.originals.corpus import Corpus
    from quotes.parsing import Parser
    from quotes.readers.discovery import Discovery
    from quotes.translators import Panel, Translator
    from quotes.translators.pivot import GlossEngine

THREADS = 1  # of torch in a process: several processes share the cores, and sums keep their order
Progress = Callable[[int, int], None]
Tell = Callable[[str], None]


def silent(*_: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Every tool of an audit, opened; `notes` are one-line messages about them."""

    parser: Parser
    translator: Translator | Panel | None
    corpus: Corpus
    comparator: Comparator
    glossary: Glossary
    rules: Rules = field(default_factory=Rules)
    indirect: bool = False
    notes: tuple[str, ...] = ()
    gloss: GlossEngine | None = None
    readers: tuple[SecondReader, ...] = ()

    @classmethod
    def open(cls, settings: Settings, progress: Progress = silent) -> Self:
        """Open what the settings name, the cheap ones that may fail first; raise QuotesError."""
        from quotes.comparison import Comparator
        from quotes.parsing import Parser, find_models
        from quotes.translators.pivot import GlossEngine

        settle()
        notes: list[str] = []
        rules = rules_of(settings)
        find_models(settings.parser)
        translator = translator_of(settings, notes.append)
        readers = readers_of(settings, notes.append)
        corpus = corpus_of(settings, progress)
        return cls(
            parser=Parser.open(settings.parser, threads=THREADS),
            translator=translator,
            corpus=corpus,
            comparator=Comparator.open(
                judge=rules.judge, threads=THREADS, ignore=rules.ignore, severity=rules.severity
            ),
            glossary=with_entries(load_glossary(), rules.glossary),
            rules=rules,
            indirect=settings.indirect,
            notes=(*corpus.notes, *notes),
            gloss=GlossEngine.installed(cache_folder() if settings.keep else None),
            readers=readers,
        )

    def close(self) -> None:
        """End the processes of the translators, and let go of other models."""
        for engine in (self.translator, self.gloss, *self.readers):
            if engine:
                engine.close()


def rules_of(settings: Settings) -> Rules:
    """Return what the verdicts depend on, the checks by their slugs.

    Raises SettingsError for a name that does not exist, GlossaryError.
    """
    rules = Rules(judge=settings.judge, glossary=load_glossary(settings.glossaries, defaults=False))
    by_file = settings.per_file_ignores
    if not (settings.ignore or settings.select or settings.severity or by_file):
        return rules
    from quotes.checks import silent, weighed

    return replace(
        rules,
        ignore=silent(settings.ignore, settings.select),
        severity=weighed(settings.severity),
        per_file_ignores={pattern: silent(names) for pattern, names in by_file.items()},
    )


def settle() -> None:
    """Have the numerical libraries of this process work in one thread, and keep less.

    numpy's library would share out even tiny products among threads that wait for one another:
    finding the passages of seeds/ took 3.8 s of processor time with two threads, 1.6 with one.
    Torch's kernels keep what they worked out for each shape of batch, by default for 1,024
    shapes: 180 MB after 300 quotations located, for no time saved. They read the variable at
    their first use. Raises ModelError where a shipped model is damaged.
    """
    from threadpoolctl import threadpool_limits

    from quotes.ml.shipped import check_sizes

    check_sizes()
    if multiprocessing.parent_process() is not None:
        enforce()  # a worker: what its parent refuses, it refuses
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")
    threadpool_limits(THREADS, user_api="blas")


def corpus_of(settings: Settings, progress: Progress = silent) -> Corpus:
    """Index the originals folder (only what changed) and return the corpus.

    `progress` is told how many documents are done, and of how many. The corpus's notes say also
    what was passed over in the folder. Raises SourceError.
    """
    from quotes.originals.corpus import Corpus
    from quotes.readers import read_source

    root = settings.originals
    if root is None:
        raise SettingsError("no originals: name their folder with --originals DIR")
    found = sources_in(root)
    if found.problems and not found.paths:
        raise found.problems[0]
    notes: list[str] = []
    if passed_over := found.summary():
        notes.append(worded("originals: {passed_over}", passed_over=passed_over))
    with index_folder(notes.append, keep=settings.keep) as cache:
        corpus = Corpus.open(
            root,
            lambda path: read_source(path, root),
            found.paths,
            cache=cache,
            progress=progress,
            audited=settings.audited,
        )
    corpus.notes = (*notes, *corpus.notes)
    if corpus.english_told:
        corpus.leave_out(_texts(settings.audited[:MOST_READ]))
    return corpus


MOST_READ = 300  # audited files that are read once more where sources are in English: some seconds


def _texts(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the texts of the articles in some files, as far as they can be read."""
    from quotes.readers import read_articles

    for path in paths:
        with suppress(QuotesError):
            for article in read_articles(path):
                if isinstance(article, Article):
                    yield article.text


def sources_in(root: Path) -> Discovery:
    """Return the files of the originals folder; the files of a report in it are none of them."""
    from quotes.readers import SOURCE_SUFFIXES, discover
    from quotes.writers import is_of_report

    found = discover([root], SOURCE_SUFFIXES)
    return replace(
        found,
        paths=tuple(path for path in found.paths if not is_of_report(path)),
        leftovers=tuple(one for one in found.leftovers if not is_of_report(one.path)),
    )


def source_digests(settings: Settings) -> dict[str, str]:
    """Return the digest of every file among the originals; only what may have changed is read.

    Files that are audited themselves are no originals.
    """
    from quotes.originals.store import digests, digests_of

    root = settings.originals
    if root is None:
        raise SettingsError("no originals: name their folder with --originals DIR")
    found = sources_in(root)
    with index_folder(keep=settings.keep) as cache:
        known = digests(root, found.paths, cache)
    own = digests_of(settings.audited)
    return {name: digest for name, digest in known.items() if digest not in own}


@contextmanager
def index_folder(tell: Tell = silent, *, keep: bool = True) -> Iterator[Path]:
    """Yield the folder for the index: in the cache, or, if that is closed, one for this run."""
    folder = cache_folder() / "originals"
    if keep:
        try:
            private_folder(cache_folder())
            with TemporaryFile(dir=private_folder(folder)) as probe:
                probe.write(b"written")
        except OSError as error:
            tell(
                worded(
                    "cache {folder} cannot be written ({strerror}): indexing for this run only",
                    folder=folder,
                    strerror=error.strerror,
                )
            )
            keep = False
    if keep:
        yield folder
    else:
        with temporary_folder() as own:
            yield own


def translator_of(settings: Settings, tell: Tell = silent) -> Translator | Panel | None:
    """Return the engine that the settings name; None for "none" or where none is installed."""
    from quotes.translators import default_translator, open_translator

    if settings.translator == "none":
        return None
    kept = cache_folder() if settings.keep else None
    if settings.translator != "auto":
        engine = open_translator(settings.translator, cache=kept)
        if engine.host:
            tell(
                worded(
                    "translator {name}: the quotations are sent to {host}",
                    name=engine.name,
                    host=engine.host,
                )
            )
        return engine
    try:
        return default_translator(cache=kept)
    except TranslatorError as error:
        tell(worded("{error}; the audit goes on without back-translations", error=error))
        return None


def readers_of(
    settings: Settings, tell: Tell = silent, patience: float | None = None
) -> tuple[SecondReader, ...]:
    """Return the models that the settings name for second opinions; raise QuotesError.

    `patience`: as for `open_readers`.
    """
    kept = cache_folder() if settings.keep else None
    from quotes.opinions import open_readers

    readers = open_readers(
        settings.second_opinion,
        cache=kept,
        measured=settings.opinions_measured,
        patience=patience,
    )
    for one in readers:
        if one.reader.host:
            tell(
                worded(
                    "second opinion {name}: what is flagged or unsure, "
                    "with the text around it, is sent to {host}",
                    name=one.reader.name,
                    host=one.reader.host,
                )
            )
        if settings.opinions_measured and one.measured is None:
            tell(
                placed(
                    settings.opinions_measured,
                    worded(
                        "measured of another model than {name}, whose opinions move no risk",
                        name=one.reader.name,
                    ),
                )
            )
    return tuple(readers)


def signature(settings: Settings) -> str:
    """Return the line that lets others know exactly what is done; no model is loaded for it."""
    from importlib.metadata import version

    from quotes.comparison import comparator
    from quotes.parsing import find_models

    models = find_models(settings.parser)
    engine = translator_name(settings)
    glossary = load_glossary(settings.glossaries)
    parts = (
        f"quotes {__version__}",
        f"stanza {version('stanza')} ({models.name}: {models.package or 'default'})",
        f"translator {engine}" if engine else "no translator",
        comparator.signature(judge=settings.judge),
        f"{len(glossary.terms) + len(glossary.false_friends)} glossary entries",
        *_chosen(rules_of(settings)),
        *([f"second opinion {settings.second_opinion}"] if settings.second_opinion else []),
    )
    return " | ".join(parts)


def _chosen(rules: Rules) -> Iterator[str]:
    yield f"ignored: {', '.join(sorted(rules.ignore)) or 'none'}"
    if rules.severity:
        yield f"severity: {', '.join(f'{n}={s}' for n, s in sorted(rules.severity.items()))}"
    for pattern, names in sorted(rules.per_file_ignores.items()):
        yield f"ignored in {pattern}: {', '.join(names)}"


def translator_name(settings: Settings) -> str:
    """Return name and version of the engine that the settings name, "" for none."""
    engine = translator_of(settings)
    if engine is None:
        return ""
    with engine:
        return f"{engine.name} {engine.version}"
