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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from mtcheck.language.messages import Message, english, gettext_noop
from mtcheck.records import Span
from mtcheck.text.pairing import (
    CLOSING,
    OPENING,
    PARTNERS,
    PairingMark,
    are_adjacent,
    are_mixed,
    find_marks,
    pair_marks,
)

_SENTENCE_START = re.compile(r"[.!?…][^\S\n]+|\n")
_STOP = re.compile(r"[.!?…]\s")
OPENING_DUE = gettext_noop("closing mark {mark} where an opening mark is due")
MIXED = gettext_noop("opened with {opening} and closed with {closing}")
_REPORTED = re.compile(r"\bque\s+|\bqu['’]\s*|:\s*")


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A stretch between quotation marks.

    Attributes:
        span: The words, without marks and inner padding.
        opening: The opening mark, None where it is missing.
        closing: The closing mark, None where it is missing.
        style: The marks as printed, for instance ``« »`` or ``« ''``.
        defects: What is wrong with the marks.
        depth: 0 for an outermost stretch, 1 for one inside it, and so on.
    """

    span: Span
    opening: Span | None
    closing: Span | None
    style: str
    defects: tuple[Message, ...] = ()
    depth: int = 0

    @property
    def defect(self) -> str | None:
        """The defects in English, None where the marks are right."""
        return "; ".join(map(english, self.defects)) or None


class MarkRole(NamedTuple):
    """One quotation mark and how it is read: ``opens`` is True, False (closes), or None (no quotation mark)."""

    span: Span
    opens: bool | None


def mark_roles(text: str, span: Span | None = None) -> tuple[MarkRole, ...]:
    """Say of every quotation mark in ``span`` (default: all of ``text``) whether it opens or closes, in order."""
    span = span or Span(0, len(text))
    marks = find_marks(text, span)
    roles: dict[int, bool] = {}
    for opening, closing in pair_marks(marks):
        roles |= {opening: True, closing: False}
    return tuple(MarkRole(mark.span, roles.get(index)) for index, mark in enumerate(marks))


def quoted(text: str, span: Span) -> tuple[MarkedStretch, ...]:
    """Find the quoted stretches of one passage.

    Args:
        text: The whole document.
        span: One passage of it: pairs never cross its ends.

    Returns:
        The stretches by start, an outer one before those inside it. Marks around nothing are left out.
    """
    marks = find_marks(text, span)
    pairs = sorted(pair_marks(marks), key=lambda pair: _stretch(text, span, marks, pair))
    used = {index for pair in pairs for index in pair if index >= 0}
    unused = set(range(len(marks))) - used
    found: list[MarkedStretch] = []
    outer: list[Span] = []  # the stretches that the next one may lie in
    for pair in pairs:
        twins = _twins(marks, unused, pair)
        start, end = _stretch(text, span, marks, pair)
        inside = [marks[index].span for index in twins if start <= marks[index].span.start < end]
        start = max((place.end for place in inside if place.start - start <= 1), default=start)
        inner = _trim(text, Span(start, min((place.start for place in inside if place.start >= start), default=end)))
        if inner.start >= inner.end:
            continue
        opening, closing = (marks[index] if index >= 0 else None for index in pair)
        defects = [*_defects(opening, closing)]
        defects += [Message("mark {mark} is doubled", mark=marks[index].glyph) for index in twins]
        glyphs = " ".join(mark.glyph for mark in (opening, closing) if mark)
        marked = MarkedStretch(inner, opening and opening.span, closing and closing.span, glyphs, tuple(defects))
        if found and _wraps(found[-1], marked):
            found[-1] = replace(
                marked, depth=found[-1].depth, defects=(Message("marks {marks} are doubled", marks=glyphs),)
            )
            continue
        while outer and not outer[-1].contains(inner):
            outer.pop()
        found.append(replace(marked, depth=len(outer)))
        outer.append(inner)
    return tuple(_sharing_a_closing_mark(text, found))


def quoted_passages(text: str, spans: Sequence[Span]) -> tuple[tuple[MarkedStretch, ...], ...]:
    """Find the quoted stretches of passages that follow each other.

    A quotation that is left open at a passage's end and taken up by a mark, of either shape, at the next one's beginning is
    one over several paragraphs: neither is a defect.

    Args:
        text: The whole document.
        spans: The passages, in order.

    Returns:
        For each passage what :func:`quoted` finds, without the defects that are none.

    Source:
        Lexique des règles typographiques en usage à l'Imprimerie nationale, « Guillemets » (guillemets de suite).
    """
    found = [list(quoted(text, span)) for span in spans]
    for (span, stretches), (following, after) in pairwise(zip(spans, found, strict=True)):
        outer = [index for index, stretch in enumerate(stretches) if stretch.depth == 0]
        if not outer or not after or stretches[outer[-1]].closing is not None:
            continue
        last, first = stretches[outer[-1]], after[0]
        taken_up = first.opening is not None and first.opening.start == following.start
        if taken_up and last.opening is not None and not text[last.span.end : span.end].strip():
            stretches[outer[-1]] = replace(last, defects=())
            after[0] = replace(first, defects=_without_wrong_shape(first.defects))
    return tuple(map(tuple, found))


def _without_wrong_shape(defects: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(defect for defect in defects if defect.template not in {OPENING_DUE, MIXED})


def _sharing_a_closing_mark(text: str, found: list[MarkedStretch]) -> list[MarkedStretch]:
    """Let a quotation and the one that ends it share their closing mark, as French usage does: « Il a dit : « Partez. »."""
    for index, (outer, inner) in enumerate(pairwise(found)):
        if outer.closing is not None or outer.opening is None or inner.opening is None or inner.closing is None:
            continue
        between = text[outer.opening.end : inner.opening.start]
        last = not any(other.span.start > inner.span.start for other in found[index + 2 :])
        if last and outer.opening.of(text) == inner.opening.of(text) and between.strip() and not _STOP.search(between):
            span = Span(outer.span.start, inner.span.end)
            found[index] = replace(outer, span=span, closing=inner.closing, defects=())
            found[index + 1] = replace(inner, depth=outer.depth + 1)
    return found


def _stretch(text: str, span: Span, marks: list[PairingMark], pair: tuple[int, int]) -> Span:
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


def _wraps(outer: MarkedStretch, inner: MarkedStretch) -> bool:
    """Say whether two pairs of the same shape hold the same words: «« doubled »», not a quotation in a quotation."""
    if outer.style != inner.style or not (inner.opening and inner.closing):
        return False
    return outer.span == Span(inner.opening.start, inner.closing.end)


def _trim(text: str, span: Span) -> Span:
    inner = span.of(text)
    return Span(span.end - len(inner.lstrip()), span.start + len(inner.rstrip()))


def _twins(marks: list[PairingMark], unused: set[int], pair: tuple[int, int]) -> list[int]:
    """Return the unused marks that stand beside a mark of ``pair`` and have its shape."""
    return [
        other
        for index in pair
        for other in (index - 1, index + 1)
        if index >= 0
        and other in unused
        and marks[other].glyph == marks[index].glyph
        and are_adjacent(marks, index, other)
    ]


def _defects(opening: PairingMark | None, closing: PairingMark | None) -> Iterable[Message]:
    if opening and opening.glyph in CLOSING:
        yield Message(OPENING_DUE, mark=opening.glyph)
    if closing and closing.glyph in OPENING and not (opening and closing.glyph in PARTNERS.get(opening.glyph, "")):
        yield Message("opening mark {mark} where a closing mark is due", mark=closing.glyph)
    if opening is None and closing is not None:
        yield Message("closing mark {mark} without an opening mark", mark=closing.glyph)
    elif closing is None and opening is not None:
        yield Message("opening mark {mark} is never closed", mark=opening.glyph)
    elif opening and closing and are_mixed(opening.glyph, closing.glyph):
        yield Message(MIXED, opening=opening.glyph, closing=closing.glyph)
