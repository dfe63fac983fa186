"""Deeds that were not done though no negation says so, and the same deeds done."""

from __future__ import annotations

import pytest

from mtcheck.facts.deeds import misdeeds, renders, undone_in_english, undone_in_french


@pytest.mark.parametrize(
    ("english", "base", "instead"),
    [
        ("They failed to agree.", "agree", "They managed to agree."),
        ("She has yet to reply.", "reply", "She has managed to reply."),
        ("Fog prevented the plane from landing.", "land", "Fog allowed the plane to land."),
        ("He left without paying.", "pay", "He left after paying."),
        ("The report stops short of naming them.", "name", "The report goes as far as naming them."),
    ],
)
def test_english_deeds_that_were_not_done(english: str, base: str, instead: str) -> None:
    assert [(deed.base, deed.instead) for deed in undone_in_english(english)] == [(base, instead)]


@pytest.mark.parametrize(
    "english",
    ["They did not fail to agree.", "He never fails to thank us.", "Nobody refused to sign.", "The bank failed."],
)
def test_what_a_negation_gives_back_was_done(english: str) -> None:
    assert undone_in_english(english) == ()


@pytest.mark.parametrize(
    ("french", "denier"),
    [
        ("Il a refusé de signer.", "refusé"),
        ("Il est parti sans payer.", "sans"),
        ("Il n'a pas réussi à l'ouvrir.", "n'a pas réussi à"),
        ("Il n'a pas refusé de signer.", None),
        ("Il est parti sans tarder.", None),
    ],
)
def test_french_deeds_that_were_not_done(french: str, denier: str | None) -> None:
    assert [deed.denier.of(french) for deed in undone_in_french(french)] == ([denier] if denier else [])


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [
        ("They failed to sign the treaty in May.", "En mai, elles ont signé le traité.", "ont signé"),
        ("They signed the treaty in May.", "En mai, elles ont omis de signer le traité.", "omis"),
        (
            "They failed to sign the treaty, but peace held.",
            "Elles ont signé le traité, mais n'ont rien rompu.",
            "ont signé",
        ),
        ("They failed to sign.", "Elles ont tenté de signer.", None),
        ("They failed to sign.", "Elles n'ont ni paraphé ni signé.", None),
        ("They left without signing.", "Elles sont parties avant de signer.", None),
        ("They prevented the crowd from entering.", "Ils ont barré l'entrée à la foule.", None),
        ("They have not, up to now, signed it.", "Elles ont refusé de le signer.", None),
    ],
)
def test_a_deed_is_done_in_both_languages_or_in_none(english: str, french: str, told: str | None) -> None:
    assert [deed.french.of(french) for deed in misdeeds(english, french)] == ([told] if told else [])


def test_a_verb_renders_another_by_the_tables_or_the_dictionary() -> None:
    assert renders("signer", "sign")
    assert renders("prendre", "capture")
    assert not renders("dormir", "capture")
