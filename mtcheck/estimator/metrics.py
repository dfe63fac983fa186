"""Figures of a span detector against human marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.records import Severity, Span

Floats = npt.NDArray[np.float64]
WEIGHTS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 10.0}


class Mark(NamedTuple):
    """A span and its severity, marked by a human or by the detector."""

    span: Span
    severity: Severity


class Overlap(NamedTuple):
    """Characters of a text, counted by who marked them.

    Attributes:
        marked: By the human.
        found: By the detector.
        both: By both.
        credit: By both, half where one says major or critical and the other does not.
    """

    marked: float
    found: float
    both: float
    credit: float

    def __add__(self, other: object) -> Overlap:
        """Add up two texts."""
        if not isinstance(other, Overlap):
            return NotImplemented
        return Overlap(*(a + b for a, b in zip(self, other, strict=True)))


class Score(NamedTuple):
    """Precision, recall and F1, 0–1."""

    precision: float
    recall: float
    f1: float


def overlap(text: str, human: Iterable[Mark], detected: Iterable[Mark]) -> Overlap:
    """Count the characters of one text."""
    theirs, ours = _levels(len(text), human), _levels(len(text), detected)
    both = (theirs >= 0) & (ours >= 0)
    same = both & ((theirs >= Severity.MAJOR) == (ours >= Severity.MAJOR))
    return Overlap(
        float((theirs >= 0).sum()), float((ours >= 0).sum()), float(both.sum()), float((both.sum() + same.sum()) / 2)
    )


def score_of(counts: Overlap, *, graded: bool = False) -> Score:
    """Return precision, recall and F1 of counts.

    Args:
        counts: Summed over all texts (micro average).
        graded: Half credit where the severity is wrong.

    Source:
        Blain et al. (2023), *Findings of the WMT 2023 shared task on quality estimation*, fine-grained error detection.
    """
    right = counts.credit if graded else counts.both
    precision = right / counts.found if counts.found else 0.0
    recall = right / counts.marked if counts.marked else 0.0
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def roc_auc(labels: Sequence[bool], values: Sequence[float]) -> float:
    """Return the area under the ROC curve, 0–1, ties counting half; NaN where only one class is there."""
    truth, numbers = np.asarray(labels, dtype=bool), np.asarray(values, dtype=np.float64)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return float("nan")
    _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def kendall_tau(one: Sequence[float], two: Sequence[float]) -> float:
    """Return Kendall's tau-b, -1 to 1; NaN where a side is constant."""
    a, b = np.asarray(one, dtype=np.float64), np.asarray(two, dtype=np.float64)
    first, second = np.sign(a[:, None] - a[None, :]), np.sign(b[:, None] - b[None, :])
    untied = float(np.abs(first).sum()) * float(np.abs(second).sum())
    return float((first * second).sum() / untied**0.5) if untied else float("nan")


def weight_of(marks: Iterable[Mark]) -> float:
    """Return the MQM penalty of a text: minor 1, major 5, critical 10."""
    return sum(WEIGHTS[mark.severity] for mark in marks)


def reliability(
    probabilities: Floats, truths: npt.NDArray[np.bool_], *, bins: int = 8
) -> tuple[tuple[float, float, int], ...]:
    """Return mean probability, share true and count of equal-width bins, empty ones left out."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        inside = place == number
        if inside.any():
            found.append((float(probabilities[inside].mean()), float(truths[inside].mean()), int(inside.sum())))
    return tuple(found)


def _levels(length: int, marks: Iterable[Mark]) -> npt.NDArray[np.int8]:
    """Return the gravest severity of every character, -1 where there is none."""
    levels = np.full(length, -1, dtype=np.int8)
    for span, severity in marks:
        levels[span.start : span.end] = np.maximum(levels[span.start : span.end], severity)
    return levels
