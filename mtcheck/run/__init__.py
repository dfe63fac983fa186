"""A run: documents read, analysed, judged, and their results kept."""
