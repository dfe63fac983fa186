"""Word alignment against annotated pairs: alignment error rate (Och and Ney 2003), over words that carry meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.lexicon.table import shipped_table
from mtcheck.senses.alignment import AlignedPair, align
from mtcheck.senses.headwords import HeadwordFinder
from mtcheck.senses.tokens import SenseToken, Sentence, english_tokens, french_tokens

_WORD = re.compile(r"\w+")


class AnnotatedPair(NamedTuple):
    """A pair whose words were linked by hand: numbers of an English and a French token for each link."""

    english: str
    french: str
    links: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AlignmentFigures:
    """Counts over all pairs; a link joins two words that carry meaning.

    Attributes:
        pairs: Number of pairs.
        annotated: Links that were made by hand.
        found: Links that the aligner makes.
        right: Those of them that were made by hand.
        possible: The right ones, and those inside a phrase of the dictionary whose words were linked by hand.
    """

    pairs: int
    annotated: int
    found: int
    right: int
    possible: int

    @property
    def error_rate(self) -> float:
        """The alignment error rate, 0–1, all annotated links being sure ones."""
        return 1 - (self.right + self.possible) / max(1, self.annotated + self.found)

    @property
    def precision(self) -> float:
        """Share of the found links that are right or possible, 0–1."""
        return self.possible / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the annotated links that are found, 0–1."""
        return self.right / max(1, self.annotated)


def read_annotated(path: Path) -> Iterator[AnnotatedPair]:
    """Read annotated pairs, a JSON object a line: ``en``, ``fr``, and ``links``, each some English and the French words for it.

    Raises:
        InputError: A line is malformed, or links a word that its sentence does not hold exactly once.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error)) from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            english, french = str(row["en"]), str(row["fr"])
            links = {
                (i, j)
                for ours, theirs in row["links"]
                for i in _places(ours, english_tokens(english))
                for j in _places(theirs, french_tokens(french))
            }
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(str(path), f"no annotated pair ({error})", line=number) from error
        yield AnnotatedPair(english, french, frozenset(links))


def evaluate_alignment(pairs: Sequence[AnnotatedPair], headwords: HeadwordFinder) -> AlignmentFigures:
    """Align pairs and count links.

    Args:
        pairs: With their links.
        headwords: Finds the words of the dictionary.
    """
    table = shipped_table()
    annotated = found = right = possible = 0
    for pair in pairs:
        aligned = align(pair.english, Sentence(pair.french), headwords.find(pair.english), table)
        sure = {(i, j) for i, j in pair.links if _carries(aligned, i, j)}
        made = set(_links(aligned))
        annotated, found, right = annotated + len(sure), found + len(made), right + len(sure & made)
        possible += len(made & (sure | _possible(aligned, sure)))
    return AlignmentFigures(len(pairs), annotated, found, right, possible)


def _links(aligned: AlignedPair) -> Iterator[tuple[int, int]]:
    """Give every link between words that carry meaning; all words of a headword are linked with all of its rendering."""
    for headword, printed in zip(aligned.headwords, aligned.printed, strict=True):
        if printed is not None:
            words = [(i, j) for i in range(*headword.tokens) for j in range(*printed.place)]
            yield from ((i, j) for i, j in words if _carries(aligned, i, j))
    for j, i in enumerate(aligned.back):
        if i >= 0 and _carries(aligned, i, j):
            yield i, j


def _possible(aligned: AlignedPair, sure: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the links inside phrases: each word of a headword with whatever its words were linked with."""
    return {
        (i, j)
        for headword in aligned.headwords
        for i in range(*headword.tokens)
        for other, j in sure
        if other in range(*headword.tokens)
    }


def _carries(aligned: AlignedPair, english: int, french: int) -> bool:
    return aligned.words[english].content and aligned.french.tokens[french].content


def _places(words: str, tokens: Sequence[SenseToken]) -> list[int]:
    found = []
    for match in _WORD.finditer(words.lower()):
        places = [number for number, token in enumerate(tokens) if token.folded == match.group()]
        if len(places) != 1:
            raise ValueError(f"{match.group()!r} stands {len(places)} times")
        found += places
    return found
