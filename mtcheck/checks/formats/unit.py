"""MT4139: a measure in a unit that French does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import SPACE, rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4139",
    "locale.unit",
    "A measure is told in a unit that French does not use.",
    "French readers count in kilometres, kilograms and degrees Celsius.",
    Example("Le vent a soufflé à 120 mph sur la côte.", "120 mph"),
    Example("Il roule à 40 mph (64 km/h), avec des vents de 250 km/h (155 mph)."),
    Example("Préchauffez à 180 °C (350 °F)."),
)
_UNITS = {"mph": ("km/h", 1.609344), "lbs": ("kg", 0.45359237), "°F": ("°C", 0.0)}
_MEASURES = re.compile(
    rf"(?<![\d.,])(?<!\()(?P<number>\d{{1,4}}){SPACE}?(?P<unit>mph\b|lbs\b|°{SPACE}?F\b)(?!{SPACE}?\()"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find miles an hour, pounds and degrees Fahrenheit that no other unit stands beside.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _MEASURES.finditer(text, span.start, span.end):
        if "F" in found["unit"] and "Fahrenheit" in span.of(text):
            continue
        number, unit = int(found["number"]), found["unit"].replace(" ", "").replace("\u00a0", "")
        name, factor = _UNITS[unit]
        worth = number * factor if factor else (number - 32) / 1.8
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French readers count in {name}", name=name),
            f"{worth:.0f} {name}",
            Message("The unit is not used in French."),
        )
