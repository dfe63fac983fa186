"""What words mean: the word-aligned translation table, curated terms and names, gloss, grammar counts."""
