"""The weights that tell the original of a quotation, learned on made quotations."""
