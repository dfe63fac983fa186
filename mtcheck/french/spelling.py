"""Words without their accents, for comparison."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def fold(word: str) -> str:
    """Return ``word`` in lower case, without accents, with a straight apostrophe and œ, æ spelt out."""
    plain = word.lower()
    return plain if plain.isascii() else _fold_accented(plain)


@lru_cache(maxsize=50_000)
def _fold_accented(lowered: str) -> str:
    plain = lowered.replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
