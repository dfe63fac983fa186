"""Whether the article's name for a speaker can mean the speaker of a known quote."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import fuzz

from mtcheck.lexicon.names import shipped_places
from mtcheck.match.sentence_index import name_words
from mtcheck.records import KnownQuote

_SAME_NAME = 85  # likeness, 0-100, of whole names from which they are one: titles and first names come and go
# The same of family names alone: a transliteration differs by a letter or two (\"Zelensky\", \"Zelenskyy\").
_SAME_FAMILY = 80


def same_speaker(speaker: str, quote: KnownQuote) -> bool:
    """Say whether the article's name for a speaker can mean the quote's speaker (family names decide)."""
    return any(_alike(speaker, name) for name in (quote.speaker, *quote.aliases))


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> bool:
    said, name = _name(one), _name(other)
    return (
        fuzz.token_set_ratio(said, name) >= _SAME_NAME or fuzz.ratio(said.split()[-1], name.split()[-1]) >= _SAME_FAMILY
    )


def _name(text: str) -> str:
    """Fold a name and drop its punctuation ("Ingrid Solheim, governor")."""
    return " ".join(name_words(text)) or "?"


def is_place(speaker: str) -> bool:
    """Say whether the article names a place for those who speak there ("d'après Kiev")."""
    return _name(speaker) in _place_names()


@cache
def _place_names() -> frozenset[str]:
    return frozenset(_name(name) for place in shipped_places() for name in place.french)
