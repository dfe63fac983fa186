"""A learned judgement of translation pairs: which French words are wrong, how surely, and how good the whole is."""
