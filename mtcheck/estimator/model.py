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
from mtcheck.evidence.feature_columns import NAMES
from mtcheck.files import replace_bytes
from mtcheck.language.messages import Message
from mtcheck.shipped import arrays_of

SEGMENT_NAMES = (
    "error_hazard major_hazard indecision surprise_back mean_backed sum_backed least_backed worst_log_prob log_coverage "
    "mean_log_prob mean_back_log_prob gain words"
).split()
FLUENCY_NAMES = (
    "log_prob_alone novel_share unseen_share unknown copied gender_clash number_clash repeated unspaced machine words"
).split()
_ALL_NAMES = " ".join((*NAMES, *SEGMENT_NAMES, *FLUENCY_NAMES))
_FEW = 5  # words of which the averages count half


class WordJudgement(NamedTuple):
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
class Logistic:
    """A logistic regression over standardised features; a feature that is missing counts as the mean."""

    centre: Floats
    scale: Floats
    weights: Floats
    bias: float

    def log_odds(self, features: Floats, trust: float = 1.0) -> float:
        """Return the log-odds of one row of features, which count by ``trust`` (0–1) beside what holds on average."""
        return float(trust * (np.nan_to_num((features - self.centre) / self.scale) @ self.weights) + self.bias)

    def __call__(self, features: Floats, trust: float = 1.0) -> float:
        """Return the probability for one row of features, 0–1."""
        return float(1 / (1 + np.exp(-np.clip(self.log_odds(features, trust), -50, 50))))


@dataclass(frozen=True)
class Estimator:
    """Everything that the scorer has learned.

    Attributes:
        error: Trees for "part of any error".
        major: Trees for "part of a major or critical error".
        error_curve: Calibration of ``error``.
        major_curve: Calibration of ``major``.
        segment: "The pair has a major or critical error", by :func:`segment_features`.
        broken: "A machine rendered it word for word, or hardly better", by :func:`fluency_features`.
        threshold: Probability from which a word is reported.
        major_threshold: Probability of a major error from which a span is major.
        card: How it was made, and what it reached.
    """

    error: Forest
    major: Forest
    error_curve: Curve
    major_curve: Curve
    segment: Logistic
    broken: Logistic
    threshold: float
    major_threshold: float
    card: Mapping[str, object]

    def judge(self, rows: Floats) -> WordJudgement:
        """Judge the words of one pair or of several.

        Args:
            rows: Shape (words, features), columns ``mtcheck.evidence.feature_columns.NAMES``.
        """
        error = self.error_curve(self.error.log_odds(rows))
        return WordJudgement(error, np.minimum(self.major_curve(self.major.log_odds(rows)), error))

    def major_error(self, rows: Floats, judgement: WordJudgement) -> float:
        """Return the probability that the pair has a major or critical error or is broken as a whole, 0–1."""
        major = self.segment(segment_features(rows, judgement))
        return 1 - (1 - major) * (1 - self.broken(fluency_features(rows), trust(rows)))

    def save(self, path: Path) -> None:
        """Write the estimator to one file, byte for byte the same for the same estimator."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            **self.error.arrays("error"),
            **self.major.arrays("major"),
            "error.curve": np.stack([self.error_curve.scores, self.error_curve.probabilities]),
            "major.curve": np.stack([self.major_curve.scores, self.major_curve.probabilities]),
            "segment": np.stack([self.segment.centre, self.segment.scale, self.segment.weights]),
            "broken": np.stack([self.broken.centre, self.broken.scale, self.broken.weights]),
            "numbers": np.array([self.segment.bias, self.broken.bias, self.threshold, self.major_threshold]),
            "names": np.array(_ALL_NAMES),
            "card": np.array(json.dumps(self.card, ensure_ascii=False, sort_keys=True)),
        }
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        replace_bytes(path, buffer.getvalue())


def segment_features(rows: Floats, judgement: WordJudgement) -> Floats:
    """Sum up the words of one pair, names :data:`SEGMENT_NAMES`.

    Args:
        rows: Shape (words, features), columns ``mtcheck.evidence.feature_columns.NAMES``.
        judgement: Probabilities of the words.

    Returns:
        What the words' own probabilities come to, how undecided the engine was over the French, how well model and tables
        explain it, and how much of the English it covers. NaN where nothing is known.
    """
    if not len(rows):
        return np.full(len(SEGMENT_NAMES), np.nan)

    def column(name: str) -> Floats:
        return np.asarray(rows[:, NAMES.index(name)], dtype=np.float64)

    def of_pair(name: str) -> float:
        return float(rows[0, NAMES.index(name)])

    backed = column("backed")
    return np.array(
        [
            *(np.log(-np.log1p(-np.minimum(p, 0.99)).sum() + 1e-2) for p in (judgement.error, judgement.major)),
            np.log1p(column("entropy").sum()),
            np.log(-of_pair("mean_back_log_prob") * of_pair("words_en") + 1e-3),
            of_pair("mean_backed"),
            backed.sum(),
            backed.min(),
            column("worst_log_prob").min(),
            *(of_pair(n) for n in ("log_coverage", "mean_log_prob", "mean_back_log_prob", "mean_gain")),
            np.log(len(rows)),
        ]
    )


def fluency_features(rows: Floats) -> Floats:
    """Say how much the French of one pair reads like French, names :data:`FLUENCY_NAMES`; NaN where nothing is known.

    Nothing that hangs on the English: a faithful translation must not be taken for a word-for-word one.

    Args:
        rows: Shape (words, features), columns ``mtcheck.evidence.feature_columns.NAMES``.
    """
    if not len(rows):
        return np.full(len(FLUENCY_NAMES), np.nan)

    def column(name: str) -> Floats:
        return np.asarray(rows[:, NAMES.index(name)], dtype=np.float64)

    content = column("content") > 0
    words = max(1, int(content.sum()))
    small = content & (column("capital") == 0) & (column("number") == 0)
    return np.array(
        [
            column("log_prob_alone").mean(),
            *(rows[0, NAMES.index(name)] for name in ("novel_share", "unseen_share")),
            (small & (column("known_fr") == 0)).sum() / words,
            (small & (column("copied") > 0) & (column("known_fr") == 0)).sum() / words,
            (column("gender_clash") > 0).mean(),
            (column("number_clash") > 0).mean(),
            (column("repeated")[content] > 0).sum() / words,
            (column("unspaced_mark") > 0).mean(),
            rows[0, NAMES.index("machine_whole")],
            np.log(len(rows)),
        ]
    )


def trust(rows: Floats) -> float:
    """Say how far the averages over the words of one pair can be relied on, 0–1: little where they are few."""
    return len(rows) / (len(rows) + _FEW)


def load_estimator(data: bytes, name: str) -> Estimator:
    """Read an estimator.

    Args:
        data: What :meth:`Estimator.save` wrote.
        name: How an error calls it.

    Raises:
        ModelLoadError: It is malformed, or was made for other features.
    """
    try:
        found = arrays_of(data, name)
        if str(found["names"]) != _ALL_NAMES:
            raise ModelLoadError(
                Message("{name}: made for other features; run python -m mtcheck.training estimator again", name=name)
            )
        bias, broken_bias, threshold, major_threshold = (float(number) for number in found["numbers"])
        return Estimator(
            forest_of(found, "error"),
            forest_of(found, "major"),
            Curve(*found["error.curve"]),
            Curve(*found["major.curve"]),
            _logistic(found["segment"], bias),
            _logistic(found["broken"], broken_bias),
            threshold,
            major_threshold,
            json.loads(str(found["card"])),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelLoadError(Message("{name}: no estimator ({error})", name=name, error=str(error))) from error


def _logistic(rows: Floats, bias: float) -> Logistic:
    centre, scale, weights = rows
    return Logistic(centre, scale, weights, bias)


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
        raise ModelLoadError(Message("the estimator is not in this installation")) from error
    return load_estimator(data, "estimator.npz")
