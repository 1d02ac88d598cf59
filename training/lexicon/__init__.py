"""The bilingual lexicon, learned from sentence pairs."""
