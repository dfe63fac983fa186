"""Words with an opposite, compared: what is on one side, what says the contrary, and what needs no negation to say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.facts.agreement import agree
from mtcheck.facts.comparison import Difference
from mtcheck.facts.values import Fact, Kind, Stance, Weight


def stances_of(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that are stances."""
    return [fact for fact in facts if fact.kind is Kind.STANCE]


def agreed_stances(english: Sequence[Fact], french: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """Return the English and French words that are on one side of a pair of opposites: *lost*, « s'est inclinée ».

    Args:
        english: Facts of the English.
        french: Facts of the French.
    """
    return tuple(
        (said, printed)
        for said in stances_of(english)
        for printed in stances_of(french)
        if any(a.side == b.side and a.negated == b.negated for a, b in _of_one_pair(printed, said))
    )


def opposed_stances(english: Sequence[Fact], french: Sequence[Fact]) -> tuple[Difference, ...]:
    """Find French words that say the opposite of an English word, where nothing else of the English says what they say.

    Args:
        english: Facts of the English.
        french: Facts of the French.
    """
    said, printed = stances_of(english), stances_of(french)
    named, said_all = names_of(french), names_of(english)
    limited = any(f.relation == "until" for f in french) and not any(f.relation == "until" for f in english)
    found: list[Difference] = []
    for fact in printed:
        if fact.weight is Weight.SOFT or any(_tells(fact, other) for other in said) or (limited and _is_bounded(fact)):
            continue
        against = [
            other
            for other in said
            if other.weight is not Weight.SOFT
            and _opposes(fact, other)
            and not any(_tells(own, other) for own in printed)
        ]
        if against and not (_is_contest(fact, against[0]) and not _same_subject(fact, named, against[0], said_all)):
            place = printed.index(fact) / len(printed)
            best = min(against, key=lambda other: abs(place - said.index(other) / len(said)))
            found.append(Difference(fact, best))
    return tuple(found)


def twice_turned(
    differences: Sequence[Difference], said: Sequence[Fact], printed: Sequence[Fact], french: str
) -> tuple[Difference, ...]:
    """Leave out contraries that undo each other: *none of them seriously*, « toutes légèrement ».

    Args:
        differences: What :func:`opposed_stances` found.
        said: Facts of the English.
        printed: Facts of the French.
        french: The French.
    """
    reworded = [
        own
        for own in stances_of(printed)
        for other in stances_of(said)
        if any(a.side != b.side and a.said == b.said and b.negated for a, b in _of_one_pair(own, other))
    ]
    scopes = [item for item in differences if _pairs_of(item) & _SCOPES]
    undone = {
        id(other)
        for scope in scopes
        for item in differences
        if not _pairs_of(item) & _SCOPES and _beside(scope.french, item.french, french)
        for other in (scope, item)
    } | {id(scope) for scope in scopes if any(_beside(scope.french, own, french) for own in reworded)}
    return tuple(item for item in differences if id(item) not in undone)


_SCOPES = frozenset({"all", "always", "often", "some", "many", "bulk", "with"})  # say how far something else holds
_CLOSE = 60  # code points within which one is of the other


def _pairs_of(item: Difference) -> frozenset[str]:
    return frozenset(one.pair for one, _ in _of_one_pair(item.french, item.english))


def _beside(one: Fact, other: Fact, text: str) -> bool:
    between = text[min(one.span.end, other.span.end) : max(one.span.start, other.span.start)]
    return len(between) <= _CLOSE and not any(mark in between for mark in ".;:!?")


def names_of(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that are names."""
    return [fact for fact in facts if fact.kind is Kind.NAME]


def _is_contest(fact: Fact, other: Fact) -> bool:
    """Say whether either side may be told, with another subject: *beat Sweden*, « la Suède s'est inclinée »."""
    return {one.pair for one, _ in _of_one_pair(fact, other)} == {"beat"}


def _same_subject(fact: Fact, named: Sequence[Fact], other: Fact, names: Sequence[Fact]) -> bool:
    """Say whether the names before two stances, the first of each text, are one."""
    own = next((name for name in named if name.span.end <= fact.span.start), None)
    meant = next((name for name in names if name.span.end <= other.span.start), None)
    return own is not None and meant is not None and agree(own, meant)


def _is_bounded(fact: Fact) -> bool:
    """Say whether a stance lasts until its opposite begins: "ouvertes jusqu'au 1er mai" for *close on 1 May*."""
    return any(isinstance(value, Stance) and value.pair in {"open", "start", "carry"} for value in fact.values)


def says_otherwise(english: Sequence[Fact], french: Sequence[Fact]) -> bool:
    """Say whether what English negates has a counterpart that needs no negation: *did not rise*, « stagné », « baissé ».

    Args:
        english: Facts of the English.
        french: Facts of the French.
    """
    printed = [value for fact in french for value in fact.values if isinstance(value, Stance)]
    denied = [
        {value.pair: value for value in fact.values if isinstance(value, Stance)}
        for fact in english
        if any(isinstance(value, Stance) and value.negated and value.pair not in _RELATIONS for value in fact.values)
    ]
    return bool(denied) and not any(
        own.pair in stances and own.side == stances[own.pair].side for stances in denied for own in printed
    )


def says_by_contrary(english: Sequence[Fact], french: Sequence[Fact]) -> bool:
    """Say whether French negates the opposite of what English affirms: *cheap*, « n'est pas cher ».

    Args:
        english: Facts of the English.
        french: Facts of the French.
    """
    pairs = (
        (one, two)
        for own in stances_of(french)
        for other in stances_of(english)
        for one, two in _of_one_pair(own, other)
    )
    return any(one.negated and not two.negated and one.said == two.said for one, two in pairs)


_RELATIONS = frozenset("before more with forto always easily inside up near first max".split())


def _tells(one: Fact, other: Fact) -> bool:
    """Say whether two stances may mean the same: one word, whatever negates it, or its opposite where only one is negated."""
    return any(a.side == b.side or a.said == b.said for a, b in _of_one_pair(one, other))


def _opposes(one: Fact, other: Fact) -> bool:
    """Say whether two stances are opposite words, both negated or neither: a lost negation is another check's."""
    return any(a.side != b.side and a.negated == b.negated for a, b in _of_one_pair(one, other))


def _of_one_pair(one: Fact, other: Fact) -> Iterator[tuple[Stance, Stance]]:
    for first in one.values:
        for second in other.values:
            if isinstance(first, Stance) and isinstance(second, Stance) and first.pair == second.pair:
                yield first, second
