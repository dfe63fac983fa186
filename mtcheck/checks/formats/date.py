"""MT4134: a month before its day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import rule, verdict
from mtcheck.french.classes import MONTHS
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4134",
    "locale.date",
    "A month stands before its day.",
    "French puts the day before the month.",
    Example("La réunion est fixée au Mars 12e, à Luxembourg.", "Mars 12e"),
    Example("Il n'a plus joué depuis le Novembre 16, 2024.", "Novembre 16, 2024"),
    Example("La sortie est prévue pour juillet 11 aux États-Unis.", "pour juillet 11"),
    Example("Il arrive le 12 mars et fête le Mars 2e siècle ; en novembre 16 joueurs sur 20 partent."),
)
_MONTH = "|".join(f"[{month[0]}{month[0].upper()}]{month[1:]}" for month in sorted(MONTHS))
_DATES = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>[12]?\d|3[01])"
    r"(?:(?:e|ème|er|th|st|nd|rd)(?!\w)"
    r"(?! (?:siècle|arrondissement|division|jour|édition|tour|rang|étage|prix))|,? (?P<year>(?:19|20)\d\d)\b)"
)
_DAYS = re.compile(
    rf"\b(?P<lead>le|au|du|pour|depuis le|avant le|après le|jusqu['’]au) (?P<month>{_MONTH}) (?P<day>[1-9]|[12]\d|3[01])"
    r"(?! à \d)(?=[.,;)]|$| (?:à|au|aux|dans|en|pour|par|et|lors|avec|dernier|prochain)\b)"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “Mars 12e”, “Novembre 16, 2024” and “pour juillet 11”.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _DATES.finditer(text, span.start, span.end):
        if found["year"] and "," not in found.group() and not found["month"][0].isupper():
            continue  # "en mars 19 2019 exemplaires"
        right = f"{found['day']} {found['month'].lower()}" + (f" {found['year']}" if found["year"] else "")
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French puts the day before the month"),
            right,
            Message("*March 12th*: “12 mars”."),
        )
    for found in _DAYS.finditer(text, span.start, span.end):
        lead = "pour le" if found["lead"] == "pour" else found["lead"]
        right = f"{lead} {found['day']} {found['month'].lower()}"
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French puts the day before the month"),
            right,
            Message("*for July 11*: “pour le 11 juillet”."),
        )
