"""Banks of known quotes on the nodes of a cluster: a copy a node, read by all processes there."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.quotes.store import QuoteStore

_CHUNK = 32 * 1024 * 1024
_OLD = 7 * 24 * 3600.0  # seconds since its last use from which a node's copy is deleted


@dataclass(frozen=True, slots=True)
class ShippedBank:
    """A bank in pieces that any node can fetch.

    Attributes:
        digest: Of the bank.
        pieces: References of the object store, in order.
    """

    digest: str
    pieces: tuple[Any, ...]

    def opened(self, fetch: Callable[[Any], bytes]) -> QuoteStore:
        """Open this node's copy; see :meth:`here`."""
        return QuoteStore(self.here(fetch), read_only=True)

    def here(self, fetch: Callable[[Any], bytes]) -> Path:
        """Return this node's copy, which is made where there is none; several processes may ask at once.

        Args:
            fetch: Gets a piece.
        """
        path = node_folder() / f"{self.digest}.sqlite"
        with node_lock(self.digest):
            if path.exists():
                os.utime(path)  # used now: another bank's copy, made next, leaves it
            else:
                made = path.with_suffix(f".{os.getpid()}")
                with open(made, "wb") as stream:
                    for piece in self.pieces:
                        stream.write(fetch(piece))
                made.rename(path)
                _forget_old(path.parent)
        return path


def ship(bank: QuoteStore, put: Callable[[bytes], Any]) -> ShippedBank:
    """Put a bank, as it is now, where the nodes can fetch it.

    Args:
        bank: It may be written meanwhile.
        put: Takes a piece, and returns its reference.
    """
    with tempfile.TemporaryDirectory(prefix="mtcheck-bank-") as folder:
        copy = Path(folder) / "bank.sqlite"
        connection = sqlite3.connect(bank.path)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))  # whole, in one file, without a log beside it
        finally:
            connection.close()
        with QuoteStore(copy) as shipped:
            digest = shipped.digest
        return ship_file(copy, digest, put)


def ship_file(path: Path, digest: str, put: Callable[[bytes], Any]) -> ShippedBank:
    """Put a file where the nodes can fetch it.

    Args:
        path: The file.
        digest: What tells it from any other.
        put: Takes a piece, and returns its reference.
    """
    with open(path, "rb") as stream:
        return ShippedBank(digest, tuple(put(piece) for piece in iter(lambda: stream.read(_CHUNK), b"")))


def _forget_old(folder: Path) -> None:
    """Delete copies that nobody asked for in a while: who has one open keeps it, and who asks again gets it again."""
    for path in folder.glob("*.sqlite"):
        with suppress(OSError):  # another process is deleting too
            if time.time() - path.stat().st_mtime > _OLD:
                path.unlink()


def node_folder() -> Path:
    """Return the folder of this user on this node."""
    folder = Path(tempfile.gettempdir()) / f"mtcheck-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


@contextmanager
def node_lock(name: str) -> Iterator[None]:
    """Let one process of this node in at a time."""
    with open(node_folder() / f"{name}.lock", "w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
