"""Boosted trees: LightGBM models with named features.

LightGBM is called by its C interface. Its Python package brings scipy with it, and pandas,
scikit-learn and pyarrow wherever they are installed: 140 MB of memory and 3 s for each worker, of
which adding up the leaves of a model needs nothing.
"""

from __future__ import annotations

import ctypes
import json
import re
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.errors import ModelError
from quotes.ml.shipped import check_content

STRAIGHT = np.array([[-30.0, -30.0], [30.0, 30.0]])  # log-odds as they are
# From LightGBM's c_api.h: the type of what is read, what is asked for, all trees from the first on.
_FLOAT64, _RAW_SCORE, _FIRST, _ALL = 1, 1, 0, -1
_LONGEST = 256  # characters of a feature's name


class Booster:
    """A model that LightGBM wrote as text, read by its library."""

    def __init__(self, path: Path) -> None:
        """Read the model; raises ModelError where it cannot be read.

        LightGBM ends the process where a model is cut in the middle of a tree, so its bytes are
        looked at first.
        """
        check_whole(path)
        self._path, self._library = path, _library()
        self._handle, trees = ctypes.c_void_p(), ctypes.c_int()
        name = str(path).encode()
        self._call("CreateFromModelfile", name, ctypes.byref(trees), ctypes.byref(self._handle))
        weakref.finalize(self, self._library.LGBM_BoosterFree, self._handle)

    def __reduce__(self) -> tuple[type[Booster], tuple[Path]]:
        """Go to another process as the name of the file, which is read there."""
        return Booster, (self._path,)

    def feature_names(self) -> list[str]:
        """Return the names of the features, in order."""
        count = ctypes.c_int()
        self._call("GetNumFeature", self._handle, ctypes.byref(count))
        texts = [ctypes.create_string_buffer(_LONGEST) for _ in range(count.value)]
        pointers = (ctypes.c_void_p * count.value)(*map(ctypes.addressof, texts))
        known, needed = ctypes.c_int(), ctypes.c_size_t()
        sizes = count, ctypes.byref(known), ctypes.c_size_t(_LONGEST), ctypes.byref(needed)
        self._call("GetFeatureNames", self._handle, *sizes, pointers)
        return [text.value.decode() for text in texts]

    def raw_scores(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        """Return the summed leaves for rows of features, (rows, features): shape (rows,)."""
        table = np.ascontiguousarray(rows, dtype=np.float64)
        found = np.zeros(len(table))
        self._call(
            "PredictForMat",
            self._handle,
            table.ctypes.data_as(ctypes.c_void_p),
            _FLOAT64,
            *map(ctypes.c_int32, table.shape),
            1,  # row by row
            _RAW_SCORE,
            _FIRST,
            _ALL,
            b"num_threads=1",
            ctypes.byref(ctypes.c_int64()),
            found.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
        )
        return found

    def _call(self, name: str, *given: object) -> None:
        if getattr(self._library, f"LGBM_Booster{name}")(*given):
            why = self._library.LGBM_GetLastError().decode(errors="replace")
            raise ModelError(f"{self._path}: the model cannot be read ({why}): reinstall")


def check_whole(path: Path) -> None:
    """Raise ModelError where a model of trees is not whole, or not the one that was shipped."""
    try:
        check_content(path)
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: the model cannot be read ({error.strerror}): reinstall"
        ) from error
    head, _, trees = data.partition(b"\n\nTree=")
    found = re.search(rb"^tree_sizes=([0-9 ]*)$", head, re.MULTILINE)
    sizes = [int(size) for size in found[1].split()] if found else []
    ended = b"Tree=" + trees.partition(b"end of trees")[0]
    if b"end of trees" not in trees or sum(sizes) != len(ended):
        raise ModelError(f"{path}: the model is damaged: reinstall quotes-audit")


@cache
def _library() -> ctypes.CDLL:
    """Return LightGBM's library, without its Python package; raises ModelError where it is not."""
    package = find_spec("lightgbm")
    folders = [Path(one) for one in package.submodule_search_locations or ()] if package else []
    found = [path for one in folders for path in one.rglob("lib_lightgbm.*")]
    try:
        library = ctypes.CDLL(str(found[0])) if found else _imported()
    except (ImportError, OSError) as error:
        raise ModelError(f"LightGBM cannot be loaded ({error}): reinstall quotes-audit") from error
    library.LGBM_GetLastError.restype = ctypes.c_char_p
    return library


def _imported() -> ctypes.CDLL:
    """Return the library as the package finds it: some installations keep it elsewhere."""
    from lightgbm import basic  # noqa: PLC0415 - slow and large

    library: ctypes.CDLL = vars(basic)["_LIB"]
    return library


@dataclass(frozen=True, slots=True)
class Forest:
    """A LightGBM model, the names of its features in order, and how its scores are calibrated."""

    booster: Booster
    names: tuple[str, ...]
    bend: NDArray[np.float64] = field(default_factory=lambda: STRAIGHT)

    @classmethod
    def load(cls, path: Path) -> Forest:
        """Read a model that LightGBM wrote as text; raises ModelError where it cannot be read.

        Blanks of a feature's name stand there as underscores.
        """
        booster = Booster(path)
        return cls(booster, tuple(name.replace("_", " ") for name in booster.feature_names()))

    def scores(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the summed values of the trees for rows of named features, shape (n,).

        A feature that a row lacks is missing to the trees too; one that they do not know
        says nothing.
        """
        if not rows:
            return np.zeros(0)
        table = np.array([[row.get(name, np.nan) for name in self.names] for row in rows])
        return self.booster.raw_scores(table)

    def table_scores(self, rows: NDArray[Any], names: Sequence[str]) -> NDArray[np.float64]:
        """Return the summed values of the trees for rows of features so named, shape (n,).

        Raises ModelError where the names are not those that the trees were taught, in order.
        """
        if tuple(names) != self.names:
            wrong = next((n for n, known in zip(names, self.names, strict=False) if n != known), "")
            raise ModelError(
                f"the trees know {len(self.names)} features, not these {len(names)}"
                f" (first that differs: {wrong or 'the count'}): reinstall quotes-audit"
            )
        return self.booster.raw_scores(rows) if len(rows) else np.zeros(0)

    def calibrated(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities of scores, by the line of straight pieces that was learned."""
        bent = np.interp(scores, self.bend[:, 0], self.bend[:, 1])
        return np.asarray(1 / (1 + np.exp(-bent)))

    def probabilities(self, rows: NDArray[Any], names: Sequence[str]) -> NDArray[np.float64]:
        """Return the calibrated probability of each row of features so named, shape (n,)."""
        return self.calibrated(self.table_scores(rows, names))


@cache
def load_forest(folder: str, name: str = "trees") -> Forest:
    """Return the forest in `quotes/weights/<folder>/<name>.txt`, with `<name>.json` beside it.

    The latter holds the names of the features in order ("features") and, where the scores were
    calibrated, knots of score and log-odds ("calibration").
    """
    path = Path(str(resources.files("quotes"))) / "weights" / folder / f"{name}.txt"
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    booster, names = Booster(path), tuple(known["features"])
    if tuple(booster.feature_names()) != tuple(one.replace(" ", "_") for one in names):
        raise ModelError(f"{path}: the features are not those of {name}.json: reinstall")
    return Forest(booster, names, np.array(known.get("calibration", STRAIGHT)))
