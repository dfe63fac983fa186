"""Compares the facts of an English text with those of the French that renders it.

A fact that the French leaves out is no fault, nor is one that it adds: renderings are free. A fault is a fact that stands
where the English has another of the same kind which the French does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.facts.agreement import agree, rival
from mtcheck.facts.changes import turned
from mtcheck.facts.derived import follows
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Amount, Fact, Kind, Named, Weight

_APART = (
    ("by", "until"), ("since", "until"), ("by", "since"), ("ago", "ahead"), ("ago", "within"), ("within", "during"),
    ("onward", "until"), ("onward", "by"), ("past", "coming"), ("afterwards", "preceding"), ("afterwards", "ago"),
    ("unless by", "until"), ("within", "after"), ("by", "after"), ("until", "after"), ("during", "age"), ("since", "age"),
)  # fmt: skip
_CONFLICTS = frozenset(pair for one, two in _APART for pair in ((one, two), (two, one)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of the French that is not the English one.

    Attributes:
        french: What is printed.
        english: What is said in its place.
        relation: Whether the fact is right and only its place in time is not ("jusqu'à" for *by*).
        swapped: Whether both facts are told, each in the other's place.
    """

    french: Fact
    english: Fact
    relation: bool = False
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts tell alike and otherwise.

    Attributes:
        agreed: Facts of the French that the English tells.
        said: Facts of the English that the French tells.
        differences: By where they stand in the French.
    """

    agreed: tuple[Fact, ...]
    said: tuple[Fact, ...]
    differences: tuple[Difference, ...]


def compare_texts(english: str, french: str, *, free: bool = False) -> Comparison:
    """Compare the facts of two texts, stances left out.

    Args:
        english: What was said.
        french: What renders it.
        free: Whether the French reports rather than quotes: it may round.

    Returns:
        Spans count in the two texts.
    """
    said, printed = read_facts(english, "en"), read_facts(french, "fr")
    compared = compare_facts(said, printed, free=free)
    told = tuple(
        item
        for item in compared.differences
        if item.relation or item.swapped or not follows(item.french, french, printed, said, english)
    )
    changed = tuple(
        Difference(fact, meant, relation=True)
        for fact, meant in _pairs(said, printed, free)
        if turned(fact, french, meant, english)
    )
    return replace(compared, differences=tuple(sorted((*told, *changed), key=lambda item: item.french.span)))


def _pairs(said: Sequence[Fact], printed: Sequence[Fact], free: bool) -> Iterator[tuple[Fact, Fact]]:
    """Give each French figure with the English one that agrees."""
    own = [fact for fact in printed if fact.kind is Kind.NUMBER]
    meant = [fact for fact in said if fact.kind is Kind.NUMBER]
    for place, other in _paired(meant, own, free).items():
        yield own[place], meant[other]


def compare_facts(english: Sequence[Fact], french: Sequence[Fact], *, free: bool = False) -> Comparison:
    """Compare facts, stances left out.

    Args:
        english: Facts of the English.
        french: Facts of the French.
        free: Whether the French reports rather than quotes: it may round.
    """
    said = [fact for fact in english if fact.kind is not Kind.STANCE]
    printed = [fact for fact in french if fact.kind is not Kind.STANCE]
    paired = _paired(said, printed, free)
    agreed = tuple(fact for place, fact in enumerate(printed) if place in paired)
    used = set(paired.values())
    open_said = [fact for place, fact in enumerate(said) if place not in used or fact.kind is not Kind.NAME]
    strange = [
        fact
        for place, fact in enumerate(printed)
        if place not in paired
        # *Abuja* that « Abuja » renders does not tell « le Nigeria » as well.
        and not _told(fact, open_said if _rivals_among(fact, open_said) else said, free)
    ]
    doubled = [fact for place, fact in enumerate(printed) if place not in paired and fact not in strange]
    open_names = [fact for place, fact in enumerate(printed) if place not in paired or fact.kind is not Kind.NAME]
    left = [
        fact
        for place, fact in enumerate(said)
        if place not in used
        # « Kinshasa » that renders *Kinshasa* does not tell the country as well.
        and not _told(fact, open_names, free, swap=True)
        and not (fact.kind is Kind.NAME and any(fact.values[0] in other.values for other in printed))
    ]
    found = list(_replaced(strange, left, said, printed))
    if not free and not found and len(said) == len(printed):  # "70 morts, 70 blessés" where the English has 7 and 70
        found += [
            item for item in _replaced(doubled, left, said, printed) if not item.french.words or not item.english.words
        ]
    for place, other in paired.items():
        fact, meant = printed[place], said[other]
        if fact.relation and meant.relation and (meant.relation, fact.relation) in _CONFLICTS and _is_time(fact):
            found.append(Difference(fact, meant, relation=True))
    found += _swapped(said, printed, paired)
    rendered = tuple(fact for place, fact in enumerate(said) if place in used)
    return Comparison(agreed, rendered, tuple(sorted(found, key=lambda item: item.french.span)))


def _rivals_among(fact: Fact, left: Sequence[Fact]) -> bool:
    """Say whether English names another country, which nothing in the French tells, where French names one."""
    return fact.kind is Kind.NAME and any(
        other.kind is Kind.NAME and _is_country(other) and _is_country(fact) and rival(fact, other) for other in left
    )


def _is_country(fact: Fact) -> bool:
    return any(isinstance(value, Named) and value.family == "place" and len(value.key) == 2 for value in fact.values)


def _is_time(fact: Fact) -> bool:
    return fact.kind is Kind.TIME or any(
        isinstance(v, Amount) and v.dimension in {"duration", "year"} for v in fact.values
    )


def _paired(said: Sequence[Fact], printed: Sequence[Fact], free: bool) -> dict[int, int]:
    """Pair each French fact with an English one that agrees, each English one once, nearest places first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    fitting = [
        (abs(i / max(len(printed), 1) - j / max(len(said), 1)), i, j)
        for i, fact in enumerate(printed)
        for j, other in enumerate(said)
        if agree(fact, other, free=free)
    ]
    for _, i, j in sorted(fitting):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _told(fact: Fact, others: Sequence[Fact], free: bool, *, swap: bool = False) -> bool:
    return any(agree(other, fact, free=free) if swap else agree(fact, other, free=free) for other in others)


def _replaced(
    strange: Sequence[Fact], left: Sequence[Fact], said: Sequence[Fact], printed: Sequence[Fact]
) -> Iterator[Difference]:
    """Give each French fact that the English does not tell the English fact that it stands for, where there is one."""
    costs = []
    for i, fact in enumerate(strange):
        for j, other in enumerate(left):
            if Weight.SOFT in {fact.weight, other.weight} or not rival(fact, other):
                continue
            if Weight.FIRM not in {fact.weight, other.weight} and not _same_value_kind(fact, other):
                continue
            place = printed.index(fact) / len(printed)
            costs.append((not _same_dimension(fact, other), abs(place - said.index(other) / len(said)), i, j))
    done: set[int] = set()
    given: set[int] = set()
    for _, _, i, j in sorted(costs):
        if i not in done and j not in given:
            done.add(i)
            given.add(j)
            yield Difference(strange[i], left[j])


def _same_value_kind(one: Fact, other: Fact) -> bool:
    """Say whether two weak facts stand for each other all the same: "a week", « un mois »; *morning*, « soir »."""
    first, second = one.values[0], other.values[0]
    return type(first) is type(second) and not (isinstance(first, Amount) and first.dimension == "ordinal")


def _same_dimension(one: Fact, other: Fact) -> bool:
    first, second = one.values[0], other.values[0]
    if isinstance(first, Amount) and isinstance(second, Amount):
        return first.dimension == second.dimension
    return type(first) is type(second)


def _swapped(said: Sequence[Fact], printed: Sequence[Fact], paired: dict[int, int]) -> Iterator[Difference]:
    """Find "de 8 % à 5 %" for *from 5% to 8%*."""
    for i in range(len(printed) - 1):
        first, second = paired.get(i), paired.get(i + 1)
        if first is None or second is None or second >= first:
            continue
        ranged = printed[i].relation == "from" and printed[i + 1].relation == "to"
        if (
            ranged
            and said[second].relation == "from"
            and said[first].relation == "to"
            and rival(printed[i], said[second])
        ):
            yield Difference(printed[i], said[second], swapped=True)
