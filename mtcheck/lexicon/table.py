"""The word-aligned translation table: what a French word means, one word at a time.

The table ships as ``data/lexical.tsv.xz``, made by ``python -m mtcheck.training lexicon`` from a parallel corpus. Every
line holds one dictionary form and its renderings in the other language, likeliest first:
``fr TAB word TAB rendering=1000·p(rendering|word) TAB …`` and ``en TAB …``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from mtcheck.shipped import shipped_unpacked

HELD = 50_000  # words whose renderings are held
_HELD_SHARES = 8_192  # the same as dictionaries, which are larger

Pairs: TypeAlias = tuple[tuple[str, float], ...]
"""Renderings with their probabilities."""
BothWays: TypeAlias = tuple[tuple[str, float, float], ...]
"""Renderings with their probabilities given the word, and the word's given them."""


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

    def english_shares(self, french: str) -> Mapping[str, float]:
        """Return p(english | french) of every rendering of a French word, to look many of them up."""
        return _shares(self.to_english, french)

    def french_shares(self, english: str) -> Mapping[str, float]:
        """Return p(french | english) of every rendering of an English word, to look many of them up."""
        return _shares(self.to_french, english)

    def likeliest_english(self, french: str, count: int) -> Pairs:
        """Return the likeliest renderings of a French word, ``count`` at most, with p(english | french)."""
        return _likeliest(self.to_english, french, count)

    def likeliest_french(self, english: str, count: int) -> Pairs:
        """Return the likeliest renderings of an English word, ``count`` at most, with p(french | english)."""
        return _likeliest(self.to_french, english, count)

    def both_ways(self, french: str) -> BothWays:
        """Return the renderings of a French word with p(english | french) and p(french | english), by the former."""
        if isinstance(self.to_english, _Lines):
            return self.to_english.both_ways(french)
        return tuple(
            (r.word, r.probability, self.french_given_english(french, r.word)) for r in self.to_english.get(french, ())
        )


def _likeliest(side: Mapping[str, tuple[Rendering, ...]], word: str, count: int) -> Pairs:
    return side.likeliest(word, count) if isinstance(side, _Lines) else side.get(word, ())[:count]


def _share(side: Mapping[str, tuple[Rendering, ...]], word: str, other: str) -> float:
    if isinstance(side, _Lines):
        return side.share(word, other)
    return next((r.probability for r in side.get(word, ()) if r.word == other), 0.0)


def _shares(side: Mapping[str, tuple[Rendering, ...]], word: str) -> Mapping[str, float]:
    return side.shares(word) if isinstance(side, _Lines) else dict(side.get(word, ()))


def _sorted(table: dict[str, list[Rendering]]) -> dict[str, tuple[Rendering, ...]]:
    return {word: tuple(sorted(found, key=lambda r: (-r.probability, r.word))) for word, found in table.items()}


class _Lines(Mapping[str, tuple[Rendering, ...]]):
    """Lines of the shipped table, parsed when a word is first looked up: a run needs a few thousand of 75,000.

    A line is the renderings of a word with a tab before each: ``TAB rendering=1000·p …``; ``back`` holds the lines of the
    other language, where the word's own probability given each of them is looked up. What is held for long is plain
    tuples, which the garbage collector leaves alone.
    """

    def __init__(self, lines: dict[str, str], back: dict[str, str]) -> None:
        self._lines, self._back = lines, back
        self._parsed: dict[str, tuple[Rendering, ...]] = {}
        self.likeliest = lru_cache(maxsize=HELD)(self._likeliest)
        self.shares = lru_cache(maxsize=_HELD_SHARES)(self._shares)
        self.both_ways = lru_cache(maxsize=HELD)(self._both_ways)

    def __getitem__(self, word: str) -> tuple[Rendering, ...]:
        found = self._parsed.get(word)
        if found is None:
            found = self._parsed[word] = tuple(map(Rendering._make, _read(self._lines[word].split("\t")[1:])))
        return found

    def share(self, word: str, other: str) -> float:
        """Return the probability of one rendering of a word, 0 where either is unknown."""
        return _find(self._lines.get(word, ""), f"\t{other}=")

    def _likeliest(self, word: str, count: int) -> Pairs:
        return _read(self._lines.get(word, "").split("\t", count + 1)[1 : count + 1])

    def _shares(self, word: str) -> Mapping[str, float]:
        return dict(_read(self._lines.get(word, "").split("\t")[1:]))

    def _both_ways(self, word: str) -> BothWays:
        mark = f"\t{word}="
        pairs = _read(self._lines.get(word, "").split("\t")[1:])
        return tuple((other, share, _find(self._back.get(other, ""), mark)) for other, share in pairs)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, word: object) -> bool:
        return word in self._lines


def _read(items: Iterable[str]) -> Pairs:
    split = (item.rpartition("=") for item in items)
    return tuple((other, int(value) / 1000) for other, _, value in split)


def _find(line: str, mark: str) -> float:
    """Return the probability that stands behind a mark, 0 where it is not in the line."""
    start = line.find(mark)  # to parse the whole line would take twenty times as long
    if start < 0:
        return 0.0
    start += len(mark)
    end = line.find("\t", start)
    return int(line[start : end if end >= 0 else None]) / 1000


@cache
def shipped_table() -> TranslationTable:
    """Load the table that ships with the package."""
    sides: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
    for line in shipped_unpacked("mtcheck.lexicon", "data/lexical.tsv.xz").decode("utf-8").splitlines():
        if not line.startswith("#"):
            language, word = line.split("\t", 2)[:2]
            sides[language][word] = line[len(language) + len(word) + 1 :]
    return TranslationTable(_Lines(sides["fr"], sides["en"]), _Lines(sides["en"], sides["fr"]))
