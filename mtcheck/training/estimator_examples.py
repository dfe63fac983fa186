"""What the estimator learns from: pairs with their features, and the folds that are held out in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold

from mtcheck.estimator.annotations import MarkedPair
from mtcheck.estimator.forest import Floats
from mtcheck.records import Span
from mtcheck.text.words import words

FOLDS = 5
SOUND = "sound"
BROKEN = frozenset({"literal", "machine"})  # kinds of pairs whose French is broken as a whole
SYNTHETIC = frozenset({SOUND, "garbled", "replaced", "literal"})
SHARPEST = "v2"  # the release with the stricter annotation: it counts more, and the figures are its
WEIGHTS = {SHARPEST: 3.0}
Levels = npt.NDArray[np.int8]
Folds = npt.NDArray[np.int64]


@dataclass(frozen=True)
class MarkedExample:
    """A marked pair with its features, and for each word the gravest mark on it (-1 for none)."""

    pair: MarkedPair
    spans: tuple[Span, ...]
    rows: Floats
    levels: Levels

    @classmethod
    def of(cls, pair: MarkedPair, rows: Floats) -> MarkedExample:
        """Lay the marks over the words."""
        spans = tuple(word.span for word in words(pair.translation))
        levels = [max((int(m.severity) for m in pair.marks if m.span.overlaps(span)), default=-1) for span in spans]
        return cls(pair, spans, rows, np.array(levels, dtype=np.int8))


def folds_of(examples: Sequence[MarkedExample]) -> Folds:
    """Number each example's fold; all examples of one source share it."""
    groups: dict[str, int] = {}
    numbers = np.array([groups.setdefault(example.pair.group, len(groups)) for example in examples])
    found = np.zeros(len(examples), dtype=np.int64)
    for fold, (_, test) in enumerate(GroupKFold(FOLDS).split(numbers, groups=numbers)):
        found[test] = fold
    return found
