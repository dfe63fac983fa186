"""CSV and TSV: a record a row, one of whose columns holds a text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.reader import Readable
from mtcheck.readers.rows import MOST_FAULTS, Columns, RowDocuments

_DELIMITERS = ",;\t|"
_MOST_LINES = 20_000  # of one record: a quotation mark that is never closed swallows no more


class _Record(NamedTuple):
    line: int  # 1-based, where it begins
    values: tuple[str, ...]


@dataclass(frozen=True)
class TableReader:
    """Reads every record as a document. The delimiter is the one that the first line holds most often outside quotes.

    Source:
        RFC 4180.
    """

    suffixes: frozenset[str] = frozenset({".csv", ".tsv", ".tab"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Tables are known by their suffix only: much plain text holds commas."""
        return False

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of the rows, and the faults of those that are none."""
        text, note = decode(content.path, content.data, content.charset)
        if not text.strip():
            raise InputError(content.path, Message("is empty"))
        lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
        delimiter = "\t" if content.suffix in {".tsv", ".tab"} else _delimiter(lines[0])
        records = _records(content.path, lines, delimiter)
        header = next(records)
        if isinstance(header, InputError):
            raise header
        names = [name.strip() for name in header.values]
        columns = Columns.choose(content.options, names, content.path, header.line)
        documents = RowDocuments(content, columns, "text/csv", note)
        row = faults = 0
        for record in records:
            row += 1
            item = record if isinstance(record, InputError) else _document(documents, names, row, record)
            yield item
            faults += isinstance(item, InputError)
            if faults >= MOST_FAULTS:
                raise InputError(content.path, Message("{faults} rows are faulty: not read any further", faults=faults))
        if not row:
            raise InputError(content.path, Message("holds no row below the names of its columns"), line=header.line)


def _document(documents: RowDocuments, names: Sequence[str], row: int, record: _Record) -> Readable:
    path = documents.content.path
    if len(record.values) > len(names):
        message = Message(
            "row {row} has {values} cells for {names} columns", row=row, values=len(record.values), names=len(names)
        )
        return InputError(path, message, line=record.line)
    if len(record.values) <= names.index(documents.columns.text):
        return InputError(
            path,
            Message("row {row} has no cell in column {text}", row=row, text=documents.columns.text),
            line=record.line,
        )
    values = dict(zip(names, record.values, strict=False))
    before = record.values[: names.index(documents.columns.text)]
    line = record.line + sum(value.count("\n") for value in before)
    return documents.read(row, values, line, lines_in_cell=True)


def _delimiter(line: str) -> str:
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=lambda char: (outside.count(char), -_DELIMITERS.index(char)))


def _records(path: str, lines: Sequence[str], delimiter: str) -> Iterator[_Record | InputError]:
    """Parse the records; where one cannot be, reading goes on with the line below its first."""
    position = 0
    while position < len(lines):
        if not lines[position].strip():
            position += 1
            continue
        last = min(position + _MOST_LINES, len(lines))
        # Lazily: the reader takes as many lines as the record has.
        reader = csv.reader((lines[i] + "\n" for i in range(position, last)), delimiter=delimiter, strict=True)
        try:
            values = next(reader)
        except csv.Error as error:
            what = "a quotation mark is not closed" if "end of data" in str(error) else str(error)
            yield InputError(path, Message("malformed record: {what}", what=what), line=position + 1)
            position += 1
            continue
        yield _Record(position + 1, tuple(values))
        position += reader.line_num
