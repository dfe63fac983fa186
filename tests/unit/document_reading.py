"""What the tests of readers share: a file's documents and faults, the fixtures, a run with the fake engine."""

from __future__ import annotations

from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.language.messages import english
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document

FIXTURES = Path(__file__).parents[1] / "fixtures" / "documents"


def read_all(path: Path, options: ReadingOptions | None = None) -> tuple[list[Document], list[InputError]]:
    """Return the documents and the faults of a file, each in order."""
    items = list(read_documents(Source(str(path)), options))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, InputError)]


def read_one(path: Path, options: ReadingOptions | None = None) -> Document:
    """Return the one document of a file that has no fault."""
    (document,), faults = read_all(path, options)
    assert faults == []
    return document


def fault_of(path: Path, options: ReadingOptions | None = None) -> InputError:
    """Return the one fault of a file that gives no document."""
    documents, (fault,) = read_all(path, options)
    assert documents == []
    return fault


def place_of(document: Document, words: str) -> str | None:
    """Return the place of the first occurrence of some words, in English."""
    place = document.place_at(document.text.index(words))
    return None if place is None else english(place)


def notes_of(document: Document) -> tuple[str, ...]:
    """Return what a report says of how a document was read, in English."""
    return tuple(map(english, document.notes))


def write(folder: Path, name: str, data: bytes | str) -> Path:
    """Write a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
