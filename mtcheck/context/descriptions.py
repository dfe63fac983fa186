"""Vectors of the descriptions of senses, by their row in the table of senses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.context.renderings import SenseTable
from mtcheck.encoder.descriptions import DescriptionVectors, Vectors, description
from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry


@dataclass(frozen=True)
class SenseDescriptions:
    """The descriptions of a table's senses."""

    senses: SenseTable
    dictionary: Dictionary
    descriptions: DescriptionVectors

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """Return the vectors of senses, a row each, shape (senses, 384)."""
        return self.descriptions.vectors([self.text(row) for row in rows])

    def text(self, row: int) -> str:
        """Return what the encoder reads of a sense; what its headword means, where the table is of another dictionary."""
        meant = sense_of(self.senses, self.dictionary, row)
        if meant is None:
            return self.senses.entries[int(self.senses.owner[row])].rpartition(".")[0].replace("_", " ")
        return description(*meant)


def sense_of(table: SenseTable, dictionary: Dictionary, row: int) -> tuple[DictionaryEntry, int] | None:
    """Return the entry of a sense and its number there, None where the table is of another dictionary."""
    owner = int(table.owner[row])
    entry, number = dictionary.entry(table.entries[owner]), row - int(table.first[owner])
    return None if entry is None or number >= len(entry.senses) else (entry, number)
