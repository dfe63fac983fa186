"""From code points to the positions that an editor counts in, and back."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from mtcheck.records import Span
from mtcheck.text.lines import Lines

_UNIT = {PositionEncodingKind.Utf8: "utf-8", PositionEncodingKind.Utf16: "utf-16-le", PositionEncodingKind.Utf32: None}
_WIDTH = {"utf-8": 1, "utf-16-le": 2}


class Positions:
    """Places in one text as an editor counts them.

    Args:
        text: The document. Lines end at LF, CRLF or a lone CR, as the protocol says.
        encoding: What a column counts: UTF-16 code units unless server and editor agree on something else.
    """

    def __init__(self, text: str, encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16) -> None:
        self._text, self._lines = text, Lines.of(text)
        self._codec = _UNIT[PositionEncodingKind(encoding)]

    def position(self, offset: int) -> Position:
        """Return the 0-based line and column of a code point."""
        line, column = self._lines.place(offset)
        start = offset - column + 1
        return Position(line - 1, self._size(self._text[start:offset]))

    def range(self, span: Span) -> Range:
        """Return where a span of code points stands."""
        return Range(self.position(span.start), self.position(span.end))

    def line(self, number: int) -> Range:
        """Return a whole line, 1-based, without its end; the last one where there are fewer."""
        starts = (*self._lines.starts, len(self._text) + 1)
        index = max(0, min(number, len(starts) - 1) - 1)
        content = self._text[starts[index] : starts[index + 1]].rstrip("\r\n")
        return self.range(Span(starts[index], starts[index] + len(content)))

    def _size(self, text: str) -> int:
        if self._codec is None:
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // _WIDTH[self._codec]
