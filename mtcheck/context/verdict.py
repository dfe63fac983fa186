"""How far a text reads like unedited machine translation: one probability for a whole document.

Ships as ``data/verdict.npz``: a logistic regression over :mod:`mtcheck.context.measures` and one sum of weights of
:mod:`mtcheck.context.style`, made by ``python -m mtcheck.training document``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt

import numpy as np
import numpy.typing as npt

from mtcheck.context.measures import NAMES, MeasuredSentence, Measurer
from mtcheck.context.style import habits
from mtcheck.shipped import arrays_of, shipped_bytes

LEAST_WORDS = 60  # below, a text says too little of who wrote it
_FURTHEST = 4.0  # standard deviations beyond which a measure says no more
_MOST = 3  # times that a row of kinds counts in one text

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What was learnt.

    Attributes:
        style: Of every place of hashed rows, int8.
        unit: What one step of ``style`` is.
        mean: Of every measure, the style's sum last, in the texts that it was learnt from.
        deviation: Likewise.
        coefficients: Of the measures so scaled.
        intercept: Log-odds of a text that is average in all.
    """

    style: npt.NDArray[np.int8]
    unit: float
    mean: Floats
    deviation: Floats
    coefficients: Floats
    intercept: float

    def styled(self, sentences: Sequence[str]) -> float:
        """Return the sum of the weights of a text's habits."""
        return float(
            sum(int(self.style[place]) * value for place, value in scaled(habits(sentences)).items()) * self.unit
        )

    def log_odds(self, measures: Floats) -> float:
        """Return the log-odds of a text by its measures, the style's sum last."""
        spread = np.clip((measures - self.mean) / self.deviation, -_FURTHEST, _FURTHEST)
        return float(spread @ self.coefficients + self.intercept)


@dataclass(frozen=True)
class DocumentJudge:
    """Gives the verdict on documents."""

    measurer: Measurer
    weights: Weights

    def probability(self, sentences: Sequence[MeasuredSentence]) -> float | None:
        """Say how likely a text is unedited machine translation.

        Args:
            sentences: The French that is checked, in order.

        Returns:
            0–1, with half of the texts it is calibrated on by machines; None for fewer than :data:`LEAST_WORDS` words.
        """
        if sum(len(sentence.words) for sentence in sentences) < LEAST_WORDS:
            return None
        measures = np.append(
            self.measurer.measure(sentences), self.weights.styled([sentence.text for sentence in sentences])
        )
        return 1 / (1 + exp(-self.weights.log_odds(measures)))


def scaled(counts: Mapping[int, int]) -> dict[int, float]:
    """Scale a text's counts so that its length says nothing."""
    length = sqrt(len(counts)) or 1.0
    return {place: min(count, _MOST) / length for place, count in counts.items()}


@cache
def shipped_document_judge() -> DocumentJudge:
    """Load the judge that ships with the package."""
    return DocumentJudge(shipped_measurer(), shipped_weights())


@cache
def shipped_measurer() -> Measurer:
    """Measure with the tables that ship with the package."""
    from mtcheck.lexicon.collocations import shipped_collocations
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.machine_french import shipped_machine_french
    from mtcheck.lexicon.sequences import shipped_sequences

    return Measurer(shipped_sequences(), shipped_collocations(), shipped_frequencies(), shipped_machine_french())


@cache
def shipped_weights() -> Weights:
    """Load the weights that ship with the package."""
    arrays = arrays_of(shipped_bytes("mtcheck.context", "data/verdict.npz"), "verdict.npz")
    if tuple(arrays["names"].tolist()) != NAMES:
        raise ValueError("the weights of the document's verdict were learnt from other measures")
    return Weights(
        arrays["style"],
        float(arrays["unit"]),
        arrays["mean"],
        arrays["deviation"],
        arrays["coefficients"],
        float(arrays["intercept"]),
    )
