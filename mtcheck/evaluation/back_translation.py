"""From which log-probability on a back-translation can be trusted, by what people wrote for the same sentences."""

from __future__ import annotations

import bz2
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from mtcheck.engines.base import Translator
from mtcheck.errors import InputError

GOOD, POOR = 55.0, 40.0  # mean chrF: from here on a sentence is understood; up to here one cannot tell what it says


@dataclass(frozen=True, slots=True)
class TrustFigures:
    """Bounds, and what stands on their sides.

    Attributes:
        good: Mean log-probability of a token from which pairs have a mean chrF of :data:`GOOD` or more.
        poor: Below which they have :data:`POOR` or less.
        pairs: Number of pairs: good, between, poor.
        chrf: Their mean chrF, 0–100.
    """

    good: float
    poor: float
    pairs: tuple[int, int, int]
    chrf: tuple[float, float, float]


def read_sourced(path: Path, source: str, limit: int) -> list[tuple[str, str]]:
    """Read (English, French) of the rows ``English TAB French TAB source`` whose source begins so.

    Raises:
        InputError: The file cannot be read, or has no such row.
    """
    found: list[tuple[str, str]] = []
    try:
        with bz2.open(path, "rt", encoding="utf-8") if path.suffix == ".bz2" else path.open(encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) == 3 and cells[2].startswith(source) and len(found) < limit:
                    found.append((cells[0], cells[1]))
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"no file of pairs: {error}") from error
    if not found:
        raise InputError(str(path), f"no row of a source that begins with {source!r}")
    return found


def measure_trust(translator: Translator, pairs: Sequence[tuple[str, str]]) -> TrustFigures:
    """Translate the French of pairs, and bound the log-probabilities of what is good and what is poor."""
    answers = translator.translate([french for _, french in pairs], source_lang="fr", target_lang="en")
    metric = CHRF()
    scored = [
        (answer.log_prob, metric.sentence_score(answer.text, [english]).score)
        for answer, (english, _) in zip(answers, pairs, strict=True)
        if answer.log_prob is not None
    ]
    return bounds_of(scored)


def bounds_of(scored: Sequence[tuple[float, float]]) -> TrustFigures:
    """Bound log-probabilities by the chrF that goes with them.

    Args:
        scored: Log-probability and chrF of each pair.
    """
    ordered = sorted(scored)
    values = [chrf for _, chrf in ordered]
    low = max((n for n in range(len(values) + 1) if _mean(values[:n], POOR) <= POOR), default=0)
    high = min((n for n in range(low, len(values) + 1) if _mean(values[n:], GOOD) >= GOOD), default=len(values))
    parts = (values[high:], values[low:high], values[:low])
    return TrustFigures(
        round(ordered[high][0], 2) if high < len(ordered) else 0.0,
        round(ordered[low][0], 2) if low < len(ordered) else 0.0,
        (len(parts[0]), len(parts[1]), len(parts[2])),
        (_mean(parts[0], 0.0), _mean(parts[1], 0.0), _mean(parts[2], 0.0)),
    )


def as_toml(figures: TrustFigures) -> str:
    """Write the bounds as the file that ships."""
    return (
        "# Mean log-probability of a token from which a back-translation is good, and below which it is poor.\n"
        "# Measured by: python -m mtcheck.evaluation back-translation\n"
        f"good = {figures.good}\npoor = {figures.poor}\n"
    )


def _mean(values: Sequence[float], empty: float) -> float:
    return round(sum(values) / len(values), 1) if values else empty
