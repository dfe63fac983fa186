"""ZIP and TAR archives of documents; nothing is written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from mtcheck.errors import InputError, MtcheckError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.readers.content import Budget, Content, suffix_of
from mtcheck.readers.loading import require_text
from mtcheck.readers.packages import Package
from mtcheck.readers.reader import Readable
from mtcheck.readers.registry import all_suffixes, choose_reader

_HEAD = 64 * 1024
_DAMAGED = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, UnicodeError)


@dataclass(frozen=True)
class ZipReader:
    """Reads the members of a ZIP archive that have a known suffix."""

    suffixes: frozenset[str] = frozenset({".zip"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether a file begins as a ZIP archive does; office documents are asked for before."""
        return head.startswith(b"PK\x03\x04")

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of all members, and the faults of those that cannot be read."""
        _require_depth(content)
        package = Package(content)
        found = False
        for name in package.members:
            if not _is_document(name):
                continue
            found = True
            try:
                data = package.part(name)
                yield from _read_member(content, name, data)
            except InputError as error:
                yield error
                if content.budget is not None and content.budget.left < 0:
                    return
        if not found:
            raise _nothing(content)


@dataclass(frozen=True)
class TarReader:
    """Reads the members of a TAR archive, packed or not, that have a known suffix."""

    suffixes: frozenset[str] = frozenset(
        {".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.lzma"}
    )
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether a file begins as a TAR archive does, or is packed as they are."""
        return head[257:262] == b"ustar" or head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"))

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of all members, and the faults of those that cannot be read."""
        _require_depth(content)
        found = False
        count = 0
        try:
            stream = _Counted(content)
            with tarfile.open(fileobj=stream, mode="r|", bufsize=_HEAD) as archive:
                for member in archive:
                    count += 1
                    if count > content.options.max_members:
                        raise InputError(
                            content.path,
                            Message("holds more than {max_members} members", max_members=content.options.max_members),
                        )
                    if not member.isfile() or not _is_document(member.name):
                        continue
                    found = True
                    try:
                        yield from _read_member(content, member.name, _part(content, archive, member))
                    except InputError as error:
                        yield error
                        if stream.exhausted:
                            return
        except _DAMAGED as error:
            raise InputError(
                content.path, Message("is no TAR archive that can be read, or is cut: {error}", error=str(error))
            ) from error
        if not found:
            raise _nothing(content)


class _Counted(io.RawIOBase):
    """Unpacks a stream, and stops where it grows beyond all measure."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.exhausted = False
        self._path, self._options = content.path, content.options
        self._limit = max(_HEAD * 16, len(content.data) * content.options.max_ratio)
        self._budget = content.budget or Budget(content.options.max_unpacked)
        raw = io.BytesIO(content.data)
        unpack: dict[bytes, Callable[[io.BytesIO], io.BufferedIOBase]] = {
            b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
            b"BZ": bz2.BZ2File,
            b"\xfd7": lzma.LZMAFile,
        }
        opener = unpack.get(content.data[:2])
        self._packed = opener is not None
        self._stream: io.BufferedIOBase = raw if opener is None else opener(raw)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if self._packed:
            self._limit -= len(data)
            self.exhausted = self._limit < 0 or self._budget.left < len(data)
            self._budget.spend(self._path, len(data))
            if self._limit < 0:
                ratio = self._options.max_ratio
                raise InputError(
                    self._path,
                    Message("unpacks to more than {ratio} times its size: not read any further", ratio=ratio),
                )
        return data


def _part(content: Content, archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if member.size > content.options.max_bytes:
        raise InputError(
            f"{content.path}!/{member.name}",
            Message("is larger than {max_bytes} bytes", max_bytes=content.options.max_bytes),
        )
    stream = archive.extractfile(member)
    return stream.read() if stream is not None else b""


def _read_member(content: Content, name: str, data: bytes) -> Iterator[Readable]:
    member = Content(
        f"{content.path}!/{name}", data, name, content.options, depth=content.depth + 1, budget=content.budget
    )
    try:
        reader = choose_reader(name, data[:_HEAD])
        if reader.line_limited:
            require_text(member.path, data, content.options)
        yield from reader.read(member)
    except InputError as error:
        yield error
    except MtcheckError:
        raise
    except RecursionError:
        yield InputError(member.path, Message("is nested too deeply"))
    except Exception as error:  # a reader may fail in any way; the other members are not concerned
        yield InputError(member.path, contained(error, Message("cannot be read"), member.path))


def _is_document(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts
    return not hidden and suffix_of(name) in all_suffixes()


def _require_depth(content: Content) -> None:
    if content.depth >= content.options.max_depth:
        raise InputError(
            content.path, Message("lies in {depth} archives: deeper ones are not read", depth=content.depth)
        )


def _nothing(content: Content) -> InputError:
    return InputError(
        content.path, Message("holds no document (members ending in {known})", known=", ".join(sorted(all_suffixes())))
    )
