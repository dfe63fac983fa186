"""Numbers with what they count: shares, multiples, money, measures, durations, ages, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mtcheck.facts.durations import read_ages, read_durations
from mtcheck.facts.multiples import read_multiples
from mtcheck.facts.numerals import Number
from mtcheck.facts.quantities import amounts_of, number_fact
from mtcheck.facts.recurrence import read_recurrences
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.shares import read_shares
from mtcheck.facts.units import any_unit, measures
from mtcheck.facts.values import Amount, Fact, Weight

_N = rf"(?P<n>{SIGN})"
_ = r"[ \u00a0\u202f]?"
_ONE_WORDS = frozenset({"un", "une", "one"})
_AGED = {"en": re.compile(r"\baged? (?:of )?$"), "fr": re.compile(r"\bâgée?s? (?:d['’]|de )$")}
# Where a bare English number is an age: *since I was twelve*, *children under three*.
_AGE_BEFORE = re.compile(
    r"\b(?:(?:i|he|she|you|we|they|who|son|daughter|mother|father|brother|sister|wife|husband|child|boy|girl)"
    r"(?:['’](?:s|m|re)| was| were| is| am| are| turned| turns| just turned)(?: (?:only|just|about|nearly|almost|barely))?"
    r"|(?:widow|widower|man|woman|boy|girl|child|son|daughter) of|(?:me|him|her|us) at"
    r"|(?:aged|under|over|younger than|older than|children (?:of|below|under)|at the age of|turned)) $"
)
_PEOPLE_BEFORE = re.compile(
    r"\b(?:children|babies|kids|toddlers|infants|people|those|anyone|everyone|women|men|pupils|girls|boys|adults|passengers"
    r"|residents|drivers|patients) (?:aged )?(?:under|over|above|below) (?:the age of )?$"
)
_AGE_BEHIND = re.compile(
    r"(?=[,.;:!?)”\"—–]|$| (?:and|or|so|but|on|until|when|who|with|from|can|may|must|should|will|are|is|were|have|had|has|then"
    r"|now|at|in|years?|not|still|in)\b)"
)
_MINUS = re.compile(r"(?:\bminus |\bmoins |[-–−][ \u00a0\u202f]?)$")
_FROST = {
    "en": re.compile(
        r"\b(?:mercury|temperatures?|degrees?|cold\w*|freez\w+|froze\w*|frost|snow|minimum|night)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:mercure|températures?|thermomètres?|degrés?|froide?s?|gel\w*|neige|minimales?|nuits?)\b|°", re.IGNORECASE
    ),
}
_SOFT_TWO = {
    "en": re.compile(
        r"\b(?:both|a couple|couples?|pairs?|twins?|duo|either|neither|half-time|second-hand)\b", re.IGNORECASE
    ),
    "fr": re.compile(r"\b(?:couples?|paires?|jumeaux|jumelles|duo|tandem|bilatéra\w+)\b", re.IGNORECASE),
}
_SOFT_OTHERS = {
    "en": re.compile(
        r"\b(?P<three>trio|trilateral)\b|\b(?P<four>quartet)\b|\b(?P<one>once|single|only|sole|alone)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?P<three>trio|trilatéra\w+)\b|\b(?P<four>quatuor)\b|\b(?P<one>seule?s?|unique)\b", re.IGNORECASE
    ),
}
_SIGN_BEFORE = re.compile(rf"(?P<sign>(?:US|C|CA|A|AU|R)?[$]|[€£¥₽₴₹₺₩₪]){_}$")
_LINK = {
    "en": re.compile(r"[ -](?:of |more |billion |extra |additional )?"),
    "fr": re.compile(r"[ \u00a0\u202f-]?(?:de |d['’])?(?:bons |petits )?"),
}
_SECOND_UNIT = re.compile(r"(?:[ \u00a0]|^)(?:une |trois |\ue000 )?$")
_NOT_ORDINAL = {
    "en": re.compile(
        r" (?:minister|lady|thing|place\b|half|hand|aid|name|responders?|class|floor|time\b|of all|and foremost)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"[ -](?:ministres?|dame|lieu|abord|chef|plan|vue|main|classe|étage|fois|rôle|moitié|guerre)\b", re.IGNORECASE
    ),
}

_CENTS = re.compile(rf"[ \u00a0\u202f]{_N}(?![ \u00a0\u202f]?(?:%|(?:ans?|fois|mois|jours?)\b))")
_INCHES = re.compile(rf"[ -]{_N}(?:[ -]inch(?:es)?\b| ?in\b\.?)?(?! ?(?:feet|foot|ft|by|metres?|years?|x)\b)")
_HUNDREDTHS = frozenset(
    {"EUR", "USD", "GBP", "CHF", "CAD", "AUD", "meter"}
)  # of which "1 euro 95", "2 mètres 05" are said
_TIMES = {"en": re.compile(r" time\b", re.IGNORECASE), "fr": re.compile(r"[ -]fois\b", re.IGNORECASE)}


def read_amounts(shape: Shape, language: str) -> Iterator[Fact]:
    """Find the numbers of a text with what they count.

    Args:
        shape: Of the text, from which dates and clock times are taken already; what is read is taken from it.
        language: ``fr`` or ``en``.
    """
    yield from read_recurrences(shape, language)
    yield from read_ages(shape, language)
    yield from read_durations(shape, language)
    yield from read_shares(shape, language)
    yield from read_multiples(shape, language)
    yield from _last_but(shape, language)
    yield from _measured(shape, language)
    yield from _bare(shape, language)
    for pattern, named in ((_SOFT_TWO[language], {"": 2}), (_SOFT_OTHERS[language], {"one": 1, "three": 3, "four": 4})):
        for match in shape.matches(pattern):
            value = named[match.lastgroup or ""]
            yield number_fact(shape, *match.span(), (Amount(Decimal(value)),), Weight.SOFT)


def _measured(shape: Shape, language: str) -> Iterator[Fact]:
    known = measures(language)
    for position, number in shape.numbers.items():
        if shape.is_taken(position) or number.ordinal:
            continue
        sign = _SIGN_BEFORE.search(shape.text, max(position - 4, 0), position)
        if sign is not None:
            code = known.signs[sign["sign"]]
            yield number_fact(
                shape, sign.start(), position + 1, amounts_of(shape, number, sign.start(), language, "money", code)
            )
            continue
        link = _LINK[language].match(shape.text, position + 1)
        place = link.end() if link else position + 1
        behind = next((code for mark, code in known.signs.items() if shape.text.startswith(mark, place)), None)
        if behind is not None:
            yield number_fact(
                shape, position, place + 1, amounts_of(shape, number, position, language, "money", behind)
            )
            continue
        if any_unit(language).match(shape.text, place) is None:
            if language == "en" and (match := _DEGREES.match(shape.text, position + 1)):
                values = tuple(
                    amount
                    for unit in ("degF", "degC")
                    for amount in amounts_of(shape, number, position, language, "temperature", unit)
                )
                yield number_fact(shape, position, match.end(), values)
            continue
        fits = [(m, name, match) for m, name, pattern in known.units if (match := pattern.match(shape.text, place))]
        if not fits:
            continue
        end = max(match.end() for *_rest, match in fits)
        longest = [(measure, name) for measure, name, match in fits if match.end() == end]
        if shape.text[place:end] in {"t", "m", "F", "C", "mi"} and number.worded:
            continue
        values = tuple(
            a for measure, name in longest for a in amounts_of(shape, number, position, language, measure, name)
        )
        rest = _hundredths(shape, end) if language == "fr" and values[0].unit in _HUNDREDTHS else None
        if rest is not None:
            end += 2
            values = tuple(replace(a, value=a.value + rest, step=Decimal("0.01")) for a in values)
        inches = _INCHES.match(shape.text, end) if language == "en" and values[0].unit == "foot" else None
        more = shape.number(inches) if inches is not None else None
        if inches is not None and more is not None and more.value < 12:  # *six foot four*
            end = inches.end()
            values = tuple(replace(a, value=a.value + more.value / 12, step=Decimal("0.08")) for a in values)
        yield number_fact(shape, position, end, values)
        beside = _BY.match(shape.text, end)
        side = shape.number(beside) if beside is not None else None
        if beside is not None and side is not None:  # "40 feet by 20"
            values = tuple(
                a for m, name in longest for a in amounts_of(shape, side, beside.start("n"), language, m, name)
            )
            yield number_fact(shape, beside.start("n"), beside.end(), values)


def _hundredths(shape: Shape, end: int) -> Decimal | None:
    """Return what stands behind a unit in hundredths of it: "1 euro 95"."""
    match = _CENTS.match(shape.text, end)
    number = shape.number(match) if match is not None else None
    if number is None:
        return None
    two_digits = len(number.text) == 2 and number.text.isdigit()
    return number.value / 100 if two_digits or (number.worded and 1 < number.value < 100) else None


_BY = re.compile(rf" (?:by|sur|x|×) {_N}(?! ?\w)")
_DEGREES = re.compile(r"[ -]?(?:degrees?|°)(?! of\b| in\b)")


# Ranks counted from the end: *third from bottom*, « avant-dernier ».
_FROM_END = {
    "en": re.compile(
        r"(?: (?:from|to) (?:the )?(?:bottom|last|end|rear|back)|-(?:from|to)-(?:bottom|last)|[ -]last)\b"
    ),
    "fr": re.compile(
        r" (?:en partant|à partir|en commençant) (?:du bas|de la fin|par la fin)|(?: place)? avant la fin"
    ),
}
_LAST_BUT = {
    "en": re.compile(
        r"\b(?P<two>penultimate|last but one|next[ -]to[ -]last)\b|\b(?P<three>last but two|antepenultimate)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?P<three>antépénultièmes?|avant-avant-derni(?:er|ère)s?)(?!\w)|\b(?P<two>avant-derni(?:er|ère)s?|pénultièmes?)(?!\w)",
        re.IGNORECASE,
    ),
}


def _last_but(shape: Shape, language: str) -> Iterator[Fact]:
    for match in shape.matches(_LAST_BUT[language]):
        rank = Amount(Decimal(2 if match["two"] else 3), "ordinal", "end")
        yield number_fact(shape, *match.span(), (rank,))


def _is_age(shape: Shape, position: int) -> bool:
    before = shape.before(position)
    told = _AGE_BEFORE.search(before) and _AGE_BEHIND.match(shape.text, position + 1)
    return bool(told or _PEOPLE_BEFORE.search(before))


def _counted(shape: Shape, number: Number, position: int, language: str) -> tuple[Amount, ...]:
    """Return what a bare number may be: a count, a year, an age, a temperature below zero."""
    if _FROST[language].search(shape.text) and _MINUS.search(shape.before(position)):  # *minus 8 in the valleys*
        return tuple(
            amount
            for unit in ("degC", "degF")
            for amount in amounts_of(shape, number, position, language, "temperature", unit)
        )
    values = amounts_of(shape, number, position, language)
    if number.text.isdigit() and 1900 <= number.value < 2100:
        values = (Amount(number.value, "year"), *values)
    if _AGED[language].search(shape.before(position)) or (language == "en" and _is_age(shape, position)):
        values = (*values, *amounts_of(shape, number, position, language, "duration", "year"))
    return values


def _bare(shape: Shape, language: str) -> Iterator[Fact]:
    """What counts anything: the thing itself is a word for others to compare."""
    for position, number in shape.numbers.items():
        if shape.is_taken(position):
            continue
        if number.text.lower() in _ONE_WORDS:
            shape.take(position, position + 1)
            behind = shape.text[position + 1 : position + 5].lower()
            if language == "en" or behind.startswith((" seul", " des ", " sur ")):
                yield number_fact(shape, position, position + 1, (Amount(Decimal(1)),), Weight.SOFT)
            continue
        values: tuple[Amount, ...]
        weight = Weight.FIRM
        if number.ordinal:
            from_end = _FROM_END[language].match(shape.text, position + 1)
            values = amounts_of(shape, number, position, language, "ordinal", "end" if from_end else None)
            if from_end is not None:
                yield number_fact(shape, position, from_end.end(), values)
                continue
            if number.value <= 2:
                weight = Weight.WEAK
            if _NOT_ORDINAL[language].match(shape.text, position + 1):
                weight = Weight.SOFT
            if number.value > 2 and _TIMES[language].match(shape.text, position + 1):
                weight = Weight.FIRM  # "the first time" is said too freely, "the ninth time" is not
        else:
            values = _counted(shape, number, position, language)
        yield number_fact(shape, position, position + 1, values, weight)
