"""LSTMs that read padded texts give the states of those that read packed ones."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from quotes.parsing.recurrence import Recurrence, quicken_recurrence


@pytest.mark.parametrize("lengths", [[1], [7], [9, 9, 4, 1], [40, 3, 2, 2]])
def test_states_are_the_same(lengths: list[int]) -> None:
    torch.manual_seed(len(lengths))
    lstm = nn.LSTM(5, 8, bidirectional=True, batch_first=True)
    packed = pack_padded_sequence(
        torch.randn(len(lengths), lengths[0], 5), torch.tensor(lengths), batch_first=True
    )
    with torch.inference_mode():
        plain, quick = lstm(packed)[0], Recurrence(lstm)(packed)[0]
    assert torch.equal(plain.batch_sizes, quick.batch_sizes)
    torch.testing.assert_close(plain.data, quick.data)
    padded = [pad_packed_sequence(one, batch_first=True)[0].shape for one in (plain, quick)]
    assert padded[0] == padded[1]


def test_only_what_it_can_stand_for_is_replaced() -> None:
    model = nn.ModuleDict(
        {
            "both": nn.LSTM(2, 3, bidirectional=True),
            "one": nn.LSTM(2, 3),
            "deep": nn.LSTM(2, 3, num_layers=2, bidirectional=True),
            "plain": nn.Linear(2, 3),
        }
    )
    quicken_recurrence(model)
    assert [name for name, one in model.items() if isinstance(one, Recurrence)] == ["both"]
