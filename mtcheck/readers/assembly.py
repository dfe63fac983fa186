"""Puts the parts of a file together to a text, and remembers where each part came from."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, Text
from mtcheck.readers.analysed import passages_of
from mtcheck.readers.passages import cut_passages, notes_on
from mtcheck.records import Document, Edit, KnownQuote, Passage, PassageKind, Place, Span

PARAGRAPH = "\n\n"


class Assembly:
    """A text in the making.

    Args:
        path: How reports name the document.
        media_type: Of the original.
    """

    def __init__(self, path: str, media_type: str) -> None:
        self.path = path
        self.notes: list[Text] = []
        self._media_type = media_type
        self._parts: list[str] = []
        self._size = 0
        self._places: list[Place] = []
        self._pairs: list[tuple[Span, KnownQuote]] = []
        self._markup: list[Edit] = []

    def add(self, text: str, place: Text | None = None, *, gap: str = PARAGRAPH, prefix: str = "") -> Span:
        """Add a part.

        Args:
            text: The part.
            place: Where it stands in the original.
            gap: What goes before it, unless it is the first.
            prefix: Markdown sign of what it is, for instance ``# `` or ``> ``.

        Returns:
            The span of ``text``.
        """
        self._put((gap if self._parts else "") + prefix)
        start = self._size
        if place is not None and (not self._places or self._places[-1].label != place):
            self._places.append(Place(start, place))
        self._put(text)
        return Span(start, self._size)

    def add_joined(self, text: str, place: Text, *, gap: str, prefix: str = "") -> None:
        """Add a printed line to the one before it; the gap ``-`` takes away the hyphen at that line's end."""
        if gap == "-" and self._parts:
            self._parts[-1] = self._parts[-1][:-1]
            self._size -= 1
            gap = ""
        self.add(text, place, gap=gap, prefix=prefix)

    def pair(self, text: str, quote: KnownQuote, place: Text, markup: Sequence[Edit] = ()) -> None:
        """Add French whose English is known, with what of it is markup."""
        span = self.add(text, place)
        self._pairs.append((span, quote))
        self._markup += (
            Edit(Span(edit.span.start + span.start, edit.span.end + span.start), edit.text) for edit in markup
        )

    def document(self, *, url: str | None = None, date: str | None = None, source: str = "") -> Document:
        """Return the document, cut into passages; paired parts are French passages as they stand.

        Raises:
            InputError: There is no text in it.
        """
        text = "".join(self._parts)
        if not text.strip():
            raise InputError(self.path, Message("holds nothing but white space") if text else Message("holds no text"))
        passages = (
            tuple(Passage(span, PassageKind.BODY, "fr") for span, _ in self._pairs)
            if self._pairs
            else passages_of(text, (), cut_passages)
        )
        return Document(
            self.path,
            text,
            passages,
            self._media_type,
            tuple(self._places),
            (*self.notes, *notes_on(text, passages)),
            tuple(self._pairs),
            url,
            date,
            source,
            tuple(self._markup),
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
