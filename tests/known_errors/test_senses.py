"""Words in a right and in a wrong sense: English, sound French, the same with a sense mistaken."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from mtcheck.checks.senses import LEAST
from mtcheck.encoder.encoder import shipped_encoder
from mtcheck.senses.reading import KnownPair, shipped_reader

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
    pairs = [KnownPair(row[0], row[column]) for row in ROWS]
    return [
        f"{one.printed} → {one.replacement}"
        for several in shipped_reader(shipped_encoder()).read(pairs, LEAST)
        for one in several.doubted
    ]


def test_mistaken_senses(ratchet: Ratchet) -> None:
    found = told(2)
    ratchet.at_least("senses.wrong", len(found), found)


def test_sound_senses(ratchet: Ratchet) -> None:
    found = told(1)
    ratchet.at_most("senses.right", len(found), found)
