"""How many threads torch uses in this process."""

from __future__ import annotations


def limit_threads(count: int) -> None:
    """Have torch use at most so many threads in this process; torch is imported here.

    One is best where passages are looked for: two wait for each other at each of many small
    products (72 ms a quotation for 33, among 1,000 documents).
    """
    import torch  # noqa: PLC0415 - slow to import

    if torch.get_num_threads() > count:
        torch.set_num_threads(count)
