"""Training the embedded Stanza models on."""
