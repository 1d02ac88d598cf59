"""A more general word where the original has a specific one, as boosted trees see it."""

from quotes.comparison.generality.finding import Generality

__all__ = ["Generality"]
