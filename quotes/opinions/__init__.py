"""Second opinions: what other models, named by the user, say of the pairs that need a reader.

    ollama:MODEL              a language model of Ollama on this machine
    llamacpp, vllm:MODEL      the same of llama.cpp's and of vLLM's server
    server:MODEL@URL          any server that speaks the OpenAI-compatible protocol, here or online
    comet:CHECKPOINT          COMET-Kiwi or xCOMET on disk
    cross-encoder:FOLDER      a Hugging Face cross-encoder on disk

Off unless named. Each is asked only for what the audit flags or is unsure of, and never
changes a status: `Opinion` stands beside it. docs/second-opinions.md says what to expect.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from quotes.errors import SettingsError, unknown_name
from quotes.model import Opinion, OpinionQuery
from quotes.network import is_local
from quotes.opinions.measured import Measured, read_measured

ADDRESSES: Final = {
    "ollama": "http://localhost:11434/v1",
    "llamacpp": "http://localhost:8080/v1",
    "vllm": "http://localhost:8000/v1",
}
KINDS: Final = (*ADDRESSES, "server", "comet", "cross-encoder")


UNSURE: Final = 0.5
"""Share of the line of review from which a faithful pair is asked for too: it is unsure."""


class Reader(Protocol):
    """One model: its name as the user gave it, and where texts are sent ("" for nowhere)."""

    name: str
    host: str

    def opinions(self, queries: Sequence[OpinionQuery]) -> list[Opinion]:
        """Return what it says of each pair; what it cannot say is an opinion `refused`."""
        ...

    def close(self) -> None:
        """Let go of models and files."""
        ...


@dataclass(frozen=True, slots=True)
class SecondReader:
    """A model with what was measured of it, by which its opinions move the risk."""

    reader: Reader
    measured: Measured | None = None

    def opinions(
        self, queries: Sequence[OpinionQuery], risks: Sequence[float | None]
    ) -> list[Opinion]:
        """Return an opinion a pair, with the risk it makes of the audit's, where measured."""
        said = self.reader.opinions(queries)
        return [
            self.moved(opinion, query.status, risk)
            for opinion, query, risk in zip(said, queries, risks, strict=True)
        ]

    def moved(self, opinion: Opinion, status: str, risk: float | None) -> Opinion:
        """Return an opinion with the risk it makes of the audit's, None where nothing is known."""
        if self.measured is None:
            return replace(opinion, risk=None)
        return replace(opinion, risk=self.measured.moved(opinion, status, risk))

    def close(self) -> None:
        """Let go of models and files."""
        self.reader.close()


def open_readers(
    names: str,
    *,
    cache: Path | None = None,
    measured: Path | None = None,
    patience: float | None = None,
) -> list[SecondReader]:
    """Return the models named, joined by commas; `cache` keeps answers (None: none are kept).

    `measured` is a file that `quotes opinions measure` wrote: it is used for the model it is of.
    `patience`: seconds for one answer of a server, and no limit for all (None: as in an audit).
    Raises SettingsError for a name that does not fit, ModelError for a model that cannot be read.
    """
    known = read_measured(measured) if measured else None
    return [
        SecondReader(reader, known if known and known.name == reader.name else None)
        for reader in (_reader(name, cache, patience) for name in split(names))
    ]


def worth_asking(status: str, risk: float | None, line: float) -> bool:
    """Return whether a pair is flagged or unsure; `line` is the risk that makes a review."""
    return status in ("drift", "review") or (risk is not None and risk >= UNSURE * line)


def split(names: str) -> list[str]:
    """Return each of the names that commas join, once."""
    return list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def sends_out(names: str) -> list[str]:
    """Return which of the models named are beyond this machine."""
    return [name for name in split(names) if (url := address(name)) and not is_local(url)]


def address(name: str) -> str:
    """Return the address that a name stands for, "" where it is a model on disk."""
    kind, _, rest = name.partition(":")
    _, _, url = rest.partition("@")
    return url or ADDRESSES.get(kind, "")


def _reader(name: str, cache: Path | None, patience: float | None) -> Reader:
    kind, _, rest = name.partition(":")
    if kind not in KINDS:
        raise unknown_name("second opinion", kind, KINDS)
    if kind in ("comet", "cross-encoder"):
        if not rest:
            raise SettingsError(f"--second-opinion {kind}: which? name it as {kind}:PATH")
        return _scorer(kind, name, Path(rest))
    model, url = rest.partition("@")[0], address(name)
    if not url.startswith(("http://", "https://")):
        raise SettingsError(
            f"--second-opinion {name}: which address? write server:MODEL@http://…/v1"
        )
    if "@" in url or "?" in url:
        raise SettingsError(
            f"--second-opinion {kind}: no key in an address, which is shown: set OPINION_API_KEY"
        )
    if not model and kind != "llamacpp":  # llama.cpp's server has one model
        raise SettingsError(f"--second-opinion {name}: which model? write {kind}:MODEL")
    from quotes.opinions.chat import ChatReader  # noqa: PLC0415 - requests, only where asked for

    if patience is None:
        return ChatReader(name, model, url, cache)
    return ChatReader(name, model, url, cache, patience=patience, budget=math.inf)


def _scorer(kind: str, name: str, path: Path) -> Reader:
    from quotes.opinions import scorers  # noqa: PLC0415 - torch, only where asked for

    opened: dict[str, Callable[[str, Path], Reader]] = {
        "comet": scorers.CometReader,
        "cross-encoder": scorers.CrossEncoderReader,
    }
    return opened[kind](name, path)


__all__ = [
    "Reader",
    "SecondReader",
    "address",
    "open_readers",
    "sends_out",
    "split",
    "worth_asking",
]
