"""The word-aligned translation table: what a French word means, one word at a time.

The table ships as ``data/lexical.tsv.xz``: ``French TAB English TAB 1000·p(english|french) TAB 1000·p(french|english)``,
dictionary forms, made by ``python -m mtcheck.training lexicon`` from a parallel corpus.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Mapping
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
        return next((r.probability for r in self.to_english.get(french, ()) if r.word == english), 0.0)

    def french_given_english(self, french: str, english: str) -> float:
        """p(french | english), 0 where the pair was not learned."""
        return next((r.probability for r in self.to_french.get(english, ()) if r.word == french), 0.0)


def _sorted(table: dict[str, list[Rendering]]) -> dict[str, tuple[Rendering, ...]]:
    return {word: tuple(sorted(found, key=lambda r: (-r.probability, r.word))) for word, found in table.items()}


@cache
def shipped_table() -> TranslationTable:
    """Load the table that ships with the package."""
    packed = resources.files("mtcheck.lexicon").joinpath("data/lexical.tsv.xz").read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return TranslationTable.of((f, e, int(forward) / 1000, int(backward) / 1000) for f, e, forward, backward in rows)
