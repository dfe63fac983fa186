"""What a reader is given: the bytes of one file or member, what it is called, and the limits that hold for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from mtcheck.errors import InputError
from mtcheck.language.messages import Message

MEBIBYTE = 1024 * 1024
MAX_BYTES = 64 * MEBIBYTE
"""Largest file that is read, in bytes."""

MAX_LINE = MEBIBYTE
"""Longest line of a text file that is read, in bytes: a longer one is no article."""

TIME_LIMIT = 300.0
"""Seconds after which the work on one document is given up."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read, and how large they may be.

    Attributes:
        text_column: Column or key that holds the text of a row; None looks for the usual names. So do the next four, where
            None and no usual name mean that the rows have no such thing.
        max_bytes: Largest file or member, in bytes.
        max_line: Longest line of a text file, in bytes.
        max_members: Most members of an archive.
        max_depth: How deep archives may lie in archives.
        max_ratio: Most bytes that one byte of an archive may unpack to.
        max_unpacked: Most bytes that an archive unpacks to altogether.
        allow_network: Whether a URL is fetched.
        timeout: Seconds that a server may keep silent.
        time_limit: Seconds that one document may take in all: to be read, translated and checked.
    """

    text_column: str | None = None
    id_column: str | None = None
    language_column: str | None = None
    url_column: str | None = None
    date_column: str | None = None
    max_bytes: int = MAX_BYTES
    max_line: int = MAX_LINE
    max_members: int = 10_000
    max_depth: int = 3
    max_ratio: int = 200
    max_unpacked: int = 8 * MAX_BYTES
    allow_network: bool = False
    timeout: float = 20.0
    time_limit: float = TIME_LIMIT


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked; shared by an archive and the archives inside it."""

    left: int

    def spend(self, path: str, size: int) -> None:
        """Take ``size`` bytes out of the budget.

        Raises:
            InputError: Nothing is left.
        """
        self.left -= size
        if self.left < 0:
            raise InputError(
                path, Message("unpacks to more than the archive may hold altogether: not read any further")
            )


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file or archive member.

    Attributes:
        path: How reports name it.
        name: The file's own name, by which its format is chosen; "" where it has none.
        charset: The encoding that a server declared.
        depth: How many archives it lies in.
    """

    path: str
    data: bytes
    name: str = ""
    options: ReadingOptions = field(default_factory=ReadingOptions)
    charset: str | None = None
    depth: int = 0
    budget: Budget | None = None

    @property
    def suffix(self) -> str:
        """Suffix of the name, lower case, with its dot; "" where there is none."""
        return suffix_of(self.name)


def suffix_of(name: str) -> str:
    """Return the suffix by which a format is chosen, lower case: ``.txt``, or of a packed archive ``.tar.gz``."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name.replace("\\", "/")).suffixes]
    if suffixes[-2:-1] == [".tar"]:
        return "".join(suffixes[-2:])
    return suffixes[-1] if suffixes else ""
