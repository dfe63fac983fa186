"""Comparisons of one quality, without a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.facts.contrasts import Suspected, suspicions
from mtcheck.facts.degrees import other_degrees

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "facts_cases/degrees.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("english", "french", "words"), CASES)
def test_other_degree(english: str, french: str, words: str) -> None:
    assert [one.french.of(french) for one in other_degrees(english, french)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("english", "french", "instead"),
    [
        ("The trams are less noisy.", "Les tramways sont plus bruyants.", "The trams are more noisy."),
        ("They are not as strong as us.", "Ils sont plus forts que nous.", "They are more strong as us."),
        ("It is bigger than a house.", "C'est moins grand qu'une maison.", "It is less big than a house."),
    ],
)
def test_english_that_would_be_right(english: str, french: str, instead: str) -> None:
    (one,) = other_degrees(english, french)
    assert one.instead == instead


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "The repair cost more than the van was worth.",
            "La camionnette valait moins que ce qu'a coûté la réparation.",
        ),
        ("We had more snow in May than in January.", "En janvier, il est tombé moins de neige qu'en mai."),
    ],
)
def test_a_comparison_from_the_other_side_is_sound(english: str, french: str) -> None:
    kinds = {Suspected.OPPOSITE, Suspected.DEGREE, Suspected.COMPARED}
    assert not [one for one in suspicions(english, french) if one.kind in kinds]
