"""Vectors of the descriptions of senses, by their row in the table of senses.

Those asked for most ship as ``data/descriptions.npz``, made by ``python -m mtcheck.training descriptions``: product
quantisation, a byte for some numbers of a vector that is turned so that the first say most. The encoder makes the others
when they are asked for.

Source:
    Jégou, Douze and Schmid (2011), *Product quantization for nearest neighbor search*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt

from mtcheck.context.renderings import SenseTable
from mtcheck.encoder.encoder import SIZE, SentenceEncoder
from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry, shipped_dictionary

_CUES, _RENDERINGS = 4, 2  # of a description: with more of them the encoder chooses no better

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Quantised:
    """Some descriptions, as bytes.

    Attributes:
        signature: Of the encoder that made them.
        entries: Checksum of the table's entries.
        rows: Senses, sorted.
        codes: Shape (senses, parts): the likest prototype of every part.
        prototypes: Shape (parts, 256, width), turned back as they are joined.
        turn: Shape (parts * width, 384).
        mean: Shape (384,).
    """

    signature: str
    entries: int
    rows: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint8]
    prototypes: Vectors
    turn: Vectors
    mean: Vectors

    def vectors(self, places: npt.NDArray[np.intp]) -> Vectors:
        """Return the vectors of some of the senses, by their place in :attr:`rows`, at length 1."""
        parts = np.arange(self.codes.shape[1])
        turned = self.prototypes[parts, self.codes[places]].reshape(len(places), len(self.turn))
        found = turned @ self.turn + self.mean
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class DescriptionVectors:
    """Vectors of descriptions, from the bytes that ship where they are of this encoder and dictionary.

    Attributes:
        quantised: None where they are of others.
    """

    senses: SenseTable
    encoder: SentenceEncoder
    dictionary: Dictionary
    quantised: Quantised | None = None

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """Return the vectors of senses, a row each, shape (senses, 384)."""
        found = np.zeros((len(rows), SIZE), np.float32)
        asked = np.asarray(rows, dtype=np.int64)
        missing = np.arange(len(rows))
        known = self._usable
        if known is not None and len(rows):
            places = np.minimum(np.searchsorted(known.rows, asked), len(known.rows) - 1)
            have = known.rows[places] == asked
            found[have] = known.vectors(places[have])
            missing = np.flatnonzero(~have)
        if len(missing):
            cut = self.encoder.tokenizer
            found[missing] = self.encoder.encode(
                [cut.description(self.text(rows[number])) for number in missing.tolist()]
            )
        return found

    def text(self, row: int) -> str:
        """Return what the encoder reads of a sense; what its headword means, where the table is of another dictionary."""
        meant = sense_of(self.senses, self.dictionary, row)
        if meant is None:
            return self.senses.entries[int(self.senses.owner[row])].rpartition(".")[0].replace("_", " ")
        return description(*meant)

    @cached_property
    def _usable(self) -> Quantised | None:
        known = self.quantised
        if known is None or known.signature != self.encoder.signature or known.entries != self.senses.checksum:
            return None
        return known


def description(entry: DictionaryEntry, number: int) -> str:
    """Return what the encoder reads of a sense."""
    sense = entry.senses[number]
    return f"{entry.english} ({sense.domain}): {', '.join(sense.cues[:_CUES])}. {', '.join(sense.french[:_RENDERINGS])}"


def sense_of(table: SenseTable, dictionary: Dictionary, row: int) -> tuple[DictionaryEntry, int] | None:
    """Return the entry of a sense and its number there, None where the table is of another dictionary."""
    owner = int(table.owner[row])
    entry, number = dictionary.entry(table.entries[owner]), row - int(table.first[owner])
    return None if entry is None or number >= len(entry.senses) else (entry, number)


def shipped_descriptions(senses: SenseTable, encoder: SentenceEncoder) -> DescriptionVectors:
    """Return the descriptions of the dictionary that ships with the package."""
    file = resources.files("mtcheck.context").joinpath("data/descriptions.npz")
    quantised = load_quantised(file.read_bytes()) if file.is_file() else None
    return DescriptionVectors(senses, encoder, shipped_dictionary(), quantised)


def load_quantised(packed: bytes) -> Quantised:
    """Read descriptions from the bytes of their file."""
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Quantised(
            str(arrays["signature"]),
            int(arrays["entries"]),
            arrays["rows"].astype(np.int32),
            arrays["codes"],
            arrays["prototypes"].astype(np.float32),
            arrays["turn"].astype(np.float32),
            arrays["mean"].astype(np.float32),
        )
