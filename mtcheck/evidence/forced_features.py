"""What forced decoding tells of every word: numbers for the estimator."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, nan

import numpy as np

from mtcheck.evidence.backed import backed_words, mean_backed
from mtcheck.evidence.feature_columns import FORCED, ForcedColumns
from mtcheck.evidence.forced import tokens_within
from mtcheck.evidence.pairs import Floats, PairEvidence
from mtcheck.evidence.word_features import UNSUPPORTED
from mtcheck.records import LogProbs, Span, TokenScores


def forced_columns(evidence: PairEvidence) -> Floats:
    """Return the columns :data:`FORCED` of every French word, NaN where no engine was asked; shape (French words, columns)."""
    size = len(evidence.french)
    if evidence.given_source is None or evidence.alone is None or evidence.backward is None:
        return np.full((size, len(FORCED)), np.nan)
    spans = [word.span for word in evidence.french]
    log_prob, worst, margin, pieces, rank, entropy = by_word(evidence.given_source, spans).T
    alone = sums(evidence.alone, spans)
    back = sums(evidence.backward, [word.span for word in evidence.english])
    support = evidence.support
    linked = support.argmax(axis=1) if evidence.english else np.zeros(size, dtype=np.int64)
    known = support.max(axis=1, initial=0.0) > UNSUPPORTED
    spread = float(log_prob.std()) + 0.5
    gain = log_prob - alone
    columns = ForcedColumns(
        log_prob=log_prob,
        worst_log_prob=worst,
        margin=margin,
        standing=(log_prob - log_prob.mean()) / spread,
        log_prob_alone=alone,
        gain=gain,
        log_prob_before=np.r_[0.0, log_prob[:-1]],
        log_prob_after=np.r_[log_prob[1:], 0.0],
        margin_after=np.r_[margin[1:], 0.0],
        back_log_prob=np.where(known, back[linked], np.nan) if len(back) else np.full(size, np.nan),
        mean_log_prob=np.full(size, evidence.given_source.mean),
        mean_back_log_prob=np.full(size, evidence.backward.mean),
        mean_gain=np.full(size, gain.mean()),
        pieces=pieces,
        rank=rank,
        entropy=entropy,
        mean_entropy=np.full(size, entropy.mean()),
        backed=backed_words(log_prob, support.max(axis=1, initial=0.0)),
        mean_backed=np.full(size, mean_backed(evidence)),
    )
    return np.stack(columns, axis=1)


def by_word(scores: TokenScores, spans: Sequence[Span]) -> Floats:
    """Sum up the tokens of every word.

    Returns:
        A row a word: sum of log-probabilities, the lowest, the largest margin, the number of pieces, the logarithm of the
        worst rank, and the largest entropy; the last two NaN where the engine does not tell them.
    """
    rows = np.zeros((len(spans), 6))
    tokens = scores.tokens
    for row, covered in enumerate(tokens_within([token.span for token in tokens], spans)):
        own = tokens[covered]
        if not own:
            continue
        rows[row] = (
            sum(token.log_prob for token in own),
            min(token.log_prob for token in own),
            max(token.best_log_prob - token.log_prob for token in own),
            len(own),
            max(nan if token.rank is None else log(token.rank) for token in own),
            max(nan if token.entropy is None else token.entropy for token in own),
        )
    return rows


def sums(log_probs: LogProbs, spans: Sequence[Span]) -> Floats:
    """Return the log-probability of every word."""
    values = log_probs.values
    return np.array([sum(values[covered]) for covered in tokens_within(log_probs.spans, spans)], dtype=np.float64)
