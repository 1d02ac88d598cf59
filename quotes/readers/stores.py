"""Articles in object stores (s3://, gs://, abfs://, hdfs://), through pyarrow's file systems.

A file is copied here for as long as it is read. Keys and regions are those that the store's
own tools use (AWS_PROFILE, GOOGLE_APPLICATION_CREDENTIALS): nothing is kept of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from quotes.errors import InputError
from quotes.private import temporary_folder
from quotes.readers.containers import COLLECTION_LIMIT
from quotes.readers.formats import ARTICLE_SUFFIXES, suffix_of
from quotes.readers.raw import shown, too_large

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
        raise InputError(f"{shown(address)}: needs pyarrow: {advice}") from error
    try:
        store, root = stores.FileSystem.from_uri(address)
        files = _files(stores, store, root)
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


def _files(stores: Any, store: Any, root: str) -> list[Any]:  # noqa: ANN401 - pyarrow is untyped
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
    return InputError(f"{shown(address)}: cannot be read ({shown(reason)}): check the address")
