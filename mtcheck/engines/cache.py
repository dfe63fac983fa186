"""Answers kept between runs: an SQLite file that several processes share, and that never stops a run."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

_log = logging.getLogger("mtcheck")

FILE_NAME = "answers.sqlite3"
_LAYOUT = 1
_PATIENCE = 10.0  # seconds to wait for another process's write
_DAY = 86_400
_AT_ONCE = 500  # keys in one question; SQLite's own bound is 999 on old systems
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, used INTEGER NOT NULL, answer BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS answers_by_use ON answers (used);
"""


def default_cache_folder() -> Path:
    """Return where this platform keeps a user's caches, with the tool's own name below."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = given if Path(given).is_absolute() else Path.home() / ".cache"  # as the specification has it
    return Path(base) / "mtcheck"


class AnswerCache:
    """A bounded store of bytes by key. Whatever goes wrong with the file, it only forgets.

    A file that is damaged is set aside, with a warning; where the folder cannot be written there is one warning, and
    then no cache.

    Args:
        folder: Where the file is, or will be.
        max_bytes: Size from which the answers used longest ago are dropped.
    """

    def __init__(self, folder: Path, *, max_bytes: int) -> None:
        self._path = folder / FILE_NAME
        self._max_bytes = max_bytes
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._gone = False

    @property
    def folder(self) -> Path:
        """Where the file is; what else is kept between runs can lie beside it."""
        return self._path.parent

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the answers that are known."""
        with self._lock:
            try:
                return self._get(list(dict.fromkeys(keys)))
            except sqlite3.Error as error:
                self._fail(error)
                return {}

    def put(self, answers: Mapping[bytes, bytes]) -> None:
        """Keep answers, and drop the oldest where they take too much room."""
        with self._lock:
            try:
                self._put(answers)
            except sqlite3.Error as error:
                self._fail(error)

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        with self._lock:
            self._close()

    def _get(self, keys: list[bytes]) -> dict[bytes, bytes]:
        connection = self._open()
        if connection is None:
            return {}
        found: dict[bytes, bytes] = {}
        stale: list[tuple[int, bytes]] = []
        now = int(time.time())
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = connection.execute(f"SELECT key, used, answer FROM answers WHERE key IN ({marks})", part)
            for key, used, answer in rows:
                found[key] = answer
                if used < now - _DAY:  # written once a day only: reading must not cost a write
                    stale.append((now, key))
        if stale:
            with connection:
                connection.executemany("UPDATE answers SET used = ? WHERE key = ?", stale)
        return found

    def _put(self, answers: Mapping[bytes, bytes]) -> None:
        connection = self._open()
        if connection is None or not answers:
            return
        now = int(time.time())
        with connection:
            connection.executemany(
                "INSERT OR REPLACE INTO answers (key, used, answer) VALUES (?, ?, ?)",
                [(key, now, answer) for key, answer in answers.items()],
            )
        self._evict(connection)

    def _evict(self, connection: sqlite3.Connection) -> None:
        page, pages, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count", "freelist_count")
        )
        if page * (pages - free) <= self._max_bytes:
            return
        with connection:  # a tenth more than needed, so that not every write has to
            count = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
            excess = 1 - 0.9 * self._max_bytes / (page * (pages - free))
            connection.execute(
                "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used, key LIMIT ?)",
                (max(1, int(count * excess)),),
            )

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._gone:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                self._give_up(error.strerror or str(error))
                return None
            try:
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                self._fail(error)
                self._connection = None if self._gone else self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA journal_size_limit = 4194304")
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            if layout not in (0, _LAYOUT):
                raise sqlite3.DatabaseError(f"written by another version ({layout})")
            connection.executescript(_SCHEMA)
            if layout == 0:
                connection.execute(f"PRAGMA user_version = {_LAYOUT}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _fail(self, error: sqlite3.Error) -> None:
        self._close()
        if isinstance(error, sqlite3.OperationalError):
            # Locked for long, read-only, disk full, I/O: the file is whole, but not for us.
            self._give_up(str(error))
            return
        aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
        try:
            self._path.rename(aside)
        except FileNotFoundError:
            return  # another process was faster
        except OSError as failure:
            self._give_up(failure.strerror or str(failure))
            return
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        _log.warning("mtcheck: warning: the cache was damaged (%s); it was set aside as %s", error, aside)

    def _give_up(self, reason: str) -> None:
        self._gone = True
        _log.warning("mtcheck: warning: %s cannot be used (%s); going on without a cache", self._path, reason)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; for this SQLite does not wait by itself where another process does the same."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
