"""Fits the judge of printed renderings on minimal pairs: sound French, and the same with errors whose kinds are marked."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.estimator.forest import Floats, Forest
from mtcheck.estimator.model import Curve
from mtcheck.senses.judge import SenseJudge
from mtcheck.senses.minimal_pairs import WRONG_WORDS, MinimalPair, read_minimal_pairs
from mtcheck.senses.reading import Found, SenseReader, bare_reader
from mtcheck.training.estimator_fit import forest_of_model

FOLDS = 5
_SIEVE, _FOREST = (120, 4), (100, 3)  # trees and their depth
_KEPT = 0.85  # share of the errors that the sieve lets through
_KNOTS = 80


@dataclass(frozen=True)
class Sides:
    """Every candidate of the rows, with what is known of it.

    Attributes:
        found: The candidates with their plain features.
        row: Number of each one's row.
        label: 1 for a marked wrong word, 0 on the sound side, -1 for what nobody marked beside an error.
        fold: Cut by the English headword.
    """

    found: list[Found]
    row: npt.NDArray[np.int64]
    label: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]


def build(
    files: Sequence[Path], output: Path, encoder: SentenceEncoder, *, rows: int | None = None, seed: int = 1
) -> None:
    """Fit the judge and write it.

    Args:
        files: Minimal pairs, JSON Lines.
        output: The file to write.
        encoder: Its answers may be kept between runs.
        rows: Rows whose candidates the encoder is asked about, drawn at random; None for all.
        seed: Of the draw.

    Raises:
        InputError: A file is malformed.
    """
    pairs = [pair for file in files for pair in read_minimal_pairs(file)]
    reader = bare_reader(encoder)
    order = sorted(range(len(pairs)), key=lambda number: (pairs[number].english, pairs[number].sound))
    random.Random(seed).shuffle(order)
    judge = fit(_sides(pairs, reader), reader, order[:rows], {"files": [file.name for file in files], "seed": seed})
    judge.save(output)
    sys.stderr.write(f"{output}: {dict(judge.card)}\n")


def fit(sides: Sides, reader: SenseReader, rows: Sequence[int], told: Mapping[str, object]) -> SenseJudge:
    """Fit the sieve on every candidate, and the forest on what it lets through of some rows.

    Args:
        sides: The candidates.
        reader: Asks the encoder.
        rows: Numbers of the rows whose candidates the encoder is asked about.
        told: Goes into the card.
    """
    plain = np.array([one.row for one in sides.found])
    sieved = _held_out(plain, sides, _SIEVE)
    least = float(np.quantile(sieved[sides.label == 1], 1 - _KEPT))
    places = np.flatnonzero(np.isin(sides.row, rows) & (sieved >= least))
    weighed = reader.weighed([sides.found[place] for place in places])
    full = np.array([[*more.row, sieved[place]] for place, more in zip(places, weighed, strict=True)])
    part = Sides([sides.found[p] for p in places], sides.row[places], sides.label[places], sides.fold[places])
    scores = _held_out(full, part, _FOREST)
    card = {
        "rows": int(sides.row.max()) + 1,
        "rows_encoded": len(rows),
        "candidates": len(sides.found),
        "candidates_encoded": len(places),
        "wrong": int((sides.label == 1).sum()),
        "encoder": reader.encoder.signature,
    }
    return SenseJudge(
        _forest(plain, sides, _SIEVE),
        least,
        _forest(full, part, _FOREST),
        _calibrated(scores, part.label),
        card | dict(told),
    )


def _sides(pairs: Sequence[MinimalPair], reader: SenseReader) -> Sides:
    found: list[Found] = []
    row: list[int] = []
    label: list[int] = []
    for number, pair in enumerate(pairs):
        for text, errors in ((pair.sound, ()), (pair.wrong, pair.errors)):
            if text is None:
                continue
            for one in reader.candidates(pair.english, text):
                marks = [error for error in errors if error.span.overlaps(one.span)]
                found.append(one)
                row.append(number)
                if text is pair.sound:
                    label.append(0)
                else:
                    label.append(int(any(error.kind in WRONG_WORDS for error in marks)) if marks else -1)
    fold = [crc32(one.headword.encode()) % FOLDS for one in found]
    return Sides(found, np.array(row), np.array(label), np.array(fold))


def _classifier(size: tuple[int, int]) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_depth=size[1],
        learning_rate=0.06,
        max_iter=size[0],
        min_samples_leaf=25,
        l2_regularization=1.0,
        random_state=1,
    )


def _held_out(features: Floats, sides: Sides, size: tuple[int, int]) -> Floats:
    """Return log-odds of every candidate by trees that saw none of its headword."""
    scores = np.zeros(len(features))
    for fold in range(FOLDS):
        train = (sides.fold != fold) & (sides.label >= 0)
        test = sides.fold == fold
        if test.any():
            model = _classifier(size).fit(features[train], sides.label[train])
            scores[test] = model.decision_function(features[test])
    return scores


def _forest(features: Floats, sides: Sides, size: tuple[int, int]) -> Forest:
    known = sides.label >= 0
    return forest_of_model(_classifier(size).fit(features[known], sides.label[known]))


def _calibrated(scores: Floats, label: npt.NDArray[np.int64]) -> Curve:
    """Fit isotonic regression to held-out log-odds, thinned to its knots; a slight slope keeps the order on flat steps."""
    known = label >= 0
    fitted = IsotonicRegression(y_min=0.005, y_max=0.985, out_of_bounds="clip").fit(scores[known], label[known])
    knots = np.linspace(fitted.X_thresholds_[0], fitted.X_thresholds_[-1], _KNOTS)
    smooth = np.interp(knots, fitted.X_thresholds_, fitted.y_thresholds_) + np.linspace(0, 1e-3, _KNOTS)
    return Curve(knots, np.maximum.accumulate(smooth))
