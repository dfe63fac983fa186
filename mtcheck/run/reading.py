"""The documents of a run, read twice: first for the English that they hold, then to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, TypeAlias

from mtcheck.errors import InputError
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document, FileReport, KnownQuote

KEPT = 16_000_000  # code points of documents kept from the first reading for the second; later ones are read again

ReadOne: TypeAlias = Document | FileReport


class Reading:
    """Documents and failed files in the order of their sources, any number of times, in bounded memory.

    Args:
        sources: What to read; documents already read stand for themselves.
        options: How files are read, and how large they may be.
        stdin: Read, once, for a source that is standard input.
        kept: Code points of documents that are held between readings.
    """

    def __init__(
        self,
        sources: Sequence[Source | Document],
        options: ReadingOptions | None = None,
        *,
        stdin: BinaryIO | None = None,
        kept: int = KEPT,
    ) -> None:
        self._sources, self._options, self._stdin, self._room = sources, options, stdin, kept
        self._held: dict[int, tuple[ReadOne, ...]] = {}

    def survey(self) -> tuple[int, tuple[KnownQuote, ...]]:
        """Read everything once.

        Returns:
            How many documents can be checked, and the known quotes found embedded in them.
        """
        count, found = 0, list[KnownQuote]()
        for number, source in enumerate(self._sources):
            held: list[ReadOne] | None = []
            size = 0
            # Standard input cannot be read again, and a page on the network may have changed.
            needed = isinstance(source, Document) or source.kind is not SourceKind.FILE
            for item in self._read(source):
                if isinstance(item, Document):
                    count += 1
                    found += found_quotes(item)
                    size += len(item.text)
                if size > self._room and not needed:
                    held = None
                if held is not None:
                    held.append(item)
            if held is not None:
                self._room -= size
                self._held[number] = tuple(held)
        return count, tuple(found)

    def __iter__(self) -> Iterator[ReadOne]:
        for number, source in enumerate(self._sources):
            yield from self._held[number] if number in self._held else self._read(source)

    def _read(self, source: Source | Document) -> Iterator[ReadOne]:
        if isinstance(source, Document):
            yield source
            return
        for item in read_documents(source, self._options, stdin=self._stdin):
            yield FileReport(item.path, error=str(item)) if isinstance(item, InputError) else item
