"""The real embedded model on words in a right and in a wrong sense: English, sound French, the same with a sense mistaken."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from mtcheck.checks.senses import wrong_senses
from mtcheck.config.build import build_translator
from mtcheck.config.settings import Config
from mtcheck.evaluation.senses import shipped_finder
from mtcheck.evidence.senses import contrast_senses

pytestmark = pytest.mark.slow

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "senses.tsv").read_text(encoding="utf-8").splitlines() if line
]


class Ratchet(Protocol):
    """The fixture of the same name."""

    def at_least(self, key: str, value: float, told: object = "") -> None: ...
    def at_most(self, key: str, value: float, told: object = "") -> None: ...


def told(column: int) -> list[str]:
    """Check one French column against the English."""
    pairs = [(row[0], row[column]) for row in ROWS]
    translator, finder = build_translator(Config()), shipped_finder()
    scores = translator.score(pairs, source_lang="en", target_lang="fr")
    contrasts = contrast_senses(pairs, [finder.find(*pair) for pair in pairs], scores, translator)
    return [f"{one.printed} → {one.form}" for several in contrasts for one in wrong_senses(several)]


def test_mistaken_senses(ratchet: Ratchet) -> None:
    found = told(2)
    ratchet.at_least("senses.wrong", len(found), found)


def test_sound_senses(ratchet: Ratchet) -> None:
    found = told(1)
    ratchet.at_most("senses.right", len(found), found)
