"""From lines to blocks: which lines of a text go on with each other, and which stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.records import Span

MOST_SPACES = 200
"""More spaces in a row are a gap between two texts, as between columns; and patterns that look for a space stay quick."""

LONGEST_RUN = 500
"""More characters without a space are no words (a picture as letters, noise): they belong to no text, for the same reason."""

_UNSPACED = r"\u0e00-\u109f\u1780-\u17ff\u2e80-\U0010ffff"  # scripts that are written without spaces
_SIGN = rf"[^\s{_UNSPACED}]"
_SPACE = r"[^\S\r\n]"
_LINE = re.compile(
    rf"(?:(?<!{_SIGN}){_SIGN}{{1,{LONGEST_RUN}}}+(?!{_SIGN})|[{_UNSPACED}]|(?<!{_SPACE}){_SPACE}{{1,{MOST_SPACES}}}+(?!{_SPACE}))+"
)
_LONG_RUN = re.compile(rf"(?<!{_SIGN}){_SIGN}{{{LONGEST_RUN + 1}}}")
_GAP = re.compile(rf"\S{_SPACE}{{{MOST_SPACES + 1},}}+[^\r\n]")
_BULLET = re.compile(r"(?:[-–—•*▪·‣]|\d{1,2}[.)]|#{1,6}|>)\s+")
_OPENING = ("«", "“", "„", '"', "‹", "''")
# A line that begins so cannot be the beginning of a sentence.
_CONTINUING_SIGNS = ",;:.!?)]»”"
# A line that ends so cannot be the end of one.
_UNFINISHED = re.compile(
    r"(?:[,;(–—-]|\b(?:de|du|des|d|à|au|aux|en|dans|sur|par|pour|avec|que|qu|qui|dont|et|ou|le|la|les|l|un|une|ce|cette|ces"
    r"|son|sa|ses|leur|leurs|est|sont|a|ont|the|of|and|to|in|by|with|that)['’]?)\s*$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_QUOTED_LINES = 40  # of one quotation
_WRAP_WIDTHS = (45, 110)  # hard-wrapped text: the editor's column is in this range, in code points


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one passage.

    Attributes:
        span: Trimmed of white space; a bullet or a Markdown prefix is left out.
        bullet: That prefix without spaces, "" where there is none.
        run: Number of the run of lines without a blank one between them, from 0.
    """

    span: Span
    bullet: str
    run: int


def cut_blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks.

    Blank lines separate. A line break alone separates too, but where the sentence visibly goes on: extraction from a
    web page leaves a quotation on a line of its own, with ", a déclaré …" on the next.

    Args:
        text: A whole document.

    Returns:
        The blocks in order; every code point that is no white space and no bullet lies in one, but for runs of more than
        :data:`LONGEST_RUN` characters without a space.
    """
    return tuple(
        block for number, run in enumerate(_runs(text)) for block in _cut_run(text, run, number) if block.span.of(text)
    )


def gap_in(text: str) -> bool:
    """Say whether some line holds so many spaces in a row that it is cut there."""
    return _GAP.search(text) is not None


def long_run_in(text: str) -> bool:
    """Say whether so many characters stand without a space somewhere that they belong to no block."""
    return _LONG_RUN.search(text) is not None


def _runs(text: str) -> Iterator[list[Span]]:
    """Give the lines, trimmed, in runs without a blank line between."""
    run: list[Span] = []
    end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        gap = text[end : match.start()].replace("\r\n", "\n")
        if run and (len(gap) > 1 or not line.strip()):
            yield run
            run = []
        end = match.end()
        if line.strip():
            run.append(Span(match.end() - len(line.lstrip()), match.start() + len(line.rstrip())))
    if run:
        yield run


def _cut_run(text: str, lines: list[Span], number: int) -> Iterator[Block]:
    wrapped = _hard_wrapped(text, lines)
    held = _quoted_lines(text, lines)
    start, bullet = _unbullet(text, lines[0])
    end = lines[0].end
    for previous, line in pairwise(lines):
        content, prefix = _unbullet(text, line)
        if not prefix and (wrapped or line.start in held or _goes_on(previous.of(text), line.of(text))):
            end = line.end
            continue
        yield Block(Span(start, end), bullet, number)
        start, bullet, end = content, prefix, line.end
    yield Block(Span(start, end), bullet, number)


def _quoted_lines(text: str, lines: list[Span]) -> frozenset[int]:
    """Return the starts of the lines that go on with a quotation opened by one line and closed by another: verse."""
    held: list[int] = []
    pending: list[int] | None = None
    for line in lines:
        content = line.of(text)
        opening, closing = content.rfind("«"), content.rfind("»")
        first_closing = content.find("»")
        if pending is not None:
            pending.append(line.start)
            if "«" in content[: first_closing if first_closing >= 0 else None] or len(pending) > _QUOTED_LINES:
                pending = None  # another quotation begins: the mark was forgotten
            elif first_closing >= 0:
                held += pending
                pending = None
        if pending is None and opening > closing:
            pending = []
    return frozenset(held)


def _unbullet(text: str, line: Span) -> tuple[int, str]:
    match = _BULLET.match(text, line.start, line.end)
    return (match.end(), match.group().rstrip()) if match else (line.start, "")


def _goes_on(last: str, after: str) -> bool:
    """Say whether the line ``after`` goes on with the sentence of the line before it."""
    if _continues(after):
        # "adresse.fr" below a finished sentence is no continuation; ", a déclaré …" below a quotation is.
        return not _FINISHED.search(last) or after[0] in _CONTINUING_SIGNS or last.rstrip()[-1] in "»”\"'"
    return bool(_UNFINISHED.search(last)) and (after.startswith(_OPENING) or not _FINISHED.search(last))


def _continues(line: str) -> bool:
    return line[0].islower() or line[0] in _CONTINUING_SIGNS


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Say whether the lines were broken by an editor at a fixed column."""
    widths = [line.end - line.start for line in lines[:-1]]
    continued = sum(_continues(line.of(text)) for line in lines[1:])
    if len(widths) < 2 or continued * 3 < len(widths):
        return False
    low, high = _WRAP_WIDTHS
    return low <= min(widths) and max(widths) <= high and max(widths) - min(widths) <= 20
