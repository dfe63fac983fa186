"""Units and currencies, and whether a converted amount is right."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from mtcheck.facts.values import Amount

ROUNDED = Decimal("0.07")  # share by which a converted amount may miss, however few digits it shows
NEAR = Decimal("0.01")  # share that is rounding whatever the digits show
SIMILAR_TIME = Decimal("0.085")  # share by which durations in different units may differ: four weeks are a month
DAYS = {
    "second": Decimal(1) / 86400,
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "fortnight": Decimal(14),
    "month": Decimal("30.44"),
    "quarter": Decimal("91.31"),
    "semester": Decimal("182.62"),
    "year": Decimal("365.25"),
    "decade": Decimal("3652.5"),
    "century": Decimal(36525),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """The units of one language as patterns.

    Attributes:
        units: Dimension, unit and pattern of each.
        signs: Code of each currency sign.
    """

    units: tuple[tuple[str, str, re.Pattern[str]], ...]
    signs: dict[str, str]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("mtcheck.facts").joinpath("data/units.toml").read_text(encoding="utf-8"))


@cache
def measures(language: str) -> Measures:
    """Return the units of a language, ``fr`` or ``en``."""
    data = _data()
    found = [(item["measure"], item["name"], item[language]) for item in data["unit"]]
    found += [("money", item["code"], item[language]) for item in data["currency"]]
    return Measures(
        tuple((measure, name, re.compile(rf"(?:{forms})(?!\w)", re.IGNORECASE)) for measure, name, forms in found),
        {sign: item["code"] for item in data["currency"] for sign in item["sign"]},
    )


@cache
def any_unit(language: str) -> re.Pattern[str]:
    """Return a pattern for any unit or currency of a language, to be asked before each is tried."""
    data = _data()
    forms = [item[language] for item in (*data["unit"], *data["currency"])]
    return re.compile(rf"(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


_CURRENCIES = {"USD": "dollar", "EUR": "euro", "GBP": "livre sterling", "JPY": "yen", "CNY": "yuan", "CHF": "franc suisse",
               "RUB": "rouble", "UAH": "hryvnia", "CAD": "dollar canadien", "AUD": "dollar australien", "INR": "roupie",
               "TRY": "livre turque", "PLN": "zloty", "KRW": "won", "ILS": "shekel", "ZAR": "rand", "MXN": "peso",
                   "XCENT": "cent",
               "GBX": "penny", "SEK": "couronne", "NOK": "couronne", "DKK": "couronne", "CZK": "couronne", "THB": "baht",
               "HUF": "forint", "RON": "leu", "NGN": "naira", "IDR": "rupiah", "MYR": "ringgit", "XDIRHAM": "dirham",
               "XDINAR": "dinar", "XRIAL": "rial", "XSHILLING": "shilling", "BRL": "real", "XFRANC": "franc CFA"}  # fmt: skip
_SAME_IN_PLURAL = {"penny": "pence", "livre sterling": "livres sterling", "yen": "yens", "leu": "lei", "real": "reais",
                   "franc CFA": "francs CFA"}  # fmt: skip


def french_currency(code: str, *, plural: bool) -> str:
    """Return the French name of a currency, the code itself where it has none here."""
    name = _CURRENCIES.get(code, code)
    if not plural or name == code:
        return name
    return _SAME_IN_PLURAL.get(name) or " ".join(word + "s" for word in name.split())


@lru_cache(maxsize=10_000)
def converted(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return an amount in another unit of the same dimension; None where pint knows no way.

    Source: pint (BSD), whose registry is read when the first amount has to be converted.
    """
    import pint

    registry = _registry()
    try:
        return Decimal(str(registry.Quantity(float(value), registry.Unit(unit)).to(wanted).magnitude))
    except (pint.DimensionalityError, pint.UndefinedUnitError, pint.OffsetUnitCalculusError):
        return None


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(cache_folder=None, on_redefinition="ignore")
    registry.define("quintal = 100 * kilogram")
    return registry


def same_amount(one: Amount, other: Amount) -> bool:
    """Say whether two amounts of the same dimension are worth the same, within the rounding that they show."""
    if one.dimension == "duration" and one.unit and other.unit:
        return _same_duration(one, other)
    if one.unit == other.unit or one.dimension == "money" or not (one.unit and other.unit):
        return one.unit == other.unit or not (one.unit and other.unit)
    value = converted(other.value, other.unit, one.unit)
    if value is None:
        return False
    slope = abs((converted(other.value + 1, other.unit, one.unit) or value) - value)
    open_by = (one.step + other.step * slope) / 2
    miss, largest = abs(one.value - value), max(abs(one.value), abs(value))
    if one.dimension == "temperature":
        return miss <= max(open_by, Decimal(1))
    return miss <= max(min(open_by, ROUNDED * largest), NEAR * largest)


def _same_duration(one: Amount, other: Amount) -> bool:
    first, second = one.value * DAYS[one.unit or ""], other.value * DAYS[other.unit or ""]
    if one.unit == other.unit:
        return one.value == other.value
    return abs(first - second) <= SIMILAR_TIME * max(first, second)
