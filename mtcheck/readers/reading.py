"""From a source to its documents: the one entrance for files, standard input and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from mtcheck.deadlines import TimeIsOverError, WorkClock, not_counted
from mtcheck.errors import InputError, MtcheckError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.loading import load
from mtcheck.readers.reader import Readable


def read_documents(
    source: Source,
    options: ReadingOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
    clocks: Callable[[], WorkClock] | None = None,
) -> Iterator[Readable]:
    """Read the documents of a source, in order.

    Args:
        source: A file, standard input, or a URL.
        options: Limits and column names; the defaults where None.
        stdin: Stands for standard input; the process's own by default.
        clocks: Gives the clock of the next document, whose reading runs on it; by default each is read on one of its own.

    Yields:
        Documents, and for each row, member or file that cannot be read the error that says why.

    Raises:
        ConfigError: The source is a URL, and the network is not allowed.
    """
    options = options or ReadingOptions()
    items = _items(source, options, stdin)
    while True:
        try:
            with (clocks() if clocks is not None else WorkClock(options.time_limit)).running():
                item = next(items, None)
        except InputError as error:
            yield error
            return
        except MtcheckError:
            raise
        except TimeIsOverError:
            yield InputError(
                source.path,
                Message(
                    "was not read within {time_limit:g} seconds: given up (documents.time_limit)",
                    time_limit=options.time_limit,
                ),
            )
            return
        except (RecursionError, MemoryError) as error:
            yield InputError(
                source.path, Message("is nested too deeply or too large to be read ({kind})", kind=type(error).__name__)
            )
            return
        except Exception as error:  # a reader may fail in any way; the other files are not concerned
            yield InputError(source.path, contained(error, Message("cannot be read"), source.path))
            return
        if item is None:
            return
        yield item


def _items(source: Source, options: ReadingOptions, stdin: BinaryIO | None) -> Iterator[Readable]:
    if source.error is not None:
        raise source.error
    if source.kind is SourceKind.URL:
        from mtcheck.readers.network import fetch

        reader, content = fetch(source.path, options)
    elif source.kind is SourceKind.STDIN:
        with not_counted():  # who writes there may take their time
            reader, content = load(source, options, stdin)
    else:
        reader, content = load(source, options, stdin)
    yield from reader.read(content)
