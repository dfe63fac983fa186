"""Readers by name, found as plug-ins: the built-in ones register the same way as anybody's."""

from __future__ import annotations

from functools import cache

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.plugins import made_of, plugged_in, unfit
from mtcheck.readers.content import suffix_of
from mtcheck.readers.reader import Reader

GROUP = "mtcheck.readers"
FALLBACK = "plain"  # asked last: any text is plain text
_NO_TEXT = (b"{\\rtf", b"%PDF-")  # no article begins so: a file that does is named wrongly


@cache
def all_readers() -> tuple[tuple[str, Reader], ...]:
    """Return every reader with its entry-point name, plain text last.

    Raises:
        ConfigError: A plug-in cannot be loaded, is no reader, or claims a suffix that another one has.
    """
    readers: list[tuple[str, Reader]] = []
    claimed: dict[str, str] = {}
    for point in sorted(plugged_in(GROUP), key=lambda point: point.name == FALLBACK):
        reader = made_of(point)
        if not isinstance(reader, Reader):
            raise unfit(point, "read(), suffixes")
        for suffix in reader.suffixes:
            if claimed.setdefault(suffix, point.name) != point.name:
                raise ConfigError(
                    Message(
                        "the reader plug-ins {claimed} and {name} both read {suffix}",
                        claimed=claimed[suffix],
                        name=point.name,
                        suffix=suffix,
                    )
                )
        readers.append((point.name, reader))
    return tuple(readers)


def all_suffixes() -> frozenset[str]:
    """Return the suffixes of every format, lower case, with the dot."""
    return frozenset(suffix for _, reader in all_readers() for suffix in reader.suffixes)


def choose_reader(name: str, head: bytes) -> Reader:
    """Choose the reader of a file: by its suffix, else by its first bytes, and of misnamed text always by these.

    Args:
        name: The file's name.
        head: Its first bytes, at most 64 KiB.
    """
    suffix = suffix_of(name)
    readers = all_readers()
    for kind, reader in readers:
        if suffix and suffix in reader.suffixes and not (kind == FALLBACK and head.lstrip().startswith(_NO_TEXT)):
            return reader
    return next((reader for _, reader in readers if reader.recognises(head)), readers[-1][1])
