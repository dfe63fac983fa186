"""How far French text reads like a rule-based translator's: words and pairs that such engines write and people do not.

Ships as ``data/machine_french.bin.xz``: weights of a logistic regression over the kinds of :mod:`mtcheck.lexicon.sequences`
and their pairs, hashed, one byte each, positive for machines. Made by ``python -m mtcheck.training machine-french``.

Source:
    Aharoni, Koppel and Goldberg (2014), *Automatic detection of machine translated text and translation quality
    estimation*; Weinberger et al. (2009), *Feature hashing for large scale multitask learning*.
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mtcheck.shipped import shipped_unpacked

_START, _END = "<s>", "</s>"
_WHOLE = 127.0  # of a weight of one byte


@dataclass(frozen=True, slots=True)
class MachineFrench:
    """Weights by hashed kind and pair of kinds.

    Attributes:
        weights: Int8, a power of two of them.
    """

    weights: npt.NDArray[np.int8]

    def of(self, kinds: Sequence[str]) -> tuple[float, tuple[float, ...]]:
        """Weigh one text.

        Args:
            kinds: Of its tokens, as :func:`mtcheck.lexicon.sequences.cut` gives them.

        Returns:
            The text's weight, about -1 (people) to 1 (machine), and for every token the sum of the weights of itself and
            of its two pairs.
        """
        if not kinds:
            return 0.0, ()
        singles, pairs = features(kinds, len(self.weights))
        one, two = (self.weights[list(keys)] / _WHOLE for keys in (singles, pairs))
        distinct = {*singles, *pairs}
        whole = float(self.weights[list(distinct)].sum(dtype=np.int64)) / _WHOLE / sqrt(len(distinct))
        return whole, tuple((one + two[:-1] + two[1:]).tolist())


def features(kinds: Sequence[str], size: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of the kinds' weights, and those of the pairs around them, one more, among ``size`` weights."""
    singles = tuple(crc32(kind.encode()) % size for kind in kinds)
    around = (_START, *kinds, _END)
    pairs = tuple(crc32(f"{one} {two}".encode()) % size for one, two in pairwise(around))
    return singles, pairs


def pack(weights: npt.NDArray[np.float64]) -> bytes:
    """Return weights as the bytes of the file, scaled so that the largest takes a byte's whole range."""
    scaled = weights * (_WHOLE / max(float(np.abs(weights).max()), 1e-12))
    return lzma.compress(np.rint(scaled).astype(np.int8).tobytes(), preset=9)


@cache
def shipped_machine_french() -> MachineFrench:
    """Load the weights that ship with the package."""
    return MachineFrench(np.frombuffer(shipped_unpacked("mtcheck.lexicon", "data/machine_french.bin.xz"), np.int8))
