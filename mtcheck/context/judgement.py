"""How likely a French word or phrase renders the wrong sense, or an English phrase word for word, its English unknown.

Ships as ``data/places.npz``: a forest over :mod:`mtcheck.context.places`, made by ``python -m mtcheck.training places``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from math import exp, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.context.measures import Sentence
from mtcheck.context.places import NAMES, Candidate, PlaceMeasurer
from mtcheck.context.renderings import shipped_senses
from mtcheck.estimator.forest import Forest, forest_of

MOST_WEIGHT = 2.0  # natural log: what the document says at most of its places

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """What log-odds come to: calibrated probabilities between knots."""

    knots: Floats
    probabilities: Floats

    def __call__(self, log_odds: Floats) -> Floats:
        """Return probabilities, 0–1."""
        return np.asarray(np.interp(log_odds, self.knots, self.probabilities), dtype=np.float64)


class Doubt(NamedTuple):
    """A place that is likely wrong.

    Attributes:
        sentence: Its number.
        candidate: The place.
        probability: That it is wrong, 0–1, where one word in two hundred is.
        log_odds: Of the forest, not calibrated.
    """

    sentence: int
    candidate: Candidate
    probability: float
    log_odds: float


@dataclass(frozen=True)
class PlaceJudge:
    """Judges the places of sentences.

    Attributes:
        measurer: Finds and measures them.
        forest: Log-odds of their measures.
        curve: Calibrates these.
        told: Log-odds from which a place is told: two false ones in 1000 words of sound pairs.
        grave: Log-odds from which it is grave: one in 1000 words of sound news at most.
    """

    measurer: PlaceMeasurer
    forest: Forest
    curve: Curve
    told: float
    grave: float

    def doubts(self, sentences: Sequence[Sentence]) -> tuple[Doubt, ...]:
        """Return the places that reach :attr:`told`, in order; of places that overlap the likeliest."""
        found = [
            (number, candidate)
            for number, sentence in enumerate(sentences)
            for candidate in self.measurer.candidates(sentence.text, sentence.words)
        ]
        if not found:
            return ()
        log_odds = self.forest.log_odds(np.array([candidate.measures for _, candidate in found]))
        probabilities = self.curve(log_odds)
        return tuple(
            Doubt(number, candidate, float(probability), float(odds))
            for (number, candidate), probability, odds in zip(found, probabilities, log_odds, strict=True)
            if odds >= self.told
        )


def with_document(log_odds: float, machine: float) -> float:
    """Weigh in how far the document reads like a machine's: in what people wrote, few words are out of place.

    Args:
        log_odds: Of the place.
        machine: Probability that the document is unedited machine translation, 0–1.
    """
    least = 1 / (1 + exp(MOST_WEIGHT))
    machine = min(max(machine, least), 1 - least)
    return log_odds + log(machine / (1 - machine))


@cache
def shipped_place_judge() -> PlaceJudge:
    """Load the judge that ships with the package."""
    packed = resources.files("mtcheck.context").joinpath("data/places.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        if tuple(arrays["names"].tolist()) != NAMES:
            raise ValueError("the judge of places was taught other measures")
        return PlaceJudge(
            shipped_place_measurer(),
            forest_of(arrays, "forest"),
            Curve(arrays["knots"], arrays["probabilities"]),
            float(arrays["told"]),
            float(arrays["grave"]),
        )


def shipped_place_measurer() -> PlaceMeasurer:
    """Measure with the tables that ship with the package."""
    from mtcheck.lexicon.collocations import shipped_collocations
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.sequences import shipped_sequences

    return PlaceMeasurer(shipped_senses(), shipped_frequencies(), shipped_collocations(), shipped_sequences())
