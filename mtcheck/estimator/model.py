"""The estimator: probabilities for every word and for the pair, from the features of the evidence.

The shipped model is ``data/estimator.npz``, made by ``python -m mtcheck.training estimator``; its card is inside it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.errors import ModelLoadError
from mtcheck.estimator.forest import Floats, Forest, forest_of
from mtcheck.evidence.features import NAMES

SEGMENT_NAMES = (
    "error_mean error_hazard major_mean major_hazard major_max major_second words margins margin_mean wide_margins "
    "back_margins ambiguity uncollocated lesser_renderings error_top major_top"
).split()
_ALL_NAMES = " ".join((*NAMES, *SEGMENT_NAMES))
WIDE = 3.0  # margin, in natural log, from which the engine clearly wanted another word
LESSER = 0.3  # share of the likeliest rendering's probability under which a rendering is an unusual one


class Judgement(NamedTuple):
    """Calibrated probabilities, one a word, 0–1: that it is part of any error, and of a major or critical one."""

    error: Floats
    major: Floats


@dataclass(frozen=True)
class Curve:
    """A monotonic calibration curve through its knots (isotonic regression)."""

    scores: Floats
    probabilities: Floats

    def __call__(self, log_odds: Floats) -> Floats:
        """Return the probability for log-odds, interpolated between the knots."""
        return np.asarray(np.interp(log_odds, self.scores, self.probabilities), dtype=np.float64)


@dataclass(frozen=True)
class Estimator:
    """Everything that the scorer has learned.

    Attributes:
        error: Trees for "part of any error".
        major: Trees for "part of a major or critical error".
        error_curve: Calibration of ``error``.
        major_curve: Calibration of ``major``.
        centre: Mean of the segment features.
        scale: Their standard deviation.
        weights: Logistic regression for "the pair has a major or critical error".
        bias: Its intercept.
        threshold: Probability from which a word is reported.
        major_threshold: Probability of a major error from which a span is major.
        card: How it was made, and what it reached.
    """

    error: Forest
    major: Forest
    error_curve: Curve
    major_curve: Curve
    centre: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float
    major_threshold: float
    card: Mapping[str, object]

    def judge(self, rows: Floats) -> Judgement:
        """Judge the words of one pair or of several.

        Args:
            rows: Shape (words, features), columns ``mtcheck.evidence.features.NAMES``.
        """
        return Judgement(
            self.error_curve(self.error.log_odds(rows)),
            np.minimum(self.major_curve(self.major.log_odds(rows)), self.error_curve(self.error.log_odds(rows))),
        )

    def major_error(self, rows: Floats, judgement: Judgement) -> float:
        """Return the probability that the pair has a major or critical error, 0–1."""
        features = np.nan_to_num((segment_features(rows, judgement) - self.centre) / self.scale)
        return float(1 / (1 + np.exp(-(features @ self.weights + self.bias))))

    def save(self, path: Path) -> None:
        """Write the estimator to one file, byte for byte the same for the same estimator."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            **self.error.arrays("error"),
            **self.major.arrays("major"),
            "error.curve": np.stack([self.error_curve.scores, self.error_curve.probabilities]),
            "major.curve": np.stack([self.major_curve.scores, self.major_curve.probabilities]),
            "segment": np.stack([self.centre, self.scale, self.weights]),
            "numbers": np.array([self.bias, self.threshold, self.major_threshold]),
            "names": np.array(_ALL_NAMES),
            "card": np.array(json.dumps(self.card, ensure_ascii=False, sort_keys=True)),
        }
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        path.write_bytes(buffer.getvalue())


def segment_features(rows: Floats, judgement: Judgement) -> Floats:
    """Sum up the words of one pair, names :data:`SEGMENT_NAMES`; zeros for a pair without words."""
    if not len(rows):
        return np.zeros(len(SEGMENT_NAMES))
    error, major = np.sort(judgement.error)[::-1], np.sort(judgement.major)[::-1]
    hazards = [-np.log1p(-np.minimum(p, 0.99)) for p in judgement]
    margin, back_margin = (np.nan_to_num(rows[:, NAMES.index(name)]) for name in ("margin", "back_margin"))
    content = rows[:, NAMES.index("content")] > 0
    sums = (
        margin.sum(),
        margin.mean(),
        (margin > WIDE).sum(),
        back_margin.sum(),
        rows[:, NAMES.index("ambiguity")].sum(),
        (rows[:, NAMES.index("collocated_before")] == 0).sum(),
        (rows[content, NAMES.index("share_of_best")] < LESSER).sum(),
        error[:3].sum(),
        major[:3].sum(),
    )
    return np.array(
        [
            np.log(hazards[0].mean() + 1e-3),
            np.log(hazards[0].sum() + 1e-2),
            np.log(hazards[1].mean() + 1e-3),
            np.log(hazards[1].sum() + 1e-2),
            major[0],
            major[1] if len(major) > 1 else 0.0,
            np.log(len(rows)),
            *np.log1p(sums),
        ]
    )


def load_estimator(data: bytes, name: str) -> Estimator:
    """Read an estimator.

    Args:
        data: What :meth:`Estimator.save` wrote.
        name: How an error calls it.

    Raises:
        ModelLoadError: It is malformed, or was made for other features.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            found = {key: arrays[key] for key in arrays.files}
        if str(found["names"]) != _ALL_NAMES:
            raise ModelLoadError(f"{name}: made for other features; run python -m mtcheck.training estimator again")
        bias, threshold, major_threshold = (float(number) for number in found["numbers"])
        centre, scale, weights = found["segment"]
        return Estimator(
            forest_of(found, "error"),
            forest_of(found, "major"),
            Curve(*found["error.curve"]),
            Curve(*found["major.curve"]),
            centre,
            scale,
            weights,
            bias,
            threshold,
            major_threshold,
            json.loads(str(found["card"])),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelLoadError(f"{name}: no estimator ({error})") from error


@cache
def shipped_estimator() -> Estimator:
    """Load the estimator that ships with the package.

    Raises:
        ModelLoadError: It is missing or malformed.
    """
    file = resources.files("mtcheck.estimator").joinpath("data/estimator.npz")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ModelLoadError("the estimator is not in this installation") from error
    return load_estimator(data, "estimator.npz")
