"""How likely an English passage is what a French text renders: features of the pair, and fitted models.

Two models put candidates in order, a quick one over what the index holds and a second one that sees the wording too; a
third says how likely the best is right at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from mtcheck.match.retrieval import Query
from mtcheck.match.sentence_index import SentenceIndex
from mtcheck.match.wording import WORDING

FEATURES = (
    "french",  # weighted share of the French that the English supports, function words included
    "english",  # weighted share of the English that the French supports, function words included
    "french_content",  # the same two over content words
    "english_content",
    "both",  # product of the first two
    "both_content",  # product of the next two
    "mean",  # harmonic mean of the first two
    "least",  # the smaller of the first two
    "length_gap",  # distance of the logarithm of the length ratio from what is usual
    "length",  # logarithm of English words over French words
    "shared",  # logarithm of the summed weights of supported French content words
    "whole",  # logarithm of the summed weights of the French content words
    "numbers_lost",  # numbers of the French that the English lacks
    "numbers_added",  # numbers of the English that the French lacks
    "names_lost",  # share of capitalised French words, after the first, that the English lacks
    "names_lost_count",  # their number
    "shared_and_said",  # product of ``shared`` and ``french``
    "french_each",  # mean logarithm of the support of French content words: one that is lost outweighs many kept
    "english_each",  # the same for the English ones
)
FAINT = 0.03  # support that a word without a counterpart has in those two
ALL = (*FEATURES, *WORDING)
USUAL_LENGTH = 0.1  # of the logarithm of (English words + 2) / (French words + 2)
FITTED_FOR = 100_000  # sentences of the banks that the model was fitted on


def features(
    query: Query, index: SentenceIndex, first: NDArray[np.int32], last: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Compare a query with runs of sentences.

    Args:
        query: The French.
        index: Holds the sentences.
        first: Number of the first sentence of each run.
        last: One past the last of each run.

    Returns:
        One row a run, one column for each of :data:`FEATURES`.
    """
    begins, ends = index.starts[first], index.starts[last]
    lengths = (ends - begins).astype(np.int64)
    rows = np.repeat(np.arange(len(first)), lengths)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    terms = index.terms[np.arange(offsets[-1]) - np.repeat(offsets[:-1] - begins, lengths)]
    words = query.words
    # Columns are the terms that any French word reaches; column 0 stands for all others.
    reached = np.concatenate([word.terms for word in words]) if words else np.zeros(0, np.int32)
    unique, places = np.unique(reached, return_inverse=True)
    table = np.zeros((len(words) + 1, len(unique) + 1), np.float32)
    owner = np.repeat(np.arange(len(words)), [len(word.terms) for word in words])
    if words:
        table[owner, places + 1] = np.concatenate([word.support for word in words])
    column = np.searchsorted(unique, terms)
    column = np.where((column < len(unique)) & (unique[np.minimum(column, len(unique) - 1)] == terms), column + 1, 0) if len(
        unique
    ) else np.zeros(len(terms), np.int64)  # fmt: skip
    supports = table[:, column]  # word × term of a run
    best = np.zeros((len(words) + 1, len(first)), np.float32)
    filled = lengths > 0
    if len(terms):
        best[:, filled] = np.maximum.reduceat(supports, offsets[:-1][filled], axis=1)
    best = best[: len(words)]
    said = supports.max(axis=0)  # how far any French word supports the term

    def summed(values: NDArray[np.float32]) -> NDArray[np.float64]:
        return np.bincount(rows, weights=values, minlength=len(first)).astype(np.float64)

    weight = np.array([word.weight for word in words])
    content = np.array([not word.function for word in words], bool)
    number = np.array([word.number for word in words], bool)
    name = np.array([word.name and not word.function and place > 0 for place, word in enumerate(words)], bool)
    tells, carries = index.weights[terms], index.content[terms]
    supported = weight @ best
    supported_content = (weight * content) @ best
    whole, whole_content = weight.sum(), float((weight * content).sum())
    french = supported / max(whole, 1e-6)
    french_content = supported_content / max(whole_content, 1e-6)
    english = summed(tells * said) / np.maximum(summed(tells), 1e-6)
    english_content = summed(tells * carries * said) / np.maximum(summed(tells * carries), 1e-6)
    tokens = index.token_sums[last] - index.token_sums[first]
    length = np.log((tokens + 2) / (query.length + 2))
    shared = np.log1p(supported_content)
    lost_names = name @ (1 - best)
    french_each = content @ np.log(FAINT + best) / max(int(content.sum()), 1)
    english_each = summed(carries * np.log(FAINT + said)) / np.maximum(summed(carries), 1)
    return np.stack(
        [
            french,
            english,
            french_content,
            english_content,
            french * english,
            french_content * english_content,
            2 * french * english / (french + english + 1e-6),
            np.minimum(french, english),
            np.abs(length - USUAL_LENGTH),
            length,
            shared,
            np.full(len(first), log(1 + whole_content)),
            number @ (1 - best),
            summed(index.numeric[terms] * (1 - said)),
            lost_names / max(int(name.sum()), 1),
            lost_names,
            shared * french,
            french_each,
            english_each,
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A logistic model: log-odds where every feature is zero, and what each feature adds."""

    bias: float
    weights: NDArray[np.float64]

    def log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of each row."""
        odds: NDArray[np.float64] = self.bias + rows @ self.weights
        return odds


@dataclass(frozen=True, slots=True)
class MatchModel:
    """What puts candidates in order, and says how likely the first is right.

    Attributes:
        first: Weights over :data:`FEATURES`; a difference of the sums is how much likelier one candidate is than another,
            as a logarithm.
        second: The same over :data:`ALL`.
        right: Over :data:`ALL`, the log-odds that the best candidate is the source, in a bank of :data:`FITTED_FOR`
            sentences which holds the source of every second text.
        card: How they were fitted.
    """

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    right: LogisticModel
    card: dict[str, object]

    @property
    def bias(self) -> float:
        """Log-odds that the best candidate is right where every feature is zero."""
        return self.right.bias


def bank_offset(sentences: int) -> float:
    """Return what is added to log-odds for a bank of another size: the more sentences, the more chance resemblances."""
    return log(FITTED_FOR / max(sentences, 1))


def probability(log_odds: float) -> float:
    """Turn log-odds into a probability, 0–1."""
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, log_odds))))


def fit(rows: NDArray[np.float64], right: NDArray[np.bool_], *, penalty: float) -> LogisticModel:
    """Fit a logistic model by Newton's method with a quadratic penalty on the weights of standardised features.

    Args:
        rows: One a candidate.
        right: Whether the candidate is the source.
        penalty: Strength of the penalty.
    """
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    design = np.concatenate([np.ones((len(rows), 1)), (rows - mean) / scale], axis=1)
    ridge = penalty * np.diag([0.0] + [1.0] * rows.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -50, 50)))
        gradient = design.T @ (chance - right) + ridge @ weights
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[1:] / scale
    return LogisticModel(float(weights[0] - slopes @ mean), slopes)


def fit_order(
    groups: Sequence[tuple[NDArray[np.float64], int]], *, penalty: float, rounds: int = 30
) -> NDArray[np.float64]:
    """Fit weights that put the right candidate of each group before the others: a conditional logit, as :func:`fit`.

    Args:
        groups: Rows of the candidates of one text, and the place of the right one.
        penalty: Strength of the penalty on the weights of standardised features.
        rounds: Newton steps at most.

    Returns:
        One weight a feature.

    Source:
        McFadden (1974), *Conditional logit analysis of qualitative choice behavior*.
    """
    rows = np.concatenate([group for group, _ in groups])
    scale = np.maximum(rows.std(axis=0), 1e-6)
    scaled = [((group - group[right]) / scale, right) for group, right in groups]

    def loss(weights: NDArray[np.float64]) -> float:
        surprise = sum(float(np.logaddexp.reduce(group @ weights)) for group, _ in scaled)
        return surprise + penalty * float(weights @ weights) / 2

    weights = np.zeros(rows.shape[1])
    before = loss(weights)
    for _ in range(rounds):
        gradient, curvature = penalty * weights, penalty * np.eye(len(weights))
        for group, _ in scaled:
            odds = group @ weights
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            mean = chance @ group
            gradient += mean
            curvature += (group * chance[:, None]).T @ group - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        while (after := loss(weights - step)) > before and np.abs(step).max() > 1e-9:
            step /= 2
        weights -= step
        if before - after < 1e-6 * before:
            break
        before = after
    found: NDArray[np.float64] = weights / scale
    return found


@cache
def shipped_model() -> MatchModel:
    """Load the model that ships with the package."""
    data = json.loads(resources.files("mtcheck.match").joinpath("data/matching.json").read_text(encoding="utf-8"))

    def named(part: dict[str, float], names: Sequence[str]) -> NDArray[np.float64]:
        return np.array([part[name] for name in names])

    right = LogisticModel(data["right"]["bias"], named(data["right"]["weights"], ALL))
    return MatchModel(named(data["first"], FEATURES), named(data["second"], ALL), right, data["card"])


def packed(model: MatchModel) -> str:
    """Return the model as the text of its file."""

    def named(weights: NDArray[np.float64]) -> dict[str, float]:
        return {name: round(float(value), 5) for name, value in zip(ALL, weights, strict=False)}

    right = {"bias": round(model.right.bias, 5), "weights": named(model.right.weights)}
    parts = {"first": named(model.first), "second": named(model.second), "right": right, "card": model.card}
    return json.dumps(parts, indent=1) + "\n"
