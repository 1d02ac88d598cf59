"""What the trees learn from that tell whether a member of a text has a counterpart."""
