"""Small boosted trees fitted on folds, and their calibration."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from mtcheck.estimator.forest import Floats, Forest
from mtcheck.estimator.model import Curve
from mtcheck.training.estimator_fit import forest_of_model

FOLDS = 5


class Size(NamedTuple):
    """How many trees, how deep, from how many rows a leaf is made, and which share of the features each split looks at."""

    trees: int
    depth: int
    leaf: int = 25
    features: float = 1.0
    penalty: float = 1.0


_KNOTS = 80

Integers = npt.NDArray[np.int64]


def held_out(features: Floats, label: Integers, fold: Integers, size: Size) -> Floats:
    """Return log-odds of every row by trees that saw none of its fold.

    Args:
        features: Shape (rows, features).
        label: 1, 0, or -1 for a row that nothing is learned from.
        fold: Number of each row's fold.
        size: Of the trees.
    """
    scores = np.zeros(len(features))
    for number in range(FOLDS):
        train, test = (fold != number) & (label >= 0), fold == number
        if test.any():
            scores[test] = _classifier(size).fit(features[train], label[train]).decision_function(features[test])
    return scores


def fitted(features: Floats, label: Integers, size: Size) -> Forest:
    """Return trees fitted on every row whose label is not -1."""
    known = label >= 0
    return forest_of_model(_classifier(size).fit(features[known], label[known]))


def calibrated(scores: Floats, label: Integers) -> Curve:
    """Fit isotonic regression to held-out log-odds, thinned to its knots; a slight slope keeps the order on flat steps."""
    known = label >= 0
    curve = IsotonicRegression(y_min=0.005, y_max=0.985, out_of_bounds="clip").fit(scores[known], label[known])
    knots = np.linspace(curve.X_thresholds_[0], curve.X_thresholds_[-1], _KNOTS)
    smooth = np.interp(knots, curve.X_thresholds_, curve.y_thresholds_) + np.linspace(0, 1e-3, _KNOTS)
    return Curve(knots, np.maximum.accumulate(smooth))


def _classifier(size: Size) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_depth=size.depth,
        learning_rate=0.06,
        max_iter=size.trees,
        min_samples_leaf=size.leaf,
        max_features=size.features,
        l2_regularization=size.penalty,
        random_state=1,
    )
