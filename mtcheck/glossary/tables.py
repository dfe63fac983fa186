"""Glossaries as tables: CSV and TSV with a row of headings."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mtcheck.errors import InputError
from mtcheck.glossary.entries import GlossaryEntry
from mtcheck.language.messages import Message

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "english": ("english", "en", "english term", "source", "anglais", "terme anglais"),
        "french": ("french", "fr", "accepted", "accepted french", "target", "francais", "accepte", "francais accepte"),
        "forbidden": ("forbidden", "forbidden french", "interdit", "francais interdit", "proscrit", "a eviter"),
        "note": ("note", "notes", "comment", "remarque", "commentaire"),
        "case": ("case", "casse"),
        "domain": ("domain", "subject", "domaine"),
    }
)
"""The columns of a table, each with the headings that mean it; case and accents of a heading do not matter."""

CASES: Mapping[str, bool] = MappingProxyType(
    {"": False, "any": False, "no": False, "indifferente": False, "non": False, "exact": True, "yes": True}
    | {"exacte": True, "oui": True}
)
"""What may stand in the column ``case``, and whether words must then stand as they are written."""

_SEPARATOR = re.compile(r"\s*[;\n]\s*")
_DELIMITERS = ",;\t"


def read_table(path: str, text: str) -> Iterator[GlossaryEntry]:
    """Read the rows of a table; several values in one cell stand apart by semicolons.

    Args:
        path: How errors name it; ``.tsv`` stands for tabs, else the first row tells what stands between cells.
        text: The file.

    Raises:
        InputError: The headings are unknown or incomplete, or a cell cannot be read; the error names the line.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if path.lower().endswith(".tsv") else max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: dict[str, int] | None = None
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise InputError(
                path, Message("is no table that can be read: {error}", error=str(error)), line=reader.line_num
            ) from error
        if any(cell.strip() for cell in row):
            if columns is None:
                columns = _columns(path, row, line)
            else:
                yield _entry(path, row, columns, delimiter, line)
        line = reader.line_num + 1
    if columns is None:
        raise InputError(path, Message("holds no row; its first names the columns: {known}", known=", ".join(COLUMNS)))


def values_of(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, each once, without surplus spaces."""
    parts = (" ".join(part.split()) for part in _SEPARATOR.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _columns(path: str, row: Sequence[str], line: int) -> dict[str, int]:
    meant = {heading: name for name, headings in COLUMNS.items() for heading in headings}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        heading = _plain(cell)
        if not heading:
            continue
        if heading not in meant:
            raise InputError(
                path,
                Message(
                    "the column {value!r} is unknown; columns are {known}", value=cell.strip(), known=", ".join(COLUMNS)
                ),
                line=line,
            )
        if meant[heading] in found:
            raise InputError(path, Message("two columns mean {meant!r}", meant=meant[heading]), line=line)
        found[meant[heading]] = place
    if "french" not in found and "forbidden" not in found:
        raise InputError(path, Message("has neither a column 'french' nor a column 'forbidden'"), line=line)
    return found


def _entry(path: str, row: Sequence[str], columns: Mapping[str, int], delimiter: str, line: int) -> GlossaryEntry:
    width = max(columns.values()) + 1
    cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    case = _plain(cells.get("case", ""))
    if any(cell.strip() for cell in row[width:]) or (len(row) > width and case not in CASES):
        raise InputError(
            path,
            Message(
                "has more cells than the table has columns: put a text that holds “{delimiter}” in quotes",
                delimiter=delimiter,
            ),
            line=line,
        )
    if case not in CASES:
        raise InputError(
            path, Message("case is 'any' or 'exact', not {value!r}", value=cells["case"].strip()), line=line
        )
    return GlossaryEntry(
        values_of(cells.get("english", "")),
        values_of(cells.get("french", "")),
        values_of(cells.get("forbidden", "")),
        note=" ".join(cells.get("note", "").split()),
        exact=CASES[case],
        domain=" ".join(cells.get("domain", "").split()),
        path=path,
        line=line,
    )


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace("_", " ").split())
