"""What a corpus run reads: addresses become shards, shards become numbered documents, always the same ones."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from mtcheck.corpus.store import filesystem_of
from mtcheck.corpus.tables import LINES, PARQUET, read_lines, read_parquet
from mtcheck.corpus.warc import WARC, read_warc
from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.errors import ConfigError, InputError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.readers.content import ReadingOptions, suffix_of
from mtcheck.readers.loading import load_stream
from mtcheck.readers.reader import Readable
from mtcheck.readers.registry import all_suffixes
from mtcheck.records import Document, FileReport
from mtcheck.run.reading import checkable

SMALL_FILES = 64  # files of single documents that are one shard
_SHARD = 32  # bits that number the documents of a shard
_TABULAR = (*PARQUET, *LINES, *WARC)


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read one after the other.

    Attributes:
        number: Of the shard in the run, from 0.
        files: Their addresses.
    """

    number: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document of the run, or why there is none.

    Attributes:
        number: It orders the documents as their sources; gaps mean nothing.
        source: Whose it is: the site that published it, else the folder or the file that it comes from.
    """

    number: int
    item: Document | FileReport
    source: str


def list_files(addresses: Sequence[str], *, without: Collection[str] = ()) -> tuple[str, ...]:
    """List the files that addresses name, in order, each once.

    Args:
        addresses: Files, folders (searched below, hidden names left out) and patterns, on this machine or in any store that
            fsspec knows.
        without: Files and folders that are not taken from a folder or pattern.

    Raises:
        ConfigError: An address names nothing.
    """
    excluded = [os.path.realpath(path) for path in without]
    found: dict[str, None] = {}
    for address in addresses:
        files = [file for file in _expand(address) if not _lies_in(file, excluded) or file == address]
        if not files:
            raise ConfigError(Message("names no file of a known format"), key=address)
        found.update(dict.fromkeys(files))
    return tuple(found)


def _expand(address: str) -> Iterator[str]:
    system, path = filesystem_of(address)
    local = "://" not in address

    def named(file: str) -> str:
        if not local:
            return str(system.unstrip_protocol(file))
        return file if os.path.isabs(address) else os.path.relpath(file)

    if any(sign in address for sign in "*?["):
        matched = sorted((file for file in system.glob(path) if system.isfile(file)), key=_parts)
        yield from (named(file) for file in matched)
    elif system.isdir(path):
        below = path.rstrip("/") + "/"
        suffixes = (*sorted(all_suffixes()), *_TABULAR)
        for file in sorted(system.find(path), key=_parts):
            hidden = any(part.startswith((".", "_")) for part in _parts(file.removeprefix(below)))
            if not hidden and file.lower().endswith(suffixes):
                yield os.path.join(address, file.removeprefix(below)) if local else named(file)
    elif system.exists(path):
        yield address


def _parts(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parts


def _lies_in(file: str, excluded: Sequence[str]) -> bool:
    if not excluded or "://" in file:
        return False
    real = os.path.realpath(file)
    return any(real == path or real.startswith(path.rstrip(os.sep) + os.sep) for path in excluded)


def shards_of(files: Sequence[str]) -> tuple[Shard, ...]:
    """Cut files into shards: a table or an archive of pages is one of its own, files of one document go together."""
    groups: list[list[str]] = []
    open_group: list[str] | None = None
    for file in files:
        if file.lower().endswith(_TABULAR):
            groups.append([file])
            open_group = None
        elif open_group is not None and len(open_group) < SMALL_FILES:
            open_group.append(file)
        else:
            open_group = [file]
            groups.append(open_group)
    return tuple(Shard(number, tuple(group)) for number, group in enumerate(groups))


def read_shard(shard: Shard, options: ReadingOptions) -> Iterator[Numbered]:
    """Read the documents of a shard; whatever cannot be read is a failed file among them."""
    place = shard.number << _SHARD
    for file in shard.files:
        for read in _within(_read(file, options), file, options.time_limit):
            item = checkable(read)
            yield Numbered(place, item, source_of(file, item.url if isinstance(item, Document) else None))
            place += 1


def _within(items: Iterator[Readable], file: str, seconds: float) -> Iterator[Readable]:
    """Give items up to one that takes too long."""
    while True:
        try:
            with time_limit(seconds):
                item = next(items, None)
        except TimeIsOverError:
            item = InputError(file, Message("was not read within {seconds:g} seconds: given up", seconds=seconds))
            items = iter(())
        if item is None:
            return
        yield item


def source_of(file: str, url: str | None) -> str:
    """Return whose a document is: the site of its address, else the folder of its file, or a table's own name."""
    site = urlsplit(url).hostname if url else None
    if site:
        return site.removeprefix("www.")
    path = PurePosixPath(file)
    return path.name if file.lower().endswith(_TABULAR) else str(path.parent)


def _read(file: str, options: ReadingOptions) -> Iterator[Readable]:
    lower = file.lower()
    try:
        if lower.endswith(PARQUET):
            yield from read_parquet(file, options)
        elif lower.endswith(WARC):
            yield from read_warc(file, options)
        elif lower.endswith(LINES):
            yield from read_lines(file, options)
        else:
            yield from _read_whole(file, options)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(file, Message("cannot be read: {error}", error=str(error.strerror or error)))
    except Exception as error:  # a library may fail in any way at a damaged file; the others are not concerned
        yield InputError(file, contained(error, Message("cannot be read"), file))


def _read_whole(file: str, options: ReadingOptions) -> Iterator[Readable]:
    system, path = filesystem_of(file)
    with system.open(path, "rb") as stream:
        reader, content = load_stream(file, suffix_name(file), io.BufferedReader(stream), options)
    yield from reader.read(content)


def suffix_name(file: str) -> str:
    """Return the name by which a file's format is chosen."""
    return file if "://" not in file else f"file{suffix_of(urlsplit(file).path)}"
