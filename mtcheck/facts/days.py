"""Which day of the calendar a weekday, a date or "tomorrow" means, once it is known on which day somebody spoke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mtcheck.facts.comparison import Comparison, Difference
from mtcheck.facts.values import Date, Fact, Moment, Value, Weekday

_PLURAL = re.compile(r"(?:day|di|che)s$", re.IGNORECASE)  # "on Mondays" is no one day
_WEEK = 7  # days: a bare weekday is the last one or the next one, today included


def misdated(
    english: Sequence[Fact], french: Sequence[Fact], compared: Comparison, day: date
) -> tuple[Difference, ...]:
    """Find French days that are not the English ones, where one side has a weekday and the other a date.

    A weekday may rightly become a date, and the other way round; that is compared by the calendar. Where a side tells more than
    one day that the other leaves open, nothing is said: which is meant is not known.

    Args:
        english: Facts of the English.
        french: Facts of the French.
        compared: What was found of them without a calendar.
        day: On which the English was said.
    """
    said = [fact for fact in english if fact not in compared.said and _days(fact, day)]
    printed = [fact for fact in french if fact not in compared.agreed and _days(fact, day)]
    if len(said) != 1 or len(printed) != 1 or any(item.french is printed[0] for item in compared.differences):
        return ()
    own, other = _days(printed[0], day), _days(said[0], day)
    if own & other:
        return ()
    meant = min(other, key=lambda found: min(abs((found - mine).days) for mine in own))
    value = (
        Weekday(meant.weekday()) if isinstance(printed[0].values[0], Weekday) else Date(None, meant.month, meant.day)
    )
    return (Difference(printed[0], replace(said[0], values=(value,))),)


def _days(fact: Fact, day: date) -> frozenset[date]:
    """Return the days that a fact may mean; none where it is not about one day near enough."""
    return frozenset(found for value in fact.values for found in _of(value, day, _PLURAL.search(fact.text) is not None))


def _of(value: Value, day: date, plural: bool) -> Iterator[date]:
    if isinstance(value, Weekday) and not plural:
        ahead = (value.day - day.weekday()) % 7
        yield from (day + timedelta(days=offset) for offset in (ahead - 2 * _WEEK, ahead - _WEEK, ahead, ahead + _WEEK))
    elif isinstance(value, Moment) and value.frame == "day":
        yield day + timedelta(days=value.offset)
    elif isinstance(value, Date) and value.month and value.day:
        years = (value.year,) if value.year else (day.year - 1, day.year, day.year + 1)
        yield from (found for year in years if (found := _real(year, value.month, value.day)))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
