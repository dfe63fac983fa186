"""From a source to its documents: the one entrance for files, standard input and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from mtcheck.errors import InputError
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.loading import load
from mtcheck.readers.reader import Readable


def read_documents(
    source: Source, options: ReadingOptions | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Readable]:
    """Read the documents of a source, in order.

    Args:
        source: A file, standard input, or a URL.
        options: Limits and column names; the defaults where None.
        stdin: Stands for standard input; the process's own by default.

    Yields:
        Documents, and for each row, member or file that cannot be read the error that says why.

    Raises:
        ConfigError: The source is a URL, and the network is not allowed.
    """
    options = options or ReadingOptions()
    try:
        if source.error is not None:
            raise source.error
        if source.kind is SourceKind.URL:
            from mtcheck.readers.network import fetch

            reader, content = fetch(source.path, options)
        else:
            reader, content = load(source, options, stdin)
        yield from reader.read(content)
    except InputError as error:
        yield error
    except (RecursionError, MemoryError) as error:
        yield InputError(source.path, f"is nested too deeply or too large to be read ({type(error).__name__})")
