"""Which sense an English word has in its sentence, and what the French printed for it."""
