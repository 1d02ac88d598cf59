"""Settings: `quotes.toml`, or `[tool.quotes]` in `pyproject.toml`, and where the cache lies.

The nearest of the two files, from the working folder upwards, is used; a flag on the
command line wins over it. Every key is optional:

    originals = "originals"        # folder of Spanish originals
    translator = "auto"            # or an engine's name; "none" for no back-translation
    second_opinion = ""            # models to ask as well: "ollama:NAME" (docs/second-opinions.md)
    opinions_measured = "m.json"   # what `quotes opinions measure` wrote of that model
    parser = "embedded"            # or "official"
    glossaries = ["ours.csv"]      # added to the two that come with the program
    ignore = ["disputed-term"]     # checks that stay silent: names, codes, "D2" for all of D2xx
    select = ["D1", "D2"]          # only these are asked; without it all are
    severity = { D305 = "info" }   # or "warning", "error": how grave a check's findings are
    per_file_ignores = { "opinion/*.md" = ["D3"] }   # silent for articles of such a path
    fail_on = "drift"              # exit code 1 from: "no-original", "review", "drift", "never"
    indirect = false               # audit indirect quotations as well
    judge = true                   # ask the learned judge
    keep = true                    # keep translations and indexes in the cache
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

from quotes.errors import SettingsError, shown_value, unknown_name
from quotes.model import Severity
from quotes.safe_files import read_bounded

LARGEST = 1_000_000  # bytes of a quotes.toml
FailOn = Literal["no-original", "review", "drift", "never"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do, apart from the files it is given."""

    originals: Path | None = None
    translator: str = "auto"
    second_opinion: str = ""
    opinions_measured: Path | None = None
    parser: str = "embedded"
    glossaries: tuple[Path, ...] = ()
    ignore: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fail_on: FailOn = "drift"
    indirect: bool = False
    judge: bool = True
    keep: bool = True
    audited: tuple[Path, ...] = ()
    """The files that are audited, which are no originals of anything; the command line sets it."""

    def __post_init__(self) -> None:
        """Take paths as text too; raise SettingsError for a value that does not fit."""
        for name in ("originals", "opinions_measured"):
            value = getattr(self, name)
            object.__setattr__(self, name, None if value is None else _path(name, value))
        for name in ("glossaries", "audited"):
            paths = tuple(_path(name, one) for one in _several(name, getattr(self, name)))
            object.__setattr__(self, name, paths)
        for name in ("ignore", "select"):
            names = tuple(_text(name, one) for one in _several(name, getattr(self, name)))
            object.__setattr__(self, name, names)
        for name in ("translator", "second_opinion", "parser"):
            _text(name, getattr(self, name))
        self._check_choices()

    def _check_choices(self) -> None:
        for name in ("indirect", "judge", "keep"):
            if not isinstance(getattr(self, name), bool):
                raise _unfit(name, getattr(self, name), "True or False is needed")
        if self.fail_on not in get_args(FailOn):
            raise unknown_name("fail_on", str(self.fail_on), get_args(FailOn))
        for name in ("severity", "per_file_ignores"):
            if not isinstance(getattr(self, name), Mapping):
                raise _unfit(name, getattr(self, name), "a mapping is needed: {name: value}")
        for check, grave in self.severity.items():
            if grave not in get_args(Severity):
                raise unknown_name(f"severity of {check}", str(grave), get_args(Severity))
        for pattern, some in self.per_file_ignores.items():
            _several(f"per_file_ignores of {pattern}", some)


def _path(name: str, value: object) -> Path:
    if not isinstance(value, (str, PathLike)):
        raise _unfit(name, value, "a path is needed")
    return Path(value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _unfit(name, value, "a name is needed")
    return value


def _several(name: str, value: object) -> Iterable[object]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise _unfit(name, value, "several are needed: a list or tuple")
    return value


def _unfit(name: str, value: object, needed: str) -> SettingsError:
    return SettingsError(f"{name}: {needed}, not {shown_value(value)}")


WANTED = {  # by pydantic's types of errors, where its own words are Python's
    "tuple_type": 'a list is needed: ["…", "…"]',
    "path_type": "a path in quotes is needed",
}
LOCAL_TRANSLATORS = frozenset({"auto", "none", "embedded", "firefox", "apertium"})
"""Names of `translator` that send nothing out; every other one is an online service."""


def load_settings(folder: Path) -> Settings:
    """Return the settings in force in `folder`; relative paths start at the file found.

    Raises SettingsError naming the file and the key that does not fit.
    """
    return found_settings(folder)[0]


def found_settings(folder: Path) -> tuple[Settings, Path | None]:
    """Return the settings in force in `folder`, and the file that they were found in."""
    for candidate in (folder.resolve(), *folder.resolve().parents):
        for name, table in (("quotes.toml", ()), ("pyproject.toml", ("tool", "quotes"))):
            values = _table(candidate / name, table)
            if values is not None:
                return _settings(values, candidate / name), candidate / name
    return Settings(), None


def sends_out(settings: Settings) -> bool:
    """Return whether the settings name an online service, which is sent quotations."""
    return settings.translator not in LOCAL_TRANSLATORS


def check_owner(settings: Settings, file: Path) -> str | None:
    """Return in one line that a file of settings names who is sent texts; None if it does not.

    Raises SettingsError where the file belongs to another user: nobody else may choose where
    this user's drafts are sent, to a server on this machine neither, nor which models are loaded.
    """
    named = {
        "translator": settings.translator.partition(":")[0] if sends_out(settings) else "",
        "second-opinion": settings.second_opinion,
    }
    told = {option: name for option, name in named.items() if name}
    if not told:
        return None
    option, name = next(iter(told.items()))
    owners = {file.stat().st_uid, file.lstat().st_uid}  # who made a link chose the file, too
    if hasattr(os, "geteuid") and owners != {os.geteuid()}:
        instead = {"translator": "auto", "second-opinion": "none"}[option]
        raise SettingsError(
            f"{file}: names the {option} {name!r}, and the file is another user's: "
            f"say --{option} {name} yourself, or --{option} {instead} to do without"
        )
    what = {"translator": "are sent to the online translator", "second-opinion": "are read by"}
    return "; ".join(
        f"{file}: quotations {what[option]} {name!r}, which it names"
        for option, name in told.items()
    )


def cache_folder() -> Path:
    """Return the folder for indexes and translations: $QUOTES_CACHE, or the user's own cache."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed for --help

    named = os.environ.get("QUOTES_CACHE")
    return Path(named) if named else user_cache_path("quotes-audit", appauthor=False)


def _table(path: Path, keys: tuple[str, ...]) -> dict[str, Any] | None:
    if not path.is_file():
        if path.is_symlink() or path.exists():
            raise SettingsError(f"{path}: is no file that can be read: correct or remove it")
        return None
    try:
        values: Any = tomllib.loads(read_bounded(path, LARGEST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}): correct it") from error
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else None


def _settings(values: dict[str, Any], path: Path) -> Settings:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - slow to load

    known = Settings.__dataclass_fields__.keys() - {"audited"}
    for key in values:
        if key not in known:
            error = unknown_name("setting", key, known)
            raise SettingsError(f"{path}: {error}")
    try:
        settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{path}: {where}: {WANTED.get(first['type'], first['msg'])}"
        ) from error
    anchored = _anchored(settings, path.parent)
    for named in (anchored.originals, anchored.opinions_measured, *anchored.glossaries):
        if named and "\0" in str(named):
            raise SettingsError(f"{path}: {str(named)!r}: no path holds a NUL: correct it")
    return anchored


def _anchored(settings: Settings, folder: Path) -> Settings:
    originals = settings.originals and folder / settings.originals
    return replace(
        settings,
        originals=originals,
        opinions_measured=settings.opinions_measured and folder / settings.opinions_measured,
        glossaries=tuple(folder / path for path in settings.glossaries),
    )
