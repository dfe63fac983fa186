"""Which neighbouring French content words sound text puts together.

Ships as ``data/collocations.bloom.xz``: a Bloom filter (Bloom 1970) over the pairs of neighbouring dictionary forms that
the corpus holds at least twice. A pair that was seen is never denied; about one unseen pair in a hundred is affirmed,
which errs on the side of silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from mtcheck.shipped import shipped_unpacked

HASHES = 7


@dataclass(frozen=True, slots=True)
class Collocations:
    """A set of pairs of dictionary forms, with one false positive in about a hundred."""

    bits: bytes

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], *, size: int) -> Collocations:
        """Build a filter for about ``size`` pairs (10 bits a pair)."""
        bits = bytearray((size * 10 + 7) // 8)
        for first, second in pairs:
            for position in _positions(first, second, len(bits) * 8):
                bits[position >> 3] |= 1 << (position & 7)
        return cls(bytes(bits))

    def __contains__(self, pair: tuple[str, str]) -> bool:
        bits = self.bits
        size = len(bits) * 8
        place, step = _walk(*pair, size)
        for _ in range(HASHES):
            if not bits[place >> 3] >> (place & 7) & 1:
                return False
            place += step
            if place >= size:
                place -= size
        return True


def _walk(first: str, second: str, size: int) -> tuple[int, int]:
    """Derive the first position of one pair and the step to the next, by double hashing (Kirsch and Mitzenmacher 2006)."""
    digest = blake2b(f"{first} {second}".encode(), digest_size=16).digest()
    one, two = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    return one % size, two % size  # reduced at once: the steps stay small numbers, which are quick


def _positions(first: str, second: str, size: int) -> tuple[int, ...]:
    place, step = _walk(first, second, size)
    return tuple((place + number * step) % size for number in range(HASHES))


@cache
def shipped_collocations() -> Collocations:
    """Load the filter that ships with the package."""
    return Collocations(shipped_unpacked("mtcheck.lexicon", "data/collocations.bloom.xz"))
