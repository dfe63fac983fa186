"""The machine-translation seam and its engines."""
