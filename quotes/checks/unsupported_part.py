"""A part of the quotation was not found in the originals.

Why it matters: The rest may be rendered well; these words nobody has compared with anything.
They come from elsewhere, from the writer, or are rendered so freely that a reader must look.

Drifts:
    (only the first sentence was found)
    We will pay the debt. The governor knew it from the beginning.

Clean:
    (every sentence was found)
    We will pay the debt.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.model import Case, Check, Evidence, worded

_LONGEST = 90  # characters shown


def find(case: Case) -> Iterator[Evidence]:
    """Yield every span that no passage renders, as the search for the original tells."""
    for span in case.unsupported:
        words = " ".join(span.of(case.quote).split())
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}…"
        yield Evidence(
            worded(
                "Nothing in the original that was found clearly says “{shown}”: these words "
                "may come from elsewhere, or be rendered very freely.",
                shown=shown,
            ),
            (),
            (span,),
            firm=True,
        )


CHECK = Check("D409", "unsupported-part", "warning", find, __doc__ or "", stands=0.75)
