"""Audit translated quotations: find them, find their originals, say what drifted."""

__version__ = "0.1.0"
