"""How each learned model in quotes/weights was learned."""
