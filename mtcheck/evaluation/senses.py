"""Wrong words in minimal pairs: how many are told at how many false marks, and how many suggestions are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtcheck.evidence.analysis import DoubtedRendering
from mtcheck.senses.minimal_pairs import Mark, MinimalPair
from mtcheck.senses.reading import KnownPair, SenseReader
from mtcheck.senses.tokens import Sentence

LEVELS = (0.5, 1.0, 2.0, 5.0)  # false marks per 1000 words of sound French
COUNTED = frozenset({"sense", "term"})
_AT_ONCE = 64
_DRAWS = 500


@dataclass(frozen=True, slots=True)
class Caught:
    """A marked error, how surely it was told, and whether the suggestion was right; confidence 0 where nothing was told."""

    row: int
    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class SenseFigures:
    """What was told of minimal pairs.

    Attributes:
        words: Words of the sound French, one number a row.
        false: Row and confidence of every mark on sound French.
        errors: The marked errors of :data:`COUNTED` kinds.
    """

    words: tuple[int, ...]
    false: tuple[tuple[int, float], ...]
    errors: tuple[Caught, ...]

    def threshold(self, per_1000: float, rows: Sequence[int] | None = None) -> float:
        """Return the confidence above which so many sound words in 1000 are marked."""
        times = Counter(range(len(self.words)) if rows is None else rows)
        most = per_1000 * sum(self.words[row] * count for row, count in times.items()) / 1000
        seen = 0
        for row, confidence in sorted(self.false, key=lambda item: -item[1]):
            seen += times[row]
            if seen > most:
                return confidence
        return 0.0

    def recall(self, per_1000: float, kind: str | None = None, rows: Sequence[int] | None = None) -> float:
        """Return the share of the errors that are told at that many false marks, 0–1; NaN where there are none."""
        least, times = self.threshold(per_1000, rows), Counter(range(len(self.words)) if rows is None else rows)
        own = [error for error in self.errors if kind in (None, error.kind)]
        whole = sum(times[error.row] for error in own)
        return sum(times[e.row] for e in own if e.confidence > least) / whole if whole else float("nan")

    def right(self, per_1000: float) -> float:
        """Return the share of right suggestions among what is told, 0–1; NaN where nothing is."""
        least = self.threshold(per_1000)
        told = [error.right for error in self.errors if error.confidence > least]
        return sum(told) / len(told) if told else float("nan")

    def interval(self, per_1000: float, *, seed: int = 1) -> tuple[float, float]:
        """Return the 95 % interval of the recall, by drawing rows again (Efron 1979)."""
        chance = np.random.default_rng(seed)
        draws = [
            self.recall(per_1000, rows=chance.integers(0, len(self.words), len(self.words)).tolist())
            for _ in range(_DRAWS)
        ]
        low, high = np.nanquantile(draws, (0.025, 0.975))
        return float(low), float(high)


def evaluate_senses(reader: SenseReader, pairs: Sequence[MinimalPair]) -> SenseFigures:
    """Read both sides of minimal pairs.

    Args:
        reader: With a judge.
        pairs: Rows whose errors are marked.
    """
    false: list[tuple[int, float]] = []
    errors: list[Caught] = []
    for first in range(0, len(pairs), _AT_ONCE):
        batch = pairs[first : first + _AT_ONCE]
        sound = reader.read([KnownPair(pair.english, pair.sound) for pair in batch])
        wrong = reader.read([KnownPair(pair.english, pair.wrong or pair.sound) for pair in batch])
        for number, (pair, good, bad) in enumerate(zip(batch, sound, wrong, strict=True), first):
            false += [(number, one.confidence) for one in good]
            errors += [_caught(number, mark, bad) for mark in pair.errors if mark.kind in COUNTED]
    return SenseFigures(tuple(len(pair.sound.split()) for pair in pairs), tuple(false), tuple(errors))


def _caught(number: int, mark: Mark, told: Sequence[DoubtedRendering]) -> Caught:
    own = [one for one in told if one.span.overlaps(mark.span)]
    if not own:
        return Caught(number, mark.kind, 0.0, right=False)
    best = max(own, key=lambda one: one.confidence)
    return Caught(number, mark.kind, best.confidence, bool(Sentence(mark.should).accepted(best.meant[0])))


def table(figures: SenseFigures) -> list[str]:
    """Return the figures as lines of text."""
    lines = [f"{len(figures.errors)} wrong words and terms, {sum(figures.words)} words of sound French"]
    for level in LEVELS:
        low, high = figures.interval(level)
        kinds = ", ".join(f"{kind} {figures.recall(level, kind):.1%}" for kind in sorted(COUNTED))
        lines.append(
            f"at {level:g} false marks per 1000 words: {figures.recall(level):.1%} found ({low:.1%}–{high:.1%}; {kinds}), "
            f"{figures.right(level):.0%} of the suggestions right, confidence above {figures.threshold(level):.2f}"
        )
    return lines


def as_json(figures: SenseFigures) -> dict[str, object]:
    """Return the figures for a program."""
    return {
        "errors": len(figures.errors),
        "words": sum(figures.words),
        "levels": [
            {
                "false_per_1000": level,
                "recall": round(figures.recall(level), 4),
                "interval": [round(bound, 4) for bound in figures.interval(level)],
                "by_kind": {kind: round(figures.recall(level, kind), 4) for kind in sorted(COUNTED)},
                "right_suggestions": round(figures.right(level), 4),
                "threshold": round(figures.threshold(level), 4),
            }
            for level in LEVELS
        ],
    }
