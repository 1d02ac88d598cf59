"""What the word lists and rules of both languages say of texts and pairs."""
