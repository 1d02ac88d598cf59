"""The originals: a corpus of sources, and where in it a quotation comes from.

`corpus.Corpus.open(root, read, paths).locate(queries)` answers.
"""
