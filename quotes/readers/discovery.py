"""From what a user names (files, folders, patterns, addresses) to the files that are read.

What lies in an object store (s3://, gs://, abfs://, hdfs://) is copied here, through pyarrow's file
systems, for as long as it is read. Keys and regions are those that the store's own tools use
(AWS_PROFILE, GOOGLE_APPLICATION_CREDENTIALS): nothing is kept of them.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.formats import ARTICLE_SUFFIXES, suffix_of
from quotes.readers.raw import COLLECTION_LIMIT, shown, too_large, unreadable
from quotes.safe_files import temporary_folder

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
NAMED = 3  # files of one kind that a summary names before it counts


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file or folder that was passed over, and its kind, such as ".doc" or "empty"."""

    path: Path
    kind: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files found, sorted and each once, and one problem for each name that gave none.

    `leftovers` are what folders and patterns hold beside them.
    """

    paths: tuple[Path, ...]
    problems: tuple[InputError, ...]
    leftovers: tuple[Leftover, ...] = ()

    def summary(self) -> str | None:
        """Return one line that counts and names what was passed over, or None."""
        kinds: dict[str, list[str]] = {}
        for leftover in self.leftovers:
            kinds.setdefault(leftover.kind, []).append(shown(leftover.path.name))
        parts = []
        for kind, names in sorted(kinds.items()):
            more = ", …" if len(names) > NAMED else ""
            parts.append(f"{len(names)} {kind} ({', '.join(names[:NAMED])}{more})")
        return f"left out, not read: {'; '.join(parts)}" if parts else None


@dataclass(slots=True)
class _Search:
    suffixes: frozenset[str]
    leftovers: dict[Path, str] = field(default_factory=dict)

    def takes(self, path: Path) -> bool:
        """Tell whether a file met in a folder is read; what is not goes to the leftovers."""
        if path.name.startswith("."):
            return False
        kind = self._kind(path)
        if kind:
            self.leftovers[path] = kind
        return not kind

    def _kind(self, path: Path) -> str:
        suffix = suffix_of(path)
        lock = path.name.startswith("~$")  # Word's, beside a document that is open
        if lock or suffix not in self.suffixes:
            return "lock" if lock else shown(suffix[:12]) or "without a suffix"
        try:
            state = path.stat()
        except FileNotFoundError:
            return "links to nothing"
        except OSError:
            return "unreadable"
        if not stat.S_ISREG(state.st_mode):
            return "pipes, devices or folders"
        if not state.st_size:
            return "empty"
        return "" if os.access(path, os.R_OK) else "unreadable"


def is_address(name: str) -> bool:
    """Return whether a name is an address ("s3://bucket/articles") and no path of this machine."""
    return bool(ADDRESS.match(name))


def discover(patterns: Sequence[str | Path], suffixes: frozenset[str]) -> Discovery:
    """Return the files of the given `suffixes` (".txt", lower case) that `patterns` name.

    A pattern is a file, a folder (read with all folders in it) or a glob ("**" goes
    through folders). Hidden files are passed over in folders and globs, and so are other
    suffixes, empty files, pipes and what may not be opened: these are the leftovers. A
    file named by itself with another suffix is a problem.
    """
    found: dict[Path, Path] = {}
    problems: list[InputError] = []
    search = _Search(suffixes)
    for pattern in patterns:
        try:
            for path in _files(str(pattern), search):
                found.setdefault(_identity(path), path)
        except InputError as problem:
            problems.append(problem)
        except (OSError, ValueError) as error:
            problems.append(unreadable(shown(str(pattern)), error))
    paths = sorted(found.values(), key=lambda path: path.as_posix())
    leftovers = sorted(search.leftovers.items(), key=lambda pair: pair[0].as_posix())
    left = tuple(Leftover(path, kind) for path, kind in leftovers)
    return Discovery(tuple(paths), tuple(problems), left)


def _files(pattern: str, search: _Search) -> list[Path]:
    # A name that exists is that file, even if it holds a "[" or a "*".
    if os.path.isdir(pattern):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        return _in_folder(Path(pattern), search)
    if os.path.lexists(pattern):
        return [_named(Path(pattern), search.suffixes)]
    if glob.has_magic(pattern):
        return _matching(pattern, search)
    raise InputError(placed(shown(pattern), worded("no such file or folder: check the path")))


def _named(path: Path, suffixes: frozenset[str]) -> Path:
    if not path.exists():
        raise InputError(placed(shown(path), worded("a link to nothing: check where it leads")))
    if suffix_of(path) not in suffixes:
        kind = f"{path.suffix} files are" if path.suffix else "a file without a suffix is"
        raise InputError(
            f"{shown(path)}: {kind} not read: give one of {', '.join(sorted(suffixes))}"
        )
    return path


def _matching(pattern: str, search: _Search) -> list[Path]:
    paths: list[Path] = []
    for match in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - patterns may be absolute
        path = Path(match)
        if path.is_dir():
            paths.extend(_walk(path, search))
        elif search.takes(path):
            paths.append(path)
    if not paths:
        raise InputError(
            placed(shown(pattern), worded("matches no file that can be read: check the pattern"))
        )
    return paths


def _in_folder(folder: Path, search: _Search) -> list[Path]:
    paths = list(_walk(folder, search))
    if not paths:
        kinds = ", ".join(sorted(search.suffixes))
        raise InputError(
            placed(
                shown(folder),
                worded("no readable file in this folder: it needs {kinds}", kinds=kinds),
            )
        )
    return paths


def _walk(folder: Path, search: _Search) -> Iterator[Path]:
    os.listdir(folder)  # noqa: PTH208 - raises where the folder itself is closed

    def closed(error: OSError) -> None:
        search.leftovers[Path(error.filename)] = "folders that cannot be entered"

    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(place, name)):  # noqa: PTH114, PTH118 - no path is too long
                search.leftovers[Path(place, name)] = "links to folders"
        for name in sorted(names):
            path = Path(place, name)
            if search.takes(path):
                yield path


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


Copied = tuple[Path, str]


def copied(address: str) -> Iterator[Copied | InputError]:
    """Yield a copy of each file that an address means, with its own address, one at a time.

    Of a folder those that can hold articles, in order. A file that cannot be read comes as an
    InputError; raises InputError where the address as a whole means nothing.
    """
    try:
        stores: Any = import_module("pyarrow.fs")
    except ImportError as error:
        advice = "pip install 'quotes-audit[cluster]'"
        raise InputError(
            placed(shown(address), worded("needs pyarrow: {advice}", advice=advice))
        ) from error
    try:
        store, root = stores.FileSystem.from_uri(address)
        files = _stored_files(stores, store, root)
    except Exception as error:
        raise _refused(address, error) from error
    scheme = address.partition("://")[0]
    for info in files:
        name = f"{scheme}://{shown(info.path)}"
        with temporary_folder() as folder:
            try:
                yield _copy(store, info, Path(folder), name), name
            except InputError as problem:
                yield problem
            except OSError as error:
                yield _refused(name, error)


def _stored_files(stores: Any, store: Any, root: str) -> list[Any]:  # noqa: ANN401 - pyarrow is untyped
    """Return what is known of the file at a place, or of those below it."""
    info = store.get_file_info(root)
    if info.type == stores.FileType.NotFound:
        raise FileNotFoundError("no such file or folder")
    if info.type == stores.FileType.File:
        return [info]
    below = store.get_file_info(stores.FileSelector(root, recursive=True))
    found = [one for one in below if one.type == stores.FileType.File and _wanted(one.path)]
    if not found:
        raise FileNotFoundError("no file in it that can hold articles")
    return sorted(found, key=lambda one: str(one.path))


def _wanted(path: str) -> bool:
    name = PurePosixPath(path).name
    return not name.startswith(".") and suffix_of(name) in ARTICLE_SUFFIXES


def _copy(store: Any, info: Any, folder: Path, name: str) -> Path:  # noqa: ANN401 - the same
    if info.size and info.size > COLLECTION_LIMIT:
        raise too_large(name, info.size, COLLECTION_LIMIT)
    copy = folder / PurePosixPath(info.path).name
    with store.open_input_stream(info.path) as there, copy.open("wb") as here:
        shutil.copyfileobj(there, here)
    return copy


def _refused(address: str, error: Exception) -> InputError:
    reason = (str(error).splitlines() or [""])[0][:120] or type(error).__name__
    return InputError(
        placed(
            shown(address),
            worded("cannot be read ({reason}): check the address", reason=shown(reason)),
        )
    )
