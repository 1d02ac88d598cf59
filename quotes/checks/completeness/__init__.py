"""Text without a counterpart on the other side: clauses, items of a list, whole sentences."""
