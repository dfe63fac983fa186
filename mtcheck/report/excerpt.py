"""The French around a finding, cut to fit a few rows of a terminal and safe to print there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from mtcheck.records import Span

ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?…][»”\"’']*[ \t\u00a0\u202f]+(?=[«“\"'‘]*[ \u00a0\u202f]?[A-ZÀ-ÖØ-Þ0-9])")
_REACH = 2000  # code points looked at on each side: a file may be one line of megabytes
_BREAK = re.compile(r"[ \t]+")  # no-break spaces hold words together, so a row never starts with "»" or ends with "«"


class Excerpt(NamedTuple):
    """A piece of the document as it is shown, and where in that piece the finding stands."""

    text: str
    span: Span


def printable(text: str) -> str:
    """Return ``text`` on one row, each character replaced by exactly one.

    Line ends and tabs become spaces; characters that steer a terminal or turn the reading direction become U+FFFD, so
    that an article can neither colour, move nor disguise what the report says.
    """
    if text.isprintable():
        return text
    return "".join(_printable(char) for char in text)


def _printable(char: str) -> str:
    if char in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    steers = unicodedata.category(char) in ("Cc", "Cs") or char in "\u200e\u200f\u061c" or "\u202a" <= char <= "\u202e"
    return "\ufffd" if steers or "\u2066" <= char <= "\u2069" else char


def sentence_around(text: str, span: Span) -> Span:
    """Return the line around ``span``, narrowed to the sentences that hold it where the line has several."""
    least, most = max(span.start - _REACH, 0), min(span.end + _REACH, len(text))
    start = max(text.rfind("\n", least, span.start) + 1, least)
    end = text.find("\n", span.end, most)
    end = most if end < 0 else end
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start() + 1 + len(match.group()[1:].rstrip())
            break
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def excerpt(text: str, span: Span, limit: int) -> Excerpt:
    """Cut ``text`` around ``span``.

    Args:
        text: The document's text.
        span: The finding's span; clipped to the text.
        limit: Most characters to show, ellipses included.

    Returns:
        The sentence around the span where it fits, else the span with as much of the sentence on both sides as fits;
        a span that is itself too long loses its middle.
    """
    start = min(max(span.start, 0), len(text))
    span = Span(start, min(max(span.end, start), len(text)))
    around = sentence_around(text, span)
    before, inside, after = text[around.start : span.start], span.of(text), text[span.end : around.end]
    if len(inside) > limit - 2:
        half = (limit - 3) // 2
        inside = f"{inside[:half].rstrip()} {ELLIPSIS} {inside[-half:].lstrip()}"
        before = after = ""
    room = limit - len(inside)
    if len(before) + len(after) > room:
        left = min(len(before), max(room // 2, room - len(after)))
        right = min(len(after), room - left)
        before, after = _tail(before, left), _head(after, right)
    before, inside, after = printable(before), printable(inside), printable(after)
    return Excerpt(before + inside + after, Span(len(before), len(before) + len(inside)))


def shortened(text: str, limit: int) -> str:
    """Return ``text`` on one row of at most ``limit`` characters, cut after a word where it is longer."""
    return printable(_head(text, limit))


def rows(text: str, width: int, cells: Callable[[str], int]) -> tuple[Span, ...]:
    """Break ``text`` into rows at breaking spaces; a longer word is broken where the row is full.

    Args:
        text: One paragraph.
        width: Cells a row, at least 2.
        cells: Width of a string in terminal cells (wide characters count 2).

    Returns:
        One span of ``text`` a row, the spaces at the breaks left out.
    """
    found: list[Span] = []
    start, end = 0, 0  # the row so far
    position = 0
    while position < len(text):
        gap = _BREAK.search(text, position)
        stop, following = (gap.start(), gap.end()) if gap else (len(text), len(text))
        if end > start and cells(text[start:stop]) > width:
            found.append(Span(start, end))
            start = position
        while cells(text[start:stop]) > width:
            cut = start + 1
            while cells(text[start : cut + 1]) <= width:
                cut += 1
            found.append(Span(start, cut))
            start = cut
        end, position = stop, following
    if end > start:
        found.append(Span(start, end))
    return tuple(found)


def _head(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    cut = kept.rfind(" ")
    return (kept[:cut] if cut > limit // 2 else kept).rstrip() + ELLIPSIS


def _tail(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept = text[len(text) - max(limit - 1, 0) :]
    cut = kept.find(" ")
    return ELLIPSIS + (kept[cut + 1 :] if 0 <= cut < limit // 2 else kept).lstrip()
