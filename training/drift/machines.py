"""Which machine translations are good enough to stand as faithful."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
DENIALS = {"not", "no", "never", "nobody", "nothing", "none", "without", "cannot", "neither", "nor"}


def facts(text: str) -> tuple[list[str], bool, bool]:
    """Return the numbers of a text, whether it denies and whether it asks."""
    low = text.lower()
    denied = any(
        w in DENIALS or w.endswith("n't") for w in re.findall(r"[\w'’]+", low.replace("’", "'"))
    )
    return sorted(re.findall(r"\d+", text)), denied, "?" in text


def plausible(machine: str, english: str, spanish: str, known: AbstractSet[str]) -> bool:
    """Say whether a machine translation keeps the facts and uses known English words."""
    if not machine or machine == english or facts(machine) != facts(english):
        return False
    if not 0.6 < len(machine) / max(1, len(english)) < 1.6:
        return False
    names = {w.lower() for w in WORD.findall(spanish) if w[0].isupper()}
    here = {w.lower() for w in WORD.findall(english)} | names
    words = WORD.findall(machine)
    ours = {w.lower() for w in words}
    if any(w not in here and w not in known for w in ours):
        return False
    for name in re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", english):
        if name.lower() in {w.lower() for w in WORD.findall(spanish)} and name.lower() not in ours:
            return False
    content = [w for w in {w.lower()[:5] for w in WORD.findall(english)} if len(w) > 3]
    kept = sum(w in {o[:5] for o in ours} for w in content)
    return not content or kept / len(content) >= 0.45
