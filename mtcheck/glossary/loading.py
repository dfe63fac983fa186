"""Reading glossaries: which format a file has, and what no entry may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.glossary.entries import Glossary, GlossaryEntry
from mtcheck.glossary.exchange import read_tbx, read_tmx
from mtcheck.glossary.phrases import forbidden_form, plain_form
from mtcheck.glossary.tables import read_table
from mtcheck.language.messages import Message
from mtcheck.readers.encoding import decode

SUFFIXES = (".csv", ".tsv", ".tbx", ".tmx")


def load_glossary(paths: Iterable[str]) -> Glossary:
    """Read glossaries.

    Args:
        paths: Files, told apart by their suffix; of a folder every file with one of these suffixes, sorted.

    Raises:
        InputError: A file is missing, of another format or malformed; the error names the line.
    """
    entries: list[GlossaryEntry] = []
    for path in paths:
        for file in _files(path):
            entries += _read(file)
    return Glossary(tuple(entries))


def _files(path: str) -> Iterator[str]:
    place = Path(path)
    if not place.is_dir():
        yield path
        return
    found = sorted(str(file) for file in place.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise InputError(
            path, Message("the folder holds no glossary (files ending in {known})", known=", ".join(SUFFIXES))
        )
    yield from found


def _read(path: str) -> Iterator[GlossaryEntry]:
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(path, Message("no such file")) from error
    except OSError as error:
        raise InputError(path, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    suffix = Path(path).suffix.lower()
    if suffix == ".tbx":
        entries: Iterator[GlossaryEntry] = read_tbx(path, data)
    elif suffix == ".tmx":
        entries = read_tmx(path, data)
    elif suffix in SUFFIXES:
        entries = read_table(path, decode(path, data).text)
    else:
        raise InputError(path, Message("is no glossary: its name ends in none of {known}", known=", ".join(SUFFIXES)))
    for entry in entries:
        yield _sound(entry)


def _sound(entry: GlossaryEntry) -> GlossaryEntry:
    """Refuse an entry that says nothing, or whose words cannot be looked for.

    Raises:
        InputError: It is such a one.
    """
    if not entry.french and not entry.forbidden:
        raise InputError(entry.path, Message("gives no French, neither accepted nor forbidden"), line=entry.line)
    try:
        for phrase in entry.french:
            plain_form(phrase)
        for phrase in entry.forbidden:
            forbidden_form(phrase)
    except ValueError as error:
        raise InputError(entry.path, str(error), line=entry.line) from error
    return entry
