"""Quotations: from the marks in an article to who said what, and the words that say so."""

from quotes.quotations.finding import find, needs_tree

__all__ = ["find", "needs_tree"]
