"""The learned judge objects, and no rule says why.

Why it matters: It reads both texts together and marks the words it doubts; read them.

Drifts:
    (found by the learned judge, not by a rule)
    -

Clean:
    (found by the learned judge, not by a rule)
    -
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield nothing: this finding is made by the comparison, from the judge."""
    del case
    return iter(())


CHECK = Check("D406", "possible-drift", "warning", find, __doc__ or "")
