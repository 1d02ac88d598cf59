"""The one door to the network: what may be reached, how long and how much, and with which key.

`offline` refuses every connection beyond this machine that the user did not ask for,
`fetching` bounds the requests that are asked for, `calling` asks services, with their keys.
"""

from __future__ import annotations

from quotes.network.offline import OfflineError, enforce, is_local, lift, permit

__all__ = ["OfflineError", "enforce", "is_local", "lift", "permit"]
