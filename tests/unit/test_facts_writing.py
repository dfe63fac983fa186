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
        ("It lasted for a fortnight.", "Il a duré une semaine.", "une quinzaine"),
        ("It lasted for a decade.", "Il a duré un siècle.", "une décennie"),
        ("It tripled.", "Il a doublé.", "triplé"),
        ("It starts on Monday.", "Il débute mardi.", "lundi"),
        ("It starts on 14 June.", "Il débute le 14 juillet.", "14 juin"),
        ("It starts at 6:15 p.m.", "Il débute à 6 h 15.", "18\u202fh\u202f15"),
        ("A third left.", "La moitié sont partis.", None),  # "la" would have to go
        ("Half of them left.", "Un tiers d'entre eux sont partis.", None),
        ("A third left.", "Un quart sont partis.", "un tiers"),
        ("Slovakia left.", "La Slovénie est partie.", "Slovaquie"),
        ("It covers 12,000 square kilometres.", "Il couvre 12 000 hectares.", "1,2\u00a0million d’hectares"),
        ("One household in six has none.", "Un foyer sur dix n'en a pas.", "Un foyer sur six"),
        ("Two-fifths left.", "Trois cinquièmes sont partis.", "deux cinquièmes"),
        ("It closed on 3 April.", "Il a fermé le 3 août 1987.", "3 avril 1987"),
        ("It closed on 3 April.", "Il a fermé en mai.", None),  # "le" would have to stand there
        ("It closed in October.", "Il a fermé début mai.", None),  # and after "de" an apostrophe
        ("Dublin refused.", "Londres a refusé.", "Dublin"),
        ("The Bulgarian parliament voted.", "Le Parlement roumain a voté.", "bulgare"),
        ("The Polish army left.", "L'armée hongroise est partie.", "polonaise"),
        ("The Polish navy left.", "La marine suisse est partie.", None),  # which gender is printed is not told
        ("It costs 3.2 million dollars.", "Il coûte 3,2 millions d'euros.", "3,2\u00a0millions\u00a0de dollars"),
        ("It moved 1.2 billion dollars.", "Il a déplacé 1,2 billion de francs.", "1,2\u00a0milliard\u00a0de dollars"),
        ("It is 100 miles away.", "Il est à 100 kilomètres.", "160 kilomètres"),
        ("The IMF left.", "La Banque mondiale est partie.", None),  # its article would have to change
    ],
)
def test_the_suggestion_is_the_fact_in_french(english: str, french: str, expected: str | None) -> None:
    (difference,) = compare_texts(english, french).differences
    assert written(difference.english, difference.french) == expected
