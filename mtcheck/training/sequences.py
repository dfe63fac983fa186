"""Counts which French forms stand side by side in a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.sequences import TOKEN, kind_of

_BUFFER = 4_000_000  # triples held as Python numbers
_MERGE = 40_000_000  # distinct keys that are merged at a time
_BITS = 20  # of a kind's number

Keys = npt.NDArray[np.int64]


def sequences(
    sentences: Iterable[str], frequencies: Frequencies, *, pairs_from: int = 2, triples_from: int = 3
) -> Iterator[tuple[str, str]]:
    """Give the pairs and triples of neighbouring kinds that occur often enough.

    Args:
        sentences: French.
        frequencies: Decide which forms stand for themselves.
        pairs_from: Occurrences from which a pair is kept.
        triples_from: Occurrences from which a triple is kept.

    Yields:
        ``(before, form)``, where ``before`` is one kind or two with a space between.
    """
    numbers: dict[str, int] = {"": 0, "<s>": 1}
    counter = _Counter()
    by_form: dict[str, int] = {}
    for sentence in sentences:
        first, second = 0, 1
        for form in TOKEN.findall(sentence):
            third = by_form.get(form)
            if third is None:
                third = by_form[form] = numbers.setdefault(kind_of(form, frequencies), len(numbers))
            counter.add(first << 2 * _BITS | second << _BITS | third)
            first, second = second, third
    triples, seen = counter.counts()
    names = list(numbers)
    mask = (1 << _BITS) - 1
    pairs, inverse = np.unique(triples & ((1 << 2 * _BITS) - 1), return_inverse=True)
    for pair in pairs[np.bincount(inverse, weights=seen) >= pairs_from].tolist():
        yield names[pair >> _BITS], names[pair & mask]
    for triple in triples[(seen >= triples_from) & (triples >> 2 * _BITS > 0)].tolist():
        yield f"{names[triple >> 2 * _BITS]} {names[triple >> _BITS & mask]}", names[triple & mask]


class _Counter:
    """Counts numbers, in memory that grows with the distinct ones."""

    def __init__(self) -> None:
        self._buffer: list[int] = []
        self._parts: list[tuple[Keys, Keys]] = []

    def add(self, key: int) -> None:
        """Count one."""
        self._buffer.append(key)
        if len(self._buffer) >= _BUFFER:
            self._empty()

    def counts(self) -> tuple[Keys, Keys]:
        """Return the distinct numbers, sorted, and how often each came."""
        self._empty()
        self._merge()
        return self._parts[0]

    def _empty(self) -> None:
        keys, seen = np.unique(np.array(self._buffer, np.int64), return_counts=True)
        self._parts.append((keys, seen.astype(np.int64)))
        self._buffer.clear()
        if sum(len(part) for part, _ in self._parts[1:]) > _MERGE:
            self._merge()

    def _merge(self) -> None:
        keys, inverse = np.unique(np.concatenate([part for part, _ in self._parts]), return_inverse=True)
        seen = np.bincount(inverse, weights=np.concatenate([count for _, count in self._parts]))
        self._parts = [(keys, seen.astype(np.int64))]
