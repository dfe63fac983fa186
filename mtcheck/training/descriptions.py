"""Makes the vectors of the descriptions of senses that are asked for most, ``encoder/data/descriptions.npz``.

``python -m mtcheck.training descriptions english.txt … --output descriptions.npz``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans

from mtcheck.encoder.descriptions import DescriptionVectors, description, kept_keys, keys
from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.senses.headwords import HeadwordFinder
from mtcheck.senses.parts_of_speech import shipped_parts_of_speech

PARTS, WIDTH = 48, 4  # bytes of a vector, and numbers that each stands for
_PROTOTYPES = 256

Vectors = npt.NDArray[np.float32]


class Product(NamedTuple):
    """Vectors as bytes; see :class:`mtcheck.encoder.descriptions.Quantised`."""

    codes: npt.NDArray[np.uint8]
    prototypes: Vectors
    turn: Vectors
    mean: Vectors


def build(
    dictionary: Dictionary, sentences: Iterable[str], output: Path, encoder: SentenceEncoder, *, most: int
) -> Iterator[str]:
    """Write the vectors of the senses that are asked for most.

    Args:
        dictionary: Whose senses.
        sentences: English like that which is going to be quoted.
        output: The file to write.
        encoder: Its answers may be kept between runs.
        most: Descriptions.

    Yields:
        How much of the sentences' senses is kept, and how near the kept vectors are to the encoder's.
    """
    asked = asked_for(sentences, HeadwordFinder(dictionary, shipped_parts_of_speech(dictionary)))
    every = sorted({description(entry, number) for entry in dictionary for number in range(len(entry.senses))})
    rest = (text for text in every if text not in asked)
    kept = [*(text for text, _ in sorted(asked.items(), key=lambda item: (-item[1], item[0]))), *rest][:most]
    known = keys(kept)
    order = np.argsort(known)
    vectors = DescriptionVectors(encoder).vectors([kept[place] for place in order.tolist()])
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
    covered = sum(asked[text] for text in kept) / max(sum(asked.values()), 1)
    yield f"{len(asked)} of {len(every)} senses asked for; {len(kept)} kept are {covered:.3f} of the questions"
    yield f"cosine between kept and encoded: {nearness(vectors, found):.3f}; {output.stat().st_size:,} bytes"


def asked_for(sentences: Iterable[str], headwords: HeadwordFinder) -> Counter[str]:
    """Count the senses of the words of English sentences, by their descriptions."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for headword in headwords.find(sentence):
            counts.update(meaning.description for meaning in headword.meanings)
    return counts


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
