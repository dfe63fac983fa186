"""Runs of Italian, Spanish and German are found by their function words; names and French are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.foreign import foreign_runs

Gloss = Callable[[str], tuple[GlossedWord, ...]]


def runs(gloss: Gloss, text: str) -> list[tuple[str, str]]:
    return [(language, text[run[0].span.start : run[-1].span.end]) for language, run in foreign_runs(gloss(text), text)]


@pytest.mark.parametrize(
    ("text", "language", "run"),
    [
        ("Le ministre a parlé della situazione economica pendant une heure.", "it", "della situazione economica"),
        ("Le maire a salué los trabajadores de la ville voisine.", "es", "los trabajadores"),
        ("La chancelière a évoqué die wirtschaftliche Lage mardi.", "de", "die wirtschaftliche"),
    ],
)
def test_a_foreign_run_is_found(gloss: Gloss, text: str, language: str, run: str) -> None:
    found = runs(gloss, text)
    assert [one for one, _ in found] == [language]
    assert run in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "Il vit à Los Angeles et lit Der Spiegel.",
        "La pression monte sur le gouvernement, et con brio le chef a dirigé l'orchestre.",
        "Le port de la ville reste ouvert pendant tout l'hiver.",
        "",
    ],
)
def test_names_and_french_are_left_alone(gloss: Gloss, text: str) -> None:
    assert runs(gloss, text) == []


def test_punctuation_ends_a_run(gloss: Gloss) -> None:
    found = runs(gloss, "Il a parlé della situazione, anche economica, selon lui.")
    assert ("it", "della situazione") in found
