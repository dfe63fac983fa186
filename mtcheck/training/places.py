"""Learns the judge of places, ``context/data/places.npz``, from pairs with marked errors and from sound French.

``python -m mtcheck.training places pairs.jsonl … --sound sentences.txt --output places.npz``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from mtcheck.context.marked import places, read_pairs, read_sound, recall, threshold
from mtcheck.context.places import NAMES, PlaceMeasurer
from mtcheck.estimator.forest import Forest
from mtcheck.evidence.gloss import Glosser

FOLDS = 5  # cut by headword
TOLD, GRAVE = 2.0, 0.25  # false marks in 1000 words: of sound French of the pairs, of sound news
KINDS = frozenset({"sense", "term", "idiom"})
_TREES = {"max_depth": 4, "learning_rate": 0.08, "max_iter": 150, "min_samples_leaf": 30, "l2_regularization": 1.0}

Floats = npt.NDArray[np.float64]


def build(
    files: Iterable[str], sound: Iterable[str], output: Path, *, measurer: PlaceMeasurer, glosser: Glosser
) -> Iterator[str]:
    """Fit the judge and write it.

    Yields:
        Figures, a line each, with folds by headword.

    Raises:
        InputError: A file cannot be read.
    """
    texts = [text for file in files for text in read_pairs(file)] + [
        text for file in sound for text in read_sound(file)
    ]
    found = places(texts, measurer, glosser)
    rows = np.array([judged.candidate.measures for judged in found])
    wrong = np.array([judged.fault is not None and judged.fault.kind in KINDS for judged in found])
    # What of a spoilt sentence no mark touches is as sound as in its pair, and there already.
    learnt = np.array([judged.fault is not None or texts[judged.number].faults is None for judged in found])
    table = measurer.senses
    heads = [table.entries[int(table.owner[judged.candidate.best])].rpartition(".")[0] for judged in found]
    folds = np.array([crc32(head.encode()) % FOLDS for head in heads])
    odds = np.zeros(len(found))
    for fold in range(FOLDS):
        chosen = learnt & (folds != fold)
        if (folds == fold).any():
            odds[folds == fold] = _classifier(rows[chosen], wrong[chosen]).decision_function(rows[folds == fold])
    pairs = [number for number, text in enumerate(texts) if text.faults is None and not text.news]
    news = [number for number, text in enumerate(texts) if text.news]
    for name, numbers in (("pairs", pairs), ("news", news)):
        for rate in (0.5, 1.0, 2.0, 5.0):
            least = threshold(texts, found, odds, numbers, rate)
            yield f"{rate} false marks in 1000 words of sound {name}: {recall(texts, found, odds, least):.3f} of the errors"
    told, grave = threshold(texts, found, odds, pairs, TOLD), threshold(texts, found, odds, news, GRAVE)
    curve = IsotonicRegression(out_of_bounds="clip").fit(odds[learnt], wrong[learnt].astype(float))
    knots = np.asarray(curve.X_thresholds_, dtype=np.float64)
    forest = _forest(_classifier(rows[learnt], wrong[learnt]))
    arrays: dict[str, Any] = {
        "names": np.array(NAMES),
        "knots": knots,
        "probabilities": np.asarray(curve.y_thresholds_, dtype=np.float64),
        "told": np.array(told),
        "grave": np.array(max(told, grave)),
        **forest.arrays("forest"),
    }
    with output.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _classifier(rows: Floats, wrong: npt.NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(**_TREES, random_state=0).fit(rows, wrong)


def _forest(model: HistGradientBoostingClassifier) -> Forest:
    """Lay the trees out as arrays."""
    trees = [predictor[0].nodes for predictor in model._predictors]
    starts = np.cumsum([0, *(len(tree) for tree in trees[:-1])])
    nodes = np.concatenate(trees)
    offsets = np.repeat(starts, [len(tree) for tree in trees])
    leaf = nodes["is_leaf"].astype(bool)
    return Forest(
        base=float(model._baseline_prediction.ravel()[0]),
        roots=starts.astype(np.int32),
        feature=np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16),
        threshold=nodes["num_threshold"].astype(np.float64),
        left=(nodes["left"] + offsets).astype(np.int32),
        right=(nodes["right"] + offsets).astype(np.int32),
        missing_left=nodes["missing_go_to_left"].astype(bool),
        value=np.where(leaf, nodes["value"], 0.0),
        depth=int(nodes["depth"].max()) + 1,
    )
