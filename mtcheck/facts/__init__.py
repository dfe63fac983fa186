"""What a sentence states as facts, in French and English: read as typed values, and compared apart from reading."""
