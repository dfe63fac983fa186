"""The values that facts have: typed, normalised and frozen, the same for both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from mtcheck.records import Span


class Kind(Enum):
    """What a fact is about."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, with what it counts where the text says so.

    Attributes:
        value: What it is worth, magnitude included; of a share 0.2 for 20 %.
        dimension: ``count``, ``ordinal``, ``share``, ``multiple``, ``recurrence``, ``year``, ``money``,
            ``duration``, ``age`` (a decade of life, by its first year), or a physical dimension.
        unit: Of money the ISO 4217 code, of a duration and of the physical dimensions the unit's name in ``units.toml``;
            of a share ``%``, ``point``, ``in`` (*one in five*) or ``part`` (*a third*).
        step: Half of it is how far the digits that are shown leave the value open; 0 where they leave nothing open.
        about: Whether the text says that the number is not exact.
        vague: Whether only the order of magnitude is told (*dozens of*).
    """

    value: Decimal
    dimension: str = "count"
    unit: str | None = None
    step: Decimal = Decimal(0)
    about: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. ``minutes`` since midnight; ``exact`` where the half of the day is known."""

    minutes: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday."""

    day: int


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or as much of it as the text tells."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """A decade by its first year; without its century ("les années 80") below 100."""

    year: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A time counted from now: *last week* is ``("week", -1)``."""

    frame: str
    offset: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a day or a year: *morning*, *summer*. ``cycle`` is ``day`` or ``year``."""

    cycle: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place, its people, a body or a direction.

    Attributes:
        key: What it is known by here, the same for all its names in both languages.
        family: Facts of one family can stand for each other: ``place``, ``body``, ``direction``.
        parent: What it may stand for: the country of a capital.
    """

    key: str
    family: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """A word that has an opposite.

    Attributes:
        pair: Which pair.
        side: Which side of it the word is on, 1 or -1.
        negated: Whether an odd number of negations reaches it.
    """

    pair: str
    side: int
    negated: bool = False

    @property
    def said(self) -> int:
        """The side that is meant once negation is reckoned with."""
        return -self.side if self.negated else self.side


Value: TypeAlias = Amount | Clock | Weekday | Date | Decade | Moment | Phase | Named | Stance


class Weight(Enum):
    """How much a fact proves."""

    FIRM = 2
    WEAK = 1  # told only beside a firm one: *a week*
    SOFT = 0  # may agree with another, and is never told: *both*


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a text.

    Attributes:
        span: In the text, or in the document where it was read with an offset.
        text: Exact slice.
        values: What it may mean; the first is the likeliest.
        relation: What the words beside say of its place in time or in a range: ``by``, ``until``, ``since``, ``onward``,
            ``during``, ``within``, ``afterwards``, ``preceding``, ``ago``, ``ahead``, ``from``, ``to``; None for nothing.
        words: Whether it is written without digits.
    """

    span: Span
    text: str
    kind: Kind
    values: tuple[Value, ...]
    weight: Weight = Weight.FIRM
    relation: str | None = None
    words: bool = False

    def related(self, relation: str | None) -> Fact:
        """Return the fact with a relation."""
        return replace(self, relation=relation)
