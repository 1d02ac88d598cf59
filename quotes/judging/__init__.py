"""The learned judge's parts: its network, its weights on disk, its packing of texts."""
