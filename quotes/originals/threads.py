"""How torch and the sentence encoder work where passages are indexed and looked for."""

from __future__ import annotations

from functools import cache

from quotes.encoder import quicken


@cache
def one_quick_thread() -> None:
    """Have the encoder multiply in integers, and torch work in one thread.

    Two wait for each other at each of many small products, and take 72 ms a quotation where
    one takes 33. Done when something is to be encoded, not when a corpus is opened: an audit
    opens it before the parser's process is started.
    """
    import torch  # noqa: PLC0415 - slow to import

    torch.set_num_threads(1)
    quicken()
