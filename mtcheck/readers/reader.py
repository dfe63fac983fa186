"""The seam behind which every input format stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias, runtime_checkable

from mtcheck.errors import InputError
from mtcheck.readers.content import Content
from mtcheck.records import Document

Readable: TypeAlias = Document | InputError
"""What comes of a file, a row or a member: a document, or why there is none."""


@runtime_checkable
class Reader(Protocol):
    """Reads one format. Readers never print, and answer bad input with an error that names file and place."""

    @property
    def suffixes(self) -> frozenset[str]:
        """Suffixes of the format's files, lower case, with the dot: they choose the reader, and are taken from a folder."""
        ...

    @property
    def line_limited(self) -> bool:
        """Whether the format is text in lines, so that a line of many megabytes is refused before it is read."""
        ...

    def recognises(self, head: bytes) -> bool:
        """Say whether a file without a known suffix has this format, by its first bytes (at most 64 KiB)."""
        ...

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of a file, in order.

        Args:
            content: The bytes, and the limits that hold.

        Yields:
            Documents; a row or member that cannot be read as an :class:`~mtcheck.errors.InputError` beside the others.

        Raises:
            InputError: Nothing (more) of the file can be read.
        """
        ...
