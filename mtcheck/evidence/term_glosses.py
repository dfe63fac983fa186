"""What the words of a window mean by their glosses, and which of the terms' patterns these meanings can spell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from mtcheck.evidence.analysis import Gloss, GlossedWord
from mtcheck.patterns.schema import kin

WEAKEST = 0.04  # p(english | french) from which a gloss counts as "this is what the word says"
SURE = 0.18  # the same from which it counts whatever else the English word is rendered by
USUAL = 0.015  # p(french | english) from which an engine may have chosen the word: none writes "urne" for a vote
CURATED = 0.3  # p(english | french) that a gloss has by an accepted rendering alone
FULL = 0.5  # p(english | french) from which a gloss is as strong as any
GLOSSES_HELD = 20_000  # words' glosses whose meanings are held for the next sentences


class Meanings(NamedTuple):
    """What a word with certain glosses can mean, by kin, with its probability; and what patterns have a word for it.

    ``patterns`` holds a bit for each of those patterns, by their length.
    """

    english: Mapping[str, float]
    patterns: Mapping[int, int]


@dataclass
class GlossReader:
    """Reads what words can mean, and which patterns have a word for that.

    Args:
        patterns: The English words that terms are glossed as.
    """

    patterns: tuple[tuple[str, ...], ...]
    _held: dict[int, tuple[tuple[Gloss, ...], Meanings]] = field(default_factory=dict, repr=False)

    @cached_property
    def _bits(self) -> dict[str, dict[int, int]]:
        """The bits of the patterns that a word is kin to a word of, by the patterns' length."""
        index: dict[str, dict[int, int]] = {}
        counts: Counter[int] = Counter()
        for pattern in self.patterns:
            size = len(pattern)
            for word in map(kin, pattern):
                bits = index.setdefault(word, {})
                bits[size] = bits.get(size, 0) | 1 << counts[size]
            counts[size] += 1
        return index

    def meanings(self, glosses: tuple[Gloss, ...]) -> Meanings:
        """Return what a word with such glosses can mean."""
        # Known by identity, since to hash them takes longer than all the rest; held too, so that none takes their place.
        held = self._held.get(id(glosses))
        if held is None:
            if len(self._held) >= GLOSSES_HELD:
                self._held.clear()
            held = self._held[id(glosses)] = glosses, self._read(glosses)
        return held[1]

    def _read(self, glosses: tuple[Gloss, ...]) -> Meanings:
        english: dict[str, float] = {}
        for gloss in glosses:
            if gloss.probability >= SURE or gloss.back >= USUAL:
                english.setdefault(kin(gloss.english), gloss.probability)
        english = {word: probability for word, probability in english.items() if probability >= WEAKEST}
        patterns: dict[int, int] = {}
        for word in english:
            for size, bits in self._bits.get(word, {}).items():
                patterns[size] = patterns.get(size, 0) | bits
        return Meanings(english, patterns)


def in_common(meanings: Sequence[Meanings], first: int, size: int) -> bool:
    """Say whether some pattern of ``size`` words has a word for each of as many neighbours."""
    if first + size > len(meanings):
        return False
    shared = -1  # every bit
    for place in range(first, first + size):
        shared &= meanings[place].patterns.get(size, 0)
        if not shared:
            return False
    return True


def assign(
    window: Sequence[GlossedWord], meanings: Sequence[Mapping[str, float]], pattern: tuple[str, ...]
) -> tuple[tuple[str, str, float], ...] | None:
    """Return the likeliest one-to-one assignment of glosses to the pattern, None where there is none."""
    best, score = None, 0.0
    for order in permutations(pattern):
        chosen, product = [], 1.0
        for word, known, wanted in zip(window, meanings, order, strict=True):
            probability = known.get(kin(wanted))
            if probability is None:
                break
            chosen.append((word.text, wanted, probability))
            product *= probability
        else:
            if product > score:
                best, score = tuple(chosen), product
    return best


def is_curated(word: GlossedWord, english: str) -> bool:
    """Say whether a gloss is known from an accepted rendering alone, not from the corpus."""
    return any(
        kin(gloss.english) == kin(english) and gloss.back == 1.0 and gloss.probability <= CURATED
        for gloss in word.glosses
    )


def strength_of(glosses: Iterable[tuple[str, str, float]]) -> float:
    """Return how surely glosses say a term, 0–1: their product, each capped at :data:`FULL` and scaled, to the power 1/n."""
    values = [min(1.0, probability / FULL) for _, _, probability in glosses]
    product = 1.0
    for value in values:
        product *= value
    return float(product ** (1 / len(values))) if values else 1.0
