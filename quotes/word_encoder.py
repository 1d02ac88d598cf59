"""The only door to the word encoder: every word of a text, in its context, to a vector.

The lower six layers of multilingual-e5-small, as the judge's weights file carries them
(`quotes/weights/judge/CARD.md`), the upper three turned a little by what was learned for
finding passages (`quotes/weights/locate/turns.npz`). Words of an English and a Spanish text
that say the same lie close. About 5,000 pieces a second on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotes.batching import batches
from quotes.languages.lexicon import located_words
from quotes.packed import Rows, matrix
from quotes.remembered import Remembered

if TYPE_CHECKING:
    from torch import Tensor

WIDTH = 384
_LAYERS, _HEADS = 6, 12
_LONGEST = 300  # pieces of a text that are read
_MOST = 512  # pieces read at once: a fifteenth quicker than 256, nothing here being padding
_START, _END = 0, 2
_known: Remembered[str, NDArray[np.float16]] = Remembered(60_000, len)  # words: 46 MB


def word_states(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return, a text each, one vector a word of `located_words`, shape (words, 384).

    Texts seen lately come from memory. Words past the 300th piece are zero.
    """
    return _known.of(texts, _afresh)


def _afresh(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return the vectors of the words of texts, those of like length read together."""
    pieces = [_tokenizer().encode(text, add_special_tokens=False) for text in texts]
    lengths = [min(_LONGEST, len(one.ids)) + 2 for one in pieces]
    found: dict[int, NDArray[np.float16]] = {}
    for batch in batches(range(len(texts)), lengths.__getitem__, _MOST):
        states = _network().read([pieces[at].ids[:_LONGEST] for at in batch])
        for at, own in zip(batch, states, strict=True):
            found[at] = _by_word(texts[at], pieces[at].offsets[:_LONGEST], own)
    return [found[at] for at in range(len(texts))]


def _by_word(
    text: str, offsets: Sequence[tuple[int, int]], states: NDArray[np.float32]
) -> NDArray[np.float16]:
    """Return the mean of the pieces of every word, shape (words, 384)."""
    words = located_words(text)
    found = np.zeros((len(words), WIDTH), dtype=np.float16)
    if not words or not len(offsets):
        return found
    sums = np.vstack([np.zeros(WIDTH), np.cumsum(states[: len(offsets)], axis=0, dtype=np.float64)])
    starts, ends = np.array(offsets).T
    for at, (_, start, end) in enumerate(words):
        first, after = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
        if after > first:
            found[at] = (sums[after] - sums[first]) / (after - first)
    return found


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - the library has no types for it
    from tokenizers import Tokenizer  # noqa: PLC0415 - loaded only where words are compared

    return Tokenizer.from_str(_file("tokenizer.json").read_text(encoding="utf8"))


@cache
def _network() -> _Network:
    return _Network()


def _file(name: str) -> Any:  # noqa: ANN401 - a traversable of whatever holds the package
    return resources.files("quotes") / "weights" / "judge" / name


class _Network:
    """The pieces' vectors and six post-norm transformer layers."""

    def __init__(self) -> None:
        """Read what is needed of the judge's weights; torch is imported here and not before."""
        import torch  # noqa: PLC0415 - slow to import

        self._torch = torch
        self._halves = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
        kind = torch.bfloat16 if self._halves else torch.float32
        prefixes = ("place.", "norm.", *(f"layers.{n}." for n in range(_LAYERS)))
        with resources.as_file(_file("weights.npz")) as path, np.load(path) as stored:
            self._word = Rows(stored, "word.weight", WIDTH)
            names = [key.split("|")[0] for key in stored.files if key.startswith(prefixes)]
            self._plain = {
                name: torch.from_numpy(matrix(stored, name, WIDTH)) for name in set(names)
            }
        self._turn()
        self._plain = {
            name: value.to(kind) if value.dim() > 1 and name[0] == "l" else value
            for name, value in self._plain.items()
        }

    def _turn(self) -> None:
        """Add what was learned for finding passages to the matrices: products of two thin ones."""
        path = resources.files("quotes") / "weights" / "locate" / "turns.npz"
        with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
            for name in {key.split("|")[0] for key in stored.files}:
                left, right = stored[f"{name}|left"], stored[f"{name}|right"]
                turn = left.astype(np.float32) @ right.astype(np.float32)
                self._plain[f"{name}.weight"] += self._torch.from_numpy(turn)

    def read(self, texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """Return the vectors of the pieces of texts, shape (pieces, 384) each.

        The texts lie end to end, so that nothing is padding: a layer sees one row of pieces,
        and each text looks at itself alone.
        """
        torch = self._torch
        ends = np.cumsum([len(ids) + 2 for ids in texts]).tolist()
        spans = [slice(end - len(ids) - 2, end) for ids, end in zip(texts, ends, strict=True)]
        row = [piece for ids in texts for piece in (_START, *ids, _END)]
        places = [place for ids in texts for place in range(len(ids) + 2)]
        with torch.inference_mode():
            spelt = torch.from_numpy(self._word[np.array(row)])
            states = spelt + self._plain["place.weight"][places]
            states = self._norm(states, "norm")
            for number in range(_LAYERS):
                states = self._layer(states, spans, f"layers.{number}")
            found = states.float().numpy()
        return [found[span][1:-1] for span in spans]

    def _layer(self, states: Tensor, spans: Sequence[slice], name: str) -> Tensor:
        """Return the states after one layer, shape (pieces, 384)."""
        functional = self._torch.nn.functional
        mixed = self._linear(states, f"{name}.qkv").view(len(states), 3, _HEADS, -1)
        query, key, value = mixed.permute(1, 2, 0, 3)
        taken = [
            functional.scaled_dot_product_attention(
                query[None, :, span], key[None, :, span], value[None, :, span]
            )
            for span in spans
        ]
        joined = self._torch.cat(taken, 2)[0].transpose(0, 1).reshape(len(states), WIDTH)
        states = self._norm(states + self._linear(joined, f"{name}.out"), f"{name}.norm_attention")
        grown = functional.gelu(self._linear(states, f"{name}.up"))
        return self._norm(states + self._linear(grown, f"{name}.down"), f"{name}.norm_output")

    def _linear(self, states: Tensor, name: str) -> Tensor:
        weight, bias = self._plain[f"{name}.weight"], self._plain[f"{name}.bias"]
        return self._torch.nn.functional.linear(
            states.to(weight.dtype), weight, bias.to(weight.dtype)
        )

    def _norm(self, states: Tensor, name: str) -> Tensor:
        scale, shift = self._plain[f"{name}.weight"], self._plain[f"{name}.bias"]
        return self._torch.nn.functional.layer_norm(states.float(), (WIDTH,), scale, shift, 1e-12)
