"""Quotation marks: which one opens, which one closes, and what they hold, also where they are wrong.

Machine-translated and re-typeset news swaps, doubles, mixes and forgets quotation marks, so a mark's shape is only one
cue among several. Every mark of a passage gets a cost for opening, for closing and for being no quotation mark, from
its shape, its spacing and its neighbours; the cheapest consistent reading of the whole passage wins.

Known ambiguities: ``« a « b » c »`` may be a nested quotation or two swapped marks around ``b`` (read as nested); a
closing mark without an opening one is taken to hold the words since the sentence's start, or since the reporting
"que" where another quotation stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from mtcheck.records import Span

# A single apostrophe is never a mark; two of them between letters are a slip of the keyboard.
_MARK = re.compile(r"<<|>>|[«»‹›“”„\"]|(?<!\w)(?:''|’’)|(?:''|’’)(?!\w)|‘‘|``|(?<!\w)‘(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)’(?![\w’])")
_OPENING = frozenset({"«", "‹", "“", "„", "<<", "``", "‘‘", "‘"})
_CLOSING = frozenset({"»", "›", "”", ">>", "’"})
_PARTNERS = {
    "«": "»",
    "‹": "›",
    "“": "”",
    "„": "“”",
    "<<": ">>",
    "``": "''’’",
    "‘‘": "’’",
    "‘": "’",
    '"': '"',
    "''": "''",
    "’’": "’’",
}
_PUNCTUATION = frozenset(".,;:!?…)]")
_SENTENCE_START = re.compile(r"[.!?…][^\S\n]+|\n")
_REPORTED = re.compile(r"\bque\s+|\bqu['’]\s*|:\s*")

# Costs, in units of "odd". A swapped pair (two wrong shapes) is likelier than two forgotten marks.
_WRONG_SHAPE, _UNPAIRED, _MIXED, _NO_MARK = 2.0, 3.5, 1.5, 8.0
_NESTED, _NESTED_SAME, _NESTED_STRAIGHT = 1.0, 1.5, 6.0
_DOUBLED, _INCH = 1.0, 0.5
_DEPTH, _BEAM = 3, 24


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks.

    Attributes:
        span: The words, without marks and inner padding.
        opening: The opening mark, None where it is missing.
        closing: The closing mark, None where it is missing.
        style: The marks as printed, for instance ``« »`` or ``« ''``.
        defect: What is wrong with the marks, None where they are right.
        depth: 0 for an outermost stretch, 1 for one inside it, and so on.
    """

    span: Span
    opening: Span | None
    closing: Span | None
    style: str
    defect: str | None = None
    depth: int = 0


class MarkRole(NamedTuple):
    """One quotation mark and how it is read: ``opens`` is True, False (closes), or None (no quotation mark)."""

    span: Span
    opens: bool | None


class _Mark(NamedTuple):
    span: Span
    glyph: str
    open_cost: float
    close_cost: float
    skip_cost: float


class _Path(NamedTuple):
    """A reading of the marks so far; ``pairs`` holds (opening, closing) indices, -1 for a missing one."""

    cost: float
    stack: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def mark_roles(text: str, span: Span | None = None) -> tuple[MarkRole, ...]:
    """Say of every quotation mark in ``span`` (default: all of ``text``) whether it opens or closes, in order."""
    span = span or Span(0, len(text))
    marks = _find(text, span)
    roles: dict[int, bool] = {}
    for opening, closing in _pair(marks):
        roles |= {opening: True, closing: False}
    return tuple(MarkRole(mark.span, roles.get(index)) for index, mark in enumerate(marks))


def quoted(text: str, span: Span) -> tuple[Marked, ...]:
    """Find the quoted stretches of one passage.

    Args:
        text: The whole document.
        span: One passage of it: pairs never cross its ends.

    Returns:
        The stretches by start, an outer one before those inside it. Marks around nothing are left out.
    """
    marks = _find(text, span)
    pairs = sorted(_pair(marks), key=lambda pair: _stretch(text, span, marks, pair))
    used = {index for pair in pairs for index in pair if index >= 0}
    found: list[Marked] = []
    for pair in pairs:
        inner = _trim(text, _stretch(text, span, marks, pair))
        if inner.start >= inner.end:
            continue
        opening, closing = (marks[index] if index >= 0 else None for index in pair)
        defects = list(_defects(opening, closing))
        doubled = [marks[index].glyph for index in range(len(marks)) if index not in used and _twin(marks, index, pair)]
        defects += [f"mark {glyph} is doubled" for glyph in doubled]
        glyphs = " ".join(mark.glyph for mark in (opening, closing) if mark)
        marked = Marked(inner, opening and opening.span, closing and closing.span, glyphs, "; ".join(defects) or None)
        if found and opening and closing and _wraps(found[-1], marked):
            found[-1] = replace(marked, depth=found[-1].depth, defect=f"marks {glyphs} are doubled")
            continue
        depth = sum(outer.span.contains(inner) for outer in found)
        found.append(replace(marked, depth=depth))
    return tuple(found)


def _stretch(text: str, span: Span, marks: list[_Mark], pair: tuple[int, int]) -> Span:
    """Return what a pair holds; a missing mark is put where the sentence starts or the passage ends."""
    opening, closing = pair
    if opening < 0:
        floor = marks[closing - 1].span.end if closing else span.start
        end = marks[closing].span.start
        starts = [match.end() for match in _SENTENCE_START.finditer(text, floor, end)]
        start = max((begin for begin in starts if text[begin:end].strip()), default=floor)
        reported = _REPORTED.search(text, start, end)
        return Span(reported.end() if reported and start == floor and closing else start, end)
    if closing < 0:
        ceiling = marks[opening + 1].span.start if opening + 1 < len(marks) else span.end
        return Span(marks[opening].span.end, ceiling)
    return Span(marks[opening].span.end, marks[closing].span.start)


def _wraps(outer: Marked, inner: Marked) -> bool:
    """Say whether two pairs of the same shape hold the same words: «« doubled »», not a quotation in a quotation."""
    if outer.style != inner.style or not (inner.opening and inner.closing):
        return False
    return outer.span == Span(inner.opening.start, inner.closing.end)


def _trim(text: str, span: Span) -> Span:
    inner = span.of(text)
    return Span(span.end - len(inner.lstrip()), span.start + len(inner.rstrip()))


def _twin(marks: list[_Mark], index: int, pair: tuple[int, int]) -> bool:
    """Say whether the unused mark ``index`` stands beside a mark of ``pair`` and has its shape."""
    return any(
        other >= 0
        and abs(other - index) == 1
        and marks[other].glyph == marks[index].glyph
        and _adjacent(marks, index, other)
        for other in pair
    )


def _adjacent(marks: list[_Mark], one: int, other: int) -> bool:
    first, second = sorted((marks[one].span, marks[other].span))
    return second.start - first.end <= 1


def _defects(opening: _Mark | None, closing: _Mark | None) -> Iterable[str]:
    if opening and opening.glyph in _CLOSING:
        yield f"closing mark {opening.glyph} where an opening mark is due"
    if closing and closing.glyph in _OPENING and not (opening and closing.glyph in _PARTNERS.get(opening.glyph, "")):
        yield f"opening mark {closing.glyph} where a closing mark is due"
    if opening is None and closing is not None:
        yield f"closing mark {closing.glyph} without an opening mark"
    elif closing is None and opening is not None:
        yield f"opening mark {opening.glyph} is never closed"
    elif opening and closing and _mixed(opening.glyph, closing.glyph):
        yield f"opened with {opening.glyph} and closed with {closing.glyph}"


def _mixed(opening: str, closing: str) -> bool:
    """Say whether two marks are of different families, whatever way round they stand."""
    if closing in _PARTNERS.get(opening, "") or opening in _PARTNERS.get(closing, ""):
        return False
    return opening != closing


def _find(text: str, span: Span) -> list[_Mark]:
    found = [(match.start(), match.group()) for match in _MARK.finditer(text, span.start, span.end)]
    if any(glyph == "‘" for _, glyph in found):
        taken = {start + step for start, glyph in found for step in range(len(glyph))}
        closes = (match.start() for match in _SINGLE_CLOSE.finditer(text, span.start, span.end))
        found = sorted(found + [(start, "’") for start in closes if start not in taken])
    return [_weigh(text, span, Span(start, start + len(glyph)), glyph) for start, glyph in found]


def _weigh(text: str, span: Span, place: Span, glyph: str) -> _Mark:
    """Give a mark its costs from its shape and from what stands around it."""
    before, after = text[span.start : place.start][-8:], text[place.end : min(place.end + 8, span.end)]
    left, right = before[-1:] or " ", after[:1] or " "
    last, following = before.rstrip()[-1:], after.lstrip()[:1]
    opens = 3.5 * left.isalnum() + 1.5 * (left in _PUNCTUATION and left != ":")
    opens += 3.0 * (not following or following in _PUNCTUATION - {"…"})
    closes = 2.0 * right.isalnum() + 4.0 * (not last) + 1.5 * (last in {":", "("})
    if glyph in {'"', "''", "’’"}:
        opens += 1.5 * (right.isspace() and not left.isspace())
        closes += 1.5 * (left.isspace() and not right.isspace())
    opens += _WRONG_SHAPE * (glyph in _CLOSING)
    closes += _WRONG_SHAPE * (glyph in _OPENING)
    skips = _INCH if glyph in {'"', "''", "’’"} and left.isdigit() else _NO_MARK
    return _Mark(place, glyph, opens, closes, skips)


def _pair(marks: list[_Mark]) -> tuple[tuple[int, int], ...]:
    """Return the cheapest reading: pairs of indices, -1 where a mark has no partner; marks left out are no marks."""
    paths = [_Path(0.0, (), ())]
    for index, mark in enumerate(marks):
        best: dict[tuple[int, ...], _Path] = {}
        for path in paths:
            for step in _steps(marks, index, mark, path):
                known = best.get(step.stack)
                if known is None or step.cost < known.cost:
                    best[step.stack] = step
        paths = sorted(best.values(), key=lambda path: path.cost)[:_BEAM]
    finished = (
        _Path(path.cost + _UNPAIRED * len(path.stack), (), path.pairs + tuple((index, -1) for index in path.stack))
        for path in paths
    )
    return min(finished, key=lambda path: path.cost).pairs


def _steps(marks: list[_Mark], index: int, mark: _Mark, path: _Path) -> Iterable[_Path]:
    cost, stack, pairs = path
    beside = index > 0 and marks[index - 1].glyph == mark.glyph and _adjacent(marks, index, index - 1)
    yield _Path(cost + (_DOUBLED if beside else mark.skip_cost), stack, pairs)
    if len(stack) < _DEPTH:
        nesting = _nesting(marks[stack[-1]].glyph, mark.glyph) if stack else 0.0
        yield _Path(cost + mark.open_cost + nesting, (*stack, index), pairs)
    if stack:
        lost = tuple((opening, -1) for opening in stack)
        yield _Path(cost + mark.open_cost + _UNPAIRED * len(stack), (index,), pairs + lost)
    else:
        yield _Path(cost + mark.close_cost + _UNPAIRED, (), (*pairs, (-1, index)))
    for position in range(len(stack)):
        opening, lost = stack[position], tuple((inner, -1) for inner in stack[position + 1 :])
        empty = 5.0 * (opening == index - 1 and marks[opening].span.end == mark.span.start)
        price = mark.close_cost + _MIXED * _mixed(marks[opening].glyph, mark.glyph) + _UNPAIRED * len(lost) + empty
        if mark.glyph in _OPENING and mark.glyph in _PARTNERS.get(marks[opening].glyph, ""):
            price -= _WRONG_SHAPE  # „so“: the German closing mark has the shape of an English opening one
        yield _Path(cost + price, stack[:position], (*pairs, *lost, (opening, index)))


def _nesting(outer: str, inner: str) -> float:
    if outer != inner:
        return _NESTED
    return _NESTED_STRAIGHT if outer in {'"', "''", "’’"} else _NESTED_SAME
