"""Fits what the score of a whole pair rests on: whether its French is broken, and whether it is the worse of two."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from math import isnan, log

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from mtcheck.estimator.forest import Floats
from mtcheck.estimator.metrics import roc_auc
from mtcheck.estimator.model import Logistic, WordJudgement, fluency_features, segment_features, trust
from mtcheck.training.estimator_examples import (
    BROKEN,
    FOLDS,
    SHARPEST,
    SOUND,
    SYNTHETIC,
    WEIGHTS,
    MarkedExample,
    folds_of,
)

_BROKEN_SHARE = 0.3  # of the pairs that are scored, as far as anything is assumed before they are seen
_SHARES = {"replaced": 1.0, "garbled": 0.5, "machine": 1.0, "marked": 0.1}  # what each kind of comparison counts in all
_SCALE = {"marked": 1.0, "sound": 1.0, "garbled": 0.5}  # the same, for what a difference comes to
_RIVALS = 30  # pairs without a grave error that each pair with one is compared with
Told = tuple[Logistic, Logistic]
"""The models of "broken" and of a grave error."""


def fit_score(examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement]) -> Told:
    """Fit both parts of the score: "broken as a whole", and "the pair has a major or critical error".

    The weights of the latter come from differences (Bradley and Terry 1952): between spoilt and sound French of one English
    sentence, between a bad engine's and people's, and between pairs in which people marked a grave error and others. Only
    their scale and the bias come from pairs by themselves.

    Args:
        examples: Human-marked and synthetic pairs, and those whose French a bad engine made.
        judgements: What the trees, trained without its source, say of each.

    Returns:
        The models of "broken" and of a grave error.
    """
    broken = fit_broken(examples)
    rows = _rows(examples, judgements)
    centre, scale, standard = _standardised(rows)
    gaps, weights = [], []
    for kind in ("replaced", "garbled", "machine"):
        found = _against_sound(examples, {kind})
        for worse, better in found:
            gaps.append(standard[worse] - standard[better])
            weights.append(_SHARES[kind] / len(found))
    rivals = list(_rivals(examples))
    total = sum(weight for *_, weight in rivals)
    for worse, better, weight in rivals:
        gaps.append(standard[worse] - standard[better])
        weights.append(_SHARES["marked"] * weight / total)
    if not gaps:
        return broken, Logistic(centre, scale, np.zeros(rows.shape[1]), 0.0)
    both, twice = np.concatenate([gaps, np.negative(gaps)]), np.concatenate([weights, weights])
    told = LogisticRegression(C=50.0, fit_intercept=False, max_iter=2000).fit(
        both, np.arange(len(both)) < len(gaps), sample_weight=twice
    )
    return broken, _scaled(Logistic(centre, scale, told.coef_[0], 0.0), examples, rows)


def fit_broken(examples: Sequence[MarkedExample]) -> Logistic:
    """Fit "rendered word for word, or hardly better" on what machines made, against sound pairs.

    The weights come from differences within one English sentence (Bradley and Terry 1952), so that they tell renderings
    apart and not sentences; only their scale and the bias come from all pairs.
    """
    chosen = [example for example in examples if example.pair.kind in BROKEN or example.pair.kind == SOUND]
    truths = np.array([example.pair.kind in BROKEN for example in chosen])
    balance = np.where(truths, _BROKEN_SHARE / max(1, truths.sum()), (1 - _BROKEN_SHARE) / max(1, (~truths).sum()))
    balance *= len(truths)
    rows = np.stack([fluency_features(e.rows) for e in chosen])
    plain = _logistic(rows, truths, balance)
    standard = np.nan_to_num((rows - plain.centre) / plain.scale)
    gaps = np.array([standard[worse] - standard[better] for worse, better in _against_sound(chosen, BROKEN)])
    if not len(gaps):
        return plain
    both = np.concatenate([gaps, -gaps])
    told = LogisticRegression(C=0.3, fit_intercept=False, max_iter=1000).fit(both, np.arange(len(both)) < len(gaps))
    weights = told.coef_[0]
    told_of = standard @ weights * np.array([trust(e.rows) for e in chosen])
    scale = LogisticRegression(max_iter=1000).fit(told_of[:, None], truths, sample_weight=balance)
    return Logistic(plain.centre, plain.scale, weights * scale.coef_[0, 0], float(scale.intercept_[0]))


def held_out_figures(examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement]) -> dict[str, object]:
    """Measure the score, and the part for broken French by itself, on sources that neither has seen.

    Returns:
        ``segment_auc``: of the score, for "has a major or critical error", on the sharpest release; None where it has no
        errors or nothing else. ``pairwise`` and ``pairwise_broken``: by kind of worse French, how often the sound French
        of the same English fares better.
    """
    folds = folds_of(examples)
    scores, broken = np.zeros(len(examples)), np.zeros(len(examples))
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds == fold).tolist(), np.flatnonzero(folds != fold).tolist()
        if not inside:
            continue
        one, two = fit_score([examples[i] for i in outside], [judgements[i] for i in outside])
        for i, row in zip(inside, _rows([examples[i] for i in inside], [judgements[i] for i in inside]), strict=True):
            broken[i] = one.log_odds(fluency_features(examples[i].rows), trust(examples[i].rows))
            scores[i] = np.logaddexp(0, two.log_odds(row)) + np.logaddexp(0, broken[i])
    sharp = [i for i, example in enumerate(examples) if example.pair.kind == SHARPEST]
    found = roc_auc([examples[i].pair.major for i in sharp], [float(scores[i]) for i in sharp])
    return {
        "segment_auc": None if isnan(found) else round(found, 4),
        "pairwise": _pairwise(examples, scores),
        "pairwise_broken": _pairwise(examples, broken),
    }


def _pairwise(examples: Sequence[MarkedExample], badness: Floats) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind in ("replaced", "garbled", *sorted(BROKEN)):
        won = [bool(badness[better] < badness[worse]) for worse, better in _against_sound(examples, {kind})]
        if won:
            found[kind] = round(sum(won) / len(won), 4)
    return found


def _rows(examples: Sequence[MarkedExample], judgements: Sequence[WordJudgement]) -> Floats:
    return np.stack([segment_features(e.rows, judgement) for e, judgement in zip(examples, judgements, strict=True)])


def _against_sound(examples: Sequence[MarkedExample], kinds: frozenset[str] | set[str]) -> list[tuple[int, int]]:
    """Return the places of each example of the kinds and of the sound French of the same English."""
    sound = {example.pair.group: place for place, example in enumerate(examples) if example.pair.kind == SOUND}
    return [
        (place, sound[example.pair.group])
        for place, example in enumerate(examples)
        if example.pair.kind in kinds and example.pair.group in sound
    ]


def _rivals(examples: Sequence[MarkedExample]) -> Iterator[tuple[int, int, float]]:
    """Yield the places of marked pairs with a grave error, each beside some without one, and what the two count."""
    marked = [place for place, example in enumerate(examples) if _is_marked(example)]
    grave = [place for place in marked if examples[place].pair.major]
    others = [place for place in marked if not examples[place].pair.major]
    if not others:
        return
    chance = np.random.default_rng(1)
    for worse in grave:
        for better in chance.choice(others, size=min(_RIVALS, len(others)), replace=False).tolist():
            yield worse, better, _weight(examples[worse]) * _weight(examples[better])


def _scaled(told: Logistic, examples: Sequence[MarkedExample], rows: Floats) -> Logistic:
    """Give the weights a scale and a bias, so that they tell a probability."""
    values = np.array([told.log_odds(row) for row in rows])
    kinds = np.array(["marked" if _is_marked(example) else example.pair.kind for example in examples])
    truths = np.array(
        [example.pair.major if _is_marked(example) else example.pair.kind != SOUND for example in examples]
    )
    balance = np.array([_weight(example) for example in examples])
    for kind in np.unique(kinds):
        own = kinds == kind
        balance[own] *= _SCALE.get(str(kind), 0.0) * len(examples) / balance[own].sum()
    counted = balance > 0
    told_of = truths[counted]
    if not counted.any() or told_of.all() or not told_of.any():
        share = float(told_of.mean()) if counted.any() else 0.5
        return Logistic(told.centre, told.scale, told.weights * 0, log((share + 0.01) / (1.01 - share)))
    fitted = LogisticRegression(max_iter=1000).fit(values[counted, None], told_of, sample_weight=balance[counted])
    return Logistic(told.centre, told.scale, told.weights * fitted.coef_[0, 0], float(fitted.intercept_[0]))


def _is_marked(example: MarkedExample) -> bool:
    return example.pair.kind not in SYNTHETIC and example.pair.kind not in BROKEN


def _weight(example: MarkedExample) -> float:
    return WEIGHTS.get(example.pair.kind, 1.0)


def _logistic(rows: Floats, truths: npt.NDArray[np.bool_], weights: Floats) -> Logistic:
    centre, scale, standard = _standardised(rows)
    if truths.all() or not truths.any():
        return Logistic(centre, scale, np.zeros(rows.shape[1]), log((truths.mean() + 0.01) / (1.01 - truths.mean())))
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(standard, truths, sample_weight=weights)
    return Logistic(centre, scale, fitted.coef_[0], float(fitted.intercept_[0]))


def _standardised(rows: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the centre and the scale of every column, and the rows in their terms; 0 where nothing is known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column of which nothing is known
        centre, scale = np.nan_to_num(np.nanmean(rows, axis=0)), np.nan_to_num(np.nanstd(rows, axis=0)) + 1e-6
    return centre, scale, np.nan_to_num((rows - centre) / scale)
