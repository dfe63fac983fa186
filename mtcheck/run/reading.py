"""The documents of a run, read twice: first for the English that they hold, then to be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, TypeAlias

from mtcheck.deadlines import TimeIsOverError, WorkClock
from mtcheck.errors import InputError, ModelLoadError
from mtcheck.faults import contained
from mtcheck.language.messages import Message, Text
from mtcheck.readers.content import TIME_LIMIT, ReadingOptions
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document, FileReport, KnownQuote
from mtcheck.run.clocks import Clocks
from mtcheck.text.lines import Lines

KEPT = 16_000_000  # code points of documents kept from the first reading for the second; later ones are read again

_SLOW = 1.0  # seconds from which the first reading of a document counts, where it has to be read again

ReadOne: TypeAlias = Document | FileReport


class DocumentReading:
    """Documents and failed files in the order of their sources, any number of times, in bounded memory.

    Args:
        sources: What to read; documents already read stand for themselves.
        options: How files are read, and how large they may be.
        stdin: Read, once, for a source that is standard input.
        kept: Code points of documents that are held between readings.

    Attributes:
        clocks: Of the documents, from their reading on; whoever has done all on one says so there.
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
        self.clocks = Clocks(options.time_limit if options is not None else TIME_LIMIT)
        self._slow: dict[
            tuple[int, int], float
        ] = {}  # seconds left to documents that will be read again, by their place
        self._faults: dict[str, Text] = {}  # by path, of documents in which no English could be looked for

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
            for place, item in enumerate(self._read(number)):
                if isinstance(item, Document):
                    count += 1
                    found += self._found(item)
                    size += len(item.text)
                if size > self._room and not needed:
                    for earlier in held or ():
                        if isinstance(earlier, Document):
                            self.clocks.done(earlier)
                    held = None
                if held is not None:
                    held.append(item)
                elif isinstance(item, Document):  # to be read again: its clock goes on then
                    if (left := self.clocks.of(item).left) < self.clocks.limit - _SLOW:
                        self._slow[number, place] = left
                    self.clocks.done(item)
            if held is not None:
                self._room -= size
                self._held[number] = tuple(held)
        return count, tuple(found)

    def __iter__(self) -> Iterator[ReadOne]:
        for number in range(len(self._sources)):
            for item in self._held[number] if number in self._held else self._read(number):
                fault = self._faults.get(item.path) if isinstance(item, Document) else None
                yield (
                    item
                    if fault is None
                    else FileReport(item.path, error=Message("{place}: {message}", place=item.path, message=fault))
                )

    def _found(self, document: Document) -> tuple[KnownQuote, ...]:
        """Return the English that a document holds; one in which it cannot be looked for is told of when it is checked."""
        try:
            with self.clocks.of(document).running():
                return found_quotes(document)
        except TimeIsOverError:
            self._faults[document.path] = Message(
                "was not checked within {limit:g} seconds: given up (documents.time_limit)", limit=self.clocks.limit
            )
            return ()
        except ModelLoadError:
            raise
        except Exception as error:
            self._faults[document.path] = contained(error, Message("its English cannot be looked for"), document.path)
            return ()

    def _read(self, number: int) -> Iterator[ReadOne]:
        """Read a source; each of its documents is read on the clock that runs while it is checked."""
        source, place = self._sources[number], 0
        clock = WorkClock(self.clocks.limit)

        def next_clock() -> WorkClock:
            nonlocal clock
            clock = WorkClock(self.clocks.limit, left=self._slow.get((number, place)))
            return clock

        items: Iterable[Document | InputError] = (
            (source,)
            if isinstance(source, Document)
            else read_documents(source, self._options, stdin=self._stdin, clocks=next_clock)
        )
        for item in items:
            place += 1
            whole = checkable(item)
            if isinstance(whole, Document):
                self.clocks.begin(whole, clock)
            yield whole


def checkable(item: Document | InputError) -> ReadOne:
    """Return what was read as a document that can be checked, else as a failed file."""
    whole = item if isinstance(item, InputError) else _whole(item)
    return FileReport(whole.path, error=whole.said) if isinstance(whole, InputError) else whole


def _whole(document: Document) -> Document | InputError:
    """Refuse a text with half a character in it, which no encoding can write: escapes of JSON may hold one."""
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        line, column = Lines.of(document.text).place(error.start)
        place = document.place_at(error.start) or Message("column {column}", column=column)
        message = Message(
            "holds half a character (a lone surrogate) at offset {start} ({place})", start=error.start, place=place
        )
        return InputError(document.path, message, line=None if document.places else line)
    return document
