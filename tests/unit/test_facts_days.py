"""A weekday may become a date, and the other way round: the calendar tells whether it is the same day."""

from __future__ import annotations

from datetime import date

import pytest

from mtcheck.facts.comparison import compare_facts
from mtcheck.facts.days import misdated
from mtcheck.facts.reader import read_facts
from mtcheck.facts.writing import written

MONDAY = date(2025, 5, 12)


def told(english: str, french: str) -> list[tuple[str, str | None]]:
    said, printed = read_facts(english, "en"), read_facts(french, "fr")
    found = misdated(said, printed, compare_facts(said, printed), MONDAY)
    return [(item.french.text, written(item.english, item.french)) for item in found]


@pytest.mark.parametrize(
    ("english", "french", "printed", "right"),
    [
        ("We will meet again on Thursday.", "Nous nous reverrons le 16 mai.", "16 mai", "15 mai"),
        ("The strike began on Friday.", "La grève a commencé le 8 mai.", "8 mai", "9 mai"),
        ("The vote is on May 15.", "Le vote aura lieu vendredi.", "vendredi", "jeudi"),
        ("The vote is tomorrow.", "Le vote aura lieu mercredi.", "mercredi", "mardi"),
        ("The vote is the day after tomorrow.", "Le vote aura lieu jeudi.", "jeudi", "mercredi"),
        ("We voted the day before yesterday.", "Nous avons voté le 11 mai.", "11 mai", "10 mai"),
    ],
)
def test_another_day_is_told(english: str, french: str, printed: str, right: str) -> None:
    assert told(english, french) == [(printed, right)]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("We will meet again on Thursday.", "Nous nous reverrons le 15 mai."),
        ("We will meet again on Thursday.", "Nous nous reverrons jeudi 15 mai."),
        ("The strike began last Friday.", "La grève a commencé le 9 mai."),
        ("The strike began on Friday.", "La grève a commencé le 2 mai 2025."),
        ("The vote is on May 15.", "Le vote aura lieu jeudi."),
        ("The vote is tomorrow.", "Le vote aura lieu mardi."),
        ("The vote is today.", "Le vote a lieu ce 12 mai."),
        ("We voted the day before yesterday.", "Nous avons voté avant-hier."),
        ("The market is open on Thursdays.", "Le marché, ouvert depuis le 2 mai, se tient chaque semaine."),
        ("It opens on Monday and closes on Friday.", "Il ouvre le 12 mai et ferme le 17 mai."),
        ("It began on Friday.", "Cela a commencé à Paris."),
    ],
)
def test_the_same_day_in_other_words_is_left_alone(english: str, french: str) -> None:
    assert told(english, french) == []
