"""Quotes from files of other makers, one row at a time: a row that is wrong is told, and the others are kept."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeAlias
from xml.parsers import expat

from mtcheck.errors import QuoteBankError
from mtcheck.language.messages import Message
from mtcheck.quotes.entries import FIELDS, Entry, parse_entry
from mtcheck.quotes.formats import parse_json_line, read_entries
from mtcheck.quotes.normal import text_id
from mtcheck.quotes.store import SUFFIXES as STORES
from mtcheck.quotes.store import QuoteStore
from mtcheck.records import KnownQuote
from mtcheck.text.controls import in_json

Imported: TypeAlias = KnownQuote | QuoteBankError
FORMATS = ("jsonl", "csv", "tsv", "tmx", "txt", "json", "toml", "yaml", "sqlite")
_FORMAT_OF = {".ndjson": "jsonl", ".yml": "yaml", ".md": "txt"} | dict.fromkeys(STORES, "sqlite")
_DECLARED = re.compile(r"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"'<>]{0,100})[\"']")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_LARGEST_ROW = 10_000_000  # code points; a row beyond it is a fault of the file


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for the rows that do not say it, and which columns of a table hold what.

    Attributes:
        columns: Field → column, for tables whose columns have other names.
    """

    speaker: str = ""
    date: str | None = None
    medium: str | None = None
    source: str | None = None
    licence: str | None = None
    columns: tuple[tuple[str, str], ...] = ()


def format_of(path: str) -> str:
    """Return which of :data:`FORMATS` a file's suffix names.

    Raises:
        QuoteBankError: None of them.
    """
    suffix = Path(path).suffix.lower()
    name = _FORMAT_OF.get(suffix, suffix.removeprefix("."))
    if name not in FORMATS:
        raise QuoteBankError(
            path,
            Message(
                "unknown format {suffix!r}: name one with --format ({known})", suffix=suffix, known=", ".join(FORMATS)
            ),
        )
    return name


def import_quotes(path: str, format_name: str | None = None, defaults: Defaults | None = None) -> Iterator[Imported]:
    """Read the quotes of a file.

    Args:
        path: The file; memory stays bounded for JSON Lines, CSV, TSV and TMX.
        format_name: One of :data:`FORMATS`; None goes by the suffix.
        defaults: What holds for rows that do not say it.

    Yields:
        Quotes, and for each row that is wrong the error that says where and why.

    Raises:
        QuoteBankError: The file as a whole cannot be read.
    """
    given = defaults or Defaults()
    name = format_name or format_of(path)
    if name == "sqlite":
        with QuoteStore(path) as store:
            yield from store
        return
    if name in {"json", "toml", "yaml"}:
        for entry in read_entries(path, name):
            yield _parsed(entry, given)
        return
    try:
        with open(path, encoding="utf-8-sig", errors="strict", newline="") as stream:
            yield from _READERS[name](path, stream, given)
    except OSError as error:
        raise QuoteBankError(path, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    except UnicodeDecodeError as error:
        reason = Message(
            "byte 0x{object:02X} is not UTF-8; convert the file to UTF-8, for instance with iconv",
            object=error.object[error.start],
        )
        raise QuoteBankError(path, reason) from error


def _parsed(entry: Entry, defaults: Defaults) -> Imported:
    """Make a quote of an entry, or the error that it is."""
    data = entry.data
    if isinstance(data, Mapping):
        own = {key: value for key, value in data.items() if value is not None and value != ""}
        filled = {
            key: value
            for key, value in (
                ("speaker", defaults.speaker), ("date", defaults.date), ("medium", defaults.medium),
                ("source", defaults.source), ("licence", defaults.licence),
            )
            if value
        }  # fmt: skip
        data = filled | own
    text = data.get("text") if isinstance(data, Mapping) else None
    try:
        own_id = isinstance(data, Mapping) and "id" in data
        default = text_id(text) if isinstance(text, str) and not own_id else ""
        return parse_entry(Entry(entry.path, data, entry.number, entry.line, plain=_unnamed(data)), default)
    except QuoteBankError as error:
        return error


def _unnamed(data: object) -> bool:
    return isinstance(data, Mapping) and "speaker" not in data


def _read_json_lines(path: str, stream: TextIO, defaults: Defaults) -> Iterator[Imported]:
    number = 0
    for line, content in enumerate(_lines(path, stream), start=1):
        if not content.strip():
            continue
        number += 1
        try:
            yield _parsed(Entry(path, parse_json_line(path, content, line), number, line), defaults)
        except QuoteBankError as error:
            yield error


def _lines(path: str, stream: TextIO) -> Iterator[str]:
    line = 0
    while content := stream.readline(_LARGEST_ROW):
        line += 1
        if len(content) == _LARGEST_ROW:
            raise QuoteBankError(
                path, Message("a line is longer than {largest_row} characters", largest_row=_LARGEST_ROW), line=line
            )
        yield content


def _read_comma(path: str, stream: TextIO, defaults: Defaults) -> Iterator[Imported]:
    return _read_table(path, stream, defaults, ",")


def _read_tab(path: str, stream: TextIO, defaults: Defaults) -> Iterator[Imported]:
    return _read_table(path, stream, defaults, "\t")


def _read_table(path: str, stream: TextIO, defaults: Defaults, delimiter: str) -> Iterator[Imported]:
    csv.field_size_limit(_LARGEST_ROW)
    # Tab-separated text has no quoting rules: a quotation mark in it is a quotation mark.
    if delimiter == "\t":
        rows = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise QuoteBankError(path, Message("malformed header: {error}", error=str(error)), line=1) from error
    names = {field: field for field in FIELDS} | dict(defaults.columns)
    places = {column.strip().lower(): place for place, column in enumerate(header)}
    wanted = {field: places[column.lower()] for field, column in names.items() if column.lower() in places}
    for field, column in defaults.columns:
        if field not in wanted:
            raise QuoteBankError(
                path,
                Message(
                    "there is no column {column!r}; the header has {known}", column=column, known=", ".join(header)
                ),
                line=1,
            )
    if "text" not in wanted:
        hint = Message("name the one that holds the English with --column text=NAME")
        raise QuoteBankError(
            path,
            Message(
                "there is no column 'text' among {columns}; {hint}",
                columns=", ".join(header) or Message("none"),
                hint=hint,
            ),
            line=1,
        )
    number = 0
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield QuoteBankError(
                path, Message("quote {number}: malformed row: {error}", number=number, error=str(error)), line=line
            )
            continue
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        data: dict[str, object] = {
            field: row[place].strip() for field, place in wanted.items() if place < len(row) and row[place].strip()
        }
        if isinstance(aliases := data.get("aliases"), str):
            data["aliases"] = [alias.strip() for alias in re.split(r"[|;]", aliases) if alias.strip()]
        if len(row) > len(header):
            yield QuoteBankError(
                path,
                Message(
                    "quote {number}: has {row} cells, the header {header}",
                    number=number,
                    row=len(row),
                    header=len(header),
                ),
                line=line,
            )
            continue
        yield _parsed(Entry(path, data, number, line), defaults)


def _read_plain(path: str, stream: TextIO, defaults: Defaults) -> Iterator[Imported]:
    """Give each paragraph as a quote."""
    text = stream.read().replace("\r\n", "\n")
    line, number = 1, 0
    for part in re.split(f"({_PARAGRAPH.pattern})", text):
        if part.strip():
            number += 1
            own = line + len(part[: len(part) - len(part.lstrip())].splitlines())
            data = {"text": " ".join(part.split()), "source": defaults.source or path}
            yield _parsed(Entry(path, data, number, own), defaults)
        line += part.count("\n")


def _read_memory(path: str, stream: TextIO, defaults: Defaults) -> Iterator[Imported]:
    """Give the English side of each unit of a translation memory; units without one are passed over."""
    memory = _Memory(path, defaults)
    parser = expat.ParserCreate(encoding="utf-8")  # as which the stream was read, whatever it declares
    # Entities of the file's own making are how small files become large ones.
    parser.EntityDeclHandler = memory.refuse
    parser.StartElementHandler, parser.EndElementHandler = memory.start, memory.end
    parser.CharacterDataHandler = memory.read
    memory.line = lambda: parser.CurrentLineNumber
    try:
        first = True
        while block := stream.read(1 << 16):
            if first:
                _require_encoding(path, block)
                first = False
            parser.Parse(block.encode("utf-8"), False)
            yield from memory.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise QuoteBankError(
            path, Message("malformed TMX: {code}", code=str(expat.ErrorString(error.code))), line=error.lineno
        ) from error
    yield from memory.taken()


def _require_encoding(path: str, head: str) -> None:
    """Hold a declaration to an encoding that there is.

    Raises:
        QuoteBankError: There is none of that name.
    """
    declared = _DECLARED.match(head)
    if declared is None:
        return
    try:
        codecs.lookup(declared[1])
    except (LookupError, ValueError) as error:
        raise QuoteBankError(
            path, Message("declares an encoding that is not known: {declared!r}", declared=declared[1]), line=1
        ) from error


class _Memory:
    """Collects the English segments of a translation memory while it is parsed."""

    def __init__(self, path: str, defaults: Defaults) -> None:
        self._path, self._defaults = path, defaults
        self._made: list[Imported] = []
        self._lang = ""
        self._text: list[str] | None = None
        self._number = self._began = 0
        self.line: Callable[[], int] = int

    def refuse(self, *_: object) -> None:
        raise QuoteBankError(
            self._path, Message("declares entities, which a translation memory does not need"), line=self.line()
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tuv":
            self._lang = attributes.get("xml:lang", attributes.get("lang", "")).lower()
        elif tag == "seg" and self._lang.split("-")[0].split("_")[0] == "en":
            self._text, self._began = [], self.line()
        elif tag == "tu":
            self._number += 1

    def read(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        if tag == "seg" and self._text is not None:
            data = {"text": " ".join("".join(self._text).split()), "source": self._defaults.source or self._path}
            self._made.append(_parsed(Entry(self._path, data, self._number, self._began), self._defaults))
            self._text = None

    def taken(self) -> list[Imported]:
        made, self._made = self._made, []
        return made


_READERS: Mapping[str, Callable[[str, TextIO, Defaults], Iterator[Imported]]] = {
    "jsonl": _read_json_lines,
    "csv": _read_comma,
    "tsv": _read_tab,
    "tmx": _read_memory,
    "txt": _read_plain,
}


def export_quotes(quotes: Iterator[KnownQuote], stream: TextIO, format_name: str) -> int:
    """Write quotes so that they can be imported again.

    Args:
        quotes: What is written.
        stream: Where to.
        format_name: ``jsonl``, ``csv`` or ``tsv``.

    Returns:
        How many were written.
    """
    count = 0
    writer = csv.writer(stream, lineterminator="\n")
    if format_name == "tsv":
        stream.write("\t".join(FIELDS) + "\n")
    elif format_name == "csv":
        writer.writerow(FIELDS)
    for quote in quotes:
        if format_name == "jsonl":
            stream.write(in_json(json.dumps(as_object(quote), ensure_ascii=False)) + "\n")
        elif format_name == "tsv":
            stream.write("\t".join(" ".join(cell.split()) for cell in _cells(quote)) + "\n")
        else:
            writer.writerow(_cells(quote))
        count += 1
    return count


def as_object(quote: KnownQuote) -> dict[str, object]:
    """Return a quote as the object of a JSON file; what is not known is left out."""
    values = {name: getattr(quote, name) for name in FIELDS}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, "", ())
    }


def _cells(quote: KnownQuote) -> list[str]:
    values = (getattr(quote, name) for name in FIELDS)
    return ["|".join(value) if isinstance(value, tuple) else value or "" for value in values]
