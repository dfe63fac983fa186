"""What is kept of a file while it goes by: its renderings of known quotes, its names, and the text around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mtcheck.across.sightings import NameSighting, sightings
from mtcheck.across.sketches import sketch
from mtcheck.fingerprints import normalise
from mtcheck.language.messages import Text
from mtcheck.readers.analysed import analysed
from mtcheck.records import Document, FileReport, Place, Span
from mtcheck.text.lines import Lines
from mtcheck.text.offsets import OffsetMap

REACH = 400  # code points kept on each side of what may come to be reported, for its excerpt and its fingerprint


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file's text, never longer than one passage.

    Attributes:
        start: Where it starts in the file's text as it is analysed.
        text: As it is analysed.
        line: 1-based, of its start; so is ``column``.
        places: Of the original file, counted in the piece as it is printed.
        begins: Where it starts in the text as it is printed.
        printed: As it is printed.
        offsets: From ``text`` to ``printed``; None where they are the same.
    """

    start: int
    text: str
    line: int
    column: int
    places: tuple[Place, ...]
    begins: int
    printed: str
    offsets: OffsetMap | None = None

    def to_printed(self, span: Span) -> Span:
        """Return where words of the analysed text stand in the printed one."""
        inside = Span(span.start - self.start, span.end - self.start)
        start, end = inside if self.offsets is None else self.offsets.to_printed(inside)
        return Span(start + self.begins, end + self.begins)

    def position(self, offset: int) -> tuple[int, int, Text | None]:
        """Return line, column and place of an offset of the file's text as it is analysed."""
        inside = self.to_printed(Span(offset, offset)).start - self.begins
        line, column = Lines.of(self.printed).place(inside)
        document = Document("", self.printed, places=self.places)
        return (
            self.line + line - 1,
            column + self.column - 1 if line == 1 else column,
            document.place_at(inside),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A French span that renders known English.

    Attributes:
        span: In the text as it is analysed.
        english: The English sentences, joined by a space.
        direct: Whether it is given as the very words, and not as reported speech.
        similarity: 0–1.
    """

    span: Span
    quote_id: str
    english: str
    direct: bool
    similarity: float


@dataclass(frozen=True, slots=True)
class FilePart:
    """What is kept of one file; spans count in its text as it is analysed.

    Attributes:
        number: Its place in the run, from 0.
        digest: Tells its text from others', whatever their order.
        sketch: Of its words, to know a republished text again.
        pieces: By start.
    """

    number: int
    path: str
    digest: int
    sketch: tuple[int, ...]
    statements: tuple[Statement, ...]
    names: tuple[NameSighting, ...]
    pieces: tuple[Piece, ...]

    def piece_of(self, span: Span) -> Piece:
        """Return the piece that holds a kept span."""
        return self.pieces[bisect_right(self.pieces, span.start, key=lambda piece: piece.start) - 1]

    def text_of(self, span: Span) -> str:
        """Return the words of a kept span."""
        piece = self.piece_of(span)
        return piece.text[span.start - piece.start : span.end - piece.start]


def sentence_key(english: str) -> str:
    """Return what an English sentence is known by, whichever quote it stands in."""
    return f"sentence {normalise(english)}"


def part_of(number: int, file: FileReport) -> FilePart | None:
    """Return what is kept of a file, None where it renders no known quote.

    Args:
        number: Its place in the run, from 0.
        file: Its report.
    """
    document = file.document
    if document is None or file.error is not None or not any(item.alignments for item in file.quotations):
        return None
    read, offsets = analysed(document)
    statements = _statements(file, document, offsets)
    if not statements:
        return None
    names = sightings(read)
    kept = [*(statement.span for statement in statements), *(name.span for name in names)]
    digest, hashes = sketch(read)
    return FilePart(number, file.path, digest, hashes, statements, names, _pieces(document, read, offsets, kept))


def _statements(file: FileReport, document: Document, offsets: OffsetMap | None) -> tuple[Statement, ...]:
    units = {quote.id for _, quote in document.pairs}
    found: dict[tuple[Span, str], Statement] = {}
    for matched in file.quotations:
        for alignment in matched.alignments:
            direct = matched.quotation.marked or alignment.quote_id in units
            span = alignment.span if offsets is None else offsets.to_read(alignment.span)
            key = (span, alignment.text)
            if span.start < span.end and (key not in found or direct):
                found[key] = Statement(span, alignment.quote_id, alignment.text, direct, alignment.similarity)
    return tuple(sorted(found.values(), key=lambda statement: (statement.span, statement.english)))


def _pieces(document: Document, read: Document, offsets: OffsetMap | None, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut the text around the spans out of the document, overlapping cuts of one passage joined."""
    cuts: list[Span] = []
    for span in sorted(spans):
        whole = _passage(read, span)
        cut = Span(max(whole.start, span.start - REACH, 0), min(max(whole.end, span.end), span.end + REACH))
        if cuts and cut.start <= cuts[-1].end and whole.start <= cuts[-1].start:
            cuts[-1] = Span(cuts[-1].start, max(cuts[-1].end, cut.end))
        else:
            cuts.append(cut)
    lines = Lines.of(document.text)
    return tuple(_piece(document, read, offsets, cut, lines) for cut in cuts)


def _piece(document: Document, read: Document, offsets: OffsetMap | None, cut: Span, lines: Lines) -> Piece:
    text = cut.of(read.text)
    if offsets is None:  # the text is kept once
        return Piece(cut.start, text, *lines.place(cut.start), _places(document, cut), cut.start, text)
    whole = offsets.to_printed(cut)
    place, printed = lines.place(whole.start), whole.of(document.text)
    return Piece(cut.start, text, *place, _places(document, whole), whole.start, printed, offsets.within(cut))


def _passage(document: Document, span: Span) -> Span:
    # As fingerprints see it: a document without passages is one passage.
    index = bisect_right(document.passages, span.start, key=lambda passage: passage.span.start) - 1
    return document.passages[index].span if index >= 0 else Span(0, len(document.text))


def _places(document: Document, cut: Span) -> tuple[Place, ...]:
    first = max(bisect_right(document.places, cut.start, key=lambda place: place.start) - 1, 0)
    last = bisect_left(document.places, cut.end, key=lambda place: place.start)
    inside = document.places[first:last]
    return tuple(Place(max(place.start - cut.start, 0), place.label) for place in inside)
