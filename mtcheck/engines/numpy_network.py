"""Forced decoding in NumPy: the transformers engine's numbers without the seconds that importing PyTorch takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from mtcheck.engines.answers import Forced
from mtcheck.engines.batching import batch_by_tokens

if TYPE_CHECKING:
    from mtcheck.engines.architecture import Affine, Architecture, Array, Attention, LayerArrays, Stack

_BATCH = 512  # tokens in a batch: what a core's cache holds; larger ones are slower
_CHUNK = 512  # target positions whose distribution over the vocabulary is held at a time
_EPSILON = 1e-5
_HIDDEN = np.float32(-1e30)


class NumpyNetwork:
    """A model that scores given targets.

    Args:
        architecture: The model.
        pad: Id of the padding token.
        threads: Batches at a time.
        encode: Reads one source, given as ids, in place of the model's own encoder; returns tokens × width.
    """

    def __init__(
        self,
        architecture: Architecture,
        *,
        pad: int,
        threads: int = 1,
        encode: Callable[[Sequence[int]], Array] | None = None,
    ) -> None:
        self._model, self._pad, self._threads, self._encode = architecture, pad, threads, encode
        self._activate = _ACTIVATIONS[architecture.activation]

    def force(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[Forced, ...]]:
        """Score every token of the targets, in batches of pairs of like length, one a thread."""

        def answer(batch: tuple[int, ...]) -> list[tuple[Forced, ...]]:
            return self._force_batch([sources[job] for job in batch], prefix, [targets[job] for job in batch])

        costs = [max(len(source), len(target)) for source, target in zip(sources, targets, strict=True)]
        batches = batch_by_tokens(costs, min(batch_tokens, _BATCH))
        forced: dict[int, tuple[Forced, ...]] = {}
        # The library's own threads meet at every small product and wait by spinning; whole batches need not meet.
        with ThreadpoolController().limit(limits=1, user_api="blas"), ThreadPoolExecutor(self._threads) as pool:
            for batch, answers in zip(batches, pool.map(answer, batches), strict=True):
                forced.update(zip(batch, answers, strict=True))
        return [forced[place] for place in range(len(targets))]

    def _force_batch(
        self, sources: Sequence[Sequence[int]], prefix: Sequence[int], targets: Sequence[Sequence[int]]
    ) -> list[tuple[Forced, ...]]:
        model = self._model
        ids, present = self._stacked(sources)
        hidden_source = np.where(present, np.float32(0), _HIDDEN)[:, None, None, :]
        memory = (
            self._run(model.encoder, ids, hidden_source, None, None)
            if self._encode is None
            else self._read(sources, ids.shape[1], self._encode)
        )
        inputs, _ = self._stacked([[*prefix, *target[:-1]] for target in targets])
        length = inputs.shape[1]
        later = np.triu(np.full((length, length), _HIDDEN), 1)
        states = self._run(model.decoder, inputs, later, memory, hidden_source)
        skip = len(prefix) - 1
        wanted = np.concatenate([states[row, skip : skip + len(target)] for row, target in enumerate(targets)])
        scored = self._score(wanted, np.array([token for target in targets for token in target]))
        result: list[tuple[Forced, ...]] = []
        position = 0
        for target in targets:
            result.append(tuple(scored[position : position + len(target)]))
            position += len(target)
        return result

    def _read(self, sources: Sequence[Sequence[int]], width: int, encode: Callable[[Sequence[int]], Array]) -> Array:
        """Read every source once, by itself, and stack what comes back, zeros on the right."""
        read = {ids: encode(ids) for ids in dict.fromkeys(map(tuple, sources))}
        memory = np.zeros((len(sources), width, self._model.encoder.embeddings.shape[1]), np.float32)
        for row, ids in enumerate(sources):
            memory[row, : len(ids)] = read[tuple(ids)]
        return memory

    def _score(self, states: Array, gold: Array) -> list[Forced]:
        weight, bias = self._model.projection
        scored: list[Forced] = []
        for start in range(0, len(states), _CHUNK):
            # Only the places of real tokens meet the output layer, a chunk at a time, in place: a batch's whole
            # distribution over a vocabulary of 256,000 would fill the memory.
            logits = states[start : start + _CHUNK] @ weight.T
            logits += bias
            rows, tokens = np.arange(len(logits)), gold[start : start + _CHUNK]
            padding = logits[:, self._pad].copy()
            logits[:, self._pad] = -np.inf
            best = logits.argmax(axis=1)
            highest = logits[rows, best]
            own = logits[rows, tokens]
            ranks = np.count_nonzero(logits > own[:, None], axis=1) + 1
            logits[:, self._pad] = padding
            peak = np.maximum(highest, padding)
            logits -= peak[:, None]
            chances = np.exp(logits)
            sums = chances.sum(axis=1, dtype=np.float32)
            # −Σ p·log p, of logits that differ from log p by a constant a row
            entropies = np.log(sums) - np.einsum("ij,ij->i", chances, logits) / sums
            total = np.log(sums) + peak
            found = (own - total, best, highest - total, ranks, np.maximum(entropies, 0))
            scored.extend(map(Forced._make, zip(*(column.tolist() for column in found), strict=True)))
        return scored

    def _stacked(self, rows: Sequence[Sequence[int]]) -> tuple[Array, Array]:
        """Stack rows of ids, padded on the right, and say which places hold one."""
        width = max(map(len, rows))
        ids = np.array([[*row, *[self._pad] * (width - len(row))] for row in rows])
        return ids, np.arange(width) < np.array([len(row) for row in rows])[:, None]

    def _run(self, stack: Stack, ids: Array, mask: Array, memory: Array | None, memory_mask: Array | None) -> Array:
        model = self._model
        states = stack.embeddings[ids] * np.float32(model.scale) + stack.positions[: ids.shape[1]]
        if stack.embedding_norm is not None:
            states = _normalized(states, stack.embedding_norm)
        for layer in stack.layers:
            states = self._layer(layer, states, mask, memory, memory_mask)
        return _normalized(states, stack.final_norm) if stack.final_norm is not None else states

    def _layer(
        self, layer: LayerArrays, states: Array, mask: Array, memory: Array | None, memory_mask: Array | None
    ) -> Array:
        states = self._block(states, layer.attention.norm, lambda x: self._attend(layer.attention, x, x, mask))
        cross = layer.cross
        if cross is not None and memory is not None and memory_mask is not None:
            states = self._block(states, cross.norm, lambda x: self._attend(cross, x, memory, memory_mask))
        return self._block(
            states, layer.norm, lambda x: _applied(self._activate(_applied(x, layer.inner)), layer.outer)
        )

    def _block(self, states: Array, norm: Affine, compute: Callable[[Array], Array]) -> Array:
        if self._model.pre_norm:
            return states + compute(_normalized(states, norm))
        return _normalized(states + compute(states), norm)

    def _attend(self, attention: Attention, states: Array, memory: Array, mask: Array) -> Array:
        heads = self._model.heads
        rows, length, width = states.shape

        def split(values: Array) -> Array:
            return values.reshape(rows, -1, heads, width // heads).transpose(0, 2, 1, 3)

        query = split(_applied(states, attention.query)) * np.float32((width // heads) ** -0.5)
        key, value = split(_applied(memory, attention.key)), split(_applied(memory, attention.value))
        scores = query @ key.transpose(0, 1, 3, 2)
        scores += mask
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        return _applied((scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, width), attention.output)


def _applied(states: Array, layer: Affine) -> Array:
    # One large product: NumPy would multiply the rows of a batch one by one.
    flat: Array = states.reshape(-1, states.shape[-1]) @ layer.weight.T
    flat += layer.bias
    return flat.reshape(*states.shape[:-1], -1)


def _normalized(states: Array, norm: Affine) -> Array:
    centred: Array = states - states.mean(axis=-1, keepdims=True)
    variance = np.einsum("...i,...i->...", centred, centred)[..., None] / states.shape[-1]
    centred *= 1 / np.sqrt(variance + np.float32(_EPSILON))
    centred *= norm.weight
    centred += norm.bias
    return centred


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)


def _swish(values: Array) -> Array:
    # The bound keeps exp finite; beyond it the answer is 0 in float32 all the same.
    values /= 1 + np.exp(-np.maximum(values, -80))
    return values


def _gelu(values: Array) -> Array:
    """Return x·Φ(x).

    Source:
        Abramowitz and Stegun (1964), 7.1.26: the error function to 1.5e-7.
    """
    size = np.abs(values) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.copysign(1 - series * np.exp(-size * size), values)
    answer: Array = (values * 0.5 * (1 + error)).astype(np.float32)
    return answer


_ACTIVATIONS: Mapping[str, Callable[[Array], Array]] = MappingProxyType(
    {"relu": _relu, "swish": _swish, "silu": _swish, "gelu": _gelu}
)
