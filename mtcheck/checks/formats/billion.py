"""MT4132: an English *billion* or *trillion* that is left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import SPACE, in_french, rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Severity, Span

RULE = rule(
    "MT4132",
    "locale.billion",
    "An English *billion* or *trillion* is left as it is.",
    "A *billion* is a milliard, a *trillion* a thousand of them: left as they are, they are wrong a thousand times.",
    Example("Le contrat vaut 340 billions de dollars selon la banque.", "340 billions de dollars"),
    Example("Le plan de 2 trillions de dollars a été voté.", "2 trillions de dollars"),
    Example("Il gagne un billion de fois plus."),
    Example("La dette dépasse 36 milliards, dont 20 dans dix pays."),
)
_MONEY = r"(?:dollars|euros|livres|yens|yuans|roubles|francs)"
_TOO_MUCH = 150  # million millions of dollars or euros: more than the world earns in a year
_BILLIONS = re.compile(
    rf"(?P<amount>\d+(?:[.,]\d{{1,2}})?){SPACE}(?P<unit>[bt]r?illions?) (?P<of>de |d['’])(?P<money>{_MONEY})"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find billions and trillions of money.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _BILLIONS.finditer(text, span.start, span.end):
        unit, amount = found["unit"].removesuffix("s"), in_french(found["amount"])
        milliards = unit == "billion"
        worth = Message("a milliard") if milliards else Message("a thousand milliards")
        # Italy's debt is a French billion or two, Japan's budget a hundred of yens.
        large = float(amount.replace(",", ".")) >= _TOO_MUCH and found["money"] in {"dollars", "euros", "livres"}
        sure = not milliards or large
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("The English “{unit}” is {worth} in French", unit=unit, worth=worth),
            f"{amount if milliards else _thousands(amount)} milliards {found['of']}{found['money']}",
            Message("A French billion is a million millions, and a trillion a million of these."),
            Severity.MAJOR if sure else Severity.MINOR,
        )


def _thousands(amount: str) -> str:
    """Multiply a French number by a thousand: "2,1" is "2 100"."""
    return f"{int(Decimal(amount.replace(',', '.')) * 1000):,}".replace(",", "\u00a0")
