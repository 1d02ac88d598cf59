"""What two texts, one Spanish and one English, have in common and what only one has.

One subject a file. Everything is cheap and cached, so that several checks may ask for it.
"""
