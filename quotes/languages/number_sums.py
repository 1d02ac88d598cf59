"""How the parts of a number written in words add up: twenty five, two thousand million."""

from __future__ import annotations


def fits(parts: list[float], value: float) -> bool:
    """Return whether a small number may follow: "twenty" takes "five", "two" does not."""
    if not parts:
        return True
    below = 10.0 if value < 10 else 100.0 if value < 100 else 1000.0
    return parts[-1] % below == 0 or year([*parts, value]) is not None


def multiplied(parts: list[float], scale: float) -> list[float]:
    """Return the parts with all below `scale` multiplied by it: 2, 1000 then million is 2e9."""
    kept = [part for part in parts if part >= scale]
    return [*kept, (sum(part for part in parts if part < scale) or 1.0) * scale]


def year(parts: list[float]) -> float | None:
    """Return the year that "nineteen eighty-four" means, None for another number."""
    tens = list(parts[1:])
    if 11 <= (parts or [0])[0] <= 20 and tens and 10 <= tens[0] <= 99 and sum(tens) <= 99:
        return parts[0] * 100 + sum(tens)
    return None
