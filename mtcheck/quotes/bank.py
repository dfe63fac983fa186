"""Loads known quotes from files: JSON, JSON Lines, TOML, or plain text with one quote a file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtcheck.errors import QuoteBankError
from mtcheck.files import is_special
from mtcheck.language.messages import Message, gettext
from mtcheck.quotes.entries import Entry, parse_entry
from mtcheck.quotes.formats import SUFFIXES, read_entries
from mtcheck.records import KnownQuote


def load_quotes(paths: Sequence[str]) -> tuple[KnownQuote, ...]:
    """Load the known quotes of files and folders.

    Args:
        paths: Files (``.json``: one object, a list, or ``{"quotes": […]}``; ``.jsonl``; ``.toml``; ``.txt``: one quote,
            named after the file), and folders, searched below for such files. Each file counts once.

    Returns:
        Quotes in the order of the files.

    Raises:
        QuoteBankError: A file cannot be read, or an entry is not what :class:`~mtcheck.records.KnownQuote` asks for.
    """
    quotes: list[KnownQuote] = []
    places: dict[str, Entry] = {}
    seen: set[str] = set()
    for path in (file for named in paths for file in _files(named)):
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        entries = read_entries(path)
        for number, entry in enumerate(entries, start=1):
            default = Path(path).stem if len(entries) == 1 else f"{Path(path).stem}-{number}"
            quote = parse_entry(entry, default)
            if quote.id in places:
                first = places[quote.id]
                where = first.path if first.line is None else f"{first.path}:{first.line}"
                raise QuoteBankError(
                    path,
                    Message("the id {id!r} is taken already by {where}", id=quote.id, where=where),
                    line=entry.line,
                )
            places[quote.id] = entry
            quotes.append(quote)
    return tuple(quotes)


def _files(path: str) -> Iterator[str]:
    if not os.path.lexists(path):
        raise QuoteBankError(path or "''", gettext("no such file or folder of known quotes"))
    if not os.path.isdir(path):
        yield path
        return
    found = False
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(folder, name)
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES and is_special(file) is None:
                found = True
                yield file
    if not found:
        raise QuoteBankError(
            path,
            Message("the folder holds no known quotes (files ending in {known})", known=", ".join(sorted(SUFFIXES))),
        )
