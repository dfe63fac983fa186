"""A run's folder in pieces of a size that can travel, and back: for machines that take and give files of limited size.

A parcel is a folder of ``piece-0000`` and so on beside ``parcel.json``, which names their SHA-256 in order. What lies in it is
one tar stream; prepared data and checkpoints are what a run goes on from.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtcheck.errors import InputError

MEBIBYTE = 1 << 20
MANIFEST = "parcel.json"
STAGES = ("vocabulary", "train", "validation", "validation.tsv", "prepared.json", "checkpoints", "log.jsonl")
"""What of a run's folder travels; the exported model is made again by the stage ``export``."""


class _Pieces(io.RawIOBase):
    """A stream that is written as files of one size; each is whole before the next begins."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._waiting = bytearray()
        self.digests: list[str] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._waiting += content
        while len(self._waiting) >= self._size:
            self._flush_piece(self._size)
        return len(content)

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting or not self.digests:
            self._flush_piece(len(self._waiting))

    def _flush_piece(self, size: int) -> None:
        piece = bytes(self._waiting[:size])
        del self._waiting[:size]
        (self._folder / _name(len(self.digests))).write_bytes(piece)
        self.digests.append(hashlib.sha256(piece).hexdigest())


class _Joined(io.RawIOBase):
    """Pieces as one stream, each checked before any of it is given out."""

    def __init__(self, folder: Path, digests: Sequence[str]) -> None:
        self._pieces = self._read(folder, digests)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return 0
        given = self._rest[: len(view)]
        self._rest = self._rest[len(given) :]
        view[: len(given)] = given
        return len(given)

    @staticmethod
    def _read(folder: Path, digests: Sequence[str]) -> Iterator[bytes]:
        for number, digest in enumerate(digests):
            file = folder / _name(number)
            try:
                content = file.read_bytes()
            except OSError as error:
                raise InputError(str(file), f"cannot be read: {error.strerror or error}") from error
            if hashlib.sha256(content).hexdigest() != digest:
                raise InputError(str(file), "is not the piece that parcel.json names: damaged, or of another parcel")
            if content:
                yield content


def pack(run: Path, parcel: Path, *, size: int = 15 * MEBIBYTE, parts: Sequence[str] = STAGES) -> int:
    """Write a run's folder as pieces.

    Args:
        run: The folder of a run.
        parcel: A new or empty folder.
        size: Bytes of a piece, at most; from 1.
        parts: Files and folders of the run that travel; those that are not there are left out.

    Returns:
        Pieces written.

    Raises:
        InputError: There is nothing to pack, or the parcel's folder is not empty.
    """
    there = [name for name in parts if (run / name).exists()]
    if not there:
        raise InputError(str(run), f"holds none of {', '.join(parts)}")
    if parcel.exists() and any(parcel.iterdir()):
        raise InputError(str(parcel), "is not empty")
    parcel.mkdir(parents=True, exist_ok=True)
    pieces = _Pieces(parcel, size)
    with tarfile.open(fileobj=pieces, mode="w|") as archive:
        for name in there:
            archive.add(run / name, arcname=name, filter=_plain)
    pieces.finish()
    manifest = {"format": 1, "pieces": pieces.digests}
    (parcel / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return len(pieces.digests)


def unpack(parcel: Path, run: Path) -> None:
    """Write a run's folder from pieces; files of the same name are replaced.

    Raises:
        InputError: The parcel is no parcel, or a piece is missing or damaged.
    """
    manifest = parcel / MANIFEST
    try:
        digests = json.loads(manifest.read_text(encoding="utf-8"))["pieces"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(str(manifest), f"no parcel: {error}") from error
    run.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(fileobj=io.BufferedReader(_Joined(parcel, digests)), mode="r|") as archive:
            archive.extractall(run, filter="data")
    except tarfile.TarError as error:
        raise InputError(str(parcel), f"no parcel: {error}") from error


def _name(number: int) -> str:
    return f"piece-{number:04}"


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out whose the files were and when: the same run gives the same pieces."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    return member
