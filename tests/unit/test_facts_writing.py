"""Facts are written as French does, in the form of what stands in their place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mtcheck.facts.comparison import compare_texts
from mtcheck.facts.writing import number_in_french, written


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [
        (1234, False, "1\u202f234"),
        (Decimal("3.2"), False, "3,2"),
        (3_200_000, False, "3,2\u00a0millions"),
        (1_000_000_000, False, "1\u00a0milliard"),
        (71, True, "soixante et onze"),
        (80, True, "quatre-vingts"),
        (91, True, "quatre-vingt-onze"),
        (101, True, "cent un"),
        (200, True, "deux cents"),
    ],
)
def test_numbers(value: int | Decimal, words: bool, expected: str) -> None:
    assert number_in_french(Decimal(value), words=words) == expected


@pytest.mark.parametrize(
    ("english", "french", "expected"),
    [
        ("It sold 33 paintings.", "Il a vendu vingt-trois tableaux.", "trente-trois"),
        ("It sold 1,250 books.", "Il a vendu 12 500 livres.", "1\u202f250"),
        ("It costs 40 million dollars.", "Il coûte 40 millions d'euros.", "40\u00a0millions\u00a0de dollars"),
        ("It is 300 miles long.", "Il mesure 300 kilomètres.", "480 kilomètres"),
        ("It lasts three weeks.", "Il dure trois mois.", "trois semaines"),
        ("It tripled.", "Il a doublé.", "triplé"),
        ("It starts on Monday.", "Il débute mardi.", "lundi"),
        ("It starts on 14 June.", "Il débute le 14 juillet.", "14 juin"),
        ("It starts at 6:15 p.m.", "Il débute à 6 h 15.", "18\u202fh\u202f15"),
        ("A third left.", "La moitié sont partis.", "un tiers"),
        ("Slovakia left.", "La Slovénie est partie.", "Slovaquie"),
        ("The IMF left.", "La Banque mondiale est partie.", None),  # its article would have to change
    ],
)
def test_the_suggestion_is_the_fact_in_french(english: str, french: str, expected: str | None) -> None:
    (difference,) = compare_texts(english, french).differences
    assert written(difference.english, difference.french) == expected
