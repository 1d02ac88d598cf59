"""The originals: a corpus of sources, and where in it a quotation comes from.

`Corpus.open(root, read, paths).locate(queries)` answers; `differences` compares a
quotation with a source in English, word for word.
"""

from quotes.originals.corpus import Corpus
from quotes.originals.verbatim import Difference, differences

__all__ = ["Corpus", "Difference", "differences"]
