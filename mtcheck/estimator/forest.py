"""Gradient-boosted trees as plain arrays: evaluated with NumPy alone, the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_ROWS = 256  # rows walked together: what they hold fits in the processor's cache
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
        found = np.empty(len(rows))
        for start in range(0, len(rows), _ROWS):
            found[start : start + _ROWS] = self._walk(rows[start : start + _ROWS])
        return found

    @cached_property
    def _steps(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """What every node asks for, and its nodes below, right before left; a leaf leads to itself."""
        leaf, own = self.feature < 0, np.arange(len(self.feature))
        below = np.stack([np.where(leaf, own, self.right), np.where(leaf, own, self.left)], axis=1)
        return np.maximum(self.feature, 0).astype(np.intp), below.ravel().astype(np.intp)

    def _walk(self, rows: Floats) -> Floats:
        asked, below = self._steps
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(count) * width)[:, None]
        gaps = bool(np.isnan(flat).any())
        place = np.repeat(self.roots[None, :].astype(np.intp), count, axis=0)
        for _ in range(self.depth):
            values = flat.take(starts + asked.take(place))
            goes_left = values <= self.threshold.take(place)
            if gaps:
                goes_left |= np.isnan(values) & self.missing_left.take(place)
            place = below.take(2 * place + goes_left)
        return np.asarray(self.base + self.value.take(place).sum(axis=1), dtype=np.float64)

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
