"""Which Stanza models there are, and where."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from quotes.errors import ModelError, unknown_name

EMBEDDED = Path(__file__).parent.parent / "weights" / "stanza_en"
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
NAMES = ("embedded", "official")


@dataclass(frozen=True, slots=True)
class Models:
    """A set of Stanza models on disk: its name, Stanza's package name, its folder.

    `package` None means Stanza's own default package.
    """

    name: str
    folder: Path
    package: str | None

    @property
    def installed(self) -> bool:
        """Whether the folder holds a parser for English."""
        return any(self.folder.glob("en/depparse/*.pt"))


def official_folder() -> Path:
    """Return the folder where Stanza keeps its own models."""
    default = Path.home() / "stanza_resources"
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or default)


def known_models() -> tuple[Models, ...]:
    """Return the embedded and the official models, installed or not."""
    return (
        Models("embedded", EMBEDDED, "embedded"),
        Models("official", official_folder(), None),
    )


def find_models(name: str) -> Models:
    """Return the models called `name`; raise if unknown or not installed."""
    found = next((m for m in known_models() if m.name == name), None)
    if found is None:
        raise unknown_name("parser", name, NAMES)
    if not found.installed:
        todo = "reinstall quotes-audit" if name == "embedded" else "run `quotes models fetch`"
        raise ModelError(f"no English models in {found.folder}: {todo}")
    return found


def fetch_official() -> Models:
    """Download Stanza's official English models; raise ModelError without a network."""
    import stanza  # noqa: PLC0415 - heavy, loaded only when needed

    folder = official_folder()
    try:
        stanza.download("en", model_dir=str(folder), processors=PROCESSORS, verbose=False)
    except Exception as error:
        raise ModelError(
            f"could not fetch the official Stanza models ({type(error).__name__}): check the "
            f"network, or copy an existing stanza_resources folder to {folder}; "
            "the embedded models need no network"
        ) from error
    return find_models("official")
