"""From a text as it is analysed to the text as it is printed, and back: the one map of offsets between the two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtcheck.records import Edit, Span


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Offsets of a text in which stretches are read as something else.

    Attributes:
        starts: Where each edit starts in the text as printed.
        ends: Where it ends there.
        read_starts: Where what is read in its place starts in the text as read.
        read_ends: Where that ends.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    read_starts: tuple[int, ...]
    read_ends: tuple[int, ...]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> OffsetMap:
        """Make the map of edits, which are in order and do not overlap."""
        starts, ends, read_starts, read_ends = [], [], [], []
        grown = 0
        for (start, end), text in edits:
            starts.append(start)
            ends.append(end)
            read_starts.append(start + grown)
            read_ends.append(start + grown + len(text))
            grown += len(text) - (end - start)
        return cls(tuple(starts), tuple(ends), tuple(read_starts), tuple(read_ends))

    def to_printed(self, span: Span) -> Span:
        """Return the printed stretch that is read as ``span``: whole edits, and what is read as nothing only inside."""
        start = _start(span.start, self.read_starts, self.read_ends, self.starts, self.ends)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, _end(span.end, self.read_starts, self.read_ends, self.ends)))

    def to_read(self, span: Span) -> Span:
        """Return the stretch of the text as read that a printed one is read as."""
        start = _start(span.start, self.starts, self.ends, self.read_starts, self.read_ends)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, _end(span.end, self.starts, self.ends, self.read_ends)))

    def within(self, read: Span) -> OffsetMap:
        """Return the map of a stretch: its offsets count from the start of the stretch in both texts.

        Args:
            read: In the text as read.
        """
        printed = self.to_printed(read)
        inside = [i for i, start in enumerate(self.starts) if printed.start <= start and self.ends[i] <= printed.end]
        return OffsetMap(
            tuple(self.starts[i] - printed.start for i in inside),
            tuple(self.ends[i] - printed.start for i in inside),
            tuple(self.read_starts[i] - read.start for i in inside),
            tuple(self.read_ends[i] - read.start for i in inside),
        )


def _start(offset: int, starts: Sequence[int], ends: Sequence[int], to: Sequence[int], to_ends: Sequence[int]) -> int:
    index = bisect_right(starts, offset) - 1
    if index < 0:
        return offset
    return to[index] if offset < ends[index] else to_ends[index] + offset - ends[index]


def _end(offset: int, starts: Sequence[int], ends: Sequence[int], to_ends: Sequence[int]) -> int:
    index = bisect_left(starts, offset) - 1
    if index < 0:
        return offset
    return to_ends[index] + max(0, offset - ends[index])


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits made.

    Args:
        text: As printed.
        edits: In order, without overlaps.
    """
    parts, position = [], 0
    for (start, end), read in edits:
        parts += [text[position:start], read]
        position = end
    return "".join((*parts, text[position:])) if parts else text


def merged(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return both series of edits as one; of two that overlap, that of ``first`` counts."""
    if not first or not second:
        return tuple(first or second)
    kept: list[Edit] = []
    index = 0
    for edit in second:
        while index < len(first) and first[index].span.end <= edit.span.start:
            index += 1
        if index == len(first) or not first[index].span.overlaps(edit.span):
            kept.append(edit)
    return tuple(sorted((*first, *kept), key=lambda edit: edit.span))
