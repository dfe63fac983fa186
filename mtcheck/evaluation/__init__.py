"""Figures: what mtcheck reaches, with the signatures that reproduce it."""
