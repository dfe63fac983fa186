"""What holds of a whole pair: numbers for the estimator."""

from __future__ import annotations

from math import log

import numpy as np

from mtcheck.evidence.backed import log_coverage
from mtcheck.evidence.feature_columns import PairSummary
from mtcheck.evidence.pairs import Floats, PairEvidence

SURE = 0.1  # support from which a word counts as rendered in full
POOR = 0.2  # share of that under which it counts as unsupported


def summary_of(evidence: PairEvidence, best: Floats, of_english: Floats, rare: int) -> PairSummary:
    """Return what holds of the whole pair."""
    french, english = evidence.french, evidence.english
    f_weights = np.array([word.weight * word.content for word in french])
    e_weights = np.array([word.weight * word.content for word in english])
    f_known, e_known = np.minimum(1.0, best / SURE), np.minimum(1.0, of_english / SURE)
    capitals_fr = sum(word.text[0].isupper() for word in french) / len(french)
    capitals_en = sum(word.text[0].isupper() for word in english) / max(1, len(english))
    lost, gained = acronyms(evidence)
    return PairSummary(
        coverage_fr=float((f_weights * f_known).sum() / max(f_weights.sum(), 1e-9)),
        coverage_en=float((e_weights * e_known).sum() / max(e_weights.sum(), 1e-9)),
        length_ratio=len(evidence.translation) / max(1, len(evidence.source)),
        words_fr=log(len(french)),
        unsupported_fr=float(((f_known < POOR) & (f_weights > 0)).sum()),
        unsupported_en=float(((e_known < POOR) & (e_weights > 0)).sum()),
        capital_share=capitals_fr - capitals_en,
        acronyms_lost=lost,
        acronyms_gained=gained,
        rare_source=rare,
        words_en=len(english),
        log_coverage=log_coverage(evidence),
    )


def acronyms(evidence: PairEvidence) -> tuple[int, int]:
    """Return how many acronyms each side has that the other lacks, case included."""
    english = {word.text for word in evidence.english if len(word.text) > 1 and word.text.isupper()}
    french = {word.text for word in evidence.french if len(word.text) > 1 and word.text.isupper()}
    return max(0, len(english) - len(french)), len(french - english)
