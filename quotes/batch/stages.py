"""What the answer for an article depends on, in three keys, and what of an old answer holds.

    found     the program, the parser, the translator: quotations and back-translations
    located   and the originals
    judged    and the glossaries, what is ignored, whether the judge and other models are asked

So a new glossary re-judges and parses nothing; a new original is looked through for the
quotations that had none, and a changed or missing one for those that cite it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from quotes.languages.glossaries import LARGEST, shipped
from quotes.model import AuditedArticle, AuditedQuotation
from quotes.pipeline import NOTHING, Known
from quotes.safe_files import read_bounded
from quotes.settings import Settings

PACKAGE = Path(__file__).parents[1]
PAGE = (".html", ".css", ".js", ".mo")  # suffixes of what only the page is made of
HEAD = 65_536  # bytes of a file of weights that are looked at, besides its size


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a run and what they were made of: sources by document → digest."""

    found: str
    located: str
    judged: str
    sources: Mapping[str, str]

    @property
    def all(self) -> tuple[str, str, str]:
        """The three keys, as they are stored with a row."""
        return self.found, self.located, self.judged


@dataclass(frozen=True, slots=True)
class Before:
    """What is stored of an article: its keys, the originals then, and what was found out."""

    found: str | None
    judged: str | None
    sources: Mapping[str, str]
    audited: AuditedArticle | None


def keys_of(settings: Settings, translator: str, sources: Mapping[str, str]) -> Keys:
    """Return the keys of a run; `translator` names engine and version, "" for none."""
    found = _digest(package_digest(), settings.parser, settings.indirect, translator)
    located = _digest(found, dict(sources))
    glossaries = list(map(_content, (*shipped(), *settings.glossaries)))
    per_file = sorted((pattern, *names) for pattern, names in settings.per_file_ignores.items())
    named = (sorted(settings.ignore), sorted(settings.select), dict(settings.severity), per_file)
    measured = settings.opinions_measured
    figures = measured.read_bytes().hex() if measured and measured.is_file() else ""
    opinions = (settings.second_opinion, figures)
    judging = _digest(settings.judge, *named, glossaries, *opinions)
    return Keys(found, located, f"{judging}|{located}", sources)


def known(before: Before, now: Keys) -> Known:
    """Return what of the stored answer still holds under the keys of now.

    What a step could not do (`notes` at a quotation) is tried again.
    """
    audited = before.audited
    if audited is None or audited.failed or before.found != now.found or before.judged is None:
        return NOTHING
    if any(q.notes for q in audited.quotations):
        return NOTHING
    changed = _changed(before.sources, now.sources)
    grown = any(before.sources.get(name) != digest for name, digest in now.sources.items())
    holds = {
        n: q for n, q in enumerate(audited.quotations) if not _sought_again(q, changed, grown=grown)
    }
    same = _judging(before.judged) == _judging(now.judged)
    return Known(
        found=[q.quotation for q in audited.quotations],
        backs={
            n: q.back_translation for n, q in enumerate(audited.quotations) if q.back_translation
        },
        places={n: q.location for n, q in holds.items()},
        done=holds if same else {},
    )


def whole(kept: Known) -> bool:
    """Return whether nothing is left to do."""
    return kept.found is not None and len(kept.done) == len(kept.found)


def _content(glossary: Path) -> str:
    """Return the digest of a glossary; one that cannot be read is told where it is loaded."""
    try:
        return sha256(read_bounded(glossary, LARGEST)).hexdigest()
    except OSError as error:
        return str(error)


@cache
def package_digest(*, page: bool = False) -> str:
    """Return a digest of this program: its code and word lists, and which weights it has.

    `page`: what the page of a report is made of as well, which no answer depends on.
    """
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".pyc" or not path.is_file():
            continue
        if path.suffix in PAGE and not page:
            continue
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(PACKAGE)} {path.stat().st_size}\n".encode())
            digest.update(
                file.read() if path.suffix in (".py", ".toml", *PAGE) else file.read(HEAD)
            )
    return digest.hexdigest()


def _sought_again(q: AuditedQuotation, changed: set[str], *, grown: bool) -> bool:
    location = q.location
    if location.status == "absent" and grown:
        return True
    passages = (*location.passages, *location.candidates, *location.editions)
    return any(passage.document in changed for passage in passages)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the sources of before that are gone or others now."""
    return {name for name, digest in before.items() if now.get(name) != digest}


def _judging(key: str) -> str:
    return key.partition("|")[0]


def _digest(*parts: object) -> str:
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
