"""One error tree. Every message says what, where, and what to do.

QuotesError
├── InputError        a file or folder that cannot be used (path, reason, advice)
│   └── SourceError   an originals folder or document that cannot be used
├── SettingsError     quotes.toml, a flag, an unknown name (with the nearest real one)
├── GlossaryError     a glossary line that cannot be read (file and line number)
├── ModelError        a model that is missing or cannot be loaded
├── TranslatorError   an engine that is missing, refuses, times out or answers junk
└── ReportError       a report that cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

DEBUG: Final = "QUOTES_DEBUG"  # set: a fault of this program shows where it happened


class QuotesError(Exception):
    """Something that the user can act on; its text is one line."""


class InputError(QuotesError):
    """A file or folder that cannot be used."""


class SourceError(InputError):
    """An originals folder or a document in it that cannot be used."""


class SettingsError(QuotesError):
    """A setting, flag or name that does not exist or does not fit."""


class GlossaryError(QuotesError):
    """A glossary line that cannot be read."""


class ModelError(QuotesError):
    """A model that is missing or cannot be loaded."""


class TranslatorError(QuotesError):
    """A translation engine that is missing, refuses, times out or answers junk."""


class ReportError(QuotesError):
    """A report that cannot be written."""


def is_fault(error: BaseException) -> bool:
    """Return whether an exception tells of a fault, and not that somebody wants to leave.

    Libraries written in Rust panic with what is no Exception: only who asks so meets it too.
    """
    return not isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit))


def shown_value(value: object) -> str:
    """Return a value of the wrong kind as an error shows it, on one line."""
    return ascii(value)[:60]


def unknown_name(what: str, name: str, known: Iterable[str]) -> SettingsError:
    """Return the error for an unknown name, with the nearest real one."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
    return SettingsError(f"unknown {what} {name!r}: {hint}")
