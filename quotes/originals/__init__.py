"""The originals: a corpus of sources, and where in it a quotation comes from.

`Corpus.open(root, read, paths).locate(queries)` answers; `differences` compares a
quotation with a source in English, word for word.
"""

from quotes.languages.wording import Difference, differences
from quotes.originals.corpus import Corpus

__all__ = ["Corpus", "Difference", "differences"]
