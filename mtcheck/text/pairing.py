"""The cheapest consistent reading of a passage's quotation marks: which opens, which closes, which pairs with which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.records import Span

# A single apostrophe is never a mark; two of them between letters are a slip of the keyboard.
_MARK = re.compile(r"<<|>>|[«»‹›“”„\"]|(?<!\w)(?:''|’’)|(?:''|’’)(?!\w)|‘‘|``|(?<!\w)‘(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)’(?![\w’])")
_SINGLE = re.compile(r"(?P<open>(?<![\w'’»)])'(?=[^\W\d_]))|(?P<close>(?<=[\w.!?…,])'(?![\w'’]))")
OPENING = frozenset({"«", "‹", "“", "„", "<<", "``", "‘‘", "‘"})
"""Shapes that open."""
CLOSING = frozenset({"»", "›", "”", ">>", "’"})
"""Shapes that close; what is in neither set may do both."""
PARTNERS = {
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
    "'": "'",
    "’’": "’’",
}
"""Opening shape → the closing shapes of its family."""
_PUNCTUATION = frozenset(".,;:!?…)]")
# What an apostrophe follows: l"école has the wrong key there, not a quotation.
_ELIDED = re.compile(r"(?<!\w)(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)$", re.IGNORECASE)

# Costs, in units of "odd". A swapped pair (two wrong shapes) is likelier than two forgotten marks.
_WRONG_SHAPE, _UNPAIRED, _MIXED, _NO_MARK = 2.0, 3.5, 1.5, 8.0
_NESTED, _NESTED_SAME, _NESTED_STRAIGHT = 1.0, 1.5, 6.0
_DOUBLED, _INCH = 1.0, 0.5
_DEPTH, _BEAM, _MARGIN = 3, 16, 10.0  # readings kept: how deep, how many, how much worse than the best


class PairingMark(NamedTuple):
    """A quotation mark, and what it costs to read it as opening, as closing, and as no quotation mark at all."""

    span: Span
    glyph: str
    open_cost: float
    close_cost: float
    skip_cost: float


class _Chain(NamedTuple):
    """Pairs, the last first: a chain shares its tail with the other readings."""

    pair: tuple[int, int]
    earlier: _Chain | None


class _Path(NamedTuple):
    """A reading of the marks so far; ``pairs`` is a chain of (opening, closing) indices, -1 for a missing one."""

    cost: float
    stack: tuple[int, ...]
    pairs: _Chain | None


def find_marks(text: str, span: Span) -> list[PairingMark]:
    """Find what may be quotation marks in ``span``, in order, with their costs."""
    found = [(match.start(), match.group()) for match in _MARK.finditer(text, span.start, span.end)]
    if any(glyph == "‘" for _, glyph in found):
        taken = {start + step for start, glyph in found for step in range(len(glyph))}
        closes = (match.start() for match in _SINGLE_CLOSE.finditer(text, span.start, span.end))
        found = sorted(found + [(start, "’") for start in closes if start not in taken])
    taken = {start + step for start, glyph in found for step in range(len(glyph))}
    found = sorted(found + [(start, "'") for start in _single_marks(text, span) if start not in taken])
    return [_weigh(text, span, Span(start, start + len(glyph)), glyph) for start, glyph in found]


def _single_marks(text: str, span: Span) -> list[int]:
    """Find the straight single marks around several words; an apostrophe has letters on either side, or an elided word before."""
    if text.find("'", span.start, span.end) < 0:
        return []
    marks: list[int] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text, span.start, span.end):
        place = match.start()
        if match.lastgroup == "open":
            opened = place
        elif opened is not None and not _ELIDED.search(text[max(opened, place - 8) : place]):
            if " " in text[opened:place].strip():
                marks += [opened, place]
            opened = None
    return marks


def _weigh(text: str, span: Span, place: Span, glyph: str) -> PairingMark:
    """Give a mark its costs from its shape and from what stands around it."""
    before = text[max(span.start, place.start - 8) : place.start]
    after = text[place.end : min(place.end + 8, span.end)]
    left, right = before[-1:] or " ", after[:1] or " "
    last, following = before.rstrip()[-1:], after.lstrip()[:1]
    opens = 3.5 * left.isalnum() + 1.5 * (left in _PUNCTUATION and left != ":")
    opens += 3.0 * (not following or following in _PUNCTUATION - {"…"})
    closes = 2.0 * right.isalnum() + 4.0 * (not last) + 1.5 * (last in {":", "("})
    if glyph in {'"', "''", "’’"}:
        opens += 1.5 * (right.isspace() and not left.isspace())
        closes += 1.5 * (left.isspace() and not right.isspace())
    opens += _WRONG_SHAPE * (glyph in CLOSING)
    closes += _WRONG_SHAPE * (glyph in OPENING)
    inch = left.isdigit() and glyph in {'"', "''", "’’"}
    apostrophe = bool(_ELIDED.search(before)) and (right.isalpha() or glyph == "’")
    skips = _INCH if inch or apostrophe else _NO_MARK
    return PairingMark(place, glyph, opens, closes, skips)


def pair_marks(marks: Sequence[PairingMark]) -> tuple[tuple[int, int], ...]:
    """Return the cheapest reading: pairs of indices, -1 where a mark has no partner; marks left out are no marks."""
    if _is_plain(marks):
        return tuple((index, index + 1) for index in range(0, len(marks), 2))
    return _cheapest(tuple(marks))


@lru_cache(maxsize=32)  # several rooms ask for the same passage
def _cheapest(marks: tuple[PairingMark, ...]) -> tuple[tuple[int, int], ...]:
    paths = [_Path(0.0, (), None)]
    for index, mark in enumerate(marks):
        best: dict[tuple[int, ...], _Path] = {}
        for path in paths:
            for step in _steps(marks, index, mark, path):
                known = best.get(step.stack)
                if known is None or step.cost < known.cost:
                    best[step.stack] = step
        kept = sorted(best.values(), key=lambda path: path.cost)[:_BEAM]
        paths = [path for path in kept if path.cost <= kept[0].cost + _MARGIN]
    best_path = min(paths, key=lambda path: path.cost + _UNPAIRED * len(path.stack))
    chain = _chain(best_path.pairs, *((index, -1) for index in best_path.stack))
    pairs: list[tuple[int, int]] = []
    while chain:
        pairs.append(chain.pair)
        chain = chain.earlier
    return tuple(pairs)


def _is_plain(marks: Sequence[PairingMark]) -> bool:
    """Say whether the marks open and close in turn at no cost: no other reading can be as cheap."""
    return len(marks) % 2 == 0 and all(
        opening.open_cost == 0
        and closing.close_cost == 0
        and closing.glyph in PARTNERS.get(opening.glyph, "")
        and opening.span.end < closing.span.start
        and opening.skip_cost > _INCH
        and closing.skip_cost > _INCH
        for opening, closing in zip(marks[::2], marks[1::2], strict=True)
    )


def _chain(earlier: _Chain | None, *pairs: tuple[int, int]) -> _Chain | None:
    for pair in pairs:
        earlier = _Chain(pair, earlier)
    return earlier


def _steps(marks: Sequence[PairingMark], index: int, mark: PairingMark, path: _Path) -> Iterable[_Path]:
    cost, stack, pairs = path
    beside = index > 0 and marks[index - 1].glyph == mark.glyph and are_adjacent(marks, index, index - 1)
    yield _Path(cost + (_DOUBLED if beside else mark.skip_cost), stack, pairs)
    if len(stack) < _DEPTH:
        nesting = _nesting(marks[stack[-1]].glyph, mark.glyph) if stack else 0.0
        yield _Path(cost + mark.open_cost + nesting, (*stack, index), pairs)
    if stack:
        lost = tuple((opening, -1) for opening in stack)
        yield _Path(cost + mark.open_cost + _UNPAIRED * len(stack), (index,), _chain(pairs, *lost))
    else:
        yield _Path(cost + mark.close_cost + _UNPAIRED, (), _chain(pairs, (-1, index)))
    for position in range(len(stack)):
        opening, lost = stack[position], tuple((inner, -1) for inner in stack[position + 1 :])
        empty = 5.0 * (opening == index - 1 and marks[opening].span.end == mark.span.start)
        price = mark.close_cost + _MIXED * are_mixed(marks[opening].glyph, mark.glyph) + _UNPAIRED * len(lost) + empty
        if mark.glyph in OPENING and mark.glyph in PARTNERS.get(marks[opening].glyph, ""):
            price -= _WRONG_SHAPE  # „so“: the German closing mark has the shape of an English opening one
        yield _Path(cost + price, stack[:position], _chain(pairs, *lost, (opening, index)))


def _nesting(outer: str, inner: str) -> float:
    if outer != inner:
        return _NESTED
    return _NESTED_STRAIGHT if outer in {'"', "''", "’’"} else _NESTED_SAME


def are_mixed(opening: str, closing: str) -> bool:
    """Say whether two marks are of different families, whatever way round they stand."""
    if closing in PARTNERS.get(opening, "") or opening in PARTNERS.get(closing, ""):
        return False
    return opening != closing


def are_adjacent(marks: Sequence[PairingMark], one: int, other: int) -> bool:
    """Say whether two marks touch, or have one code point between them."""
    first, second = sorted((marks[one].span, marks[other].span))
    return second.start - first.end <= 1
