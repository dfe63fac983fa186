"""Suggestions that can be applied without asking: which they are, how they fit their sentence, how files are written."""
