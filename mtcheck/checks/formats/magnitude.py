"""MT4137: a magnitude joined to its noun by a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4137",
    "locale.magnitude",
    "A magnitude is joined to its noun by a hyphen.",
    "French joins no number to a noun by a hyphen.",
    Example("Un séisme de magnitude-6.4 a secoué la côte.", "magnitude-6.4"),
    Example("Un séisme de magnitude 6,4 a secoué la côte."),
)
_MAGNITUDE = re.compile(r"\b(?P<noun>[Mm]agnitude)-(?P<number>\d(?:[.,]\d)?)\b")


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “magnitude-6.4”.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _MAGNITUDE.finditer(text, span.start, span.end):
        right = f"{found['noun']} {found['number'].replace('.', ',')}"
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French joins no number by a hyphen"),
            right,
            Message("*6.4-magnitude*."),
        )
