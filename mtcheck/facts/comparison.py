"""Compares the facts of an English text with those of the French that renders it.

A fact that the French leaves out is no fault, nor is one that it adds: renderings are free. A fault is a fact that stands
where the English has another of the same kind which the French does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from mtcheck.facts.changes import turned
from mtcheck.facts.derived import follows
from mtcheck.facts.reader import read_facts
from mtcheck.facts.units import same_amount
from mtcheck.facts.values import (
    Amount,
    Clock,
    Date,
    Decade,
    Fact,
    Kind,
    Moment,
    Named,
    Phase,
    Stance,
    Value,
    Weekday,
    Weight,
)

ABOUT = Decimal("0.12")  # share by which a number that is not exact may differ
FREE = Decimal("0.05")  # the same where the French reports rather than quotes
GROUP = Decimal("0.25")  # the same of "une dizaine"
PART = Decimal("0.012")  # by how much a share in words may differ from one in figures: a third is 33 %
_SUBUNITS = {"XCENT": ("USD", "EUR", "AUD", "CAD"), "GBX": ("GBP",)}
_PERIODS = frozenset({"week", "month", "quarter", "year", "decade", "century"})
_COUNTING = frozenset({"count", "money", "length", "area", "volume", "mass", "speed", "power", "energy", "temperature"})
_APART = (
    ("by", "until"), ("since", "until"), ("by", "since"), ("ago", "ahead"), ("ago", "within"), ("within", "during"),
    ("onward", "until"), ("onward", "by"), ("past", "coming"),
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
    strange = [fact for place, fact in enumerate(printed) if place not in paired and not _told(fact, said, free)]
    doubled = [fact for place, fact in enumerate(printed) if place not in paired and fact not in strange]
    left = [fact for place, fact in enumerate(said) if place not in used and not _told(fact, printed, free, swap=True)]
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


def agree(french: Fact, english: Fact, *, free: bool = False) -> bool:
    """Say whether two facts can mean the same.

    Args:
        french: A fact of the French.
        english: A fact of the English.
        free: Whether the French may round.
    """
    return any(_agree(one, two, free) for one in french.values for two in english.values)


def _agree(one: Value, two: Value, free: bool) -> bool:
    if isinstance(one, Amount) and isinstance(two, Amount):
        return _same_amounts(one, two, free)
    if isinstance(one, Amount):
        return _agree_mixed(one, two)
    if isinstance(two, Amount):
        return _agree_mixed(two, one)
    same = _SAME.get(type(one))
    return same(one, two) if same is not None and type(one) is type(two) else one == two


def _same_clock(one: Clock, two: Clock) -> bool:
    apart = abs(one.minutes - two.minutes)
    return apart == 0 or (apart == 720 and not (one.exact and two.exact))


def _same_date(one: Date, two: Date) -> bool:
    shared = [(a, b) for a, b in ((one.year, two.year), (one.month, two.month), (one.day, two.day)) if a and b]
    return bool(shared) and all(a == b for a, b in shared)


def _same_decade(one: Decade, two: Decade) -> bool:
    return one.year % 100 == two.year % 100 if min(one.year, two.year) < 100 else one.year == two.year


def _same_name(one: Named, two: Named) -> bool:
    if one.family != two.family:
        return (one.parent or one.key) == (two.parent or two.key)
    return one.key == two.key or (one.parent or one.key) == (two.parent or two.key)


_SAME: dict[type, Callable[[Any, Any], bool]] = {
    Clock: _same_clock,
    Date: _same_date,
    Decade: _same_decade,
    Named: _same_name,
}


def _agree_mixed(amount: Amount, other: Value) -> bool:
    """Compare a bare number with a date or decade whose day or year it may be."""
    if amount.dimension not in {"count", "ordinal", "year"}:
        return False
    if isinstance(other, Date):
        return amount.value in {other.day, other.year}
    if isinstance(other, Decade):
        return int(amount.value) in {other.year, other.year % 100}
    return False


def _same_amounts(one: Amount, two: Amount, free: bool) -> bool:
    if one.vague or two.vague:
        return _same_magnitude(one, two)
    if one.dimension != two.dimension:
        return _same_mixed(one, two, free)
    if one.dimension == "share":
        return _same_share(one, two, free)
    if one.dimension == "multiple":
        return one.value == two.value and one.unit == two.unit
    if one.dimension == "money":
        return _same_money(one, two, free)
    both = one.unit is not None and two.unit is not None and one.unit != two.unit
    return same_amount(one, two) if both else _near(one, two, free)


def _same_magnitude(one: Amount, two: Amount) -> bool:
    """Compare amounts of which one tells no more than its magnitude."""
    low, high = sorted((one.value, two.value))
    if one.vague and two.vague:
        return high <= low * Decimal("2.5") and _same_unit(one, two)
    exact, vague = (two, one) if one.vague else (one, two)
    if exact.about and not exact.step and exact.dimension == "count":  # « une douzaine » is one of the dozens
        return vague.value * Decimal("1.2") < exact.value < vague.value * 100
    return vague.value * Decimal("0.8") <= exact.value < vague.value * 100


def _same_mixed(one: Amount, two: Amount, free: bool) -> bool:
    """Compare an amount with a bare number: what it counts may go without saying."""
    dimensions = {one.dimension, two.dimension}
    if (
        "share" in dimensions
        or dimensions == {"ordinal", "multiple"}
        or not dimensions & {"count", "ordinal", "year", "multiple"}
    ):
        return False
    if "duration" in dimensions and "count" not in dimensions:
        return False
    return _near(one, two, free)


def _same_share(one: Amount, two: Amount, free: bool) -> bool:
    apart = abs(one.value - two.value)
    loose = "%" not in (one.unit or "%") or "%" not in (two.unit or "%")
    if apart <= (PART if loose else Decimal(0)):
        return True
    rounded = one.about or two.about or free
    return rounded and apart <= max(FREE * max(one.value, two.value), (one.step + two.step) / 20)


def _same_unit(one: Amount, two: Amount) -> bool:
    return one.unit == two.unit or one.unit is None or two.unit is None


def _same_money(one: Amount, two: Amount, free: bool) -> bool:
    for first, second in ((one, two), (two, one)):
        if first.unit in _SUBUNITS and second.unit in _SUBUNITS[first.unit or ""]:
            return first.value / 100 == second.value
    return one.unit == two.unit and _near(one, two, free)


def _near(one: Amount, two: Amount, free: bool) -> bool:
    apart, largest = abs(one.value - two.value), max(abs(one.value), abs(two.value))
    if apart == 0:
        return True
    if one.dimension == "ordinal" or two.dimension == "ordinal" or largest < 10 or _years(one, two):
        return False
    if one.about or two.about:
        group = (one.about and not one.step) or (two.about and not two.step)
        return apart <= (GROUP if group else ABOUT) * largest
    # Reported figures are rounded: the French one is right as far as it shows digits.
    return free and apart <= min(one.step / 2, FREE * largest)


def _years(one: Amount, two: Amount) -> bool:
    return "year" in {one.dimension, two.dimension}


def rival(french: Fact, english: Fact) -> bool:
    """Say whether one fact can stand where the other should."""
    firm = french.weight is english.weight is Weight.FIRM  # "the past twelve months" may be "l'an dernier"
    return any(
        _rival(one, two) or (firm and _other_period(one, two)) for one in french.values for two in english.values
    )


def _other_period(one: Value, two: Value) -> bool:
    """Say whether one time is the next week, the other the next month: both count from now, by other measures."""
    return (
        isinstance(one, Moment)
        and isinstance(two, Moment)
        and one.offset == two.offset != 0
        and {one.frame, two.frame} <= _PERIODS
    )


def _rival(one: Value, two: Value) -> bool:
    if isinstance(one, Amount) and isinstance(two, Amount):
        return _rival_amounts(one, two)
    if isinstance(one, Moment) and isinstance(two, Moment):
        return one.frame == two.frame
    if isinstance(one, Phase) and isinstance(two, Phase):
        return one.cycle == two.cycle
    if isinstance(one, Named) and isinstance(two, Named):
        return one.family == two.family
    return type(one) is type(two) and isinstance(one, Clock | Weekday | Date | Decade)


def _rival_amounts(one: Amount, two: Amount) -> bool:
    dimensions = {one.dimension, two.dimension}
    exact = two if one.vague else one
    if one.vague != two.vague and not (exact.about and not exact.step):
        return False
    if len(dimensions) == 1:
        return True
    if dimensions & {"share", "ordinal", "year"} or not dimensions <= _COUNTING:
        return False
    return "count" in dimensions or one.value == two.value


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
        if any(_tells(fact, other) for other in said) or (limited and _is_bounded(fact)):
            continue
        against = [o for o in said if _opposes(fact, o) and not any(_tells(other, o) for other in printed)]
        if against and not (_is_contest(fact, against[0]) and not _same_subject(fact, named, against[0], said_all)):
            place = printed.index(fact) / len(printed)
            best = min(against, key=lambda other: abs(place - said.index(other) / len(said)))
            found.append(Difference(fact, best))
    return tuple(found)


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
