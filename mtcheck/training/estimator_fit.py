"""Fits, calibrates and measures the estimator by cross-validation over sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from mtcheck.estimator.forest import Floats, Forest
from mtcheck.estimator.metrics import Mark, Overlap, overlap, reliability, roc_auc, score_of
from mtcheck.estimator.model import Curve, Estimator, WordJudgement
from mtcheck.evidence.feature_columns import FORCED, NAMES
from mtcheck.records import Severity, Span
from mtcheck.training.estimator_examples import FOLDS, SHARPEST, WEIGHTS, Folds, MarkedExample, folds_of
from mtcheck.training.score_fit import fit_score, held_out_figures

_FALSE_MAJORS = 0.03  # major spans per 1000 words of sound corpus French at most; news has some thirty times as many
_TREES = {
    "max_iter": 100,
    "learning_rate": 0.07,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass(frozen=True)
class _Trained:
    """Log-odds of every word, from trees that never saw its source."""

    error: list[Floats]
    major: list[Floats]


def fit(
    examples: Sequence[MarkedExample],
    card: Mapping[str, object],
    *,
    whole: Sequence[MarkedExample] = (),
    ablation: bool = False,
    report: Callable[[str], None] = lambda _: None,
) -> Estimator:
    """Fit the estimator, and put its cross-validated figures on its card.

    Args:
        examples: Human-marked and synthetic pairs.
        card: What else the card says.
        whole: Pairs that teach the score of whole pairs only, with their sound counterparts.
        ablation: Measure lexical evidence alone and forced decoding alone as well.
        report: Told what was reached.
    """
    folds = folds_of(examples)
    held_out = _held_out(examples, folds, range(len(NAMES)))
    report("trees fitted by cross-validation")
    error_curve = _calibrated(examples, held_out.error, Severity.NEUTRAL)
    major_curve = _calibrated(examples, held_out.major, Severity.MAJOR)
    judgements = [
        WordJudgement(error_curve(one), np.minimum(major_curve(two), error_curve(one)))
        for one, two in zip(held_out.error, held_out.major, strict=True)
    ]
    sharp = [i for i, example in enumerate(examples) if example.pair.kind == SHARPEST]
    threshold = _best_threshold(examples, judgements, sharp)
    figures: dict[str, object] = {"all": _figures(examples, judgements, sharp, folds)}
    truths = np.concatenate([examples[i].levels >= 0 for i in sharp])
    figures["reliability"] = reliability(np.concatenate([judgements[i].error for i in sharp]), truths)
    if ablation:
        forced = [NAMES.index(name) for name in FORCED]
        for name, columns in (("lexical", [i for i in range(len(NAMES)) if i not in forced]), ("forced", forced)):
            figures[name] = _ablated(examples, folds, columns, sharp)
            report(f"{name}: {figures[name]}")
    error, major = (_forest(examples, level, range(len(NAMES))) for level in (Severity.NEUTRAL, Severity.MAJOR))
    of_whole = []
    for example in whole:
        any_error = error_curve(error.log_odds(example.rows))
        of_whole.append(WordJudgement(any_error, np.minimum(major_curve(major.log_odds(example.rows)), any_error)))
    together = (*examples, *whole), (*judgements, *of_whole)
    figures |= held_out_figures(*together)
    report("the score fitted by cross-validation")
    broken, segment = fit_score(*together)
    estimator = Estimator(
        error,
        major,
        error_curve,
        major_curve,
        segment,
        broken,
        threshold,
        _major_threshold(examples, judgements, threshold),
        {**card, "figures": figures},
    )
    report(f"threshold {threshold:.3f}, major {estimator.major_threshold:.3f}, cross-validated figures: {figures}")
    return estimator


def _classifier(
    examples: Sequence[MarkedExample], level: Severity, columns: Sequence[int]
) -> HistGradientBoostingClassifier:
    rows = np.concatenate([example.rows for example in examples])[:, columns]
    truths = np.concatenate([example.levels >= level for example in examples])
    weights = np.concatenate([np.full(len(e.levels), WEIGHTS.get(e.pair.kind, 1.0)) for e in examples])
    return HistGradientBoostingClassifier(**_TREES).fit(rows, truths, sample_weight=weights)


def _held_out(examples: Sequence[MarkedExample], folds: Folds, columns: Sequence[int]) -> _Trained:
    found: tuple[list[Floats], list[Floats]] = ([np.zeros(0)] * len(examples), [np.zeros(0)] * len(examples))
    for fold in range(FOLDS):
        train = [examples[i] for i in np.flatnonzero(folds != fold).tolist()]
        test = np.flatnonzero(folds == fold).tolist()
        rows = np.concatenate([examples[i].rows for i in test])[:, columns]
        cuts = np.cumsum([len(examples[i].levels) for i in test])[:-1]
        for kept, level in zip(found, (Severity.NEUTRAL, Severity.MAJOR), strict=True):
            log_odds = _classifier(train, level, columns).decision_function(rows)
            for i, part in zip(test, np.split(log_odds, cuts), strict=True):
                kept[i] = part
    return _Trained(*found)


def _calibrated(examples: Sequence[MarkedExample], log_odds: Sequence[Floats], level: Severity) -> Curve:
    """Fit isotonic regression to the held-out log-odds, thinned to its knots."""
    truths = np.concatenate([example.levels >= level for example in examples]).astype(float)
    weights = np.concatenate([np.full(len(e.levels), WEIGHTS.get(e.pair.kind, 1.0)) for e in examples])
    fitted = IsotonicRegression(y_min=0.002, y_max=0.98, out_of_bounds="clip").fit(
        np.concatenate(log_odds), truths, sample_weight=weights
    )
    # a slight slope keeps the order of words on a flat step
    scores, values = fitted.X_thresholds_, fitted.y_thresholds_
    knots = np.linspace(scores[0], scores[-1], 200)
    smooth = np.maximum.accumulate(np.interp(knots, scores, values) + np.linspace(0, 1e-3, 200))
    return Curve(knots, smooth)


def _forest(examples: Sequence[MarkedExample], level: Severity, columns: Sequence[int]) -> Forest:
    """Fit on everything and lay the trees out as arrays."""
    return forest_of_model(_classifier(examples, level, columns))


def forest_of_model(model: HistGradientBoostingClassifier) -> Forest:
    """Lay the trees of a fitted classifier of two classes out as arrays."""
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


def _detected(example: MarkedExample, judgement: WordJudgement, threshold: float, major: float = 2.0) -> list[Mark]:
    """Join flagged words as the scorer does."""
    found: list[Mark] = []
    last = -2
    for i, span in enumerate(example.spans):
        if judgement.error[i] < threshold:
            continue
        severity = Severity.MAJOR if judgement.major[i] >= major else Severity.MINOR
        text = example.pair.translation
        if last == i - 1 and found and len(text[found[-1].span.end : span.start].strip()) == 0:
            found[-1] = Mark(Span(found[-1].span.start, span.end), max(severity, found[-1].severity))
        else:
            found.append(Mark(span, severity))
        last = i
    return found


def _counts(
    examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement], chosen: Sequence[int], at: float
) -> Overlap:
    counts = Overlap(0.0, 0.0, 0.0, 0.0)
    for i in chosen:
        counts += overlap(
            examples[i].pair.translation, examples[i].pair.marks, _detected(examples[i], judgements[i], at)
        )
    return counts


def _best_threshold(
    examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement], chosen: Sequence[int]
) -> float:
    """Return the threshold of the best character F1."""
    grid = [round(float(at), 3) for at in np.arange(0.06, 0.5, 0.01)]
    return max(grid, key=lambda at: (score_of(_counts(examples, judgements, chosen, at)).f1, -at))


def _figures(
    examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement], chosen: Sequence[int], folds: Folds
) -> dict[str, float]:
    """Return character precision, recall and F1, each fold at the threshold that is best on the others."""
    counts = Overlap(0.0, 0.0, 0.0, 0.0)
    for fold in range(FOLDS):
        inside = [i for i in chosen if folds[i] == fold]
        if inside:
            at = _best_threshold(examples, judgements, [i for i in chosen if folds[i] != fold])
            counts += _counts(examples, judgements, inside, at)
    return {key: round(value, 4) for key, value in score_of(counts)._asdict().items()}


def _ablated(
    examples: Sequence[MarkedExample], folds: Folds, columns: Sequence[int], chosen: Sequence[int]
) -> dict[str, float]:
    held_out = _held_out(examples, folds, columns)
    curve = _calibrated(examples, held_out.error, Severity.NEUTRAL)
    major = _calibrated(examples, held_out.major, Severity.MAJOR)
    judgements = [WordJudgement(curve(a), major(b)) for a, b in zip(held_out.error, held_out.major, strict=True)]
    found = _figures(examples, judgements, chosen, folds)
    hazards = [float(-np.log1p(-np.minimum(judgements[i].major, 0.99)).sum()) for i in chosen]
    return {**found, "segment_auc": round(roc_auc([examples[i].pair.major for i in chosen], hazards), 4)}


def _major_threshold(examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement], threshold: float) -> float:
    """Return the lowest probability at which sound corpus French gets few enough major spans."""
    sound = [i for i, example in enumerate(examples) if example.pair.kind == "sound"]
    total = sum(len(examples[i].spans) for i in sound)
    for at in np.arange(0.05, 0.9, 0.01):
        marks = (mark for i in sound for mark in _detected(examples[i], judgements[i], threshold, float(at)))
        if 1000 * sum(mark.severity >= Severity.MAJOR for mark in marks) <= _FALSE_MAJORS * total:
            return round(float(at), 3)
    return 0.9
