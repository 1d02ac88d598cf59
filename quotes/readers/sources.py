"""From a file to a Source: an original that quotations are sought in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from quotes.errors import InputError, SourceError
from quotes.languages.identification import identify, language_code, language_name
from quotes.model import Source, placed, worded
from quotes.readers.documents import Document, Metadata
from quotes.readers.formats import load, parsed, suffix_of
from quotes.readers.raw import TEXT_LIMIT, too_large

# Enough to tell a document's language beyond doubt; telling it on a megabyte adds nothing.
SAMPLE = 20_000


def read_source(path: Path, root: Path) -> Source:
    """Return the original in a file below the originals folder `root`.

    Raises SourceError where the file cannot be used or is neither Spanish nor English.
    """
    name = _relative(path, root)
    try:
        raw = load(path, name)
        document = parsed(raw, suffix_of(path))
    except SourceError:
        raise
    except InputError as error:
        raise SourceError(str(error)) from error
    digest = hashlib.sha256(raw.data).hexdigest()
    return make_source(name, raw.name, document, digest)


def make_source(name: str, where: str, document: Document, sha256: str) -> Source:
    """Return the Source of a document; messages call it `where`."""
    if not document.text.strip():
        raise SourceError(
            placed(where, worded("the file holds no text: leave it out or give its text"))
        )
    if len(document.text) > TEXT_LIMIT:
        raise SourceError(str(too_large(where, len(document.text), TEXT_LIMIT)))
    language, doubts = _language(where, document)
    metadata = _checked(document.metadata)
    return Source(
        document=name,
        text=document.text,
        language=language,
        sha256=sha256,
        title=metadata.title,
        speaker=metadata.speaker,
        date=metadata.date,
        url=metadata.url,
        archive_url=metadata.archive_url,
        retrieved=metadata.retrieved,
        places=document.places,
        warnings=tuple(f"{where}: {warning}" for warning in document.warnings + doubts),
    )


def _relative(path: Path, root: Path) -> str:
    try:
        name = path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        name = path.name
    # A name that is no UTF-8 is written with escapes: reports and caches are UTF-8.
    return name.encode("utf-8", "backslashreplace").decode()


def _checked(metadata: Metadata) -> Metadata:
    if metadata.url or not metadata.sources:
        return metadata
    return replace(metadata, url=metadata.sources[0])


def _language(where: str, document: Document) -> tuple[str, tuple[str, ...]]:
    """Return "es" or "en" and doubts; what the text says outweighs nothing but silence."""
    written = document.metadata.language
    stated = language_code(written) if written else None
    told = identify(document.text[:SAMPLE])
    language = stated or told or "es"
    if language not in ("es", "en"):
        raise SourceError(
            placed(
                where,
                worded(
                    "in {language}, neither Spanish nor English: left out",
                    language=language_name(language),
                ),
            )
        )
    if written and stated is None:
        return told or "es", (f"language {written[:30]!r} is unknown: told from the text",)
    if stated and told and told != stated:
        doubt = f"said to be in {language_name(stated)}, looks like {language_name(told)}"
        return language, (doubt,)
    if not stated and not told:
        return language, ("its language cannot be told: taken for Spanish (say language: en)",)
    return language, ()
