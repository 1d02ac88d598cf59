"""The only door to the sentence encoder: texts of either language to vectors."""
