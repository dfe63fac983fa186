"""What the sentence encoder says of a place: how near the French with the place masked is to the senses that compete for it.

Source:
    Bevilacqua et al. (2021), *Recent Trends in Word Sense Disambiguation*: senses by their descriptions;
    Amrami and Goldberg (2018), *Word Sense Induction with Neural biLM and Symmetric Patterns*: words by what
    could stand in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from mtcheck.context.places import PlaceCandidate
from mtcheck.context.renderings import SenseTable
from mtcheck.encoder.encoder import SentenceEncoder

NAMES = (
    "nearness of the competitor",
    "nearness of the printed",
    "gap",
    "gap within the headword",
    "mean nearness of the printed",
    "mean nearness of the competitors",
    "share of the competitor",
    "competitors nearer than all printed",
    "competitor is the company's",
    "competitor is wrong entry's",
    "frequency of the competitor's headword",
    "frequency of the competitor",
    "company of the competitor",
    "difference of company",
    "nearness of the company's",
    "printed senses of the competitor's headword",
    "lead over the next competitor",
)
_SHARP = 20.0  # of the softmax over cosines, as the encoder was tuned with

Vectors = npt.NDArray[np.float32]


class Descriptions(Protocol):
    """Gives the vectors of the descriptions of senses."""

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """Return the vectors of senses, a row each, shape (senses, 384)."""
        ...


class MaskedPlace(NamedTuple):
    """A place of a sentence that the encoder is asked about."""

    text: str
    candidate: PlaceCandidate


class Fit(NamedTuple):
    """What the encoder says of a place.

    Attributes:
        measures: One number for each of :data:`NAMES`.
        best: Row of the competing sense that fits best.
    """

    measures: tuple[float, ...]
    best: int


@dataclass(frozen=True)
class FitMeasurer:
    """Asks the encoder about places; those asked together share batches."""

    senses: SenseTable
    encoder: SentenceEncoder
    descriptions: Descriptions

    def measure(self, places: Sequence[MaskedPlace]) -> list[Fit]:
        """Measure places, in their order."""
        if not places:
            return []
        cut = self.encoder.tokenizer
        masked = self.encoder.encode([cut.masked(one.text, one.candidate.rendering.span) for one in places])
        rows = sorted({row for one in places for row in (*one.candidate.contenders, *one.candidate.own)})
        number = {row: place for place, row in enumerate(rows)}
        vectors = self.descriptions.vectors(rows)
        return [
            self._fit(
                one.candidate, vector, vectors[[number[r] for r in (*one.candidate.contenders, *one.candidate.own)]]
            )
            for one, vector in zip(places, masked, strict=True)
        ]

    def _fit(self, candidate: PlaceCandidate, masked: Vectors, senses: Vectors) -> Fit:
        table, count = self.senses, len(candidate.contenders)
        near = np.round(senses @ masked, 4).astype(float)
        rivals, own = near[:count], near[count:]
        chosen = int(rivals.argmax())
        best = candidate.contenders[chosen]
        head = int(table.owner[best])
        same = [value for row, value in zip(candidate.own, own, strict=True) if int(table.owner[row]) == head]
        mine = float(own.max()) if len(own) else -1.0
        raised = np.exp(_SHARP * (near - near.max()))
        company = candidate.company
        return Fit(
            (
                float(rivals[chosen]),
                mine,
                float(rivals[chosen]) - mine if len(own) else -1.0,
                float(rivals[chosen]) - max(same) if same else -1.0,
                float(own.mean()) if len(own) else -1.0,
                float(rivals.mean()),
                float(raised[chosen] / raised.sum()),
                float((rivals > mine).sum()),
                float(best == candidate.best),
                float(head in candidate.rendering.wrong),
                float(table.english[head]),
                float(table.common[best]),
                float(company[chosen]),
                float(company[chosen] - max(company[count:], default=0)),
                float(rivals[0]),
                float(len(same)),
                float(rivals[chosen] - np.partition(rivals, -2)[-2]) if count > 1 else 1.0,
            ),
            best,
        )
