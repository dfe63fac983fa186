"""Nouns of time: they open a sentence or follow a verb without a preposition, and are then no subject and no object."""

from __future__ import annotations

WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
TIMES = WEEKDAYS | frozenset(
    """an année mois semaine jour journée matin matinée soir soirée nuit lendemain veille fois temps heure minute seconde siècle
    décennie trimestre semestre été hiver automne printemps week-end instant moment""".split()
)


def is_time(word: str) -> bool:
    """Say whether a French word, lower case, is a noun of time, singular or plural."""
    return word in TIMES or word.removesuffix("s") in TIMES
