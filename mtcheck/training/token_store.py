"""Token ids on disk, read by memory mapping, so that a corpus of any size costs little memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import InputError
from mtcheck.training.noise import NoisyExample
from mtcheck.training.subwords import Subwords

_CHUNK = 20_000
_LANGUAGES = ("english", "french")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One segmentation of every sentence of one language: ``ids[offsets[i]:offsets[i + 1]]`` is sentence i."""

    ids: NDArray[np.uint16]
    offsets: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each sentence."""
        return np.diff(self.offsets)


@dataclass(frozen=True, slots=True)
class TokenStore:
    """The pairs of a corpus as token ids.

    Attributes:
        english: Segmentations, the best one first, then sampled ones.
        french: Likewise.
        directions: For each pair the directions in which it is used.
    """

    english: tuple[Segmentation, ...]
    french: tuple[Segmentation, ...]
    directions: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.directions)


def write_store(
    examples: Iterable[NoisyExample],
    subwords: Subwords,
    folder: Path,
    *,
    longest: int,
    sampled: int = 0,
    alpha: float = 0.2,
) -> int:
    """Cut the examples into ids and write them.

    Args:
        examples: Normalised examples.
        subwords: The vocabulary.
        folder: Where to write.
        longest: Longest sentence, tag and end included; pairs with a longer one are left out.
        sampled: Random segmentations beside the best one.
        alpha: Sharpness of that draw.

    Returns:
        Pairs written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{language}.{number}" for language in _LANGUAGES for number in range(sampled + 1)]
    lengths: dict[str, list[NDArray[np.int64]]] = {name: [] for name in names}
    directions: list[NDArray[np.uint8]] = []
    streams = {name: (folder / f"{name}.bin").open("wb") for name in names}
    try:
        for chunk in _chunks(examples):
            cut: dict[str, list[NDArray[np.uint16]]] = {}
            for language in _LANGUAGES:
                texts = [getattr(example, language) for example in chunk]
                for number in range(sampled + 1):
                    cut[f"{language}.{number}"] = subwords.encode(texts, sampled=number > 0, alpha=alpha)
            sizes = {name: np.array([len(ids) for ids in cut[name]], np.int64) for name in names}
            fits = np.flatnonzero(np.max([sizes[name] for name in names], axis=0) + 2 <= longest)
            for name in names:
                lengths[name].append(sizes[name][fits])
                if len(fits):
                    np.concatenate([cut[name][row] for row in fits]).tofile(streams[name])
            directions.append(np.array([example.directions for example in chunk], np.uint8)[fits])
    finally:
        for stream in streams.values():
            stream.close()
    for name in names:
        counted = np.concatenate([np.zeros(1, np.int64), *lengths[name]])
        np.save(folder / f"{name}.offsets.npy", np.cumsum(counted))
    used = np.concatenate([np.zeros(0, np.uint8), *directions])
    np.save(folder / "directions.npy", used)
    (folder / "store.json").write_text(json.dumps({"pairs": len(used), "segmentations": sampled + 1}), encoding="utf-8")
    return len(used)


def open_store(folder: Path) -> TokenStore:
    """Map a store into memory.

    Raises:
        InputError: It is missing, incomplete or empty.
    """
    try:
        content = json.loads((folder / "store.json").read_text(encoding="utf-8"))
        sides = [
            tuple(
                Segmentation(
                    np.memmap(folder / f"{language}.{number}.bin", dtype=np.uint16, mode="r"),
                    np.load(folder / f"{language}.{number}.offsets.npy"),
                )
                for number in range(content["segmentations"])
            )
            for language in _LANGUAGES
        ]
        return TokenStore(sides[0], sides[1], np.load(folder / "directions.npy"))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(str(folder), f"no token store; the stage `prepare` writes it ({error})") from error


def _chunks(examples: Iterable[NoisyExample]) -> Iterator[list[NoisyExample]]:
    iterator = iter(examples)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
