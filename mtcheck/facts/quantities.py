"""Makes facts of numbers: what they may be worth, and whether the text says that they are not exact."""

from __future__ import annotations

import re
from decimal import Decimal

from mtcheck.facts.numerals import Number
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Fact, Kind, Weight

_ABOUT = {
    "en": re.compile(
        r"\b(?:about|around|some|roughly|nearly|almost|approximately|over|more than|under|less than|up to|at least"
        r"|close to|estimated"
        r"|more|fewer than|above|below|as many as|upwards of|just (?:over|under)|at most) (?:a |an |the |\$|£|€)*$"
    ),
    "fr": re.compile(
        r"\b(?:environ|près d[e']|quelque|autour d[e']|presque|plus d[e']|moins d[e']|au moins|à peine|jusqu'à"
        r"|approximativement|à peu près"
        r"|au plus|la barre d(?:e|es)|dépass\w+|avoisin\w+|frôl\w+|pas loin d[e']|un peu (?:plus|moins) d[e']|aux"
        r" alentours d[e']) ?(?:les |une |un |la )*$"
    ),
}
_BEHIND_ABOUT = {
    "en": re.compile(r" (?:or so|or more|plus)\b"),
    "fr": re.compile(r" (?:environ|au moins|et quelques|au plus)\b"),
}
_BELOW_ZERO = re.compile(r"(?:(?:^|[ \u00a0\u202f(])[-–−]|\bminus |\bmoins )$")
_UNDER_ZERO = re.compile(
    rf".{{0,20}}?\b(?:(?:sous|en dessous de|au-dessous de) {SIGN}|below (?:{SIGN}|freezing))", re.IGNORECASE
)
_DASH = re.compile(r"(?:^|[ \u00a0\u202f(])[–−][ \u00a0\u202f]$")  # « – 10 °C »: below zero, or behind a dash


def number_fact(shape: Shape, start: int, end: int, values: tuple[Amount, ...], weight: Weight = Weight.FIRM) -> Fact:
    """Return a fact of what stands in a part of the shape, which is taken from it."""
    shape.take(start, end)
    span = shape.span(start, end)
    text = span.of(shape.original)
    return Fact(span, text, Kind.NUMBER, values, weight, words=not any(char.isdigit() for char in text))


def _about(shape: Shape, start: int, end: int, language: str) -> bool:
    before = shape.before(start).replace("’", "'").replace("\u00a0", " ")
    return bool(_ABOUT[language].search(before) or _BEHIND_ABOUT[language].match(shape.text, end))


def amounts_of(
    shape: Shape,
    number: Number,
    place: int,
    language: str,
    dimension: str = "count",
    unit: str | None = None,
    scale: Decimal = Decimal(1),
) -> tuple[Amount, ...]:
    """Return what a number may be worth as an amount."""
    about = number.about or _about(shape, place, place + 1, language)
    ordered = sorted(number.values, reverse=True)
    scales: tuple[Decimal, ...] = (scale,)
    if dimension == "temperature":
        before = shape.before(place)
        below = _BELOW_ZERO.search(before) or _UNDER_ZERO.match(shape.text, place + 1)
        scales = (-scale,) if below else (-scale, scale) if _DASH.search(before) else scales
    return tuple(
        Amount(value * size, dimension, unit, number.step * abs(size), about, number.vague)
        for value in ordered
        for size in scales
    )
