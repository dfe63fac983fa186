"""Whether two facts can mean the same, and whether one can stand where the other should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mtcheck.facts.units import same_amount
from mtcheck.facts.values import Amount, Clock, Date, Decade, Fact, Moment, Named, Phase, Value, Weekday, Weight

ABOUT = Decimal("0.12")  # share by which a number that is not exact may differ
FREE = Decimal("0.05")  # the same where the French reports rather than quotes
GROUP = Decimal("0.25")  # the same of "une dizaine"
GROUPS = Decimal("0.19")  # the same of two such: *a dozen*, « une dizaine », but no « quinzaine »
PART = Decimal("0.012")  # by how much a share in words may differ from one in figures: a third is 33 %
_SUBUNITS = {"XCENT": ("USD", "EUR", "AUD", "CAD"), "GBX": ("GBP",)}
_PERIODS = frozenset({"week", "month", "quarter", "year", "decade", "century"})
_COUNTING = frozenset({"count", "money", "length", "area", "volume", "mass", "speed", "power", "energy", "temperature"})


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
    return two.key in {one.key, one.parent} or two.parent == one.key


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
    if isinstance(other, Decade) and amount.dimension != "year":
        return int(amount.value) % 100 == other.year % 100 and amount.value < 100
    return False


def _same_amounts(one: Amount, two: Amount, free: bool) -> bool:
    if one.vague or two.vague:
        return _same_magnitude(one, two)
    if one.dimension != two.dimension:
        return _same_mixed(one, two, free)
    special = _OF_DIMENSION.get(one.dimension)
    if special is not None:
        return special(one, two, free)
    both = one.unit is not None and two.unit is not None and one.unit != two.unit
    return same_amount(one, two) if both else _near(one, two, free)


def _same_recurrence(one: Amount, two: Amount, free: bool) -> bool:
    return (one.unit == two.unit and one.value == two.value) or (one.unit != two.unit and _same_length(one, two))


def _same_multiple(one: Amount, two: Amount, free: bool) -> bool:
    return one.value == two.value and one.unit == two.unit


def _same_length(one: Amount, two: Amount) -> bool:
    return same_amount(replace(one, dimension="duration"), replace(two, dimension="duration"))


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
    if "age" in dimensions:
        return _in_decade(one, two) if one.dimension == "age" else _in_decade(two, one)
    if dimensions == {"recurrence", "duration"}:
        return _same_length(one, two)
    if dimensions == {"recurrence", "share"}:
        return one.value * two.value == 1  # "every second day", « la moitié des jours »
    if (
        "share" in dimensions
        or dimensions == {"ordinal", "multiple"}
        or "recurrence" in dimensions
        or not dimensions & {"count", "ordinal", "year", "multiple"}
    ):
        return False
    if "duration" in dimensions and "count" not in dimensions:
        return False
    return _near(one, two, free)


def _in_decade(decade: Amount, other: Amount) -> bool:
    """Say whether an age is of a decade of life: *in his sixties*, « 64 ans »."""
    years = other.dimension == "count" or (other.dimension == "duration" and other.unit == "year")
    return years and 0 <= other.value - decade.value < 10


def _same_share(one: Amount, two: Amount, free: bool) -> bool:
    if two.unit == "point" and one.unit == "%":
        return False  # *down six points* is not « moins 6 % »; points for a loose *per cent* are right
    apart = abs(one.value - two.value)
    loose = any(amount.unit not in {"%", "point", None} for amount in (one, two))
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


_OF_DIMENSION: dict[str, Callable[[Amount, Amount, bool], bool]] = {
    "recurrence": _same_recurrence,
    "ordinal": _same_multiple,  # *third from bottom* is not « troisième »
    "share": _same_share,
    "multiple": _same_multiple,
    "age": _same_multiple,  # *in his sixties* is not « la cinquantaine »
    "money": _same_money,
}


def _near(one: Amount, two: Amount, free: bool) -> bool:
    apart, largest = abs(one.value - two.value), max(abs(one.value), abs(two.value))
    if apart == 0:
        return True
    if one.dimension == "ordinal" or two.dimension == "ordinal" or largest < 10 or _years(one, two):
        return False
    if one.about or two.about:
        groups = [amount.about and not amount.step for amount in (one, two)]
        return apart <= (GROUPS if all(groups) else GROUP if any(groups) else ABOUT) * largest
    # Reported figures are rounded: the French one is right as far as it shows digits.
    return free and apart <= min(one.step / 2, FREE * largest)


def _years(one: Amount, two: Amount) -> bool:
    return "year" in {one.dimension, two.dimension}


def rival(french: Fact, english: Fact) -> bool:
    """Say whether one fact can stand where the other should."""
    if english.relation == "age" and any(_is_age(one) for one in french.values):
        return any(isinstance(two, Amount) and two.dimension in {"count", "duration"} for two in english.values)
    firm = french.weight is english.weight is Weight.FIRM  # "the past twelve months" may be "l'an dernier"
    return any(
        _rival(one, two) or (firm and _other_period(one, two)) for one in french.values for two in english.values
    )


def _is_age(value: Value) -> bool:
    return isinstance(value, Amount) and value.dimension == "duration" and value.unit == "year"


def _other_period(one: Value, two: Value) -> bool:
    """Say whether one time is the next week, the other the next month: both count from now, by other measures."""
    return (
        isinstance(one, Moment)
        and isinstance(two, Moment)
        and one.offset == two.offset != 0
        and {one.frame, two.frame} <= _PERIODS
    )


def _is_region(name: Named) -> bool:
    """Say whether a place holds countries: *the Baltic states*, for which French may name one of them."""
    return name.family == "place" and len(name.key) == 3 and name.parent is None and name.key.isupper()


def _rival(one: Value, two: Value) -> bool:
    if isinstance(one, Amount) and isinstance(two, Amount):
        return _rival_amounts(one, two)
    if isinstance(one, Moment) and isinstance(two, Moment):
        return one.frame == two.frame
    if isinstance(one, Phase) and isinstance(two, Phase):
        return one.cycle == two.cycle
    if isinstance(one, Named) and isinstance(two, Named):
        return one.family == two.family and _is_region(one) == _is_region(two)
    if isinstance(one, Amount) and isinstance(two, Decade):
        return one.dimension == "year"  # *in the 1950s*, « en 1950 »
    return type(one) is type(two) and isinstance(one, Clock | Weekday | Date | Decade)


def _rival_amounts(one: Amount, two: Amount) -> bool:
    dimensions = {one.dimension, two.dimension}
    exact = two if one.vague else one
    if one.vague != two.vague and not (exact.about and not exact.step):
        return False
    if len(dimensions) == 1 or dimensions == {"age", "duration"}:
        return True
    if dimensions & {"share", "ordinal", "year", "recurrence"} or not dimensions <= _COUNTING:
        return False
    return "count" in dimensions or one.value == two.value
