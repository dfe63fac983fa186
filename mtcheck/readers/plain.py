"""Plain text: the text is the document, and its lines are the file's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.language.messages import Message, Text
from mtcheck.readers.analysed import passages_of
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.markup import AS_MARKUP, holds_markup, markup_edits
from mtcheck.readers.passages import cut_passages, notes_on
from mtcheck.readers.reader import Readable
from mtcheck.records import Document, Edit


def document(path: str, text: str) -> Document:
    """Make a document of a text that is at hand, cut into passages.

    Args:
        path: How reports name the text.
        text: Any text; offsets count its code points.
    """
    return read_text(path, text)


def read_text(
    path: str, text: str, markup: Sequence[Edit] = (), notes: Sequence[Text | None] = (), media_type: str = "text/plain"
) -> Document:
    """Make a document of a whole text; one without a word has a note that says so, and nothing to check.

    Args:
        path: How reports name the text.
        text: As printed.
        markup: What of it is markup.
        notes: What a reader of the report should know; None says nothing.
        media_type: Of the file.
    """
    told = tuple(note for note in notes if note)
    if not text.strip():
        why = (
            Message("the file holds nothing but white space: there is nothing to check")
            if text
            else Message("the file is empty: there is nothing to check")
        )
        return Document(path, text, (), media_type, notes=(*told, why))
    passages = passages_of(text, markup, cut_passages)
    return Document(path, text, passages, media_type, notes=(*told, *notes_on(text, passages)), markup=tuple(markup))


@dataclass(frozen=True)
class PlainReader:
    """Reads text; a byte-order mark is dropped, nothing else is changed, line ends included.

    HTML in it is read as markup where it is plain to see.
    """

    suffixes: frozenset[str] = frozenset({".txt", ".text"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Any text is plain text; what is none fails in reading."""
        return True

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        text, note = decode(content.path, content.data, content.charset)
        marked = holds_markup((text,))
        told = Message("the file is {markup}", markup=AS_MARKUP) if marked else None
        yield read_text(content.path, text, markup_edits(text) if marked else (), (note, told))
