"""The real embedded model and estimator: sound French must score higher than the same with an error (English, sound, spoilt)."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Protocol

import pytest

import mtcheck

pytestmark = pytest.mark.slow

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "pairs.tsv").read_text(encoding="utf-8").splitlines() if line
]


class Ratchet(Protocol):
    """The fixture of the same name."""

    def at_least(self, key: str, value: float, told: object = "") -> None: ...
    def at_most(self, key: str, value: float, told: object = "") -> None: ...


@pytest.fixture(scope="module")
def scores() -> list[float]:
    """Scores of each row's sound and spoilt French, in turn."""
    found = [one.score for one in mtcheck.score([(english, french) for english, *both in ROWS for french in both])]
    assert None not in found
    return [score for score in found if score is not None]


def test_an_error_lowers_the_score(scores: list[float], ratchet: Ratchet) -> None:
    lost = [row[2] for row, sound, spoilt in zip(ROWS, scores[::2], scores[1::2], strict=True) if not sound > spoilt]
    ratchet.at_least("pairs.sound-preferred", len(ROWS) - len(lost), lost)


def test_sound_french_scores_high(scores: list[float], ratchet: Ratchet) -> None:
    ratchet.at_least("pairs.sound-median", round(median(scores[::2])), scores[::2])
    ratchet.at_most("pairs.spoilt-median", round(median(scores[1::2])), scores[1::2])
