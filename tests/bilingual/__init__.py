"""What two texts have in common, by real pairs."""
