"""JSON Lines: an object a line, one of whose keys holds a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.reader import Readable
from mtcheck.readers.rows import MOST_FAULTS, Columns, RowDocuments


@dataclass(frozen=True)
class JsonLinesReader:
    """Reads every line as a document. A key may be dotted: ``article.body`` is the key ``body`` of ``article``."""

    suffixes: frozenset[str] = frozenset({".jsonl", ".ndjson"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Say whether the first line is a whole JSON object, and another one follows."""
        first, _, rest = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
            return False
        try:
            return isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            return False

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of the rows, and the faults of those that are none."""
        text, note = decode(content.path, content.data, content.charset)
        documents: RowDocuments | None = None
        row = faults = 0
        for line, raw in enumerate(text.split("\n"), start=1):
            if not raw.strip():
                continue
            row += 1
            item: Readable
            try:
                values = row_values(content.path, raw, line)
            except InputError as error:
                item = error
            else:
                if documents is None:  # a file whose first row has no text has none anywhere
                    columns = Columns.choose(content.options, values, content.path, line)
                    documents = RowDocuments(content, columns, "application/jsonl", note)
                item = documents.read(row, values, line, lines_in_cell=False)
            yield item
            faults += isinstance(item, InputError)
            if faults >= MOST_FAULTS:
                raise InputError(
                    content.path, Message("{faults} rows are faulty: not read any further", faults=faults), line=line
                )
        if not row:
            raise InputError(content.path, Message("holds no row") if text else Message("is empty"))


def row_values(path: str, raw: str, line: int) -> dict[str, str]:
    """Return the values of a row by their keys, those of objects in it by dotted keys.

    Args:
        path: How errors name the file.
        raw: The line.
        line: Its number, from 1.

    Raises:
        InputError: It is no JSON object.
    """
    try:
        data = json.loads(raw)
    except json.JSONDecodeError as error:
        raise InputError(
            path, Message("malformed JSON, column {colno}: {msg}", colno=error.colno, msg=error.msg), line=line
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, Message("malformed JSON: nested too deeply, or a number too long"), line=line) from error
    if not isinstance(data, dict):
        raise InputError(path, Message("the line is no JSON object"), line=line)
    return dict(flat_values(data))


def flat_values(data: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give the texts and numbers of an object by their keys, those of objects in it by dotted keys."""
    for key, value in data.items():
        if isinstance(value, dict) and prefix.count(".") < 4:
            yield from flat_values(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield prefix + key, value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield prefix + key, str(value)  # an id may be a number
        else:
            yield prefix + key, ""
