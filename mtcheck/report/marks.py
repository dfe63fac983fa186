"""Cutting a text where findings begin and end, so that overlapping ones can all be marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.records import Span


class MarkedPiece(NamedTuple):
    """A slice of text over which the same findings stand.

    Attributes:
        text: The slice; empty where a finding has no words of its own (something was left out there).
        findings: Indices of the findings that cover it, in order; empty for sound text.
        opens: Whether one of them starts here, so that the piece is where the keyboard stops.
    """

    text: str
    findings: tuple[int, ...]
    opens: bool


def pieces(text: str, within: Span, spans: Sequence[Span]) -> tuple[MarkedPiece, ...]:
    """Cut a part of a text at the borders of ``spans``.

    Args:
        text: The document's text.
        within: The part to cut.
        spans: Findings' spans; they may overlap, reach beyond the part, or be empty.

    Returns:
        Pieces whose texts, joined, are exactly ``within.of(text)``.
    """
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    points: dict[int, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        start, end = max(span.start, within.start), min(span.end, within.end)
        if start < end:
            opening[start].append(index)
            closing[end].append(index)
        elif span.start >= span.end and within.start <= span.start <= within.end:
            points[span.start].append(index)
    cuts = sorted({within.start, within.end, *opening, *closing, *points})
    found: list[MarkedPiece] = []
    covering: set[int] = set()
    for cut, following in zip(cuts, [*cuts[1:], within.end], strict=True):
        covering.difference_update(closing[cut])
        if points[cut]:
            found.append(MarkedPiece("", tuple(points[cut]), True))
        covering.update(opening[cut])
        if cut < following:
            opens = any(spans[index].start == cut for index in opening[cut])
            found.append(MarkedPiece(text[cut:following], tuple(sorted(covering)), opens))
    return tuple(found)
