"""How likely a finding that rests on a list of terms is right, by what the judge of places says of its words.

A list knows a phrase and not its sentence: « hautes écoles » is no careless rendering of *high schools* in Switzerland. Ships as
``data/listed.npz``: a forest made by ``python -m mtcheck.training listed``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from mtcheck.estimator.forest import Forest, forest_of
from mtcheck.evidence.analysis import FileEvidence, WeighedPlace
from mtcheck.lexicon.sequences import Sequences, shipped_sequences
from mtcheck.records import Span
from mtcheck.shipped import arrays_of, shipped_bytes

NAMES = (
    "log-odds",
    "no place",
    "attested",
    "seen side by side",
    "never seen side by side",
    "one word",
    "confidence",
    "wrong rendering",
    "one word's sense",
    "phrase of grammar",
    "words",
)
CODES = frozenset({"MT201", "MT202", "MT409"})
_FAR = -4.0  # log-odds of words that no place of the dictionary covers: as of the soundest


@dataclass(frozen=True)
class ListJudge:
    """Judges findings that rest on lists.

    Attributes:
        sequences: Neighbouring forms that were seen.
        forest: Log-odds that a finding is right.
        least: Log-odds under which a finding is clearly wrong.
    """

    sequences: Sequences
    forest: Forest
    least: float

    def is_against(self, evidence: FileEvidence, span: Span, code: str, confidence: float) -> bool:
        """Say whether the words of a finding are clearly right where they stand.

        Args:
            evidence: The document.
            span: The words.
            code: One of :data:`CODES`; others are never judged.
            confidence: The list's own.
        """
        if code not in CODES:
            return False
        row = measures(evidence, span, code, confidence, self.sequences)
        return bool(self.forest.log_odds(np.array([row]))[0] < self.least)


def measures(
    evidence: FileEvidence, span: Span, code: str, confidence: float, sequences: Sequences
) -> tuple[float, ...]:
    """Return one number for each of :data:`NAMES`."""
    inside: Sequence[WeighedPlace] = [place for place in evidence.weighed if place.span.overlaps(span)]
    item = evidence.segment_at(span)
    novelty: list[int] = []
    if item is not None:
        start = item.segment.span.start
        levels = sequences.novelty(item.segment.text)
        novelty = [level for token, level in levels if span.start < token.start + start < span.end]
    worst = max(novelty, default=-1)
    return (
        max((place.log_odds for place in inside), default=_FAR),
        float(not inside),
        max((place.attested for place in inside), default=0.0),
        float(worst == 0),
        float(worst == 2),
        float(worst < 0),
        confidence,
        float(any(place.wrong for place in inside)),
        float(code == "MT202"),
        float(code == "MT409"),
        float(len(span.of(evidence.document.text).split())),
    )


@cache
def shipped_list_judge() -> ListJudge:
    """Load the judge that ships with the package."""
    arrays = arrays_of(shipped_bytes("mtcheck.context", "data/listed.npz"), "listed.npz")
    if tuple(arrays["names"].tolist()) != NAMES:
        raise ValueError("the judge of listed findings was taught other measures")
    return ListJudge(shipped_sequences(), forest_of(arrays, "forest"), float(arrays["least"]))
