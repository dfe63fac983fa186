"""ZIP files, read without trust: sizes are counted while unpacking, never believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import MEBIBYTE, Content

_CHUNK = 64 * 1024
_FREE = MEBIBYTE  # bytes that a member may unpack to, however well it is packed


class Package:
    """The members of a ZIP file.

    Args:
        content: The file.

    Raises:
        InputError: It is no ZIP file, or has too many members.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content.data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError) as error:
            message = Message("is no ZIP file that can be read, or is cut: {error}", error=str(error))
            raise InputError(content.path, message) from error
        if len(self._zip.infolist()) > content.options.max_members:
            message = Message(
                "holds {count} members, more than {most}",
                count=len(self._zip.infolist()),
                most=content.options.max_members,
            )
            raise InputError(content.path, message)

    @property
    def members(self) -> Iterator[str]:
        """The names of the members that are files, in the order of the archive."""
        return (name for name, info in self._members.items() if not info.is_dir())

    def has(self, name: str) -> bool:
        """Say whether there is a member of that name."""
        return name in self._members

    def part(self, name: str) -> bytes:
        """Unpack a member.

        Raises:
            InputError: It is missing, encrypted, damaged or too large.
        """
        path = f"{self._content.path}!/{name}"
        info = self._members.get(name)
        if info is None:
            raise InputError(
                self._content.path, Message("lacks the part {name}: it is damaged, or of another kind", name=name)
            )
        if info.flag_bits & 1:
            raise InputError(path, Message("is encrypted"))
        try:
            with self._zip.open(info) as stream:
                return self._limited(path, stream, max(info.compress_size, 1))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise InputError(path, Message("cannot be unpacked: {error}", error=str(error))) from error

    def _limited(self, path: str, stream: IO[bytes], packed: int) -> bytes:
        options, budget = self._content.options, self._content.budget
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > options.max_bytes:
                raise InputError(path, Message("is larger than {max_bytes} bytes", max_bytes=options.max_bytes))
            if size > max(_FREE, packed * options.max_ratio):
                raise InputError(
                    path,
                    Message("unpacks to more than {max_ratio} times its size: not read", max_ratio=options.max_ratio),
                )
            if budget is not None:
                budget.spend(path, len(chunk))
            chunks.append(chunk)
        return b"".join(chunks)
