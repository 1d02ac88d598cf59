"""The tables of the way by Portuguese, read from TOML once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """A pattern and what takes its place."""

    pattern: re.Pattern[str]
    by: str

    def apply(self, text: str) -> str:
        """Return the text with every match replaced."""
        return self.pattern.sub(self.by, text)


@cache
def read(name: str) -> dict[str, Any]:
    """Return a file of tables in this folder."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of that name in `tables.toml`, in the order in which they are applied."""
    return tuple(Rule(re.compile(pattern), by) for pattern, by in read("tables.toml")[name])


def applied(name: str, text: str) -> str:
    """Return the text with the rules of that name applied one after the other."""
    for rule in rules(name):
        text = rule.apply(text)
    return text
