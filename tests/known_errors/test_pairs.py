"""The real embedded model and estimator: sound French must score higher than the same with an error (English, sound, spoilt)."""

from __future__ import annotations

from pathlib import Path
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


def test_an_error_lowers_the_score(ratchet: Ratchet) -> None:
    texts = [(english, french) for english, *both in ROWS for french in both]
    scores = [found.score for found in mtcheck.score(texts)]
    assert None not in scores
    lost = [row[2] for row, sound, spoilt in zip(ROWS, scores[::2], scores[1::2], strict=True) if not sound > spoilt]  # type: ignore[operator]
    ratchet.at_least("pairs.sound-preferred", len(ROWS) - len(lost), lost)
