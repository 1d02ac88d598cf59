"""Which members of one text have no counterpart in the other: items, clauses, asides."""
