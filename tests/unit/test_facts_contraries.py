"""What is shown in the place of a word that says the opposite fits that place, or nothing is shown."""

from __future__ import annotations

import pytest

from mtcheck.facts.contraries import contrary_in_place


@pytest.mark.parametrize(
    ("text", "word", "pair", "right"),
    [
        ("Les loyers ont encore augmenté cet hiver.", "augmenté", "rise", "baissé"),
        ("Les loyers baissent.", "baissent", "rise", "augmentent"),
        ("Il n'augmente jamais.", "augmente", "rise", None),  # "ne baisse"
        ("La coopérative a accepté l'offre.", "accepté", "approve", "rejeté"),
        ("Le conseil a rejeté les demandes.", "rejeté", "approve", "approuvé"),
        ("La frontière restera ouverte.", "ouverte", "open", "fermée"),
        ("L'équipe a perdu la finale.", "perdu", "win", "gagné"),
        ("L'attaque est venue avant le discours.", "avant", "before", "après"),
        ("La grève a renforcé le gouvernement.", "renforcé", "strong", "affaibli"),
        ("Il a quitté la ville.", "quitté", "arrive", "rejoint"),
        ("Le maire s'oppose au tramway.", "oppose", "support", None),  # "soutient le tramway"
        ("Elle a renoncé à partir.", "renoncé", "carry", None),
        ("La petite maison.", "petite", "large", "grande"),
        ("La maison de bas prix.", "bas", "high", None),  # "d'élevé"
        ("Ce volcan est plus actif.", "plus", "more", "moins"),
    ],
)
def test_the_contrary_in_place(text: str, word: str, pair: str, right: str | None) -> None:
    start = text.index(word)
    found = contrary_in_place(text, start, start + len(word), {pair})
    assert found == right
