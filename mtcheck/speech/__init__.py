"""Quotations in French text, and who says them."""
