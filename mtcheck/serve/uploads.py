"""Documents that were sent: a text, or a file in any format that the command line reads."""

from __future__ import annotations

from mtcheck.errors import InputError, MtcheckError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.readers.content import Budget, Content, ReadingOptions
from mtcheck.readers.discovery import Source
from mtcheck.readers.loading import require_text
from mtcheck.readers.plain import document
from mtcheck.readers.registry import choose_reader
from mtcheck.records import Document

_HEAD = 64 * 1024


def read_upload(name: str, data: bytes, most: int) -> tuple[Document | Source, ...]:
    """Read a file that was sent, in any format that the command line reads.

    Args:
        name: What the report calls it; its suffix chooses the reader.
        data: The file.
        most: Largest size, in bytes, packed; what it unpacks to may be four times as large.

    Returns:
        Its documents; what cannot be read stands among them with its error.
    """
    options = ReadingOptions(max_bytes=most, max_members=100, max_unpacked=4 * most)
    found: list[Document | Source] = []
    try:
        reader = choose_reader(name, data[:_HEAD])
        if reader.line_limited:
            require_text(name, data, options)
        for item in reader.read(Content(name, data, name, options, budget=Budget(options.max_unpacked))):
            found.append(item if isinstance(item, Document) else Source(item.path, error=item))
    except InputError as error:
        found.append(Source(name, error=error))
    except MtcheckError:
        raise
    except (RecursionError, MemoryError) as error:
        found.append(
            Source(
                name,
                error=InputError(
                    name, Message("is nested too deeply or too large ({kind})", kind=type(error).__name__)
                ),
            )
        )
    except Exception as error:  # a reader may fail in any way; the other files are not concerned
        found.append(Source(name, error=InputError(name, contained(error, Message("cannot be read"), name))))
    return tuple(found)


def text_document(name: str, text: str) -> Document | Source:
    """Make a document of a text that was sent; an empty one stands with its error."""
    if not text.strip():
        return Source(
            name, error=InputError(name, Message("is empty") if not text else Message("holds nothing but white space"))
        )
    return document(name, text)
