"""From what the user names (files, folders, patterns, addresses, ``-``) to the list of sources to read."""

from __future__ import annotations

import glob
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.files import is_special
from mtcheck.language.messages import Message, Text
from mtcheck.readers.content import suffix_of
from mtcheck.readers.exclusion import Exclusion
from mtcheck.readers.registry import all_suffixes

_log = logging.getLogger("mtcheck")

STDIN = "<stdin>"
"""How standard input is shown in reports."""

_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_BANK_KEYS = frozenset({"speaker", "text"})  # a table with both holds known quotes, and is no article
_TABLES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})


class SourceKind(Enum):
    """Where a document comes from."""

    FILE = "file"
    STDIN = "stdin"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; it may hold several documents.

    Attributes:
        path: As the user named it, below a folder joined to the folder's name.
        error: Why nothing can be read there; the other sources are not concerned.
    """

    path: str
    kind: SourceKind = SourceKind.FILE
    error: InputError | None = None


def discover(
    paths: Sequence[str],
    *,
    without: Collection[str] = (),
    skipped: Callable[[Text], None] | None = None,
    exclusion: Exclusion | None = None,
    stdin_name: str | None = None,
) -> tuple[Source, ...]:
    """List the files that ``paths`` name.

    Args:
        paths: Files, folders (searched below, sorted, hidden entries left out), patterns with ``*``, ``?``, ``[…]`` or
            ``**``, addresses (``https://…``), and ``-`` for standard input.
        without: Files and folders that are not taken from a folder: those of the known quotes.
        skipped: Told, in one line each, which pipes, sockets and devices were passed over in a folder, and once for each folder
            how many files of other formats; they are logged where it is None. One that is named itself is read.
        exclusion: What is left alone: by its patterns wherever it is named, by ``.gitignore`` where it is found in a folder or
            by a pattern; None for ``.gitignore`` alone.
        stdin_name: What standard input is called; its suffix then tells the format. None for :data:`STDIN`.

    Returns:
        Sources in the order named, each file once. What is missing or holds no text comes back with its error.

    A file that is named is read whatever its suffix. From a folder come the files of a known format; tables of known
    quotes (JSON Lines or CSV with the columns ``speaker`` and ``text``) are no articles.
    """
    found: list[Source] = []
    seen: set[str] = set()
    search = _Search(frozenset(os.path.realpath(path) for path in without), skipped, exclusion or Exclusion())
    for path in paths:
        for source in _expand(path, search, stdin_name):
            is_file = source.error is None and source.kind is SourceKind.FILE
            key = os.path.realpath(source.path) if is_file else source.path
            if key not in seen:
                seen.add(key)
                found.append(source)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is passed over in a search."""

    without: frozenset[str]
    skipped: Callable[[Text], None] | None
    exclusion: Exclusion

    def tell(self, line: Text) -> None:
        """Say what was passed over."""
        (self.skipped or _log.info)(line)

    def leaves(self, path: str, *, folder: bool = False) -> bool:
        """Say whether something that was found is left alone."""
        return self.exclusion.excludes(path, folder=folder) or self.exclusion.ignores(path, folder=folder)


def _expand(path: str, search: _Search, stdin_name: str | None) -> Iterator[Source]:
    if path == "-":
        yield from (
            ()
            if stdin_name and search.exclusion.excludes(stdin_name)
            else (Source(stdin_name or STDIN, SourceKind.STDIN),)
        )
    elif not path or "\0" in path:
        yield _failed(path, Message("is not a path"))
    elif _ADDRESS.match(path):
        yield Source(path, SourceKind.URL)
    elif os.path.lexists(path) and search.exclusion.excludes(path, folder=os.path.isdir(path)):
        search.tell(Message("{path} is excluded: not read", path=path))
    elif os.path.isdir(path):
        yield from _folder(path, search)
    elif os.path.lexists(path):
        yield Source(path)
    elif glob.has_magic(path):
        yield from _pattern(path, search)
    else:
        yield _failed(path, Message("no such file or folder"))


def _pattern(path: str, search: _Search) -> Iterator[Source]:
    matches = sorted(glob.glob(path, recursive=True))
    files = [match for match in matches if not os.path.isdir(match)]
    kept = [match for match in files if not search.leaves(match)]
    for match in kept:
        if not _is_skipped(match, search.skipped):
            yield Source(match)
    if len(kept) < len(files):
        search.tell(_left_alone(path, len(files) - len(kept)))
    # "news/**" matches the folders above its own files too: folders count only where no file matched.
    for match in [] if files else matches:
        if not search.leaves(match, folder=True):
            yield from _folder(match, search)
    if not matches:
        yield _failed(path, Message("the pattern matches no file"))


def _folder(path: str, search: _Search) -> Iterator[Source]:
    problems: list[OSError] = []
    visited: set[str] = set()
    texts: list[str] = []
    others: Counter[str] = Counter()
    left = 0
    suffixes = all_suffixes()
    for folder, folders, files in os.walk(path, followlinks=True, onerror=problems.append):
        real = os.path.realpath(folder)
        if real in visited or (real in search.without and folder != path):
            folders.clear()  # a link leads back to where the walk has been
            continue
        visited.add(real)
        inside = [name for name in sorted(folders) if not name.startswith(".")]
        folders[:] = [name for name in inside if not search.leaves(os.path.join(folder, name), folder=True)]
        shown = [name for name in files if not name.startswith(".")]
        names = [name for name in shown if suffix_of(name) in suffixes]
        others.update(suffix_of(name) for name in shown if suffix_of(name) not in suffixes)
        found = [
            file
            for file in (os.path.join(folder, name) for name in names)
            if os.path.realpath(file) not in search.without
            and not _is_skipped(file, search.skipped)
            and not _holds_quotes(file)
        ]
        kept = [file for file in found if not search.leaves(file)]
        texts += kept
        left += len(found) - len(kept) + len(inside) - len(folders)
    yield from (Source(text) for text in sorted(texts, key=lambda text: Path(text).parts))
    if others:
        counts = tuple(
            Message("{count} {kind}", count=count, kind=suffix or Message("without a suffix"))
            for suffix, count in sorted(others.items(), key=lambda item: item[0] or "without a suffix")
        )
        search.tell(Message("{path}: files of other formats are not read: {counts}", path=path, counts=counts))
    if left:
        search.tell(_left_alone(path, left))
    for problem in problems:
        yield _failed(
            str(problem.filename or path),
            Message("the folder cannot be read: {strerror}", strerror=str(problem.strerror)),
        )
    if not texts and not problems and not left:
        listed = ", ".join(sorted(suffixes))
        yield _failed(path, Message("the folder holds no text (files ending in {listed})", listed=listed))


def _left_alone(path: str, count: int) -> Message:
    return Message(
        "{path}: {n} file or folder is excluded, or ignored by git: not read",
        "{path}: {n} files or folders are excluded, or ignored by git: not read",
        n=count,
        path=path,
    )


def _is_skipped(path: str, skipped: Callable[[Text], None] | None) -> bool:
    """Say whether a path leads to a pipe, a socket or a device, to open which might wait for ever, and tell so."""
    kind = is_special(path)
    if kind is not None:
        (skipped or _log.warning)(Message("{path} is {kind}, not a file: passed over", path=path, kind=Message(kind)))
    return kind is not None


def _holds_quotes(path: str) -> bool:
    """Say whether a table holds known quotes; one that cannot be read is left to its reader."""
    if suffix_of(path) not in _TABLES:
        return False
    try:
        with open(path, "rb") as stream:
            first = stream.readline(64 * 1024).decode("utf-8-sig", errors="replace")
        record = json.loads(first) if first.startswith("{") else re.split(r"[,;\t|]", first)
    except (OSError, ValueError, RecursionError):
        return False
    return {str(key).strip(' "\r\n').lower() for key in record} >= _BANK_KEYS


def _failed(path: str, message: Text) -> Source:
    return Source(path, error=InputError(path or "''", message))
