"""From what a user names (files, folders, patterns) to the files that are read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import InputError
from quotes.readers.formats import suffix_of
from quotes.readers.raw import shown


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files found, sorted and each once, and one problem for each name that gave none."""

    paths: tuple[Path, ...]
    problems: tuple[InputError, ...]


def discover(patterns: Sequence[str | Path], suffixes: frozenset[str]) -> Discovery:
    """Return the files of the given `suffixes` (".txt", lower case) that `patterns` name.

    A pattern is a file, a folder (read with all folders in it) or a glob ("**" goes
    through folders). Hidden files and other suffixes are passed over in folders and
    globs; a file named by itself with another suffix is a problem.
    """
    found: dict[Path, Path] = {}
    problems: list[InputError] = []
    for pattern in patterns:
        try:
            for path in _files(str(pattern), suffixes):
                found.setdefault(_identity(path), path)
        except InputError as problem:
            problems.append(problem)
        except OSError as error:
            problems.append(_unreadable(str(pattern), error))
    paths = sorted(found.values(), key=lambda path: path.as_posix())
    return Discovery(tuple(paths), tuple(problems))


def _files(pattern: str, suffixes: frozenset[str]) -> list[Path]:
    # A name that exists is that file, even if it holds a "[" or a "*".
    if os.path.isdir(pattern):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        return _in_folder(Path(pattern), suffixes)
    if os.path.lexists(pattern):
        return [_named(Path(pattern), suffixes)]
    if glob.has_magic(pattern):
        return _matching(pattern, suffixes)
    raise InputError(f"{shown(pattern)}: no such file or folder: check the path")


def _named(path: Path, suffixes: frozenset[str]) -> Path:
    if not path.exists():
        raise InputError(f"{shown(path)}: a link to nothing: check where it leads")
    if suffix_of(path) not in suffixes:
        kind = f"{path.suffix} files are" if path.suffix else "a file without a suffix is"
        raise InputError(
            f"{shown(path)}: {kind} not read: give one of {', '.join(sorted(suffixes))}"
        )
    return path


def _matching(pattern: str, suffixes: frozenset[str]) -> list[Path]:
    paths: list[Path] = []
    for match in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - patterns may be absolute
        path = Path(match)
        if path.is_dir():
            paths.extend(_walk(path, suffixes))
        elif suffix_of(path) in suffixes:
            paths.append(path)
    if not paths:
        raise InputError(f"{shown(pattern)}: matches no file that can be read: check the pattern")
    return paths


def _in_folder(folder: Path, suffixes: frozenset[str]) -> list[Path]:
    paths = list(_walk(folder, suffixes))
    if not paths:
        kinds = ", ".join(sorted(suffixes))
        raise InputError(f"{shown(folder)}: no readable file in this folder: it needs {kinds}")
    return paths


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    os.listdir(folder)  # noqa: PTH208 - raises where the folder itself is closed
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and suffix_of(path) in suffixes:
                yield path


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _unreadable(pattern: str, error: OSError) -> InputError:
    reason = (error.strerror or "it cannot be read").lower()
    return InputError(f"{shown(pattern)}: cannot be opened ({reason}): check its rights")
