"""MT4135: a time of day told by halves of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import SPACE, rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4135",
    "locale.time",
    "A time of day is told by halves of the day.",
    "French counts 24 hours from midnight.",
    Example("L'explosion a eu lieu à 3:15 p.m. dans le port.", "3:15 p.m."),
    Example("Il arrive à 15 h 15, avec une précision de 10 pm."),
)
_TIMES = re.compile(
    rf"\b(?P<hour>1[0-2]|[1-9])(?:[:h.](?P<minute>[0-5]\d))?{SPACE}?(?:(?P<half>[apAP])\.[ ]?[mM]\.|(?P<short>[ap]m)\b)(?!\w)"
)
_BEFORE_HOUR = re.compile(r"(?:à|vers|dès|avant|après|jusqu['’]à) $")


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “3:15 p.m.”, but not “une précision de 10 pm”.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _TIMES.finditer(text, span.start, span.end):
        alone = found["short"] and not found["minute"]
        if alone and not _BEFORE_HOUR.search(text, max(span.start, found.start() - 9), found.start()):
            continue  # "une précision de 10 pm"
        half = (found["half"] or found["short"])[0].lower()
        hour = int(found["hour"]) % 12 + (12 if half == "p" else 0)
        right = f"{hour} h" + (f" {found['minute']}" if found["minute"] not in {None, "00"} else "")
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French counts 24 hours"),
            right,
            Message("*3:15 p.m.*: “15 h 15”."),
        )
