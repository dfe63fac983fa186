"""A text with a sign in the place of every number: what numbers stand beside is then told by short patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from mtcheck.facts.numerals import Number
from mtcheck.records import Span

SIGN = "\ue000"  # private use: no text has it


class Shape:
    """A text whose numbers are signs, and the way back to its places.

    Args:
        original: The text.
        numbers: Of the text, in order.
    """

    def __init__(self, original: str, numbers: Sequence[Number]) -> None:
        parts: list[str] = []
        self.original = original
        self._starts: list[int] = []  # where each run of the shape starts
        self._places: list[int] = []  # and where it stands in the text
        self.numbers: dict[int, Number] = {}
        self._taken = bytearray()
        length = place = 0
        for number in numbers:
            parts.append(original[place : number.span.start].replace(SIGN, " "))
            self._run(length, place)
            length += number.span.start - place
            self._run(length, number.span.start)
            self.numbers[length] = number
            parts.append(SIGN)
            length, place = length + 1, number.span.end
        self._run(length, place)
        parts.append(original[place:].replace(SIGN, " "))
        self.text = "".join(parts)
        self._taken = bytearray(len(self.text))

    def _run(self, start: int, place: int) -> None:
        self._starts.append(start)
        self._places.append(place)

    def _place(self, position: int) -> int:
        run = bisect_right(self._starts, position) - 1
        return self._places[run] + position - self._starts[run]

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the shape stands in the text."""
        if start == end:
            place = self._place(start)
            return Span(place, place)
        number = self.numbers.get(end - 1)
        return Span(self._place(start), number.span.end if number is not None else self._place(end - 1) + 1)

    def position(self, place: int) -> int:
        """Return where a place of the text stands in the shape; inside a number, where its sign does."""
        run = bisect_right(self._places, place) - 1
        start = self._starts[run]
        return start if start in self.numbers else start + place - self._places[run]

    def number(self, match: re.Match[str], group: str = "n") -> Number | None:
        """Return the number that a group of a match stands for."""
        return self.numbers.get(match.start(group)) if match.start(group) >= 0 else None

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Give the matches of a pattern that no earlier fact has taken; each is taken unless given back."""
        for match in pattern.finditer(self.text):
            if not any(self._taken[match.start() : match.end()]):
                yield match

    def take(self, start: int, end: int) -> None:
        """Keep a part of the shape from being read again."""
        self._taken[start:end] = b"\x01" * (end - start)

    def is_taken(self, position: int) -> bool:
        """Say whether something was read here."""
        return bool(self._taken[position])

    def before(self, start: int, length: int = 40) -> str:
        """Return what stands before a place of the shape, lower case."""
        return self.text[max(start - length, 0) : start].lower()
