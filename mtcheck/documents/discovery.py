"""From what the user names (files, folders, patterns, ``-``) to the list of documents to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from mtcheck.errors import InputError

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".mdown"})
"""Suffixes of the files that are taken from a folder; a file that is named is read whatever its suffix."""

STDIN = "<stdin>"
"""How standard input is shown in reports."""


class SourceKind(Enum):
    """Where a document comes from."""

    FILE = "file"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    Attributes:
        path: As the user named it, below a folder joined to the folder's name.
        error: Why nothing can be read there; the other sources are not concerned.
    """

    path: str
    kind: SourceKind = SourceKind.FILE
    error: InputError | None = None


def discover(paths: Sequence[str]) -> tuple[Source, ...]:
    """List the documents that ``paths`` name.

    Args:
        paths: Files, folders (searched below, sorted, hidden entries left out), patterns with ``*``, ``?``, ``[…]`` or
            ``**``, and ``-`` for standard input.

    Returns:
        Sources in the order named, each file once. What is missing or holds no text comes back with its error.
    """
    found: list[Source] = []
    seen: set[str] = set()
    for path in paths:
        for source in _expand(path):
            key = source.path if source.error or source.kind is SourceKind.STDIN else os.path.realpath(source.path)
            if key not in seen:
                seen.add(key)
                found.append(source)
    return tuple(found)


def _expand(path: str) -> Iterator[Source]:
    if path == "-":
        yield Source(STDIN, SourceKind.STDIN)
    elif not path or "\0" in path:
        yield _failed(path, "is not a path")
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield Source(path)
    elif glob.has_magic(path):
        yield from _pattern(path)
    else:
        yield _failed(path, "no such file or folder")


def _pattern(path: str) -> Iterator[Source]:
    matches = sorted(glob.glob(path, recursive=True))
    files = [match for match in matches if not os.path.isdir(match)]
    for match in files:
        yield Source(match)
    # "news/**" matches the folders above its own files too: folders count only where no file matched.
    for match in [] if files else matches:
        yield from _folder(match)
    if not matches:
        yield _failed(path, "the pattern matches no file")


def _folder(path: str) -> Iterator[Source]:
    problems: list[OSError] = []
    visited: set[str] = set()
    texts: list[str] = []
    for folder, folders, files in os.walk(path, followlinks=True, onerror=problems.append):
        real = os.path.realpath(folder)
        if real in visited:
            folders.clear()  # a link leads back to where the walk has been
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names = (name for name in files if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES)
        texts += [os.path.join(folder, name) for name in names]
    yield from (Source(text) for text in sorted(texts, key=lambda text: Path(text).parts))
    for problem in problems:
        yield _failed(str(problem.filename or path), f"the folder cannot be read: {problem.strerror}")
    if not texts and not problems:
        listed = ", ".join(sorted(SUFFIXES))
        yield _failed(path, f"the folder holds no text (files ending in {listed})")


def _failed(path: str, message: str) -> Source:
    return Source(path, error=InputError(path or "''", message))
