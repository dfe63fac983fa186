"""What may be wrong: a rendering of another sense, one that is always wrong, one that nothing explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair, Printed
from mtcheck.senses.headwords import Headword

_TABLE = 0.02  # support from which the tables say what renders a headword
_AWAY = 6  # tokens between where a headword should stand and a word that may stand for it


class Kind(Enum):
    """How a printed rendering came to be doubted."""

    SENSE = "sense"  # it renders a sense of the headword, and there are others
    WRONG = "wrong"  # it is listed as wrong
    TABLE = "table"  # the tables know it, the dictionary does not
    UNEXPLAINED = "unexplained"  # nothing knows it, and no rendering of the headword is there


@dataclass(frozen=True)
class Candidate:
    """A printed rendering that may be wrong.

    Attributes:
        headword: Number of the headword in the pair.
        place: Half-open range of the French tokens.
        printed: Numbers of the meanings that it renders.
        competing: Numbers of the meanings that it does not render.
        shared: Headwords besides this one that list the same words at this place.
    """

    kind: Kind
    headword: int
    place: tuple[int, int]
    rendering: str
    printed: tuple[int, ...]
    competing: tuple[int, ...]
    shared: tuple[int, ...]


def candidates(pair: AlignedPair) -> tuple[Candidate, ...]:
    """Return what may be wrong in a pair, by headword."""
    found: list[Candidate] = []
    for number, headword in enumerate(pair.headwords):
        printed = pair.printed[number]
        if printed is None:
            found.extend(_absent(pair, number, headword))
        else:
            found.extend(_listed(pair, number, headword, printed))
    return tuple(found)


def span_of(pair: AlignedPair, candidate: Candidate) -> Span:
    """Return the code points of what is printed."""
    return pair.french.span(candidate.place)


def _listed(pair: AlignedPair, number: int, headword: Headword, printed: Printed) -> Iterator[Candidate]:
    elsewhere = {m for other in pair.others[number] for m in other.meanings if other.place != printed.place}
    competing = tuple(m for m in range(len(headword.meanings)) if m not in printed.meanings and m not in elsewhere)
    if not competing:
        return
    kind = Kind.SENSE if printed.meanings else Kind.WRONG
    shared = tuple(
        other
        for other, places in enumerate(pair.others)
        if other != number and any(one.meanings and _overlap(one.place, printed.place) for one in places)
    )
    yield Candidate(kind, number, printed.place, printed.rendering, tuple(sorted(printed.meanings)), competing, shared)


def _absent(pair: AlignedPair, number: int, headword: Headword) -> Iterator[Candidate]:
    every = tuple(range(len(headword.meanings)))
    linked = [pair.links[i] for i in range(*headword.tokens) if pair.links[i] >= 0]
    if linked:
        best = max(linked, key=lambda j: (max(pair.support[i][j] for i in range(*headword.tokens)), -j))
        if pair.french.tokens[best].content:
            yield Candidate(
                Kind.TABLE,
                number,
                (best, best + 1),
                pair.french.tokens[best].folded,
                (),
                every,
                _sharing(pair, number, best),
            )
        return
    expected = pair.expected(headword)
    near = [j for j, free in enumerate(pair.unexplained) if free and abs(j - expected) <= _AWAY]
    if near:
        best = min(near, key=lambda j: (abs(j - expected), j))
        first, last = best, best + 1
        while first > 0 and pair.unexplained[first - 1]:
            first -= 1
        while last < len(pair.unexplained) and pair.unexplained[last]:
            last += 1
        if last - first > 3:
            first, last = best, best + 1
        words = " ".join(token.folded for token in pair.french.tokens[first:last])
        yield Candidate(Kind.UNEXPLAINED, number, (first, last), words, (), every, ())


def _sharing(pair: AlignedPair, number: int, place: int) -> tuple[int, ...]:
    return tuple(
        other
        for other, places in enumerate(pair.others)
        if other != number and any(one.meanings and _overlap(one.place, (place, place + 1)) for one in places)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
