"""What verdicts of people say of each code: how often it is right, and from which confidence it can be trusted."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict

Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How a code fares.

    Attributes:
        right: Findings judged right.
        wrong: Findings judged wrong.
        unsure: Findings on which the reader did not decide; they count in no figure.
        precision: Share of right ones, 0–1.
        interval: Its 95 % Wilson interval, 0–1.
        threshold: Lowest confidence (0–1) from which the interval's lower bound reaches the precision that is wanted;
            None where none does.
        kept: How many judged findings lie at or above the threshold, right ones and wrong ones.
    """

    code: str
    right: int
    wrong: int
    unsure: int
    precision: float
    interval: tuple[float, float]
    threshold: float | None
    kept: tuple[int, int]


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share, (0, 1) where nothing was counted.

    Source: Wilson (1927), Journal of the American Statistical Association 22.
    """
    if total == 0:
        return 0.0, 1.0
    share, square = right / total, Z * Z
    centre = (share + square / (2 * total)) / (1 + square / total)
    reach = Z / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, centre - reach), min(1.0, centre + reach)


def figures_by_code(
    verdicts: Iterable[ReviewVerdict], wanted: float, confidences: Mapping[str, float] | None = None
) -> tuple[CodeFigures, ...]:
    """Work out precision and threshold of every code.

    Args:
        verdicts: One for each finding.
        wanted: The precision that the threshold is to ensure, 0–1.
        confidences: Newer confidences by the findings' keys; a verdict's own otherwise.

    Returns:
        Figures by code, in order.
    """
    known = confidences or {}
    groups: dict[str, list[tuple[float, ReviewJudgement]]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.code].append((known.get(verdict.key, verdict.confidence), verdict.judgement))
    return tuple(_figures(code, groups[code], wanted) for code in sorted(groups))


def _figures(code: str, judged: Sequence[tuple[float, ReviewJudgement]], wanted: float) -> CodeFigures:
    sure = [(confidence, judgement is ReviewJudgement.RIGHT) for confidence, judgement in judged if judgement.decided]
    right = sum(good for _, good in sure)
    threshold, kept = None, (0, 0)
    for least in sorted({confidence for confidence, _ in sure}):
        above = [good for confidence, good in sure if confidence >= least]
        if wilson(sum(above), len(above))[0] >= wanted:
            threshold, kept = least, (sum(above), len(above) - sum(above))
            break
    precision = right / len(sure) if sure else 0.0
    interval = wilson(right, len(sure))
    return CodeFigures(code, right, len(sure) - right, len(judged) - len(sure), precision, interval, threshold, kept)


def needed(wanted: float) -> int:
    """Return how many findings, all of them right, it takes for the interval's lower bound to reach a precision."""
    return math.ceil(Z * Z * wanted / (1 - wanted)) if wanted < 1 else 0


def table(figures: Sequence[CodeFigures], wanted: float) -> Iterator[str]:
    """Write the figures as lines of text."""
    yield f"{'code':<8}{'right':>6}{'wrong':>6}{'unsure':>7}  {'precision':<22}threshold for {wanted:.2f}"
    for one in figures:
        low, high = one.interval
        told = f"{one.precision:.2f} ({low:.2f} to {high:.2f})" if one.right + one.wrong else "nothing decided"
        threshold = (
            "none" if one.threshold is None else f"{one.threshold:.2f} (keeps {one.kept[0]} right, {one.kept[1]} wrong)"
        )
        yield f"{one.code:<8}{one.right:>6}{one.wrong:>6}{one.unsure:>7}  {told:<22}{threshold}"


def configuration(figures: Sequence[CodeFigures], wanted: float) -> Iterator[str]:
    """Write the thresholds as a part of a configuration file."""
    yield f"# From verdicts: thresholds at which precision is {wanted:.2f} or more, with 95 % confidence."
    yield "[checks.confidence]"
    for one in figures:
        if one.threshold is not None:
            yield f"{one.code} = {math.floor(one.threshold * 100 + 1e-9) / 100:.2f}"
        else:
            counts = f"{one.right} of {one.right + one.wrong} right; it takes at least {needed(wanted)} judged"
            yield f"# {one.code}: no threshold reaches it ({counts})"


def as_json(figures: Sequence[CodeFigures]) -> list[dict[str, object]]:
    """Return the figures as JSON data."""
    return [
        {
            "code": one.code,
            "right": one.right,
            "wrong": one.wrong,
            "unsure": one.unsure,
            "precision": round(one.precision, 4) if one.right + one.wrong else None,
            "interval": [round(bound, 4) for bound in one.interval],
            "threshold": one.threshold,
            "kept": {"right": one.kept[0], "wrong": one.kept[1]},
        }
        for one in figures
    ]
