"""Verbs that one language denies and the other affirms, without a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.facts.denied_verbs import misdenied

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "facts_cases/denied_verbs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("english", "french", "verb"), CASES)
def test_denied_verb(english: str, french: str, verb: str) -> None:
    assert [one.french.of(french) for one in misdenied(english, french)] == ([verb] if verb else [])


@pytest.mark.parametrize(
    ("english", "french", "instead"),
    [
        ("We won't go back, no.", "Nous retournerons là-bas, non.", None),  # bare *go* stands for many verbs
        ("I can't pay it, no.", "Je peux le payer, non.", "I can pay it, no."),
        ("He doesn't smoke, no.", "Il fume, non.", "He smoke, no."),
        ("They never lie, no.", "Ils mentent, non.", "They lie, no."),
        ("There's no way I can pay it.", "Je peux le payer.", "I can pay it."),
        ("They have no right to sell it.", "Ils ont le droit de le vendre.", "They have a right to sell it."),
        ("They sold it, not us.", "Ils ne l'ont pas vendu.", "They did not sell it, not us."),
        ("It was sold, not lent.", "Ce n'a pas été vendu.", "It was not sold, not lent."),
    ],
)
def test_english_that_would_be_right(english: str, french: str, instead: str | None) -> None:
    assert [one.instead for one in misdenied(english, french)] == ([instead] if instead else [])
