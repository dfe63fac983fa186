"""Rows of pairs for ``mtcheck score``: JSON Lines, tab-separated, or two plain files side by side, read as a stream."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from mtcheck.errors import ConfigError, InputError
from mtcheck.language.messages import gettext

STDIN = "-"
LONGEST_ROW = 1024 * 1024  # bytes of one row; a longer one is skipped and reported, never held
FORMATS = ("jsonl", "tsv")
_COLUMN_NAMES = frozenset(
    """id source src english en anglais original reference ref translation target tgt french fr français francais traduction
    hypothesis hyp mt segment text texte source_text target_text""".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the input.

    Attributes:
        id: As given; the 1-based number of the row where none was.
        source: English; None where the row is faulty, as ``translation``.
        translation: French.
        error: What is wrong with the row, None for a sound one.
    """

    id: object
    source: str | None = None
    translation: str | None = None
    error: str | None = None


def format_of(path: str, wanted: str | None) -> str:
    """Return the format of an input: the one asked for, else by the suffix, JSON Lines on standard input.

    Raises:
        ConfigError: Neither says which it is.
    """
    if wanted is not None:
        if wanted not in FORMATS:
            raise ConfigError(
                gettext("{wanted!r} is none of {words}", wanted=wanted, words=", ".join(FORMATS)), key="--format"
            )
        return wanted
    suffix = Path(path).suffix.lower()
    known = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".tsv": "tsv", ".tab": "tsv"}
    if path == STDIN:
        return "jsonl"
    if suffix not in known:
        raise ConfigError(
            gettext("{path}: no format has this suffix; say --format jsonl or --format tsv", path=path), key="--input"
        )
    return known[suffix]


def read_rows(path: str, form: str) -> Iterator[Row]:
    """Read rows of one file; blank lines are passed over.

    Args:
        path: The file, ``-`` for standard input.
        form: ``jsonl``, or ``tsv``: source TAB translation, or id TAB source TAB translation, no header.

    Yields:
        One row a line; a faulty line is a row with its ``error``.

    Raises:
        InputError: The file cannot be read.
    """
    parse = _json_row if form == "jsonl" else _tab_row
    for number, line in enumerate(_lines(path), start=1):
        if number == 1 and form == "tsv" and _names_columns(line):
            yield Row(1, error="line 1 names the columns: pairs begin with the first line; leave it out")
            continue
        yield from _parsed(line, number, parse)


def read_sides(source: str, translation: str) -> Iterator[Row]:
    """Read two plain files, a sentence a line; line n of one belongs to line n of the other.

    Yields:
        One row a line; where one file is shorter, the other's remaining lines are rows with their ``error``.

    Raises:
        InputError: A file cannot be read.
    """
    english, french = _lines(source), _lines(translation)
    for number in count(1):
        one, two = next(english, None), next(french, None)
        if one is None and two is None:
            return
        if one is None or two is None:
            yield Row(number, error=f"{source if one is None else translation} has no line {number}")
            continue
        faults = [text for text in (one, two) if isinstance(text, _Fault)]
        yield Row(number, error=str(faults[0])) if faults else Row(number, one, two)


class _Fault(str):
    """Stands for a line that cannot be read: says why."""


def _parsed(line: str, number: int, parse: Callable[[str, int], Row]) -> Iterator[Row]:
    if isinstance(line, _Fault):
        yield Row(number, error=str(line))
    elif line.strip():
        yield parse(line, number)


def _json_row(line: str, number: int) -> Row:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(number, error=f"line {number} is no JSON: {error}")
    if not isinstance(record, dict):
        return Row(number, error=f"line {number} is no JSON object")
    name = record.get("id", number)
    for key in ("source", "translation"):
        if not isinstance(record.get(key), str):
            return Row(name, error=f"line {number}: {key!r} is missing or no string")
        if any("\ud800" <= char <= "\udfff" for char in record[key]):
            return Row(name, error=f"line {number}: {key!r} holds half a character (a lone surrogate)")
    return Row(name, record["source"], record["translation"])


def _names_columns(line: str) -> bool:
    """Say whether a first line is a header: nothing but names of columns."""
    fields = [field.strip().strip('"').lower() for field in line.split("\t")]
    return len(fields) > 1 and all(field in _COLUMN_NAMES for field in fields)


def _tab_row(line: str, number: int) -> Row:
    fields = line.split("\t")
    if len(fields) == 2:
        return Row(number, *fields)
    if len(fields) == 3:
        return Row(*fields)
    return Row(
        number, error=f"line {number} has {len(fields)} columns: expected source and translation, id before or not"
    )


def _lines(path: str) -> Iterator[str]:
    try:
        with nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb") as stream:
            yield from _decoded(stream)
    except OSError as error:
        raise InputError(path, gettext("cannot be read: {error}", error=str(error.strerror or error))) from error


def _decoded(stream: BinaryIO) -> Iterator[str]:
    first = True
    while chunk := stream.readline(LONGEST_ROW + 1):
        if first:
            chunk, first = chunk.removeprefix(codecs.BOM_UTF8), False
        if len(chunk) > LONGEST_ROW:
            while chunk and not chunk.endswith(b"\n"):
                chunk = stream.readline(LONGEST_ROW)
            yield _Fault(f"longer than {LONGEST_ROW} bytes")
            continue
        try:
            yield chunk.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield _Fault(f"not UTF-8 (byte 0x{chunk[error.start]:02X} at offset {error.start} of the line)")
