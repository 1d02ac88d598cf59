"""The cut leaves out a clause that turns the meaning.

Why it matters: “I support the reform” is not what was said by somebody who went on “as long
as the tax is dropped”, or who began with “it is not true that”.

Drifts:
    Apoyo la reforma, siempre y cuando quiten el impuesto.
    I support the reform.

Clean:
    Apoyo la reforma, siempre y cuando quiten el impuesto.
    I support the reform, as long as they drop the tax.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.truncations import turning_clause
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clause, inside the passage or right beside it, that the quotation cuts off."""
    cut = turning_clause(case)
    if cut:
        yield Evidence(f"Cut off: “{cut.text}”, which turns the meaning.", cut.original)


CHECK = Check("D404", "truncated-clause", "error", find, __doc__ or "")
