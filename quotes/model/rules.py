"""What the verdicts of a run depend on besides its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch

from quotes.model.comparison import Glossary, Severity


@dataclass(frozen=True, slots=True)
class Rules:
    """Which checks are asked and how grave they are, as a run had it: with it a report is enough.

    `ignore` are names of checks that stay silent, `severity` the severities that were set by
    name of check, `per_file_ignores` names of checks by pattern of the article's path;
    `glossary` holds the entries of the user's own glossaries, without those of the program.
    """

    judge: bool = True
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)


def matching(path: str, patterns: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return what stands under the patterns that a path, or its end, fits ("opinion/*.md")."""
    name = path.replace("\\", "/")
    return tuple(
        item
        for pattern, items in patterns.items()
        if fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}")
        for item in items
    )
