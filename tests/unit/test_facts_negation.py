"""Negation in both languages, and English that says the opposite."""

from __future__ import annotations

import pytest

from mtcheck.facts.negation import (
    denies_in_english,
    denies_in_french,
    denies_otherwise,
    may_deny_in_french,
    opposite,
)


@pytest.mark.parametrize(
    ("text", "denies", "may"),
    [
        ("Nous ne fermerons pas l'école.", True, True),
        ("Il n'a rien dit.", True, True),
        ("Je crains qu'il ne vienne.", False, True),
        ("Peut-être pas.", False, True),
        ("Nous fermerons l'école.", False, False),
    ],
)
def test_french_denies_with_both_halves(text: str, denies: bool, may: bool) -> None:
    assert (denies_in_french(text), may_deny_in_french(text)) == (denies, may)


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("We will not close it.", True),
        ("They won't come.", True),
        ("No school will close.", True),
        ("Room No 5 is open.", False),
        ("Norway will note it.", False),
    ],
)
def test_english_denies_with_one_word(text: str, denies: bool) -> None:
    assert denies_in_english(text) is denies


def test_other_words_may_stand_for_a_denial() -> None:
    assert denies_otherwise("Il refuse de partir.", "He will not leave.")
    assert denies_otherwise("Il part demain.", "He will not leave until tomorrow.")
    assert not denies_otherwise("Il part demain.", "He will not leave tomorrow.")


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("We will not cut rates.", "We will cut rates."),
        ("We won't cut rates.", "We will cut rates."),
        ("They can't and won't pay.", "They can't and will pay."),
        ("I do not expect a crash.", "I expect a crash."),
        ("It isn't over.", "It is over."),
        ("Nobody was hurt.", "Somebody was hurt."),
        ("There was no agreement.", "There was some agreement."),
        ("Russia will never accept it.", "Russia will accept it."),
        ("I will sign it.", "I will not sign it."),
        ("They're leaving.", "They're not leaving."),
        ("He offered it.", None),
    ],
)
def test_the_opposite_affirms_or_denies(english: str, other: str | None) -> None:
    assert opposite(english) == other
