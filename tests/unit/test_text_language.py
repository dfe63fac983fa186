from __future__ import annotations

import pytest

from mtcheck.text.language import count_function_words, identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous avons parlé de la défense du pays.", "fr"),
        ("We talked about the defence of the country.", "en"),
        ("Abbiamo parlato della difesa del nostro paese.", "it"),
        ("Hemos hablado de la defensa de nuestro país.", "es"),
        ("Wir haben über die Verteidigung des Landes gesprochen.", "de"),
        ("Nós falámos sobre a defesa do nosso país.", "pt"),
        ("Wij hebben over de verdediging van het land gesproken.", "nl"),
    ],
)
def test_identifies(text: str, language: str) -> None:
    found, confidence = identify(text)
    assert found == language
    assert 0.5 < confidence <= 1.0


@pytest.mark.parametrize("text", ["", "  \u00a0", "12 345 !", "…"])
def test_no_letters_is_undecided(text: str) -> None:
    assert identify(text) == ("und", 0.0)


def test_counts_function_words() -> None:
    counts = count_function_words("L'accord est dans les mains du président")
    assert counts["fr"] >= 5
    assert counts["fr"] > counts["en"]
