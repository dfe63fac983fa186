"""Vectors of the descriptions of senses.

Those of the dictionary that ships with the package are kept as ``data/descriptions.npz``, made by
``python -m mtcheck.training descriptions``: product quantisation, a byte for some numbers of a vector that is turned so that
the first say most. The encoder makes those of other descriptions when they are asked for.

Source:
    Jégou, Douze and Schmid (2011), *Product quantization for nearest neighbor search*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib import resources

import numpy as np
import numpy.typing as npt

from mtcheck.encoder.encoder import SIZE, SentenceEncoder
from mtcheck.lexicon.dictionary import DictionaryEntry
from mtcheck.shipped import arrays_of

KEY = 5  # bytes of a key: among 43,000 two are the same by chance once in 1,000 dictionaries
_CUES, _RENDERINGS = 4, 2  # of a description: with more of them the encoder chooses no better

Vectors = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Quantised:
    """Some descriptions, as bytes.

    Attributes:
        signature: Of the encoder that made them.
        keys: :func:`keys` of the descriptions, sorted.
        codes: Shape (descriptions, parts): the likest prototype of every part.
        prototypes: Shape (parts, 256, width), turned back as they are joined.
        turn: Shape (parts * width, 384).
        mean: Shape (384,).
    """

    signature: str
    keys: Keys
    codes: npt.NDArray[np.uint8]
    prototypes: Vectors
    turn: Vectors
    mean: Vectors

    def vectors(self, places: npt.NDArray[np.intp]) -> Vectors:
        """Return the vectors of some of the descriptions, by their place in :attr:`keys`, at length 1."""
        parts = np.arange(self.codes.shape[1])
        turned = self.prototypes[parts, self.codes[places]].reshape(len(places), len(self.turn))
        found = turned @ self.turn + self.mean
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class DescriptionVectors:
    """Vectors of descriptions, from the bytes that ship where they are of this encoder.

    Attributes:
        encoder: Makes those that are not kept.
        quantised: None for none.
    """

    encoder: SentenceEncoder
    quantised: Quantised | None = None

    def vectors(self, descriptions: Sequence[str]) -> Vectors:
        """Return the vectors of descriptions, a row each, shape (descriptions, 384)."""
        found = np.zeros((len(descriptions), SIZE), np.float32)
        missing = np.arange(len(descriptions))
        kept = self._usable
        if kept is not None and len(descriptions):
            asked = keys(descriptions)
            places = np.minimum(np.searchsorted(kept.keys, asked), len(kept.keys) - 1)
            have = kept.keys[places] == asked
            found[have] = kept.vectors(places[have])
            missing = np.flatnonzero(~have)
        if len(missing):
            cut = self.encoder.tokenizer
            found[missing] = self.encoder.encode([cut.description(descriptions[place]) for place in missing.tolist()])
        return found

    @cached_property
    def _usable(self) -> Quantised | None:
        kept = self.quantised
        return None if kept is None or kept.signature != self.encoder.signature or not len(kept.keys) else kept


def description(entry: DictionaryEntry, number: int) -> str:
    """Return what the encoder reads of a sense."""
    sense = entry.senses[number]
    return f"{entry.english} ({sense.domain}): {', '.join(sense.cues[:_CUES])}. {', '.join(sense.french[:_RENDERINGS])}"


def keys(descriptions: Sequence[str]) -> Keys:
    """Return what each description is known by: 40 bits of its BLAKE2b digest, as they are kept."""
    digests = b"".join(blake2b(text.encode(), digest_size=KEY).digest() for text in descriptions)
    return whole_keys(np.frombuffer(digests, np.uint8).reshape(-1, KEY))


def whole_keys(kept: npt.NDArray[np.uint8]) -> Keys:
    """Return keys as numbers.

    Args:
        kept: Shape (descriptions, :data:`KEY`): the bytes of each, the least first.
    """
    widened = np.zeros((len(kept), 8), np.uint8)
    widened[:, :KEY] = kept
    return np.asarray(widened.view("<u8")[:, 0], dtype=np.uint64)


def kept_keys(whole: Keys) -> npt.NDArray[np.uint8]:
    """Return the bytes of keys, shape (descriptions, :data:`KEY`)."""
    return np.ascontiguousarray(whole.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :KEY])


def shipped_descriptions(encoder: SentenceEncoder) -> DescriptionVectors:
    """Return the descriptions of the dictionary that ships with the package."""
    file = resources.files("mtcheck.encoder").joinpath("data/descriptions.npz")
    return DescriptionVectors(encoder, load_quantised(file.read_bytes()) if file.is_file() else None)


def load_quantised(packed: bytes) -> Quantised:
    """Read descriptions from the bytes of their file."""
    arrays = arrays_of(packed, "descriptions.npz")
    return Quantised(
        str(arrays["signature"]),
        whole_keys(arrays["keys"]),
        arrays["codes"],
        arrays["prototypes"].astype(np.float32),
        arrays["turn"].astype(np.float32),
        arrays["mean"].astype(np.float32),
    )
