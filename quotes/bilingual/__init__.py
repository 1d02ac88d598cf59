"""What two texts, a Spanish original and its English quotation, have in common, and what one lacks.

One subject a file. Everything is cheap and cached, so that several checks may ask for it.
"""
