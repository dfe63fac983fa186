"""Makes the vectors of the descriptions of senses that are asked for most, ``context/data/descriptions.npz``.

``python -m mtcheck.training descriptions sentences.txt … --output descriptions.npz``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans

from mtcheck.context.descriptions import DescriptionVectors
from mtcheck.context.judgement import PlaceJudge
from mtcheck.context.masked import Place
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.dictionary import shipped_dictionary

PARTS, WIDTH = 16, 6  # bytes of a vector, and numbers that each stands for
_PROTOTYPES = 256

Vectors = npt.NDArray[np.float32]


class Product(NamedTuple):
    """Vectors as bytes; see :class:`mtcheck.context.descriptions.Quantised`."""

    codes: npt.NDArray[np.uint8]
    prototypes: Vectors
    turn: Vectors
    mean: Vectors


def build(
    sentences: Iterable[str], output: Path, *, judge: PlaceJudge, glosser: Glosser, most: int = 10_000
) -> Iterator[str]:
    """Write the vectors.

    Args:
        sentences: French like that which is going to be checked.
        output: The file to write.
        judge: Its sieve says which places the encoder is asked about.
        glosser: Gives the words around their English.
        most: Senses.

    Yields:
        How many senses were asked for, and how near the kept vectors are to the encoder's.
    """
    asked = asked_for(sentences, judge, glosser)
    rows = sorted(row for row, _ in sorted(asked.items(), key=lambda item: (-item[1], item[0]))[:most])
    senses, encoder = judge.measurer.senses, judge.fitter.encoder
    vectors = DescriptionVectors(senses, encoder, shipped_dictionary()).vectors(rows)
    found = quantised(vectors)
    with output.open("wb") as file:
        np.savez_compressed(
            file,
            signature=np.array(encoder.signature),
            entries=np.array(senses.checksum, np.uint32),
            rows=np.array(rows, np.uint16),
            codes=found.codes,
            prototypes=found.prototypes.astype(np.float16),
            turn=found.turn.astype(np.float16),
            mean=found.mean.astype(np.float16),
        )
    covered = sum(asked[row] for row in rows) / max(sum(asked.values()), 1)
    yield f"{len(asked)} senses asked for; {len(rows)} kept are {covered:.3f} of the questions"
    yield f"cosine between kept and encoded: {nearness(vectors, found):.3f}"


def asked_for(sentences: Iterable[str], judge: PlaceJudge, glosser: Glosser) -> Counter[int]:
    """Count the senses that the encoder is asked about."""
    counts: Counter[int] = Counter()
    for sentence in sentences:
        places = [Place(sentence, one) for one in judge.measurer.candidates(sentence, glosser.gloss(sentence))]
        for place in judge.worth_asking(places):
            counts.update((*place.candidate.contenders, *place.candidate.own))
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
