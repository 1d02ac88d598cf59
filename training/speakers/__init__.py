"""Learning the speaker rankers from PolNeAR."""
