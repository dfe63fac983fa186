"""Wrong words in minimal pairs: how many are told at how many false marks, and how many suggestions are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtcheck.evidence.analysis import DoubtedRendering
from mtcheck.senses.minimal_pairs import COUNTED, MinimalPair, PairMark
from mtcheck.senses.reading import KnownPair, SenseReader
from mtcheck.senses.tokens import Sentence

LEVELS = (0.5, 1.0, 2.0, 5.0)  # false marks per 1000 words of sound French
_BY_DOMAIN = 2.0  # the level at which domains are compared
_DOMAINS = 12  # that the table names
_AT_ONCE = 64
_DRAWS = 500


@dataclass(frozen=True, slots=True)
class Caught:
    """A marked error, and what was told of it.

    Attributes:
        row: Number of its row.
        kind: One of :data:`mtcheck.senses.minimal_pairs.COUNTED`.
        confidence: How surely it was told; 0 where nothing was.
        suggested: Whether a rendering was suggested.
        right: Whether the suggested rendering, or another of its sense, stands in the correction.
        same: Whether the suggested rendering itself does.
        domain: Of the row; empty where it names none.
    """

    row: int
    kind: str
    confidence: float
    suggested: bool = False
    right: bool = False
    same: bool = False
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Shares of what is told, 0–1: with a suggestion; and, of these, right and as the correction has it."""

    shown: float
    right: float
    same: float


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

    def recall(
        self, per_1000: float, kind: str | None = None, rows: Sequence[int] | None = None, domain: str | None = None
    ) -> float:
        """Return the share of the errors that are told at that many false marks, 0–1; NaN where there are none."""
        least, times = self.threshold(per_1000, rows), Counter(range(len(self.words)) if rows is None else rows)
        own = [e for e in self.errors if kind in (None, e.kind) and domain in (None, e.domain)]
        whole = sum(times[error.row] for error in own)
        return sum(times[e.row] for e in own if e.confidence > least) / whole if whole else float("nan")

    def suggestions(self, per_1000: float) -> Suggested:
        """Return how many of the told errors have a suggestion, and how many of these are right."""
        least = self.threshold(per_1000)
        told = [error for error in self.errors if error.confidence > least]
        shown = [error for error in told if error.suggested]
        return Suggested(
            _share(len(shown), len(told)),
            _share(sum(e.right for e in shown), len(shown)),
            _share(sum(e.same for e in shown), len(shown)),
        )

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains that rows name, those with most errors first."""
        counts = Counter(error.domain for error in self.errors if error.domain)
        return tuple(domain for domain, _ in counts.most_common())

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
            false += [(number, one.confidence) for one in good.doubted]
            errors += [_caught(number, pair.domain, mark, bad.doubted) for mark in pair.errors if mark.kind in COUNTED]
    return SenseFigures(tuple(len(pair.sound.split()) for pair in pairs), tuple(false), tuple(errors))


def _caught(number: int, domain: str, mark: PairMark, told: Sequence[DoubtedRendering]) -> Caught:
    own = [one for one in told if one.span.overlaps(mark.span)]
    if not own:
        return Caught(number, mark.kind, 0.0, domain=domain)
    best = max(own, key=lambda one: one.confidence)
    shown, should = best.replacement is not None, Sentence(mark.should)
    right = shown and any(map(should.accepted, best.meant))
    same = shown and bool(should.accepted(best.meant[0]))
    return Caught(number, mark.kind, best.confidence, shown, right, same, domain)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def table(figures: SenseFigures) -> list[str]:
    """Return the figures as lines of text."""
    lines = [f"{len(figures.errors)} wrong words and terms, {sum(figures.words)} words of sound French"]
    for level in LEVELS:
        low, high = figures.interval(level)
        kinds = ", ".join(f"{kind} {figures.recall(level, kind):.1%}" for kind in sorted(COUNTED))
        told = figures.suggestions(level)
        lines.append(
            f"at {level:g} false marks per 1000 words: {figures.recall(level):.1%} found ({low:.1%}–{high:.1%}; {kinds}), "
            f"confidence above {figures.threshold(level):.2f}; {told.shown:.0%} with a suggestion, {told.right:.0%} of these "
            f"of the right sense, {told.same:.0%} as corrected"
        )
    lines += [f"  {domain}: {figures.recall(_BY_DOMAIN, domain=domain):.1%}" for domain in figures.domains[:_DOMAINS]]
    return lines


def as_json(figures: SenseFigures) -> dict[str, object]:
    """Return the figures for a program."""
    return {
        "errors": len(figures.errors),
        "words": sum(figures.words),
        "levels": [_level(figures, level) for level in LEVELS],
        "by_domain": {d: round(figures.recall(_BY_DOMAIN, domain=d), 4) for d in figures.domains},
    }


def _level(figures: SenseFigures, level: float) -> dict[str, object]:
    told = figures.suggestions(level)
    return {
        "false_per_1000": level,
        "recall": round(figures.recall(level), 4),
        "interval": [round(bound, 4) for bound in figures.interval(level)],
        "by_kind": {kind: round(figures.recall(level, kind), 4) for kind in sorted(COUNTED)},
        "suggested": round(told.shown, 4),
        "right_suggestions": round(told.right, 4),
        "suggestions_as_corrected": round(told.same, 4),
        "threshold": round(figures.threshold(level), 4),
    }
