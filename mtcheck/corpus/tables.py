"""Rows of Parquet and JSON Lines, read as they come: a table of any length in bounded memory."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, cast

import pyarrow.parquet as pq

from mtcheck.corpus.store import filesystem_of
from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.json_lines import flat_values, row_values
from mtcheck.readers.reader import Readable
from mtcheck.readers.rows import MOST_FAULTS, Columns, RowDocuments

PARQUET = (".parquet",)
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_ROWS = 256  # of Parquet that are held at once


def read_parquet(path: str, options: ReadingOptions) -> Iterator[Readable]:
    """Give the documents of the rows of a Parquet file; a nested column is named ``article.body``.

    Raises:
        InputError: It has no column with texts.
    """
    system, inside = filesystem_of(path)
    with system.open(inside, "rb") as stream:
        batches = pq.ParquetFile(stream).iter_batches(batch_size=_ROWS)
        rows = (_parquet_values(row) for batch in batches for row in batch.to_pylist())
        yield from _documents(path, rows, options, "application/vnd.apache.parquet")


def read_lines(path: str, options: ReadingOptions) -> Iterator[Readable]:
    """Give the documents of the lines of a JSON Lines file in UTF-8, packed or not.

    Raises:
        InputError: Its first line holds no text, or most of its lines are faulty.
    """
    system, inside = filesystem_of(path)
    with system.open(inside, "rb") as stream, _unpacked(path, stream) as lines:
        yield from _documents(path, _line_values(path, lines, options.max_line), options, "application/jsonl")


def _unpacked(path: str, stream: BinaryIO) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if path.lower().endswith(".zst"):
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, reader)))
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, stream)))


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """Give lines; of one that is too long its beginning."""
    while line := stream.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = stream.readline(longest + 1)


def _line_values(path: str, stream: BinaryIO, longest: int) -> Iterator[Mapping[str, str] | InputError | None]:
    for number, raw in enumerate(_lines(stream, longest), start=1):
        if not raw.strip():
            yield None
        elif len(raw) > longest:
            yield InputError(
                path,
                Message("the line is longer than {longest} bytes: not an article's text", longest=longest),
                line=number,
            )
        else:
            try:
                yield row_values(path, raw.decode("utf-8-sig" if number == 1 else "utf-8"), number)
            except UnicodeDecodeError as error:
                yield InputError(path, Message("not UTF-8: byte 0x{raw:02x}", raw=raw[error.start]), line=number)
            except InputError as error:
                yield error


def _parquet_values(row: Mapping[str, Any]) -> Mapping[str, str]:
    plain = {key: str(value) if hasattr(value, "isoformat") else value for key, value in row.items()}
    return dict(flat_values(plain))


def _documents(
    path: str, rows: Iterable[Mapping[str, str] | InputError | None], options: ReadingOptions, media_type: str
) -> Iterator[Readable]:
    documents: RowDocuments | None = None
    row = faults = 0
    for line, values in enumerate(rows, start=1):
        if values is None:  # an empty line is no row
            continue
        row += 1
        item: Readable
        if isinstance(values, InputError):
            item = values
        else:
            if documents is None:  # a table whose first row has no text has none anywhere
                columns = Columns.choose(options, values, path, line)
                documents = RowDocuments(Content(path, b"", path, options), columns, media_type)
            item = documents.read(row, values, line, lines_in_cell=False)
        yield item
        faults += isinstance(item, InputError)
        if faults >= MOST_FAULTS and 2 * faults > row:
            raise InputError(
                path,
                Message("{faults} of {row} rows are faulty: not read any further", faults=faults, row=row),
                line=line,
            )
    if not row:
        raise InputError(path, Message("holds no row"))
