"""How documents are read, and which files are left alone, as the configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtcheck.config.settings import Config

if TYPE_CHECKING:
    from mtcheck.readers.content import ReadingOptions
    from mtcheck.readers.exclusion import Exclusion, PerFile


def build_reading(config: Config) -> ReadingOptions:
    """Turn the configuration of documents into the options of their readers."""
    from mtcheck.readers.content import MEBIBYTE, ReadingOptions

    documents = config.documents
    return ReadingOptions(
        text_column=documents.text_column,
        id_column=documents.id_column,
        language_column=documents.language_column,
        url_column=documents.url_column,
        date_column=documents.date_column,
        max_bytes=documents.max_mb * MEBIBYTE,
        max_unpacked=8 * documents.max_mb * MEBIBYTE,
        allow_network=documents.allow_network,
        time_limit=documents.time_limit,
    )


def build_exclusion(config: Config, here: Sequence[str] = ()) -> Exclusion:
    """Return what says which files are left alone.

    Args:
        config: ``documents.exclude`` and ``documents.gitignore`` are read.
        here: Patterns of the command line, seen from the current folder.

    Raises:
        ConfigError: A pattern cannot be read.
    """
    from mtcheck.readers.exclusion import Exclusion

    documents = config.documents
    try:
        return Exclusion(documents.exclude, config.folder, here, gitignore=documents.gitignore)
    except ValueError as error:
        raise config.error("documents.exclude", str(error)) from error


def build_per_file(config: Config) -> PerFile | None:
    """Return what says which codes are left out in which files; None where the configuration says nothing of it.

    Raises:
        ConfigError: A pattern cannot be read.
    """
    if not config.per_file_ignores:
        return None
    from mtcheck.readers.exclusion import PerFile

    try:
        return PerFile(config.per_file_ignores, config.folder)
    except ValueError as error:
        raise config.error("per-file-ignores", str(error)) from error
