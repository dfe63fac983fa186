"""The bank in one SQLite file: full-text search, merged duplicates, and no half-written row whatever happens."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import uuid
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from mtcheck.errors import QuoteBankError
from mtcheck.language.messages import Message
from mtcheck.quotes.adding import AT_ONCE, COLUMNS, Added, add_batch, batches, quote_of
from mtcheck.quotes.normal import text_key, windows
from mtcheck.quotes.searching import search_query
from mtcheck.records import KnownQuote

SUFFIXES = frozenset({".sqlite", ".sqlite3", ".db"})
"""Suffixes of files that are such banks."""

PATIENCE = 30.0  # seconds to wait for another process's write
_MAPPED = 2**36  # bytes of the file that may be mapped into memory: pages that the processes of a machine share
_MIGRATIONS = (
    """
    CREATE TABLE quotes (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key BLOB NOT NULL UNIQUE, text TEXT NOT NULL,
        speaker TEXT NOT NULL, aliases TEXT NOT NULL, date TEXT, medium TEXT, source TEXT, lang TEXT NOT NULL,
        licence TEXT);
    CREATE VIRTUAL TABLE words USING fts5(
        text, speaker, aliases, content='quotes', content_rowid='seq', tokenize="unicode61 remove_diacritics 2");
    CREATE TRIGGER quote_added AFTER INSERT ON quotes BEGIN
        INSERT INTO words(rowid, text, speaker, aliases) VALUES (new.seq, new.text, new.speaker, new.aliases);
    END;
    CREATE TRIGGER quote_removed AFTER DELETE ON quotes BEGIN
        INSERT INTO words(words, rowid, text, speaker, aliases)
            VALUES ('delete', old.seq, old.text, old.speaker, old.aliases);
    END;
    CREATE TRIGGER quote_changed AFTER UPDATE ON quotes BEGIN
        INSERT INTO words(words, rowid, text, speaker, aliases)
            VALUES ('delete', old.seq, old.text, old.speaker, old.aliases);
        INSERT INTO words(rowid, text, speaker, aliases) VALUES (new.seq, new.text, new.speaker, new.aliases);
    END;
    CREATE TABLE bank (name TEXT NOT NULL, revision INTEGER NOT NULL);
    """,
    # Row by row the words cost five times as much as for all rows of a transaction at once: who adds puts them in.
    "DROP TRIGGER quote_added;",
)


def default_bank_path() -> Path:
    """Return where this platform keeps a user's data, with the tool's own bank below; ``MTCHECK_BANK`` goes before."""
    named = os.environ.get("MTCHECK_BANK", "")
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        given = os.environ.get("XDG_DATA_HOME", "")
        base = given if Path(given).is_absolute() else Path.home() / ".local" / "share"
    return Path(base) / "mtcheck" / "quotes.sqlite"


class QuoteStore:
    """A bank in an SQLite file. It is also a :class:`~mtcheck.quotes.collection.Bank`, as of when it was opened.

    Args:
        path: The file.
        create: Whether a missing file is made; otherwise it is an error.
        read_only: Whether nobody writes the file as long as it is open, so that it is mapped into memory and never locked.

    Raises:
        QuoteBankError: The file is missing, is no such bank, or is of a later version.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = False, read_only: bool = False) -> None:
        self.path, self._read_only = os.fspath(path), read_only
        if not create and not Path(self.path).is_file():
            raise QuoteBankError(self.path, Message("no such bank of known quotes"))
        with self._mapped():
            made = create and not Path(self.path).exists()
            if create:
                Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            name = f"{Path(self.path).absolute().as_uri()}?immutable=1" if read_only else self.path
            self._connection = sqlite3.connect(
                name, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=read_only
            )
            try:
                self._connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
                self._prepare()
            except BaseException:
                self._connection.close()
                if made:  # a disk that is full leaves no empty file behind; what another process has begun stays
                    with suppress(OSError):
                        if os.stat(self.path).st_size == 0:
                            os.unlink(self.path)
                raise

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process open the same file, and see the quotes that are seen here."""
        return _opened_again, (os.path.abspath(self.path), self._read_only, self._sequence)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> QuoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._sequence)

    def __getitem__(self, position: int) -> KnownQuote:
        return self.at((position,))[0]

    def at(self, positions: Sequence[int]) -> list[KnownQuote]:
        """Return the quotes at some positions, in their order: much faster than one by one."""
        numbers = [self._sequence[position] for position in positions]
        found: dict[int, KnownQuote] = {}
        with self._mapped():
            for start in range(0, len(numbers), AT_ONCE):
                part = numbers[start : start + AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT seq, {COLUMNS} FROM quotes WHERE seq IN ({marks})"
                found.update((row[0], quote_of(row[1:])) for row in self._connection.execute(query, part))
        try:
            return [found[number] for number in numbers]
        except KeyError:
            raise QuoteBankError(
                self.path, Message("a quote was removed while the bank was being read; run again")
            ) from None

    def __iter__(self) -> Iterator[KnownQuote]:
        last = -1
        while True:
            with self._mapped():
                rows = self._connection.execute(
                    f"SELECT seq, {COLUMNS} FROM quotes WHERE seq > ? ORDER BY seq LIMIT 2000", (last,)
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            for row in rows:
                yield quote_of(row[1:])

    @cached_property
    def _sequence(self) -> range | array[int]:
        """Numbers of the rows, ascending. Where none was removed they need not be read: a million take seconds."""
        with self._mapped():
            first, last, count = self._connection.execute(
                "SELECT (SELECT min(seq) FROM quotes), (SELECT max(seq) FROM quotes), (SELECT count(*) FROM quotes)"
            ).fetchone()
            if not count:
                return range(0)
            if last - first + 1 == count:
                return range(first, last + 1)
            # In any order, they are read from an index, a tenth of the table.
            rows = self._connection.execute("SELECT seq FROM quotes")
            return array("q", sorted(seq for (seq,) in rows))

    @property
    def digest(self) -> str:
        """Name and revision of the bank: it changes with every write."""
        with self._mapped():
            name, revision = self._connection.execute("SELECT name, revision FROM bank").fetchone()
        return f"{name}-{revision}"

    def position(self, quote_id: str) -> int | None:
        """Return the position of a quote, None where it is not in the bank."""
        with self._mapped():
            row = self._connection.execute("SELECT seq FROM quotes WHERE id = ?", (quote_id,)).fetchone()
        if row is None:
            return None
        place = bisect_left(self._sequence, row[0])
        return place if place < len(self._sequence) and self._sequence[place] == row[0] else None

    def get(self, quote_id: str) -> KnownQuote | None:
        """Return the quote of an id, None where the bank does not have it."""
        with self._mapped():
            row = self._connection.execute(f"SELECT {COLUMNS} FROM quotes WHERE id = ?", (quote_id,)).fetchone()
        return quote_of(row) if row else None

    def has_text(self, text: str) -> bool:
        """Say whether the bank has a copy of the text."""
        with self._mapped():
            return bool(self._connection.execute("SELECT 1 FROM quotes WHERE key = ?", (text_key(text),)).fetchone())

    def search(
        self, words: str = "", *, speaker: str | None = None, since: str | None = None, until: str | None = None,
        limit: int = 20, offset: int = 0,
    ) -> list[KnownQuote]:  # fmt: skip
        """Find quotes.

        Args:
            words: Words that the text or the speaker's names hold, all of them; quotes that hold them one after the other
                come first, then the shortest. Empty for all.
            speaker: Part of the speaker's name or of an alias.
            since: First date, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
            until: Last date, likewise.
            limit: Quotes at most; negative for all.
            offset: Quotes passed over.
        """
        query, values = search_query(words, speaker, (since, until), limit, offset)
        with self._mapped():
            return [quote_of(row) for row in self._connection.execute(query, values)]

    def resembling(self, text: str) -> list[KnownQuote]:
        """Return the quotes that may hold the text, or some of it word for word."""
        phrases = ['"' + part.replace('"', " ") + '"' for part in windows(text) if any(map(str.isalnum, part))]
        if not phrases:
            return []
        columns = ", ".join(f"quotes.{name}" for name in COLUMNS.split(", "))
        query = f"SELECT {columns} FROM words JOIN quotes ON quotes.seq = words.rowid WHERE words MATCH ? LIMIT 100"
        with self._mapped():
            return [quote_of(row) for row in self._connection.execute(query, (f"text : ({' OR '.join(phrases)})",))]

    def count(self) -> int:
        """Return how many quotes the bank has now."""
        with self._mapped():
            return int(self._connection.execute("SELECT count(*) FROM quotes").fetchone()[0])

    def add(self, quotes: Iterable[KnownQuote]) -> Added:
        """Add quotes, many in a transaction; a copy of a known text is merged with it.

        Merging joins aliases and sources, and fills in what was not known; the first wording, speaker and id stay.

        Raises:
            QuoteBankError: The bank cannot be written.
        """
        total = Added()
        for batch in batches(quotes):
            with self._writing() as connection:
                total = total.plus(add_batch(connection, batch))
        return total

    def remove(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Take quotes out of the bank; return the ids that it had."""
        with self._writing() as connection:
            return tuple(
                each for each in ids if connection.execute("DELETE FROM quotes WHERE id = ?", (each,)).rowcount
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._mapped():
            connection = self._connection
            connection.execute(
                "PRAGMA cache_size = -65536"
            )  # 64 MB: an import of millions touches pages all over the file
            connection.execute("BEGIN IMMEDIATE")  # waits its turn; nothing is read that another is about to change
            try:
                yield connection
                connection.execute("UPDATE bank SET revision = revision + 1")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self.__dict__.pop("_sequence", None)

    def _prepare(self) -> None:
        connection = self._connection
        filled = connection.execute(
            "SELECT 1 FROM sqlite_master"
        ).fetchone()  # first: another process may be filling it
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        foreign = not version and filled
        if foreign or version > len(_MIGRATIONS):
            reason = (
                Message("is an SQLite file, but no bank of quotes")
                if foreign
                else Message("was written by a later version")
            )
            raise QuoteBankError(self.path, reason)
        readable = version > 0 and (self._read_only or not os.access(self.path, os.W_OK))
        if version == len(_MIGRATIONS) or readable:  # what changed concerns writers alone
            return
        self._write_ahead()
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been faster
            for number in range(version, len(_MIGRATIONS)):
                for statement in _statements(_MIGRATIONS[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            if version == 0:
                connection.execute("INSERT INTO bank VALUES (?, 0)", (uuid.uuid4().hex,))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def _write_ahead(self) -> None:
        """Turn the write-ahead log on; for this SQLite does not wait by itself where another process does the same."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise QuoteBankError(self.path, Message("cannot be used as a bank: {error}", error=str(error))) from error
        except OSError as error:
            raise QuoteBankError(
                self.path, Message("cannot be used as a bank: {error}", error=str(error.strerror or error))
            ) from error


def _opened_again(path: str, read_only: bool, sequence: range | array[int]) -> QuoteStore:
    store = QuoteStore(path, read_only=read_only)
    store.__dict__["_sequence"] = sequence
    return store


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
