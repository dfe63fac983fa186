"""Cutting a text that is longer than the model can read, at the place where a cut harms least."""

from __future__ import annotations

import re
from collections.abc import Callable

# Best first: after the end of a sentence, after a clause, at any space.
_PLACES = (re.compile(r"(?<=[.!?…;:])[\"'»”)]*\s+"), re.compile(r"(?<=[,–—)»])\s+"), re.compile(r"\s+"))


def split_to_fit(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Cut ``text`` into parts that fit, nothing lost but the space at the cuts.

    Args:
        text: Any text.
        fits: Whether the model can read a text whole. Must hold for a single character.

    Returns:
        The parts in order; the text itself where it fits.
    """
    if len(text) < 2 or fits(text):
        return (text,)
    start, end = _cut(text)
    return split_to_fit(text[:start], fits) + split_to_fit(text[end:], fits)


def _cut(text: str) -> tuple[int, int]:
    """Find the gap nearest to the middle, of the best kind that the middle half of the text offers."""
    middle = len(text) // 2
    low, high = len(text) // 4, len(text) - len(text) // 4
    for pattern in _PLACES:
        gaps = [match.span() for match in pattern.finditer(text, low, high)]
        gaps = [(start, end) for start, end in gaps if text[:start].strip() and text[end:].strip()]
        if gaps:
            return min(gaps, key=lambda gap: (abs(gap[0] - middle), gap))
    return middle, middle
