"""Forced decoding with the word tables behind it: what the model does not know may be a rendering that they know."""

from __future__ import annotations

from math import exp, log

import numpy as np

from mtcheck.evidence.forced import tokens_within
from mtcheck.evidence.pairs import Floats, PairEvidence

BACKING = 0.01  # share of a word's probability that the tables give
_LEAST = exp(-20)  # probability of a word that neither knows
_UNCOVERED = 0.01  # support of an English word that no French one renders


def backed_words(log_probs: Floats, support: Floats) -> Floats:
    """Mix the model's probability of every French word with what the tables know.

    Args:
        log_probs: Natural logarithm of each word's probability given the English, shape (French words,).
        support: How far the best English word supports each, 0–1, same shape.

    Returns:
        Natural logarithms, same shape. A rare word with a known counterpart is no longer held against the sentence.

    Source:
        Arthur, Neubig and Nakamura (2016), *Incorporating discrete translation lexicons into neural machine translation*:
        linear interpolation.
    """
    return np.asarray(np.log((1 - BACKING) * np.exp(log_probs) + BACKING * support + _LEAST), dtype=np.float64)


def log_coverage(evidence: PairEvidence) -> float:
    """Say how much of the English is rendered: the mean logarithm of the best support of its content words.

    Returns:
        At most 0.01; 0 where the English has no content word.

    Source:
        Wu et al. (2016), *Google's neural machine translation system*, equation 14: the coverage penalty.
    """
    content = [place for place, word in enumerate(evidence.english) if word.content]
    if not content:
        return 0.0
    best = evidence.support.max(axis=0, initial=0.0)[content]
    return float(np.log(best + _UNCOVERED).mean())


def mean_backed(evidence: PairEvidence) -> float:
    """Return the mean log-probability a token of the French given the English, words backed by the tables.

    Raises:
        ValueError: The pair was not force-decoded.
    """
    if evidence.given_source is None:
        raise ValueError("the pair was not force-decoded")
    tokens = evidence.given_source.tokens
    if not tokens:
        return log(_LEAST)
    own = tokens_within([token.span for token in tokens], [word.span for word in evidence.french])
    log_probs = np.array([sum(token.log_prob for token in tokens[part]) for part in own], dtype=np.float64)
    gained = backed_words(log_probs, evidence.support.max(axis=1, initial=0.0)) - log_probs
    return float((sum(token.log_prob for token in tokens) + gained.sum()) / len(tokens))


def backed_score(evidence: PairEvidence) -> float:
    """Score the French of a pair by forced decoding, word tables and coverage; higher is better.

    Returns:
        Natural logarithm a token, plus the coverage. Comparable between renderings of one English sentence only.

    Raises:
        ValueError: The pair was not force-decoded.
    """
    return mean_backed(evidence) + log_coverage(evidence)
