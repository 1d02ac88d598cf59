"""Learning to see a more general word put for a specific one."""
