"""How often something comes round: *every other week*, « un jour sur deux », *$60 a day*, « hebdomadaire »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mtcheck.facts.quantities import number_fact
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Fact, Weight

_EN_UNIT = (
    r"(?P<unit>second|minute|hour|day|night|morning|evening|afternoon|week|weekend|fortnight|month|quarter|year|decade|century"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter)s?\b"
)
_FR_UNIT = (
    r"(?P<unit>seconde|minute|heure|jour|nuit|soir|matin|semaine|week-end|quinzaine|mois|trimestre|semestre|an|année|décennie|siècle"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|printemps|été|automne|hiver)s?(?!\w)"
)
_UNITS = {
    "en": {"night": "day", "morning": "day", "evening": "day", "afternoon": "day", "weekend": "week", "spring": "year",
           "summer": "year", "autumn": "year", "winter": "year"},
    "fr": {"seconde": "second", "heure": "hour", "jour": "day", "nuit": "day", "soir": "day", "matin": "day", "semaine": "week",
           "week-end": "week", "quinzaine": "fortnight", "mois": "month", "trimestre": "quarter", "semestre": "semester",
           "an": "year", "année": "year", "décennie": "decade", "siècle": "century", "printemps": "year", "été": "year",
           "automne": "year", "hiver": "year"},
}  # fmt: skip
_EACH = {
    "en": (
        re.compile(
            rf"(?:\b(?P<times>once|twice|thrice)|(?P<many>{SIGN}) times) (?:an?|every|each|per) {_EN_UNIT}", re.IGNORECASE
        ),
        re.compile(rf"(?<={SIGN} )(?:(?!of |in |for |and |or )[a-z-]+ ){{1,2}}(?P<rate>an? {_EN_UNIT})"
            r"(?! (?:later|ago|before|after|earlier|old))"),
        re.compile(rf"\bevery (?:(?P<other>other|second)|(?P<n>{SIGN})) {_EN_UNIT}", re.IGNORECASE),
        re.compile(rf"\b(?:every|each|per) {_EN_UNIT}(?! of\b)", re.IGNORECASE),
        re.compile(
            r"\b(?P<word>hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annual|annually)\b",
            re.IGNORECASE,
        ),
    ),
    "fr": (
        re.compile(rf"(?P<many>{SIGN}) fois (?:par|chaque) {_FR_UNIT}", re.IGNORECASE),
        re.compile(rf"\b(?:tous|toutes) les (?:(?P<left>autres)|(?P<n>{SIGN})) {_FR_UNIT}", re.IGNORECASE),
        re.compile(rf"(?P<one>{SIGN}) {_FR_UNIT} sur (?P<n>{SIGN})(?! ?%)", re.IGNORECASE),
        re.compile(rf"\bchaque (?P<left>autre )?{_FR_UNIT}|\b(?:tous|toutes) les {_FR_UNIT.replace('?P<unit>', '?P<unit2>')}"
                   rf"|\bpar {_FR_UNIT.replace('?P<unit>', '?P<unit3>')}", re.IGNORECASE),
        re.compile(r"(?<!\ble )(?<!\bau )(?<!\bdu )\b(?P<word>quotidien|hebdomadaire|bimensuel|mensuel|bimestriel|trimestriel"
                   r"|semestriel|annuel)(?:le)?(?:s|ment)?\b", re.IGNORECASE),
    ),
}  # fmt: skip
_WORDS = {
    "hourly": (1, "hour"), "daily": (1, "day"), "nightly": (1, "day"), "weekly": (1, "week"), "fortnightly": (2, "week"),
    "biweekly": (2, "week"), "monthly": (1, "month"), "quarterly": (1, "quarter"), "yearly": (1, "year"), "annual": (1, "year"),
    "annually": (1, "year"), "quotidien": (1, "day"), "hebdomadaire": (1, "week"), "bimensuel": (2, "week"),
    "mensuel": (1, "month"), "bimestriel": (2, "month"), "trimestriel": (1, "quarter"), "semestriel": (1, "semester"),
    "annuel": (1, "year"),
}  # fmt: skip


def read_recurrences(shape: Shape, language: str) -> Iterator[Fact]:
    """Find how often something comes round, as an amount of dimension ``recurrence``: the time from one to the next.

    Args:
        shape: Of the text; what is read is taken from it, but for words that only name the unit.
        language: ``fr`` or ``en``.
    """
    for pattern in _EACH[language]:
        for match in _open(shape, pattern):
            found = match.groupdict()
            if word := found.get("word"):
                count, unit = _WORDS[word.lower()]
                yield number_fact(shape, *match.span(), (Amount(Decimal(count), "recurrence", unit),), Weight.SOFT)
                continue
            if found.get("rate"):  # *two visits a month*
                each = Amount(Decimal(1), "recurrence", _unit_of(match["unit"].lower(), language))
                yield number_fact(shape, match.start("rate"), match.end(), (each,), Weight.WEAK)
                continue
            if found.get("times") or found.get("many"):
                yield from _often(shape, match, language)
                continue
            one, number = shape.number(match, "one") if found.get("one") else None, None
            if one is not None and one.value != 1:
                continue
            if found.get("n"):
                number = shape.number(match)
                if number is None or number.vague or not 0 < number.value < 1000:
                    continue
            name = next(found[key] for key in ("unit", "unit2", "unit3") if found.get(key)).lower()
            unit = _unit_of(name, language)
            value = number.value if number is not None else Decimal(2 if found.get("other") else 1)
            weight = Weight.FIRM if found.get("n") or found.get("other") or found.get("left") else Weight.WEAK
            yield number_fact(shape, *match.span(), (Amount(value, "recurrence", unit),), weight)


def _unit_of(name: str, language: str) -> str:
    return _UNITS[language].get(name, name if name in _PLAIN else "week")


def _open(shape: Shape, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give the matches that no earlier fact has taken; a weekday or season of them may be one already."""
    for match in pattern.finditer(shape.text):
        taken = [place for place in range(match.start(), match.end()) if shape.is_taken(place)]
        unit = next((match.start(name) for name in ("unit", "unit2", "unit3") if match.groupdict().get(name)), -1)
        if not taken or (min(taken) == unit and match.group().lower().rstrip("s").endswith(_DAYS)):
            yield match


_DAYS = ("day", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _often(shape: Shape, match: re.Match[str], language: str) -> Iterator[Fact]:
    """Find *twice a week*: every half week, and two times."""
    number = shape.number(match, "many") if match["many"] else None
    times = (
        number.value
        if number is not None
        else Decimal({"once": 1, "twice": 2, "thrice": 3}.get((match.groupdict().get("times") or "").lower(), 0))
    )
    if not times or (number is not None and (number.vague or number.ordinal)):
        return
    unit = _unit_of(match["unit"].lower(), language)
    values = (Amount(1 / times, "recurrence", unit), Amount(times, "multiple"))
    yield number_fact(shape, *match.span(), values, Weight.WEAK if times == 1 else Weight.FIRM)


_PLAIN = frozenset(
    {"second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century"}
)
