"""From a document as it is printed to the text that is analysed: markup and characters read, passages cut in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mtcheck.readers.capitals import capital_edits
from mtcheck.readers.insertions import insertion_edits
from mtcheck.records import Document, Edit, Passage, Span
from mtcheck.text.characters import character_edits
from mtcheck.text.offsets import OffsetMap, apply, merged


class Analysed(NamedTuple):
    """A document as it is analysed, and where its offsets lie in the printed one; None where both are the same."""

    document: Document
    offsets: OffsetMap | None


def analysed(document: Document) -> Analysed:
    """Return what of a document is analysed: its text without markup, its characters as they are usually written.

    Args:
        document: As printed; its passages, places and pairs count there.

    Returns:
        The document with text, passages, places and pairs as they are analysed. This and the way back in the report are the
        only places where offsets change.
    """
    edits = _edits(document.text, document.markup)
    if not edits:
        return Analysed(document, None)
    offsets = OffsetMap.of(edits)
    read = replace(
        document,
        text=apply(document.text, edits),
        passages=tuple(replace(passage, span=offsets.to_read(passage.span)) for passage in document.passages),
        places=tuple(place._replace(start=_to_read(offsets, place.start)) for place in document.places),
        pairs=tuple((offsets.to_read(span), quote) for span, quote in document.pairs),
        markup=(),
    )
    return Analysed(read, offsets)


def passages_of(text: str, markup: Sequence[Edit], cut: Callable[[str], tuple[Passage, ...]]) -> tuple[Passage, ...]:
    """Cut a printed text into passages, by what is analysed of it.

    Args:
        text: As printed.
        markup: What of it is markup.
        cut: Cuts a text without markup.

    Returns:
        Passages that count in the printed text; what is read as nothing has none.
    """
    edits = _edits(text, markup)
    if not edits:
        return cut(text)
    offsets = OffsetMap.of(edits)
    return tuple(replace(passage, span=offsets.to_printed(passage.span)) for passage in cut(apply(text, edits)))


def _edits(text: str, markup: Sequence[Edit]) -> tuple[Edit, ...]:
    words = merged(character_edits(text), tuple(capital_edits(text)))
    insertions = [edit for edit in insertion_edits(text) if all(_apart(edit, other) for other in markup)]
    return merged(insertions, merged([_read(edit) for edit in markup], words))


def _read(edit: Edit) -> Edit:
    """Return markup with its characters read as all others are: ``&shy;`` is a soft hyphen, and so is nothing."""
    return edit if edit.text.isascii() else edit._replace(text=apply(edit.text, character_edits(edit.text)))


def _apart(insertion: Edit, markup: Edit) -> bool:
    """Say whether markup leaves an insertion whole: it stands outside it or inside, and is not its bracket, as a link's is."""
    (start, end), (first, last) = insertion.span, markup.span
    return last <= start or first >= end or (start + 1 < first and last < end)


def _to_read(offsets: OffsetMap, start: int) -> int:
    return offsets.to_read(Span(start, start)).start
