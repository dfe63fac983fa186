"""Normalisation of model input that keeps, for every character, its place in the original text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtcheck.records import Span

_REPLACEMENTS = {"’": "'"}
_NOTHING_COMBINES = re.compile("[\0-\u02ff\u2000-\u206f\u20ac]*")  # what nearly all French is written with


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalised text with the origin of every character.

    Attributes:
        ends: For each character of ``text``, the code point after the original characters that it came from.
    """

    text: str
    ends: tuple[int, ...]

    def original_end(self, end: int) -> int:
        """Map a half-open end in the normalised text to a code point of the original."""
        return self.ends[end - 1] if end > 0 else 0


def keep(text: str) -> NormalizedText:
    """Return the text as it is, for models whose own tokenizer normalises."""
    return NormalizedText(text, tuple(range(1, len(text) + 1)))


def normalize(text: str) -> NormalizedText:
    """Normalise as the embedded model's training corpus was: NFKC, straight apostrophes and quotes, single spaces.

    NFKC is applied to one character with its combining marks at a time, which equals NFKC of the whole for every
    script but those that compose letters (Hangul jamo), and keeps the origin of every character.

    Args:
        text: Any text.

    Returns:
        The normalised text, without space at either end.
    """
    characters: list[str] = []
    ends: list[int] = []

    def append(character: str, end: int) -> None:
        if character.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                ends.append(end)
            return
        character = _REPLACEMENTS.get(character, character)
        if character == "'" and characters and characters[-1] == "'":  # two apostrophes typed for a quotation mark
            characters[-1], ends[-1] = '"', end
            return
        characters.append(character)
        ends.append(end)

    for cluster, end in _clusters(text):
        for character in unicodedata.normalize("NFKC", cluster):
            append(character, end)
    if characters and characters[-1] == " ":
        characters.pop()
        ends.pop()
    return NormalizedText("".join(characters), tuple(ends))


def normalized(text: str) -> str:
    """Return the text that :func:`normalize` gives, sooner."""
    if not _NOTHING_COMBINES.fullmatch(text):
        return normalize(text).text
    spaced = " ".join(unicodedata.normalize("NFKC", text).split())
    for character, replacement in _REPLACEMENTS.items():
        spaced = spaced.replace(character, replacement)
    return spaced.replace("''", '"')


def tile(text: str, ends: Iterable[int]) -> tuple[Span, ...]:
    """Give every code point of ``text`` that is no space to exactly one token.

    A tokenizer may drop characters (a zero-width space) or make several tokens of one ("½"). The dropped ones go to
    the token that follows them (to the last token at the end of the text); of several tokens the first gets the
    character and the others an empty span after it.

    Args:
        text: The text as given.
        ends: For each token, in order, where it ends in ``text``.

    Returns:
        One span a token: in order, disjoint, without space at either end; empty for a token that stands for no more
        than space.
    """
    bounds = list(ends)
    if bounds:
        bounds[-1] = len(text)
    spans: list[Span] = []
    cursor = 0
    for bound in bounds:
        start, end = cursor, max(cursor, min(bound, len(text)))
        cursor = end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        spans.append(Span(start, end))
    return tuple(spans)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Give each character with the combining marks that follow it, and where it ends."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield text[start:position], position
            start = position
