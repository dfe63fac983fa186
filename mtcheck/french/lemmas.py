"""Dictionary forms, by the full-form lists of simplemma (MIT)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Return the dictionary form of ``word``, lower case; the word itself (lower case) where it is unknown.

    Args:
        word: One word, no spaces.
        language: ISO 639-1 code that simplemma knows, here ``fr`` or ``en``.
    """
    folded = word.lower().replace("’", "'")
    if len(folded) < 3:
        return folded
    import simplemma  # its import takes as long as the rest of a run whose files have not changed

    # greedy search guesses at unknown words, and a wrong guess would look like knowledge
    return str(simplemma.lemmatize(folded, lang=language, greedy=False)).lower()


@lru_cache(maxsize=200_000)
def is_known(word: str, language: str) -> bool:
    """Say whether ``word``, lower-cased, is a form of a dictionary word of that language."""
    import simplemma

    return bool(word) and bool(simplemma.is_known(word.lower().replace("’", "'"), lang=language))
