"""Batches of a fixed number of tokens, by length, in an order that seed and epoch alone decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mtcheck.training.corpus import Directions
from mtcheck.training.subwords import Subwords
from mtcheck.training.token_store import Segmentation, TokenStore

# Few lengths, so that few shapes occur: the allocator then finds its old blocks again, and compiled kernels fit.
_LENGTHS = (8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512)


class Batch(NamedTuple):
    """What the network is trained on in one step.

    Attributes:
        source: Ids (sentences, length): tag, text, end, padding.
        target: Ids (sentences, length): text, end, padding.
        source_tokens: Ids of the source that are no padding.
        target_tokens: Ids of the target that are no padding.
    """

    source: Tensor
    target: Tensor
    source_tokens: int
    target_tokens: int

    def to(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return self._replace(
            source=self.source.to(device, non_blocking=True), target=self.target.to(device, non_blocking=True)
        )


@dataclass(slots=True)
class Position:
    """Where in the data a run stands: all that is needed to go on from there."""

    epoch: int = 0
    batch: int = 0


class _Plan(NamedTuple):
    """One batch before its tokens are gathered."""

    length: int
    rows: NDArray[np.int64]
    to_english: bool


class Batches:
    """Endless batches of both directions; every example comes once an epoch in each of its directions."""

    def __init__(self, store: TokenStore, subwords: Subwords, *, batch_tokens: int, seed: int) -> None:
        self._store, self._subwords = store, subwords
        self._tokens, self._seed = batch_tokens, seed
        self.position = Position()
        every = [side.lengths for side in (*store.english, *store.french)]
        lengths = np.max(every, axis=0) + 2  # tag and end
        edges = [edge for edge in _LENGTHS if edge < lengths.max()]
        self._edges = (*edges, next((edge for edge in _LENGTHS if edge >= lengths.max()), int(lengths.max())))
        self._bucket = np.searchsorted(self._edges, lengths)
        self._plans: list[_Plan] = []
        self._planned = -1

    @property
    def in_epoch(self) -> int:
        """Batches in the current epoch."""
        self._plan()
        return len(self._plans)

    def next(self) -> Batch:
        """Return the batch at the position, and move on."""
        if self.position.batch >= self.in_epoch:
            self.position = Position(self.position.epoch + 1, 0)
            self._plan()
        plan = self._plans[self.position.batch]
        self.position.batch += 1
        return self._gather(plan)

    def first(self, sentences: int) -> list[Batch]:
        """Return the first sentences of the store in store order, both directions, as batches."""
        rows = np.arange(min(sentences, len(self._store)))
        found = []
        for to_english in (True, False):
            for bucket, length in enumerate(self._edges):
                chosen = rows[(self._bucket[rows] == bucket) & self._used(rows, to_english)]
                size = max(1, self._tokens // length)
                found += [
                    self._gather(_Plan(length, chosen[start : start + size], to_english))
                    for start in range(0, len(chosen), size)
                ]
        return found

    def _plan(self) -> None:
        epoch = self.position.epoch
        if self._planned == epoch:
            return
        random = np.random.default_rng((self._seed, epoch))
        plans = []
        for bucket, length in enumerate(self._edges):
            rows = np.flatnonzero(self._bucket == bucket)
            size = max(1, self._tokens // length)
            for to_english in (True, False):
                drawn = random.permutation(rows[self._used(rows, to_english)])
                plans += [
                    _Plan(length, drawn[start : start + size], to_english) for start in range(0, len(drawn), size)
                ]
        self._plans = [plans[place] for place in random.permutation(len(plans))]
        self._planned = epoch

    def _used(self, rows: NDArray[np.int64], to_english: bool) -> NDArray[np.bool_]:
        wanted = Directions.TO_ENGLISH if to_english else Directions.TO_FRENCH
        used: NDArray[np.bool_] = (self._store.directions[rows] & wanted) > 0
        return used

    def _gather(self, plan: _Plan) -> Batch:
        french, english = self._store.french, self._store.english
        read, written = (french, english) if plan.to_english else (english, french)
        # Sampled segmentations are read only, each sentence's turn changing with the epoch; what is written is the
        # best segmentation, as forced decoding will meet it.
        turns = (plan.rows + self.position.epoch) % len(read)
        source = np.full((len(plan.rows), plan.length), self._subwords.padding, np.int64)
        source[:, 0] = self._subwords.to_english if plan.to_english else self._subwords.to_french
        for turn, segmentation in enumerate(read):
            chosen = np.flatnonzero(turns == turn)
            source[chosen, 1:] = self._rows(segmentation, plan.rows[chosen], plan.length - 1)
        target = self._rows(written[0], plan.rows, plan.length)
        padding = self._subwords.padding
        return Batch(
            torch.from_numpy(source),
            torch.from_numpy(target),
            int((source != padding).sum()),
            int((target != padding).sum()),
        )

    def _rows(self, side: Segmentation, rows: NDArray[np.int64], width: int) -> NDArray[np.int64]:
        """Gather sentences, each with its end token, padded to ``width``."""
        places = np.arange(width)[None]
        lengths = (side.offsets[rows + 1] - side.offsets[rows])[:, None]
        index = np.minimum(side.offsets[rows][:, None] + places, len(side.ids) - 1)
        ids = side.ids[index].astype(np.int64)
        return np.where(places < lengths, ids, np.where(places == lengths, self._subwords.end, self._subwords.padding))
