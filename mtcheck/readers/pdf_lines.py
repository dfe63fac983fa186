"""Lines of a PDF page by their place on it, and where one paragraph ends and the next begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mtcheck.french.lemmas import is_known

_BULLET = re.compile(r"[\u2022\u2023\u25aa\u25cf\u25e6\uf0a7\uf0b7·▪■-]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIGATURES = {chr(0xFB00 + index): text for index, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_WIDER = 1.25  # times the usual distance of lines: a new paragraph
_INDENT = 6.0  # points


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        x: Left end, in points from the left.
        y: Base line, in points from the bottom.
        size: Of its letters, in points.
        bullet: Whether a bullet stood before the text.
    """

    text: str
    x: float
    y: float
    size: float
    bullet: bool = False


@dataclass
class LineCollector:
    """Collects the pieces of text that the library meets on a page, in its order."""

    _lines: list[Line] = field(default_factory=list)
    _pieces: list[tuple[str, float, float, float]] = field(default_factory=list)

    def visit(self, text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        """Take a piece: pypdf's ``visitor_text``; ``cm`` and ``tm`` are the page's and the text's matrix."""
        for index, part in enumerate(text.split("\n")):
            if index:
                self._end()
            if part:
                x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                self._pieces.append((part, x, y, abs(size * tm[3] * cm[3]) or size))

    def lines(self) -> list[Line]:
        """Return the lines that hold anything."""
        self._end()
        return self._lines

    def _end(self) -> None:
        pieces, self._pieces = self._pieces, []
        shown = [piece for piece in pieces if piece[0].strip()]
        text = " ".join("".join(piece[0] for piece in pieces).split(" "))
        text = unicodedata.normalize("NFC", "".join(_LIGATURES.get(char, char) for char in text)).strip()
        text = re.sub(r"[ \t]{2,}", " ", text).replace("\0", "")
        if not shown or not text:
            return
        bullet = _BULLET.match(text)
        size = max((len(piece[0]), piece[3]) for piece in shown)[1]
        self._lines.append(Line(text[bullet.end() :] if bullet else text, shown[0][1], shown[0][2], size, bool(bullet)))


def join_lines(lines: Sequence[Line], before: Line | None) -> list[str]:
    """Say what stands before each line of a page.

    Args:
        lines: Of one page, in reading order.
        before: The last line of the page before.

    Returns:
        For each line two line ends where a paragraph begins, a space where it goes on, nothing where a word goes on,
        and ``-`` (see :meth:`~mtcheck.readers.assembly.Assembly.add_joined`) where a hyphen at the line's end goes.
    """
    steps = [one.y - two.y for one, two in pairwise(lines)]
    near = sorted(step for step, line in zip(steps, lines, strict=False) if 0 < step < 3 * max(line.size, 1.0))
    usual = near[len(near) // 4] if near else 0.0  # half of the steps may be those between paragraphs
    left = min((line.x for line in lines), default=0.0)
    longest = max((len(line.text) for line in lines), default=0)
    found = []
    for index, line in enumerate(lines):
        last = lines[index - 1] if index else before
        step = steps[index - 1] if index else None
        found.append("\n\n" if last is None or _breaks(last, line, step, usual, left, longest) else _joint(last, line))
    return found


def _breaks(last: Line, line: Line, step: float | None, usual: float, left: float, longest: int) -> bool:
    if line.bullet:
        return True
    ended = bool(_SENTENCE_END.search(last.text))
    if step is None or step < 0:  # a new page or column
        return ended or not line.text[:1].islower()
    if abs(last.size - line.size) > 0.1 * max(last.size, line.size):
        return True
    if usual and step > _WIDER * usual:
        return True
    # Without space between paragraphs, a short last line or an indented first one tells.
    return ended and (len(last.text) < 0.75 * longest or (line.x - left > _INDENT and last.x - left < _INDENT))


def _joint(last: Line, line: Line) -> str:
    broken, first = _BROKEN_WORD.search(last.text), _FIRST_WORD.match(line.text)
    if broken is None or first is None:
        return " "
    whole, parts = broken[1] + first[0], f"{broken[1]}-{first[0]}"
    if first[0][0].isupper() or is_known(parts, "fr"):
        return ""
    known = is_known(whole, "fr") or is_known(whole, "en")
    return "-" if known or not (is_known(broken[1], "fr") and is_known(first[0], "fr")) else ""
