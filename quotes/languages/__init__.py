"""What the program knows of English and Spanish: words, numbers, names, sentences.

The layer below the steps: several of them stand on it, and it stands on none.
"""
