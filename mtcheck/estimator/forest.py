"""Gradient-boosted trees as plain arrays: evaluated with NumPy alone, the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_FIELDS = ("roots", "feature", "threshold", "left", "right", "missing_left", "value")


@dataclass(frozen=True)
class Forest:
    """A sum of decision trees for one probability.

    Attributes:
        base: Log-odds before any tree.
        roots: First node of every tree.
        feature: Feature that a node asks for; -1 for a leaf.
        threshold: A row goes left where its value is at most this.
        left: Node below, on the left.
        right: Node below, on the right.
        missing_left: Whether rows without a value (NaN) go left.
        value: Log-odds that a leaf adds.
        depth: Most steps from a root to a leaf.
    """

    base: float
    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int16]
    threshold: Floats
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    missing_left: npt.NDArray[np.bool_]
    value: Floats
    depth: int

    def log_odds(self, rows: Floats) -> Floats:
        """Return the log-odds of every row.

        Args:
            rows: Shape (rows, features).
        """
        if not len(rows):
            return np.zeros(0)
        place = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        index = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            asked = self.feature[place]
            inner = asked >= 0
            if not inner.any():
                break
            values = rows[index, np.maximum(asked, 0)]
            goes_left = np.where(np.isnan(values), self.missing_left[place], values <= self.threshold[place])
            place = np.where(inner, np.where(goes_left, self.left[place], self.right[place]), place)
        return np.asarray(self.base + self.value[place].sum(axis=1), dtype=np.float64)

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return the forest as named arrays, for :func:`forest_of`."""
        found: dict[str, npt.NDArray[np.generic]] = {f"{prefix}.{name}": getattr(self, name) for name in _FIELDS}
        found[f"{prefix}.base"] = np.array([self.base])
        found[f"{prefix}.depth"] = np.array([self.depth])
        return found


def forest_of(arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> Forest:
    """Read a forest back from its named arrays.

    Raises:
        KeyError: An array is missing.
    """
    fields = {name: np.asarray(arrays[f"{prefix}.{name}"]) for name in _FIELDS}
    base, depth = (float(np.asarray(arrays[f"{prefix}.{name}"]).item()) for name in ("base", "depth"))
    return Forest(base=base, depth=int(depth), **fields)
