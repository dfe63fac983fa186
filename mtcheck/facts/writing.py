"""Writes a fact in French, in the form that fits where another one stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from mtcheck.facts.names import french_name
from mtcheck.facts.numerals import read_numbers
from mtcheck.facts.times import in_french
from mtcheck.facts.units import converted, french_currency
from mtcheck.facts.values import Amount, Fact, Named
from mtcheck.french.elision import elides
from mtcheck.french.nouns import gender_of

_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
).split()
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_LARGE = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
_SHARES = {
    Decimal("0.5"): "la moitié", Decimal("0.25"): "un quart", Decimal("0.75"): "trois quarts", Decimal("0.2"): "un cinquième",
    Decimal("0.4"): "deux cinquièmes", Decimal("0.6"): "trois cinquièmes", Decimal("0.8"): "quatre cinquièmes",
    Decimal("0.1"): "un dixième", Decimal("0.3333"): "un tiers", Decimal("0.6667"): "deux tiers",
}  # fmt: skip
_DURATIONS = {
    "second": "seconde", "minute": "minute", "hour": "heure", "day": "jour", "week": "semaine", "month": "mois", "year": "an",
    "decade": "décennie", "century": "siècle", "fortnight": "quinzaine", "quarter": "trimestre", "semester": "semestre",
}  # fmt: skip
_MULTIPLES = {2: "doubl", 3: "tripl", 4: "quadrupl", 5: "quintupl", 10: "décupl"}
_VAGUE = {10: "dizaines", 12: "dizaines", 20: "vingtaines", 100: "centaines", 1000: "milliers", 10_000: "dizaines de milliers",
          100_000: "centaines de milliers", 10**6: "millions", 10**9: "milliards"}  # fmt: skip
_STEM = re.compile(r"(?:doubl|tripl|quadrupl|quintupl|décupl)", re.IGNORECASE)
_NUMBER_PART = re.compile(r"^[\d \u00a0\u202f.,]*\d(?:[ \u00a0\u202f](?:million|milliard|billion)s?)?")


def written(english: Fact, printed: Fact) -> str | None:
    """Write what the English says as French does in the place of the printed fact.

    Args:
        english: What is said.
        printed: What stands there.

    Returns:
        The French, None where it would need other words around it.
    """
    value = english.values[0]
    if isinstance(value, Named):
        found = french_name(value, printed.text)
        return found if found and _fits(value, found, printed) else None
    if isinstance(value, Amount):
        found = _amount(value, english, printed)
    else:
        found = in_french(value, printed.text, next((v for v in printed.values if isinstance(v, type(value))), None))
    return found if found and _joins(found, printed.text) else None


def _joins(found: str, printed: str) -> bool:
    """Say whether words can follow what is elided, or not, before the printed ones: "d'octobre", "de mai"."""
    return elides(found) == elides(printed)


def _fits(value: Named, name: str, printed: Fact) -> bool:
    """Say whether a name can follow the article and the preposition that stand before another.

    Cities have no article, and the inhabitants' names come in the gender and number of the printed ones.
    """
    if not _joins(name, printed.text):
        return False
    cities = (isinstance(v, Named) and v.key.startswith("city ") for v in (value, printed.values[0]))
    if printed.text[0].islower() or all(cities):
        return True
    return (name[-1] == "e") == (printed.text[-1] == "e") and (name[-1] == "s") == (printed.text[-1] == "s")


def _amount(value: Amount, english: Fact, printed: Fact) -> str | None:
    if value.vague:
        return _VAGUE.get(int(value.value))
    if value.unit == "in":
        return _one_in(english, printed)
    write = _WRITERS.get(value.dimension, _measure)
    return write(value, printed)


def _one_in(english: Fact, printed: Fact) -> str | None:
    """Write "un foyer sur six" in the place of "un foyer sur dix"; None where it would count the first otherwise."""
    said, own = read_numbers(english.text, "en"), read_numbers(printed.text, "fr")
    if len(said) != 2 or len(own) != 2 or said[0].value != own[0].value:
        return None
    return printed.text[: own[1].span.start] + number_in_french(said[1].value, words=own[1].worded)


def _count(value: Amount, printed: Fact) -> str | None:
    return number_in_french(value.value, words=printed.words)


def _multiple(value: Amount, printed: Fact) -> str | None:
    stem, wanted = _STEM.match(printed.text), _MULTIPLES.get(int(value.value))
    if stem and wanted:
        return wanted + printed.text[stem.end() :]
    return f"{number_in_french(value.value, words=printed.words)} fois" if printed.text.endswith("fois") else None


def _share(value: Amount, printed: Fact) -> str | None:
    figures = value.unit == "%" or printed.text.endswith(("%", "cent"))
    if value.unit == "point":
        points = number_in_french((value.value * 100).quantize(Decimal("0.01")), words=printed.words)
        return f"{points}\u00a0point{'s' if value.value * 100 >= 2 else ''}"
    known = None if figures else _SHARES.get(value.value.quantize(Decimal("0.0001")))
    return known or f"{number_in_french((value.value * 100).quantize(Decimal('0.01')))}\u00a0%"


def _money(value: Amount, printed: Fact) -> str | None:
    if not any(isinstance(own, Amount) and own.dimension == value.dimension for own in printed.values):
        return None  # a bare figure: what it counts stands behind it
    number, name = number_in_french(value.value), french_currency(value.unit or "", plural=value.value >= 2)
    of = _of(number)
    return f"{number}\u00a0{'d’' if of and elides(name) else of}{name}"


def _duration(value: Amount, printed: Fact) -> str | None:
    unit = _DURATIONS[value.unit or "day"]
    words = number_in_french(value.value, words=printed.words)
    if words.endswith("un") and gender_of(unit) == "f":
        words += "e"  # "une quinzaine", "vingt et une semaines"
    return f"{words} {unit}{'s' if value.value >= 2 and unit[-1] != 's' else ''}"


def _measure(value: Amount, printed: Fact) -> str | None:
    """Write an amount in the unit that is printed, converted and rounded as the English is."""
    own = next((v for v in printed.values if isinstance(v, Amount) and v.dimension == value.dimension), None)
    if own is None or own.unit is None or value.unit is None:
        return None
    amount = value.value if value.unit == own.unit else converted(value.value, value.unit, own.unit)
    figures = _NUMBER_PART.match(printed.text)
    rest = printed.text[figures.end() :] if figures else ""
    if amount is None or not rest:
        return None
    number = number_in_french(amount if value.unit == own.unit else _rounded(amount, value))
    unit = rest.lstrip(" \u00a0\u202f")
    unit = unit.removeprefix("de ") if unit.startswith("de ") else unit[2:] if unit[:2] in {"d'", "d’"} else unit
    of = _of(number)  # "1,2 million d'hectares", "500 hectares"
    return f"{number}{rest[0]}{'d’' if of and elides(unit) else of}{unit}"


def _rounded(amount: Decimal, said: Amount) -> Decimal:
    """Round a converted amount to as many digits as the English shows, two at least."""
    digits = max(2, len(format(said.value / said.step, "f").split(".")[0]) if said.step else 2)
    exponent = amount.adjusted() - digits + 1
    return (
        amount.quantize(Decimal(1).scaleb(exponent))
        if exponent <= 0
        else Decimal(int(amount.scaleb(-exponent).to_integral())).scaleb(exponent)
    )


def _of(number: str) -> str:
    """Return the preposition that a magnitude wants before what it counts."""
    return "de " if number.endswith(("million", "millions", "milliard", "milliards", "billion", "billions")) else ""


def _ordinal(value: int, printed: Fact) -> str | None:
    feminine = printed.text.lower().endswith(("ière", "nde", "ère"))
    if not printed.words:
        return f"{value}e" if value > 1 else "1re" if feminine else "1er"
    if value == 1:
        return None
    word = number_in_french(Decimal(value), words=True)
    stem = word[:-1] if word.endswith("e") else word
    stem = stem[:-1] + "v" if stem.endswith("neuf") else stem + "u" if stem.endswith("cinq") else stem
    return f"{stem}ième"


def number_in_french(value: Decimal, *, words: bool = False) -> str:
    """Write a number as French does.

    Args:
        value: At least 0.
        words: Whether it is written in words where it is whole and below 1,000.
    """
    whole = value == value.to_integral()
    if words and whole and value < 1000:
        return _in_words(int(value))
    for size, name in _LARGE:
        if value >= size and (value / size * 1000) % 1 == 0:
            head = value / size
            return f"{_figures(head)}\u00a0{name}{'s' if head >= 2 else ''}"
    return _figures(value)


def _figures(value: Decimal) -> str:
    plain = format(value.normalize(), "f")
    whole, _, rest = plain.partition(".")
    groups = f"{int(whole):,}".replace(",", "\u202f")
    return f"{groups},{rest}" if rest else groups


_WRITERS: dict[str, Callable[[Amount, Fact], str | None]] = {
    "count": _count,
    "year": _count,
    "ordinal": lambda value, printed: _ordinal(int(value.value), printed),
    "multiple": _multiple,
    "share": _share,
    "money": _money,
    "duration": _duration,
}


def _in_words(value: int) -> str:
    if value < 20:
        return _UNITS[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        if tens in {7, 9}:
            tens, rest = tens - 1, rest + 10
        if rest == 0:
            return _TENS[tens] + ("s" if tens == 8 else "")
        link = " et " if rest in {1, 11} and tens != 8 else "-"
        return f"{_TENS[tens]}{link}{_UNITS[rest]}"
    hundreds, rest = divmod(value, 100)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent{'s' if not rest else ''}"
    return f"{head} {_in_words(rest)}" if rest else head
