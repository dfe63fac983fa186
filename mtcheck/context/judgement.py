"""How likely a French word or phrase renders the wrong sense, or an English phrase word for word, its English unknown.

A sieve over :mod:`mtcheck.context.places`, which costs no network, and a forest that also knows what the sentence encoder says
of what it lets through (:mod:`mtcheck.context.masked`). Both ship as ``data/places.npz``, made by
``python -m mtcheck.training places``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.context.descriptions import SenseDescriptions
from mtcheck.context.masked import NAMES as FIT_NAMES
from mtcheck.context.masked import Fit, FitMeasurer, MaskedPlace
from mtcheck.context.measures import MeasuredSentence
from mtcheck.context.places import NAMES, PlaceCandidate, PlaceMeasurer
from mtcheck.context.renderings import shipped_senses
from mtcheck.encoder.descriptions import shipped_descriptions
from mtcheck.encoder.encoder import SentenceEncoder, shipped_encoder
from mtcheck.estimator.forest import Forest, forest_of
from mtcheck.evidence.analysis import WeighedPlace
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.records import Span
from mtcheck.shipped import arrays_of, shipped_bytes

MOST_WEIGHT = 2.0  # natural log: what the document says at most of its places
# Most that the encoder's word adds to the sieve's log-odds where a place is told in a text by people: it was more for one of 61
# in 50 articles with two garbled sentences each. Where a place could not be told even so, the encoder is not asked.
MOST_RISE = 2.25

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """What log-odds come to: calibrated probabilities between knots."""

    knots: Floats
    probabilities: Floats

    def __call__(self, log_odds: Floats) -> Floats:
        """Return probabilities, 0–1."""
        return np.asarray(np.interp(log_odds, self.knots, self.probabilities), dtype=np.float64)


class Judgement(NamedTuple):
    """What the judge says of one place.

    Attributes:
        log_odds: That it is wrong, not calibrated; minus infinity for what the sieve held back.
        best: Row of the sense that the place asks for.
        sure: Whether that sense is sure enough for a suggestion.
    """

    log_odds: float
    best: int
    sure: bool


class Doubt(NamedTuple):
    """A place that is likely wrong.

    Attributes:
        sentence: Its number.
        candidate: The place.
        best: Row of the sense that the place asks for.
        log_odds: Of the forest, not calibrated.
        sure: Whether ``best`` is sure enough for a suggestion.
    """

    sentence: int
    candidate: PlaceCandidate
    best: int
    log_odds: float
    sure: bool


@dataclass(frozen=True)
class PlaceJudge:
    """Judges the places of sentences.

    Attributes:
        measurer: Finds places, and measures what costs no network.
        fitter: Asks the encoder.
        sieve: Log-odds of the measures that cost none.
        least: Log-odds of the sieve from which the encoder is asked.
        forest: Log-odds of all measures; :func:`joined` says in which order.
        curve: Calibrates these.
        told: Log-odds from which a place is told: two false ones in 1000 words of sound pairs.
        grave: Log-odds from which it is grave: one in 4000 words of sound news at most.
        chooser: Log-odds that the sense which fits best is the one that is meant, where the place is wrong.
        shown: Log-odds of the chooser from which four in five are.
    """

    measurer: PlaceMeasurer
    fitter: FitMeasurer
    sieve: Forest
    least: float
    forest: Forest
    curve: Curve
    told: float
    grave: float
    chooser: Forest
    shown: float

    def sieved(self, places: Sequence[MaskedPlace]) -> Floats:
        """Return the log-odds of places by what costs no network."""
        return self.sieve.log_odds(np.array([one.candidate.measures for one in places])) if places else np.zeros(0)

    def level(self, machine: float | None) -> float:
        """Return the log-odds from which a place is told in a document: the more, the more it reads like French by people.

        Args:
            machine: Probability that the document is unedited machine translation; None where it is too short to say.
        """
        return self.told if machine is None else self.told - min(0.0, weight_of(machine))

    def judge(
        self, places: Sequence[MaskedPlace], machine: float | None = None, sieved: Floats | None = None
    ) -> list[Judgement]:
        """Judge places, in their order; what the encoder is asked of them shares batches.

        Args:
            places: The places.
            machine: How likely their document is unedited machine translation; None where nothing is known of it.
            sieved: What :meth:`sieved` says of them; None to ask it.
        """
        if not places:
            return []
        if sieved is None:
            sieved = self.sieved(places)
        asked = np.flatnonzero(sieved >= max(self.least, self.level(machine) - MOST_RISE))
        found = [Judgement(float("-inf"), one.candidate.best, False) for one in places]
        if len(asked):
            plain = np.array([places[number].candidate.measures for number in asked.tolist()])
            fits = self.fitter.measure([places[number] for number in asked.tolist()])
            rows = joined(plain, sieved[asked], fits)
            odds, sure = self.forest.log_odds(rows), self.chooser.log_odds(rows) >= self.shown
            for number, fit, value, safe in zip(asked.tolist(), fits, odds.tolist(), sure.tolist(), strict=True):
                found[number] = Judgement(value, fit.best, safe)
        return found

    def worth_asking(self, places: Sequence[MaskedPlace]) -> list[MaskedPlace]:
        """Return the places that the encoder is asked about."""
        return [place for place, value in zip(places, self.sieved(places).tolist(), strict=True) if value >= self.least]

    def places(self, sentences: Sequence[MeasuredSentence]) -> list[tuple[int, MaskedPlace]]:
        """Return the places of sentences with their sentence's number, in order."""
        return [
            (number, MaskedPlace(sentence.text, candidate))
            for number, sentence in enumerate(sentences)
            for candidate in self.measurer.candidates(sentence.text, sentence.words)
        ]

    def weighed(
        self, places: Sequence[MaskedPlace], starts: Sequence[int], sieved: Floats | None = None
    ) -> tuple[WeighedPlace, ...]:
        """Weigh places by what costs no network.

        Args:
            places: The places.
            starts: Where each one's sentence begins in the document.
            sieved: What :meth:`sieved` says of them; None to ask it.
        """
        if sieved is None:
            sieved = self.sieved(places)
        return tuple(
            WeighedPlace(
                Span(rendering.span.start + start, rendering.span.end + start),
                float(odds),
                self.measurer.senses.seen_in_sound(rendering.key),
                bool(rendering.wrong),
            )
            for rendering, start, odds in zip((one.candidate.rendering for one in places), starts, sieved, strict=True)
        )

    def doubts(
        self, found: Sequence[tuple[int, MaskedPlace]], machine: float | None = None, sieved: Floats | None = None
    ) -> tuple[Doubt, ...]:
        """Return those of :meth:`places` that are told, in order.

        Args:
            found: The places.
            machine: How likely their document is unedited machine translation; None where it is too short to say.
            sieved: What :meth:`sieved` says of them; None to ask it.
        """
        numbers, places = [number for number, _ in found], [place for _, place in found]
        judged = self.judge(places, machine, sieved)
        level = self.level(machine)
        return tuple(
            Doubt(number, place.candidate, one.best, one.log_odds, one.sure)
            for number, place, one in zip(numbers, places, judged, strict=True)
            if one.log_odds >= level
        )


def joined(plain: Floats, sieved: Floats, fits: Sequence[Fit]) -> Floats:
    """Lay side by side what the second forest reads: the plain measures, the sieve's log-odds, what the encoder says.

    Args:
        plain: Shape (places, plain measures).
        sieved: Log-odds of the sieve, a place each.
        fits: Of the same places.
    """
    return np.column_stack([plain, sieved, np.array([fit.measures for fit in fits])])


def with_document(log_odds: float, machine: float) -> float:
    """Weigh in how far the document reads like a machine's: in what people wrote, few words are out of place.

    Args:
        log_odds: Of the place.
        machine: Probability that the document is unedited machine translation, 0–1.
    """
    return log_odds + weight_of(machine)


def weight_of(machine: float) -> float:
    """Return what a document's probability moves the log-odds of its places by, at most :data:`MOST_WEIGHT` either way."""
    least = 1 / (1 + exp(MOST_WEIGHT))
    machine = min(max(machine, least), 1 - least)
    return log(machine / (1 - machine))


@lru_cache(maxsize=1)  # it holds its encoder, which holds an open file: the last one's is enough
def shipped_place_judge(encoder: SentenceEncoder | None = None) -> PlaceJudge:
    """Load the judge that ships with the package.

    Args:
        encoder: Reads masked places; None for the one that ships.

    Raises:
        ModelLoadError: The encoder is not in this installation.
    """
    measurer = shipped_place_measurer()
    arrays = arrays_of(shipped_bytes("mtcheck.context", "data/places.npz"), "places.npz")
    if tuple(arrays["names"].tolist()) != (*NAMES, *FIT_NAMES):
        raise ValueError("the judge of places was taught other measures")
    return PlaceJudge(
        measurer,
        shipped_fitter(measurer, encoder or shipped_encoder()),
        forest_of(arrays, "sieve"),
        float(arrays["least"]),
        forest_of(arrays, "forest"),
        Curve(arrays["knots"], arrays["probabilities"]),
        float(arrays["told"]),
        float(arrays["grave"]),
        forest_of(arrays, "chooser"),
        float(arrays["shown"]),
    )


def shipped_fitter(measurer: PlaceMeasurer, encoder: SentenceEncoder) -> FitMeasurer:
    """Ask an encoder, with the dictionary's descriptions."""
    descriptions = SenseDescriptions(measurer.senses, shipped_dictionary(), shipped_descriptions(encoder))
    return FitMeasurer(measurer.senses, encoder, descriptions)


def shipped_place_measurer() -> PlaceMeasurer:
    """Measure with the tables that ship with the package."""
    from mtcheck.lexicon.collocations import shipped_collocations
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.sequences import shipped_sequences

    return PlaceMeasurer(shipped_senses(), shipped_frequencies(), shipped_collocations(), shipped_sequences())
