"""The bank of known English quotes."""
