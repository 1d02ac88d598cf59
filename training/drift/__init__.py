"""Made drifts of every kind, and the training of the judge on them."""
