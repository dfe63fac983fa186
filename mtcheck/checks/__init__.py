"""Verdicts: one file per family of findings."""
