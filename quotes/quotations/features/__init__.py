"""What the learned rankers look at, by name: of a span, a cue, a source, and of speech."""
