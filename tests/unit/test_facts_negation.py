"""Negation in both languages, and English that says the opposite."""

from __future__ import annotations

import pytest

from mtcheck.facts.negation import (
    denials,
    denies_in_english,
    denies_in_french,
    is_litotes,
    may_deny_in_french,
    negated_words,
    opposite,
    says_first_by_never,
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


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Il refuse de partir.", "fr", ["refuse"]),
        ("Le nombre est illimité et la règle inexistante.", "fr", ["illimité", "inexistante"]),
        ("Une information importante.", "fr", []),
        ("The farmers are behind with the rent.", "en", ["behind"]),
        ("I disagree with the unlikely winner.", "en", ["disagree", "unlikely"]),
        ("The best guest is under it.", "en", []),
    ],
)
def test_words_that_stand_for_a_denial(text: str, language: str, words: list[str]) -> None:
    assert [span.of(text) for span in denials(text, language)] == words


@pytest.mark.parametrize(
    ("text", "litotes"),
    [
        ("He will not leave until tomorrow.", True),
        ("It is not only cheap.", True),
        ("They answered no later than May.", True),
        ("He will not leave tomorrow.", False),
    ],
)
def test_negations_that_may_be_said_without_one(text: str, litotes: bool) -> None:
    assert is_litotes(text) is litotes


def test_an_idle_negation_denies_nothing() -> None:
    assert not denies_in_english("Parents decide whether or not to use them.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Les agriculteurs n'arrivent plus à payer le loyer.", ["arrivent", "payer"]),
        ("L'équipe n'a encore gagné aucun match.", ["gagné"]),
        ("Le résultat n'est pas mauvais.", ["mauvais"]),
        ("Nous ne fermerons pas l'école.", ["fermerons"]),
        ("Nous fermerons l'école.", []),
    ],
)
def test_what_a_negation_bears_on(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in negated_words(text)] == words


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


def test_the_first_may_be_told_by_never() -> None:
    english = "She was the first woman to chair the committee."
    assert says_first_by_never(english, "La commission n'avait jamais été présidée par une femme avant elle.")
    assert not says_first_by_never(english, "Elle n'a jamais présidé la commission.")
    assert not says_first_by_never("She chaired it.", "Personne ne l'avait présidée avant elle.")
