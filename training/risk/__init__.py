"""Learning the risk of drift from signals."""
