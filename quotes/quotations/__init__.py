"""Quotations: from the marks in an article to who said what, and the words that say so."""

from quotes.quotations.finding import find

__all__ = ["find"]
