"""Stretches of a text, counted in code points of it as decoded."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.language.messages import Text


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points in the original text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]


class Place(NamedTuple):
    """Where in the original file a document's text comes from, in words that a person can follow.

    Attributes:
        start: Offset from which it holds, up to the next place.
        label: For instance ``page 3`` or ``row 12, column body, line 40``.
    """

    start: int
    label: Text


class Edit(NamedTuple):
    """A stretch of a text that is read as something else: a tag as nothing, an entity as its character.

    Attributes:
        span: In the text as printed; empty where something is read that is not printed.
        text: What is read in its place.
    """

    span: Span
    text: str
