"""MT4131: a currency before its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import SPACE, in_french, rule, verdict
from mtcheck.french.elision import before
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4131",
    "locale.currency",
    "A currency stands before its amount.",
    "French puts the currency behind the amount.",
    Example("Le groupe a gagné $3.4 milliards au premier trimestre.", "$3.4 milliards"),
    Example("Il a laissé £250 à sa nièce.", "£250"),
    Example("Le budget est fixé à €3.5m par la région.", "€3.5m"),
    Example("Il gagne 3,4 milliards de dollars, et la ligne du script a $1."),
)
_CURRENCIES = {"$": "dollars", "£": "livres sterling", "€": "euros"}
_BEFORE = re.compile(
    rf"(?<![A-Za-z\d$£€])(?P<sign>[$£€]){SPACE}?(?P<amount>\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d{{1,2}})?)(?![.,]?\d)"
    rf"(?:{SPACE}?(?P<unit>millions?|milliards?|[bt]r?illions?|Md|bn|[Mmk])(?!\w))?(?!\w)"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “$3.4 milliards”, but not the “$1” of a script.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _BEFORE.finditer(text, span.start, span.end):
        script = found["amount"] in {"1", "2", "3", "4"} and not found["unit"]
        if script or text[span.start : found.start()].endswith("The "):
            continue  # "$1" of a script, *The $100 Startup*
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French puts the currency behind the amount"),
            _behind(found),
            Message("*$3.4 billion*."),
        )


def _behind(found: re.Match[str]) -> str | None:
    """Write an amount with its currency behind it; None where it would have to be reckoned anew."""
    unit, currency, amount = (
        {"m": "millions", "bn": "milliards"}.get(found["unit"], found["unit"] or ""),
        _CURRENCIES[found["sign"]],
        in_french(found["amount"]),
    )
    if unit.startswith("t"):
        return None
    name = "milliards" if unit[:1] == "b" else unit
    if name.startswith("mill"):
        return f"{amount} {name} {before('de', currency)}"
    return f"{amount} {name}{found['sign']}"
