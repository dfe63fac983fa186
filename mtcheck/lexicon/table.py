"""The word-aligned translation table: what a French word means, one word at a time.

The table ships as ``data/lexical.tsv.xz``, made by ``python -m mtcheck.training lexicon`` from a parallel corpus. Every
line holds one dictionary form and its renderings in the other language, likeliest first:
``fr TAB word TAB rendering=1000·p(rendering|word) TAB …`` and ``en TAB …``.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple


class Rendering(NamedTuple):
    """One rendering of a word. ``probability`` is p(rendering | word), 0–1."""

    word: str
    probability: float


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """p(english | french) and p(french | english) over dictionary forms; renderings by falling probability."""

    to_english: Mapping[str, tuple[Rendering, ...]]
    to_french: Mapping[str, tuple[Rendering, ...]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, float, float]]) -> TranslationTable:
        """Build a table from ``(french, english, p(english|french), p(french|english))`` rows."""
        to_english: dict[str, list[Rendering]] = {}
        to_french: dict[str, list[Rendering]] = {}
        for french, english, forward, backward in rows:
            to_english.setdefault(french, []).append(Rendering(english, forward))
            to_french.setdefault(english, []).append(Rendering(french, backward))
        return cls(_sorted(to_english), _sorted(to_french))

    def english_given_french(self, french: str, english: str) -> float:
        """p(english | french), 0 where the pair was not learned."""
        return _share(self.to_english, french, english)

    def french_given_english(self, french: str, english: str) -> float:
        """p(french | english), 0 where the pair was not learned."""
        return _share(self.to_french, english, french)


def _share(side: Mapping[str, tuple[Rendering, ...]], word: str, other: str) -> float:
    if isinstance(side, _Lines):
        return side.shares(word).get(other, 0.0)
    return next((r.probability for r in side.get(word, ()) if r.word == other), 0.0)


def _sorted(table: dict[str, list[Rendering]]) -> dict[str, tuple[Rendering, ...]]:
    return {word: tuple(sorted(found, key=lambda r: (-r.probability, r.word))) for word, found in table.items()}


class _Lines(Mapping[str, tuple[Rendering, ...]]):
    """Lines of the shipped table, parsed when a word is first looked up: a run needs a few thousand of 75,000."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self._parsed: dict[str, tuple[Rendering, ...]] = {}
        self._shares: dict[str, dict[str, float]] = {}

    def __getitem__(self, word: str) -> tuple[Rendering, ...]:
        found = self._parsed.get(word)
        if found is None:
            pairs = (item.rpartition("=") for item in self._lines[word].split("\t"))
            found = self._parsed[word] = tuple(Rendering(other, int(value) / 1000) for other, _, value in pairs)
        return found

    def shares(self, word: str) -> dict[str, float]:
        """Return the renderings of a word with their probabilities; empty where the word is unknown."""
        found = self._shares.get(word)
        if found is None:
            found = self._shares[word] = dict(self[word]) if word in self._lines else {}
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, word: object) -> bool:
        return word in self._lines


@cache
def shipped_table() -> TranslationTable:
    """Load the table that ships with the package."""
    packed = resources.files("mtcheck.lexicon").joinpath("data/lexical.tsv.xz").read_bytes()
    sides: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
    for line in lzma.decompress(packed).decode("utf-8").splitlines():
        if not line.startswith("#"):
            language, word, renderings = line.split("\t", 2)
            sides[language][word] = renderings
    return TranslationTable(_Lines(sides["fr"]), _Lines(sides["en"]))
