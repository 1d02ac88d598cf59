"""Stanza's vectors of words by their letters with less work: each word is read once.

Tagger, parser and name finder read the letters of every word where it stands. Of the words of an
article half stand in it more than once.

This file imports torch, so it is itself imported only when a parser is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from stanza.models.common.char_model import CharacterModel
from stanza.models.common.utils import tensor_unsort
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence, pad_packed_sequence


def quicken_characters(model: nn.Module) -> None:
    """Have the character models that a model holds read each word once."""
    for name, child in list(model.named_children()):
        if type(child) is CharacterModel:
            setattr(model, name, Characters(child))


class Characters(nn.Module):
    """Stands where a character model reads the words of some sentences, the longest first."""

    def __init__(self, reads: CharacterModel) -> None:
        """Hold the model."""
        super().__init__()
        self.reads = reads

    def forward(
        self,
        chars: Tensor,
        chars_mask: Tensor,
        word_orig_idx: Sequence[int],
        sentlens: Sequence[int],
        wordlens: Sequence[int],
    ) -> Tensor | PackedSequence:
        """Return a vector for each word, those of a sentence together."""
        places: dict[bytes, int] = {}
        first: list[int] = []
        own = []
        for at, letters in enumerate(chars.numpy()):
            place = places.setdefault(letters.tobytes(), len(places))
            if place == len(first):
                first.append(at)
            own.append(place)
        lengths = [wordlens[at] for at in first]
        read = self.reads(chars[first], chars_mask[first], range(len(first)), [len(first)], lengths)
        once = read[0] if self.reads.pad else read.data
        vectors = tensor_unsort(once[torch.tensor(own)], word_orig_idx)
        packed = pack_sequence(vectors.split(list(sentlens)))
        return pad_packed_sequence(packed, batch_first=True)[0] if self.reads.pad else packed
