"""Comparison: scores, the learned judge, the risk of drift and the verdict.

`Comparator.open().judge(cases, findings)` is the whole step.
"""

from quotes.comparison.comparator import Comparator

__all__ = ["Comparator"]
