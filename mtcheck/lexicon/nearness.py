"""How near two words are in sense through one more translation, for words that the table does not pair directly.

Source: Bannard and Callison-Burch (2005), *Paraphrasing with Bilingual Parallel Corpora* (pivoting).
"""

from __future__ import annotations

from functools import lru_cache

from mtcheck.lexicon.table import TranslationTable, shipped_table

_MOST = 6  # renderings of a word that are followed; later ones are noise


def shared_with_english(table: TranslationTable, french: str, english: str) -> float:
    """Return how much a French and an English word share through one more translation each way, 0–1.

    Args:
        table: The word-aligned table.
        french: Dictionary form.
        english: Dictionary form.
    """
    through_english = sum(
        one.probability * two.probability * table.english_given_french(two.word, english)
        for one in table.to_english.get(french, ())[:_MOST]
        for two in table.to_french.get(one.word, ())[:_MOST]
    )
    through_french = sum(
        one.probability * two.probability * table.french_given_english(french, two.word)
        for one in table.to_french.get(english, ())[:_MOST]
        for two in table.to_english.get(one.word, ())[:_MOST]
    )
    return max(through_english, through_french)


@lru_cache(maxsize=20_000)
def shared_in_french(first: str, second: str) -> float:
    """Return how often one of two French dictionary forms may stand for the other, by the shipped table, 0–1."""
    table = shipped_table()

    def through(one: str, other: str) -> float:
        return sum(
            english.probability * table.french_given_english(other, english.word)
            for english in table.to_english.get(one, ())[:_MOST]
        )

    return max(through(first, second), through(second, first))
