"""How long something lasts, and how old somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mtcheck.facts.quantities import amounts_of, number_fact
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Fact, Weight

_N = rf"(?P<n>{SIGN})"
_ONE_WORDS = frozenset({"un", "une", "one"})
_DURATION_UNITS = {
    "en": {"second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "week": "week",
        "fortnight": "fortnight",
           "month": "month", "year": "year", "decade": "decade", "century": "century", "centurie": "century",
               "semester": "semester",
           "hr": "hour", "min": "minute", "trimester": "quarter"},
    "fr": {"seconde": "second", "minute": "minute", "min": "minute", "heure": "hour", "h": "hour", "jour": "day",
        "journée": "day",
           "nuit": "day", "semaine": "week", "mois": "month", "an": "year", "année": "year", "décennie": "decade",
               "siècle": "century",
           "trimestre": "quarter", "semestre": "semester", "quinquennat": "year"},
}  # fmt: skip
_EN_TIME = (
    r"(?P<unit>seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|decades?"
    r"|century|centuries|semesters?)"
)
_FR_TIME = (
    r"(?P<unit>secondes?|minutes?|min|heures?|h|jours?|journées?|nuits?|semaines?|mois|ans?|années?|décennies?"
    r"|siècles?|trimestres?|semestres?)"
)
_BETWEEN = {"en": r"(?:[ -](?:more |straight |consecutive |full |whole |long |short |past |extra |additional |further"
    r" |working |calendar )?)?",
            "fr": r"(?:[ \u00a0\u202f](?:derni(?:er|ère)s |proch\w+ |d['’]|de |premi(?:er|ère)s |long(?:ue)?s |petite?s |bonnes"
                r" |pleine?s |autres |grande?s )?)?"}  # fmt: skip
_DURATIONS = {
    "en": re.compile(rf"{_N}{_BETWEEN['en']}{_EN_TIME}\b(?P<age>[ -]old)?(?! ago\w)", re.IGNORECASE),
    "fr": re.compile(rf"{_N}{_BETWEEN['fr']}{_FR_TIME}(?!\w)(?: et (?P<half>demie?|quart\b))?", re.IGNORECASE),
}
_SINGLE = {
    "en": re.compile(r"(?P<half>\bhalf[ -]an?[ -]|\bhalf[ -]|\b(?:a )?quarter of an? |\ban? |\bone[ -])(?P<unit>second|minute"
        r"|hour|day|week|fortnight|month|year|decade|century)\b(?! (?:later|old))(?: and a (?P<more>half))?", re.IGNORECASE),
    "fr": re.compile(r"(?P<half>\bune demi-|\bun demi-|\bdemi-|\bun (?:bon |petit |gros |grand )?"
        r"quart d['’]|\btrois quarts d['’]|\bune?"
        r" )(?P<unit>minute|heure|jour|journée|semaine|mois|an|année|décennie|siècle|trimestre|semestre|quinzaine(?!"
            r" d['’e]))(?!\w)(?: et (?P<more>demie?|quart\b))?", re.IGNORECASE),
}  # fmt: skip
_PART_MORE = {"demi": Decimal("0.5"), "half": Decimal("0.5"), "quar": Decimal("0.25")}
_THREE_QUARTERS = re.compile(r"\bthree[ -]quarters of an hour\b", re.IGNORECASE)
_AGES = {
    "en": re.compile(rf"\b(?:over|under|above|below)[ -](?:the )?(?:(?P<age>{SIGN})s|(?P<bound>twenties|thirties|forties|fifties"
        rf"|sixties"
        rf"|seventies|eighties|nineties))\b"
        rf"|\bin (?:his|her|their|my|our) (?:early |mid-?|late )?(?:{_N}s|(?P<w>twenties|thirties|forties"
        rf"|fifties|sixties|seventies|eighties|nineties))\b", re.IGNORECASE),
    "fr": re.compile(rf"\b(?:la|sa|leur|ma) (?P<w>{SIGN})(?! d[e'’])"
        r"|\b(?P<x>trentenaire|quadragénaire|quinquagénaire|sexagénaire|septuagénaire|octogénaire"
            r"|nonagénaire)s?\b", re.IGNORECASE),
}  # fmt: skip
_AGE_WORDS = {"twen": 20, "thir": 30, "fort": 40, "fift": 50, "sixt": 60, "seve": 70, "eigh": 80, "nine": 90,
    "ving": 20, "tren": 30,
              "quar": 40, "cinq": 50, "soix": 60, "quad": 40, "quin": 50, "sexa": 60, "sept": 70, "octo": 80,
                  "nona": 90}  # fmt: skip


def read_ages(shape: Shape, language: str) -> Iterator[Fact]:
    """Find ages that are told by a decade of life: *in her forties*, « quadragénaire »."""
    for match in shape.matches(_AGES[language]):
        found = match.groupdict()
        number = shape.number(match, "age" if found.get("age") else "n") if found.get("n") or found.get("age") else None
        word = found.get("w") or found.get("x") or found.get("bound")
        if language == "fr" and found.get("w"):
            number = shape.number(match, "w")
            if number is None or not number.text.lower().endswith("taine") or number.value % 10:
                continue
            word = number.text
        value = number.value if number is not None else Decimal(_AGE_WORDS[(word or "").lower()[:4]])
        start = match.start("w") if language == "fr" and found.get("w") else match.start()
        # "la quarantaine" may be a quarantine
        weight = Weight.SOFT if (word or "").lower() == "quarantaine" else Weight.FIRM
        age = (
            Amount(value, "duration", "year")
            if found.get("age") or found.get("bound")
            else Amount(value, "age", "decade")
        )
        yield number_fact(shape, start, match.end(), (age,), weight)


def read_durations(shape: Shape, language: str) -> Iterator[Fact]:
    """Find durations: *three weeks*, "a month and a half", « quinze jours »."""
    units = _DURATION_UNITS[language]
    for match in shape.matches(_DURATIONS[language]):
        number = shape.number(match)
        if number is None or number.ordinal:
            continue
        name = match["unit"].lower()
        unit = units.get(name) or units.get(name.removesuffix("s")) or "century"
        if number.text.lower() in _ONE_WORDS:
            continue  # "one day", "un an" are read below
        half = _PART_MORE.get((match.groupdict().get("half") or "")[:4], Decimal(0))
        values = amounts_of(shape, number, match.start("n"), language, "duration", unit)
        values = tuple(replace(value, value=value.value + half) for value in values)
        if (
            language == "fr" and unit == "day" and number.value in {8, 15}
        ):  # "huit jours", "quinze jours": one and two weeks
            values = (*values, Amount(number.value - 1, "duration", "day"))
        if number.value > 1900 and unit == "year" and not number.vague and language == "en":
            continue
        yield number_fact(shape, *match.span(), values)
    if language == "en":
        for match in _THREE_QUARTERS.finditer(shape.original):
            start, end = shape.position(match.start()), shape.position(match.end())
            yield number_fact(shape, start, end, (Amount(Decimal(45), "duration", "minute"),))
    plain = shape.original
    for match in _SINGLE[language].finditer(plain):
        start, end = shape.position(match.start()), shape.position(match.end())
        if any(shape.is_taken(place) for place in range(start, end)) or _is_rate(shape, start, language):
            continue
        lead, name = match["half"].lower(), match["unit"].lower()
        unit, value = (units.get(name) or "century", Decimal(1)) if name != "quinzaine" else ("week", Decimal(2))
        if "trois quarts" in lead:
            value = Decimal("0.75")
        elif "quart" in lead:
            value = Decimal("0.25")
        elif "half" in lead or "demi" in lead:
            value = Decimal("0.5")
        whole = value == 1 and not match["more"]
        value += _PART_MORE.get((match["more"] or "")[:4].lower(), Decimal(0))
        yield number_fact(shape, start, end, (Amount(value, "duration", unit),), Weight.WEAK if whole else Weight.FIRM)


def _is_rate(shape: Shape, start: int, language: str) -> bool:
    """Say whether "a year" tells how often: *three times a year*, *$60 a day*."""
    if language == "fr":
        return False
    before = shape.before(start, 14).rstrip()
    return bool(
        re.search(
            rf"(?:{SIGN}|times|once|twice|%|percent|dollars|euros|pounds|people|miles|barrels|tons|tonnes)$", before
        )
    )
