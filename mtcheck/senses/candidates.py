"""What may be wrong: a rendering of another sense, one that is always wrong, one that nothing explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair, Printed
from mtcheck.senses.headwords import Headword

_TABLE = 0.02  # support from which the tables say what renders a headword
_BETWEEN = 2  # function words that may stand between the words of what is printed
_LONG = 7  # tokens of what is printed for a phrase
_AWAY = 6  # tokens between where a headword should stand and a word that may stand for it


class CandidateKind(Enum):
    """How a printed rendering came to be doubted."""

    SENSE = "sense"  # it renders a sense of the headword, and there are others
    WRONG = "wrong"  # it is listed as wrong
    TABLE = "table"  # the tables know it, the dictionary does not
    UNEXPLAINED = "unexplained"  # nothing knows it, and no rendering of the headword is there
    PART = "part"  # a rendering shorter than the phrase, beside words that nothing explains: “des vagues voyous”


@dataclass(frozen=True)
class SenseCandidate:
    """A printed rendering that may be wrong.

    Attributes:
        headword: Number of the headword in the pair.
        place: Half-open range of the French tokens.
        printed: Numbers of the meanings that it renders.
        competing: Numbers of the meanings that it does not render.
        shared: Headwords besides this one that list the same words at this place.
    """

    kind: CandidateKind
    headword: int
    place: tuple[int, int]
    rendering: str
    printed: tuple[int, ...]
    competing: tuple[int, ...]
    shared: tuple[int, ...]


def candidates(pair: AlignedPair) -> tuple[SenseCandidate, ...]:
    """Return what may be wrong in a pair, by headword."""
    found: list[SenseCandidate] = []
    for number, headword in enumerate(pair.headwords):
        printed = pair.printed[number]
        if printed is None:
            found.extend(_absent(pair, number, headword))
        else:
            found.extend(_listed(pair, number, headword, printed))
            found.extend(_in_part(pair, number, headword, printed))
    return tuple(found)


def span_of(pair: AlignedPair, candidate: SenseCandidate) -> Span:
    """Return the code points of what is printed."""
    return pair.french.span(candidate.place)


def _listed(pair: AlignedPair, number: int, headword: Headword, printed: Printed) -> Iterator[SenseCandidate]:
    elsewhere = {m for other in pair.others[number] for m in other.meanings if other.place != printed.place}
    competing = tuple(m for m in range(len(headword.meanings)) if m not in printed.meanings and m not in elsewhere)
    if not competing:
        return
    kind = CandidateKind.SENSE if printed.meanings else CandidateKind.WRONG
    shared = tuple(
        other
        for other, places in enumerate(pair.others)
        if other != number and any(one.meanings and _overlap(one.place, printed.place) for one in places)
    )
    yield SenseCandidate(
        kind, number, printed.place, printed.rendering, tuple(sorted(printed.meanings)), competing, shared
    )


def _absent(pair: AlignedPair, number: int, headword: Headword) -> Iterator[SenseCandidate]:
    every = tuple(range(len(headword.meanings)))
    linked = [pair.links[i] for i in range(*headword.tokens) if pair.links[i] >= 0]
    carrying = [j for j in linked if pair.french.tokens[j].content]
    if carrying:
        best = max(carrying, key=lambda j: (max(pair.support[i][j] for i in range(*headword.tokens)), -j))
        place = (best, best + 1)
        if headword.tokens[1] - headword.tokens[0] > 1:
            place = _grown(pair, place, headword)
        words = " ".join(token.folded for token in pair.french.tokens[slice(*place)])
        yield SenseCandidate(CandidateKind.TABLE, number, place, words, (), every, _sharing(pair, number, best))
    if linked:
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
        yield SenseCandidate(CandidateKind.UNEXPLAINED, number, (first, last), words, (), every, ())


def _in_part(pair: AlignedPair, number: int, headword: Headword, printed: Printed) -> Iterator[SenseCandidate]:
    """Give what stands for a phrase of which a shorter rendering is listed, where unexplained words stand beside it."""
    said = sum(pair.words[i].content for i in range(*headword.tokens))
    told = sum(pair.french.tokens[j].content for j in range(*printed.place))
    if not printed.meanings or said < 2 or told >= said:
        return
    place = _grown(pair, printed.place, headword)
    if place != printed.place:
        words = " ".join(token.folded for token in pair.french.tokens[slice(*place)])
        yield SenseCandidate(CandidateKind.PART, number, place, words, (), tuple(range(len(headword.meanings))), ())


def _grown(pair: AlignedPair, place: tuple[int, int], headword: Headword) -> tuple[int, int]:
    """Return a place with the words beside it that nothing but the headword explains, function words between them."""
    first, last = place
    tokens = pair.french.tokens
    own = range(*headword.tokens)
    free = [token.content and (back < 0 or back in own) for token, back in zip(tokens, pair.back, strict=True)]
    while last - first < _LONG:
        ahead = next((j for j in range(last, min(last + _BETWEEN + 1, len(tokens))) if tokens[j].content), None)
        if ahead is None or not free[ahead] or not _same_clause(pair, last - 1, ahead):
            break
        last = ahead + 1
    while last - first < _LONG:
        behind = next((j for j in range(first - 1, max(first - _BETWEEN - 2, -1), -1) if tokens[j].content), None)
        if behind is None or not free[behind] or not _same_clause(pair, behind, first):
            break
        first = behind
    return first, last


def _same_clause(pair: AlignedPair, one: int, other: int) -> bool:
    """Say whether no punctuation stands between two tokens."""
    between = pair.french.text[pair.french.tokens[one].span.end : pair.french.tokens[other].span.start]
    return not any(mark in between for mark in ',;:.!?()«»"')


def _sharing(pair: AlignedPair, number: int, place: int) -> tuple[int, ...]:
    return tuple(
        other
        for other, places in enumerate(pair.others)
        if other != number and any(one.meanings and _overlap(one.place, (place, place + 1)) for one in places)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
