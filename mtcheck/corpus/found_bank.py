"""The English found in a corpus as a bank: a file that is mapped, so that it may hold more than memory does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from mtcheck.records import KnownQuote

_MAPPED = 2**36  # bytes of the file that may be mapped into memory
_AT_ONCE = 500  # quotes in one question
_WRITTEN = 5_000  # quotes in one transaction


class FoundBank:
    """Found quotes in a file that :func:`write_found` made; a :class:`~mtcheck.quotes.collection.Bank`.

    Args:
        path: The file; nobody writes it.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        name = f"{Path(path).absolute().as_uri()}?immutable=1"
        self._connection = sqlite3.connect(name, uri=True, check_same_thread=False)
        self._connection.execute(f"PRAGMA mmap_size = {_MAPPED}")

    def __reduce__(self) -> tuple[object, ...]:
        return FoundBank, (self._path,)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: int) -> KnownQuote:
        return self.at((position,))[0]

    def __iter__(self) -> Iterator[KnownQuote]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self.at(range(start, min(start + _AT_ONCE, len(self))))

    def at(self, positions: Sequence[int]) -> list[KnownQuote]:
        """Return the quotes at some positions, in their order."""
        found: dict[int, KnownQuote] = {}
        for start in range(0, len(positions), _AT_ONCE):
            part = tuple(positions[start : start + _AT_ONCE])
            query = f"SELECT seq, quote FROM found WHERE seq IN ({','.join('?' * len(part))})"
            found.update((seq, quote_from(quote)) for seq, quote in self._connection.execute(query, part))
        return [found[position] for position in positions]

    def position(self, quote_id: str) -> int | None:
        """Return the position of a quote, the last where several bear the id; None where it is not in the bank."""
        row = self._connection.execute("SELECT max(seq) FROM found WHERE id = ?", (quote_id,)).fetchone()
        return None if row[0] is None else int(row[0])

    def resembling(self, text: str) -> Iterable[KnownQuote]:
        """Return the quotes that may hold the text: any."""
        return self

    @cached_property
    def digest(self) -> str:
        """Digest of every quote."""
        return str(self._connection.execute("SELECT digest FROM told").fetchone()[0])

    @cached_property
    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM found").fetchone()[0])


def write_found(path: Path, quotes: Iterable[KnownQuote]) -> str:
    """Write a bank of found quotes, in their order; return its digest."""
    digest = blake2b(digest_size=16)
    waiting = enumerate(quotes)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is new: one that is not finished is thrown away
        connection.execute("CREATE TABLE found (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, quote TEXT NOT NULL)")
        connection.execute("CREATE TABLE told (digest TEXT NOT NULL)")
        while part := list(islice(waiting, _WRITTEN)):
            rows = [(seq, quote.id, json.dumps(asdict(quote))) for seq, quote in part]
            for _, _, row in rows:
                digest.update(row.encode())
            with connection:
                connection.executemany("INSERT INTO found VALUES (?, ?, ?)", rows)
        with connection:
            connection.execute("CREATE INDEX ids ON found (id, seq)")
            connection.execute("INSERT INTO told VALUES (?)", (digest.hexdigest(),))
    return digest.hexdigest()


def quote_from(data: str) -> KnownQuote:
    """Return the quote that its JSON says."""
    row = json.loads(data)
    return KnownQuote(**{**row, "aliases": tuple(row["aliases"])})
