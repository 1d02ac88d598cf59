"""What a person decided of a quotation, and when it holds no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.model.texts import Span

Choice = Literal["faithful", "drift", "wrong-source", "wrong-speaker", "open"]
"""`open`: an earlier decision was withdrawn."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The passage that a person took for the original: a span of a document as extracted."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the latest of a quotation is the one in force.

    `at` is ISO 8601 with an offset. `seen` is the digest of the words and the original that
    the person saw, `words` the beginning of the quotation; `reopened` says that the report
    shows others now, so that the decision is an earlier one and counts for nothing.
    `conflict` names two persons who decided otherwise ("Ana: drift; Luis: faithful"): nothing
    is decided until somebody does.
    """

    choice: Choice
    note: str = ""
    speaker: str | None = None
    passage: Chosen | None = None
    who: str = ""
    at: str = ""
    seen: str = ""
    words: str = ""
    reopened: bool = False
    conflict: str = ""

    @property
    def holds(self) -> bool:
        """Whether the decision is in force."""
        return self.choice != "open" and not self.reopened and not self.conflict
