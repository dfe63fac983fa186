"""The pair scorer against human error marks: characters, severities, segments."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from mtcheck.estimator.annotations import MarkedPair, read_marked
from mtcheck.estimator.metrics import Mark, Overlap, kendall_tau, overlap, reliability, roc_auc, score_of, weight_of
from mtcheck.estimator.scores import PairScore
from mtcheck.pair_scoring import JudgedPair, PairScorer
from mtcheck.records import Severity, Span

_GRID = tuple(round(0.04 + 0.02 * step, 2) for step in range(31))
_ROUNDS = 200  # bootstrap samples


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """What the scorer reached on one file.

    Attributes:
        values: Figure by name; ``low`` and ``high`` of a figure bound its 95 % bootstrap interval over sources.
        reliability: Mean confidence, share right, and number of words, by bin of confidence.
        fitted: Whether the shipped estimator was fitted on this very file, so that the figures flatter it.
    """

    values: dict[str, float]
    reliability: tuple[tuple[float, float, int], ...]
    fitted: bool


@dataclass(frozen=True, slots=True)
class _SpanRow:
    pair: MarkedPair
    judged: JudgedPair
    fixed: Overlap


def evaluate_spans(scorer: PairScorer, path: Path, *, release: str | None = None, seed: int = 1) -> SpanFigures:
    """Score a file of marked pairs, and compare.

    Args:
        scorer: What is measured; its threshold is the fixed one.
        path: Rows as ``mtcheck.estimator.annotations`` reads them.
        release: Keep rows of this annotation release only.
        seed: Seed of the bootstrap and of the random baseline.

    Raises:
        InputError: The file cannot be read.
        TranslatorError: The engine failed.
    """
    pairs = [pair for pair in read_marked(path) if release is None or pair.kind == release]
    judged = scorer.judge((pair.source, pair.translation) for pair in pairs)
    rows = [
        _SpanRow(pair, item, overlap(pair.translation, pair.marks, _marks(scorer.report(item))))
        for pair, item in zip(pairs, judged, strict=True)
        if isinstance(item, JudgedPair)
    ]
    values = {"rows": float(len(rows))}
    fixed = _sum(row.fixed for row in rows)
    values |= {f"fixed_{key}": value for key, value in score_of(fixed)._asdict().items()}
    values["fixed_graded_f1"] = score_of(fixed, graded=True).f1
    values["best_f1"], values["best_threshold"] = max((_f1_at(scorer, rows, at), at) for at in _GRID)
    values |= _baselines(pairs, seed)
    values |= _segments(rows)
    values |= _intervals(rows, seed)
    judgements = np.concatenate([row.judged.judgement.error for row in rows]) if rows else np.zeros(0)
    marked = [
        any(mark.span.overlaps(word.span) for mark in row.pair.marks)
        for row in rows
        for word in row.judged.evidence.french
    ]
    known = scorer.estimator.card.get("marked", {})
    digest = blake2b(path.read_bytes(), digest_size=8).hexdigest()
    fitted = isinstance(known, dict) and digest in known.values()
    return SpanFigures(values, reliability(judgements, np.array(marked, dtype=bool)), fitted)


def _marks(score: PairScore) -> tuple[Mark, ...]:
    return tuple(Mark(span.span, span.severity) for span in score.spans)


def _sum(counts: Iterator[Overlap]) -> Overlap:
    total = Overlap(0.0, 0.0, 0.0, 0.0)
    for one in counts:
        total += one
    return total


def _f1_at(scorer: PairScorer, rows: Sequence[_SpanRow], threshold: float) -> float:
    reports = (scorer.report(row.judged, threshold) for row in rows)
    counts = (overlap(r.pair.translation, r.pair.marks, _marks(found)) for r, found in zip(rows, reports, strict=True))
    return score_of(_sum(counts)).f1


def _baselines(pairs: Sequence[MarkedPair], seed: int) -> dict[str, float]:
    """Return the F1 of marking everything, and of marking words at random as often as people do."""
    whole = [overlap(p.translation, p.marks, [Mark(Span(0, len(p.translation)), Severity.MAJOR)]) for p in pairs]
    everything = _sum(iter(whole))
    share = everything.marked / everything.found if everything.found else 0.0
    chance = random.Random(seed)
    drawn = []
    for pair in pairs:
        marks, start = [], 0
        for word in pair.translation.split(" "):
            if chance.random() < share:
                marks.append(Mark(Span(start, start + len(word)), Severity.MINOR))
            start += len(word) + 1
        drawn.append(overlap(pair.translation, pair.marks, marks))
    lengths = [float(len(pair.translation)) for pair in pairs]
    return {
        "everything_f1": score_of(everything).f1,
        "random_f1": score_of(_sum(iter(drawn))).f1,
        "length_auc": roc_auc([pair.major for pair in pairs], lengths),
    }


def _segments(rows: Sequence[_SpanRow]) -> dict[str, float]:
    badness = [100 - row.judged.score for row in rows]
    return {
        "segment_auc": roc_auc([row.pair.major for row in rows], badness),
        "kendall_tau": kendall_tau([weight_of(row.pair.marks) for row in rows], badness),
    }


def _intervals(rows: Sequence[_SpanRow], seed: int) -> dict[str, float]:
    """Return 95 % intervals by resampling sources, since translations of one source are no independent cases."""
    groups: dict[str, list[_SpanRow]] = {}
    for row in rows:
        groups.setdefault(row.pair.group, []).append(row)
    chance, sources = random.Random(seed), list(groups.values())
    f1s, aucs = [], []
    for _ in range(_ROUNDS if sources else 0):
        sample = [row for group in chance.choices(sources, k=len(sources)) for row in group]
        f1s.append(score_of(_sum(row.fixed for row in sample)).f1)
        aucs.append(roc_auc([row.pair.major for row in sample], [100 - row.judged.score for row in sample]))
    found: dict[str, float] = {}
    for name, values in (("fixed_f1", f1s), ("segment_auc", aucs)):
        if values and not np.isnan(values).all():
            low, high = np.nanpercentile(values, [2.5, 97.5])
            found |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return found
