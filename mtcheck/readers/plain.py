"""Plain text and Markdown: the text is the document, and its lines are the file's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.readers.analysed import passages_of
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.passages import cut_passages
from mtcheck.readers.reader import Readable
from mtcheck.records import Document


def document(path: str, text: str) -> Document:
    """Make a document of a text that is at hand, cut into passages.

    Args:
        path: How reports name the text.
        text: Any text; offsets count its code points.
    """
    return Document(path, text, passages_of(text, (), cut_passages))


@dataclass(frozen=True)
class PlainReader:
    """Reads text; a byte-order mark is dropped, nothing else is changed, line ends included."""

    suffixes: frozenset[str] = frozenset({".txt", ".text", ".md", ".markdown", ".mdown"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Any text is plain text; what is none fails in reading."""
        return True

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        text, note = decode(content.path, content.data, content.charset)
        if not text.strip():
            raise InputError(content.path, "holds nothing but white space" if text else "is empty")
        yield Document(content.path, text, passages_of(text, (), cut_passages), notes=(note,) if note else ())
