"""Makes the vectors of the descriptions of senses, ``encoder/data/descriptions.npz``.

``python -m mtcheck.training descriptions --output descriptions.npz``
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans

from mtcheck.encoder.descriptions import DescriptionVectors, description, kept_keys, keys
from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.lexicon.dictionary import Dictionary

PARTS, WIDTH = 48, 4  # bytes of a vector, and numbers that each stands for
_PROTOTYPES = 256

Vectors = npt.NDArray[np.float32]


class Product(NamedTuple):
    """Vectors as bytes; see :class:`mtcheck.encoder.descriptions.Quantised`."""

    codes: npt.NDArray[np.uint8]
    prototypes: Vectors
    turn: Vectors
    mean: Vectors


def build(dictionary: Dictionary, output: Path, encoder: SentenceEncoder) -> Iterator[str]:
    """Write the vectors of the descriptions of all senses.

    Args:
        dictionary: Whose senses.
        output: The file to write.
        encoder: Its answers may be kept between runs.

    Yields:
        How many they are, and how near the kept vectors are to the encoder's.
    """
    every = list({description(entry, number): None for entry in dictionary for number in range(len(entry.senses))})
    known = keys(every)
    order = np.argsort(known)
    vectors = DescriptionVectors(encoder).vectors([every[place] for place in order.tolist()])
    found = quantised(vectors)
    with output.open("wb") as file:
        np.savez_compressed(
            file,
            signature=np.array(encoder.signature),
            keys=kept_keys(known[order]),
            codes=found.codes,
            prototypes=found.prototypes.astype(np.float16),
            turn=found.turn.astype(np.float16),
            mean=found.mean.astype(np.float16),
        )
    near = nearness(vectors, found)
    yield f"{len(every)} senses; cosine between kept and encoded: {near:.3f}; {output.stat().st_size:,} bytes"


def quantised(vectors: Vectors, *, seed: int = 1) -> Product:
    """Turn vectors so that the first numbers say most, share their spread among the parts, and give every part its prototypes."""
    mean = vectors.mean(axis=0)
    _, strengths, axes = np.linalg.svd(vectors - mean, full_matrices=False)
    turn = axes[_shared(strengths[: PARTS * WIDTH])]
    turned = ((vectors - mean) @ turn.T).reshape(len(vectors), PARTS, WIDTH)
    codes = np.zeros((len(vectors), PARTS), np.uint8)
    prototypes = np.zeros((PARTS, _PROTOTYPES, WIDTH), np.float32)
    for part in range(PARTS):
        fitted = KMeans(min(_PROTOTYPES, len(vectors)), n_init=1, max_iter=25, random_state=seed).fit(turned[:, part])
        codes[:, part] = fitted.labels_
        prototypes[part, : len(fitted.cluster_centers_)] = fitted.cluster_centers_
    return Product(codes, prototypes, turn.astype(np.float32), mean)


def nearness(vectors: Vectors, found: Product) -> float:
    """Return the mean cosine between vectors and what is kept of them."""
    kept = found.prototypes[np.arange(PARTS), found.codes].reshape(len(vectors), -1) @ found.turn + found.mean
    return float(((kept / np.linalg.norm(kept, axis=1, keepdims=True)) * vectors).sum(axis=1).mean())


def _shared(strengths: Vectors) -> list[int]:
    """Deal the axes out to the parts, each the strongest left for the part that has least so far (Ge et al. 2013)."""
    parts: list[list[int]] = [[] for _ in range(PARTS)]
    weight = [0.0] * PARTS
    for axis, strength in enumerate(strengths.tolist()):
        part = min((p for p in range(PARTS) if len(parts[p]) < WIDTH), key=lambda p: (weight[p], p))
        parts[part].append(axis)
        weight[part] += float(np.log(max(strength, 1e-9) ** 2 + 1.0))
    return [axis for part in parts for axis in part]
