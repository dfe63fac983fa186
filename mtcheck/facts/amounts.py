"""Numbers with what they count: shares, multiples, money, measures, durations, ages, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mtcheck.facts.numerals import Number
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.units import any_unit, measures
from mtcheck.facts.values import Amount, Fact, Kind, Weight

_N = rf"(?P<n>{SIGN})"
_M = rf"(?P<m>{SIGN})"
_ = r"[ \u00a0\u202f]?"
_ONE_WORDS = frozenset({"un", "une", "one"})

_ABOUT = {
    "en": re.compile(
        r"\b(?:about|around|some|roughly|nearly|almost|approximately|over|more than|under|less than|up to|at least"
        r"|close to|estimated"
        r"|more|fewer than|above|below|as many as|upwards of|just (?:over|under)|at most) (?:a |an |the |\$|£|€)*$"
    ),
    "fr": re.compile(
        r"\b(?:environ|près d[e']|quelque|autour d[e']|presque|plus d[e']|moins d[e']|au moins|à peine|jusqu'à"
        r"|approximativement|à peu près"
        r"|au plus|la barre d(?:e|es)|dépass\w+|avoisin\w+|frôl\w+|pas loin d[e']|un peu (?:plus|moins) d[e']|aux"
        r" alentours d[e']) ?(?:les |une |un |la )*$"
    ),
}
_BEHIND_ABOUT = {
    "en": re.compile(r" (?:or so|or more|plus)\b"),
    "fr": re.compile(r" (?:environ|au moins|et quelques|au plus)\b"),
}

_PERCENT = {
    "en": re.compile(rf"{_N}[ -]?(?:%|per ?cent\b|percent\b|pct\b)(?: points?)?|{_N.replace('?P<n>', '?P<n2>')}["
        rf" -]percentage[ -]points?|{_N.replace('?P<n>', '?P<n3>')} points\b"),
    "fr": re.compile(rf"{_N}{_}(?:%|pour ?cents?\b|p\. ?100)|{_N.replace('?P<n>', '?P<n2>')} points?(?: de pourcentage)?\b"),
}  # fmt: skip
_ONE_IN = {
    "en": re.compile(rf"{_N}(?: [^\W\d_][\w'’-]*){{0,2}} (?:in|out of|of every|in every|out of every)"
        rf" (?:every |the |their |our )?{_M}(?!["
        rf" -]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|%|°)\b)(?!,? ?\d)"),
    "fr": re.compile(rf"{_N}(?: [^\W\d_][\w'’-]*){{0,3}} sur (?:les )?{_M}(?! (?:ans?|mois|jours?|semaines?|heures?"
        rf"|mètres?|km|points?)\b)"),
}  # fmt: skip
_PARTS = {
    "en": {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
        "fifth": 5, "fifths": 5,
           "sixth": 6, "sixths": 6, "seventh": 7, "eighth": 8, "eighths": 8, "ninth": 9, "tenth": 10, "tenths": 10},
    "fr": {"tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "cinquièmes": 5, "sixième": 6, "septième": 7, "huitième": 8,
           "huitièmes": 8, "neuvième": 9, "dixième": 10, "dixièmes": 10, "demi": 2, "demie": 2},
}  # fmt: skip
_FRACTION = {
    "en": re.compile(r"\b(?P<top>an?|one|two|three|four|five|six|seven|eight|nine|1|2|3)[ -](?P<part>half|halves"
        r"|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|ninths?|tenths?)\b(?! (?:of an? )?(?:time|century|of"
            r" (?:this|the|last|next) year|hour|day|year|later))", re.IGNORECASE),
    "fr": re.compile(r"\b(?P<top>une?|deux|trois|quatre|cinq|six|sept|huit|neuf|les deux|les trois|1|2|3)"
        r" (?P<part>tiers|quarts?|cinquièmes?|sixièmes?|huitièmes?|dixièmes?)\b(?! d['’]heure|[ -]monde|[ -]finale|["
            r" -]temps)", re.IGNORECASE),
}  # fmt: skip
_TOPS = {
    **dict.fromkeys(("a", "an", "one", "un", "une", "1"), 1),
    **{word: place + 2 for place, word in enumerate("two three four five six seven eight nine".split())},
    **{word: place + 2 for place, word in enumerate("deux trois quatre cinq six sept huit neuf".split())},
    "les deux": 2, "les trois": 3, "2": 2, "3": 3,
}  # fmt: skip
_HALF = {
    "en": re.compile(r"\b(?P<nth>first |second |last |other |better )?half\b(?![ -](?:a |an )?(?:time|dozen|million"
        r"|billion|hour|brother|sister|past|day|year|century|way|mast|hearted|truth|term|life|marathon|final|back)"
            r"|time|way)", re.IGNORECASE),
    "fr": re.compile(r"\b(?P<nth>première |seconde |deuxième |autre )?moitié\b", re.IGNORECASE),
}  # fmt: skip
_QUARTER_OF = re.compile(r"\ba quarter of\b(?! an hour| a century)", re.IGNORECASE)
_MULTIPLES = {
    "en": (
        re.compile(r"\b(?P<w>doubl(?:e[sd]?|ing)|twofold|tripl(?:e[sd]?|ing)|treble[sd]?|trebling|threefold"
            r"|quadrupl(?:e[sd]?|ing)|fourfold|fivefold|tenfold|quintupl(?:e[sd]?|ing))\b", re.IGNORECASE),
        re.compile(rf"{_N}[ -]?(?:fold|times)\b"),
        re.compile(r"\b(?P<w>halv(?:e[sd]?|ing))\b|\bin (?P<half>half)\b|\bby (?P<half2>half)\b", re.IGNORECASE),
        re.compile(r"\b(?P<soft>twice|thrice)\b", re.IGNORECASE),
    ),
    "fr": (
        re.compile(r"\b(?P<w>doubl(?:e|es|er|é|ée|és|ées|era|eront|ent|ait|aient|ement)|tripl(?:e|es|er|é|ée|és|ées"
            r"|era|eront|ent|ait|aient|ement)|quadrupl(?:e|er|é|ée|és|ées|era|ent)|quintupl(?:e|er|é|ée)|décupl(?:e"
                r"|er|é|ée))(?!\w)", re.IGNORECASE),
        re.compile(rf"(?P<by>multipli\w+ par |divis\w+ par |coup\w+ en ){_N}"),
        re.compile(rf"{_N} fois\b"),
        re.compile(rf"(?:à|en) {_N} reprises\b"),
        re.compile(r"\b(?:de|en) (?P<half>moitié)\b", re.IGNORECASE),
    ),
}  # fmt: skip
_MULTIPLE_WORDS = {"doub": 2, "twof": 2, "trip": 3, "treb": 3, "thre": 3, "quad": 4, "four": 4, "five": 5, "quin": 5,
    "tenf": 10,
                   "décu": 10, "twic": 2, "thri": 3, "halv": 2}  # fmt: skip
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
            "fr": r"(?:[ \u00a0\u202f](?:derni(?:er|ère)s |proch\w+ |premi(?:er|ère)s |long(?:ue)?s |petite?s |bonnes"
                r" |pleine?s |autres |grande?s )?)?"}  # fmt: skip
_DURATIONS = {
    "en": re.compile(rf"{_N}{_BETWEEN['en']}{_EN_TIME}\b(?P<age>[ -]old)?(?! ago\w)", re.IGNORECASE),
    "fr": re.compile(rf"{_N}{_BETWEEN['fr']}{_FR_TIME}(?!\w)(?: et (?P<half>demie?|quart\b))?", re.IGNORECASE),
}
_SINGLE = {
    "en": re.compile(r"(?P<half>\bhalf[ -]an?[ -]|\bhalf[ -]|\ba quarter of an? |\ban? |\bone[ -])(?P<unit>second|minute|hour"
        r"|day|week|fortnight|month|year|decade|century)\b(?! (?:later|old))(?: and a (?P<more>half))?", re.IGNORECASE),
    "fr": re.compile(r"(?P<half>\bune demi-|\bun demi-|\bdemi-|\bun quart d['’]|\btrois quarts d['’]|\bune?"
        r" )(?P<unit>minute|heure|jour|journée|semaine|mois|an|année|décennie|siècle|trimestre|semestre|quinzaine(?!"
            r" d['’e]))(?!\w)(?: et (?P<more>demie?|quart\b))?", re.IGNORECASE),
}  # fmt: skip
_PART_MORE = {"demi": Decimal("0.5"), "half": Decimal("0.5"), "quar": Decimal("0.25")}
_THREE_QUARTERS = re.compile(r"\bthree[ -]quarters of an hour\b", re.IGNORECASE)
_AGES = {
    "en": re.compile(rf"\bin (?:his|her|their|my|our) (?:early |mid-?|late )?(?:{_N}s|(?P<w>twenties|thirties|forties"
        rf"|fifties|sixties|seventies|eighties|nineties))\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:la|sa|leur|ma) (?P<w>vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)\b"
        r"|\b(?P<x>trentenaire|quadragénaire|quinquagénaire|sexagénaire|septuagénaire|octogénaire"
            r"|nonagénaire)s?\b", re.IGNORECASE),
}  # fmt: skip
_AGE_WORDS = {"twen": 20, "thir": 30, "fort": 40, "fift": 50, "sixt": 60, "seve": 70, "eigh": 80, "nine": 90,
    "ving": 20, "tren": 30,
              "quar": 40, "cinq": 50, "soix": 60, "quad": 40, "quin": 50, "sexa": 60, "sept": 70, "octo": 80,
                  "nona": 90}  # fmt: skip
_AGED = {"en": re.compile(r"\baged? (?:of )?$"), "fr": re.compile(r"\bâgée?s? (?:d['’]|de )$")}
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

_COUNTED = re.compile(r" (?!has\b|is\b|was\b|does\b|says\b)[a-z]{2,}s\b")
_APART = re.compile(rf"{SIGN} (?!in |out |of )[^\W\d_].* in ")
_CENTS = re.compile(rf"[ \u00a0\u202f]{_N}(?![ \u00a0\u202f]?(?:%|(?:ans?|fois|mois|jours?)\b))")
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
    yield from _ages(shape, language)
    yield from _durations(shape, language)
    yield from _shares(shape, language)
    yield from _multiples(shape, language)
    yield from _measured(shape, language)
    yield from _bare(shape, language)
    for pattern, named in ((_SOFT_TWO[language], {"": 2}), (_SOFT_OTHERS[language], {"one": 1, "three": 3, "four": 4})):
        for match in shape.matches(pattern):
            value = named[match.lastgroup or ""]
            yield _fact(shape, *match.span(), (Amount(Decimal(value)),), Weight.SOFT)


def _fact(shape: Shape, start: int, end: int, values: tuple[Amount, ...], weight: Weight = Weight.FIRM) -> Fact:
    shape.take(start, end)
    span = shape.span(start, end)
    text = span.of(shape.original)
    return Fact(span, text, Kind.NUMBER, values, weight, words=not any(char.isdigit() for char in text))


def _about(shape: Shape, start: int, end: int, language: str) -> bool:
    before = shape.before(start).replace("’", "'").replace("\u00a0", " ")
    return bool(_ABOUT[language].search(before) or _BEHIND_ABOUT[language].match(shape.text, end))


def _amounts(
    shape: Shape,
    number: Number,
    place: int,
    language: str,
    dimension: str = "count",
    unit: str | None = None,
    scale: Decimal = Decimal(1),
) -> tuple[Amount, ...]:
    """Return what a number may be worth as an amount."""
    about = number.about or _about(shape, place, place + 1, language)
    ordered = sorted(number.values, reverse=True)
    if dimension == "temperature" and _BELOW_ZERO.search(shape.before(place)):
        scale = -scale
    return tuple(
        Amount(value * scale, dimension, unit, number.step * abs(scale), about, number.vague) for value in ordered
    )


def _ages(shape: Shape, language: str) -> Iterator[Fact]:
    for match in shape.matches(_AGES[language]):
        found = match.groupdict()
        number = shape.number(match) if found.get("n") else None
        word = found.get("w") or found.get("x")
        value = number.value if number is not None else Decimal(_AGE_WORDS[(word or "").lower()[:4]])
        start = match.start("w") if language == "fr" and found.get("w") else match.start()
        weight = (
            Weight.SOFT if language == "fr" and found.get("w") else Weight.FIRM
        )  # "la quarantaine" may be a quarantine
        yield _fact(shape, start, match.end(), (Amount(value, "duration", "year", about=True),), weight)


def _shares(shape: Shape, language: str) -> Iterator[Fact]:
    hundredth = Decimal("0.01")
    for match in shape.matches(_PERCENT[language]):
        group = next(key for key in ("n", "n2", "n3") if match.groupdict().get(key))
        number = shape.number(match, group)
        if number is None or number.ordinal:
            continue
        values = _amounts(shape, number, match.start(group), language, "share", "%", hundredth)
        if group != "n" and "pourcentage" not in match.group() and "percentage" not in match.group():
            values = (*values, *_amounts(shape, number, match.start(group), language))
        yield _fact(shape, *match.span(), values)
    for match in shape.matches(_ONE_IN[language]):
        top, whole = shape.number(match), shape.number(match, "m")
        if (
            top is None
            or whole is None
            or not 0 < top.value < whole.value <= 1000
            or top.ordinal
            or whole.ordinal
            or top.vague
        ):
            continue
        if language == "en" and _APART.match(match.group()) and _COUNTED.match(shape.text, match.end()):
            continue  # "3 families in 5 villages"
        if whole.value != whole.value.to_integral() or (whole.value > 100 and whole.value % 100):
            continue
        share = Amount(top.value / whole.value, "share", "in", Decimal("0.02"))
        yield _fact(shape, *match.span(), (share,))
    yield from _fractions(shape, language)


def _fractions(shape: Shape, language: str) -> Iterator[Fact]:
    """Find "two-thirds" and "la moitié": read on the text itself, for its parts look like numbers and ordinals."""
    for match in _FRACTION[language].finditer(shape.original):
        part, top = match["part"].lower(), " ".join(match["top"].lower().split())
        if top not in _TOPS:
            continue
        share = Amount(Decimal(_TOPS[top]) / _PARTS[language][part], "share", "part", Decimal("0.01"))
        start, end = shape.position(match.start()), shape.position(match.end())
        if any(shape.is_taken(place) for place in range(start, end)):
            continue
        values: tuple[Amount, ...] = (share,)
        weight = Weight.FIRM
        if _TOPS[top] == 1 and part in {"third", "fourth", "fifth", "sixth", "eighth", "ninth", "tenth"} | set(
            _PARTS["fr"]
        ) - {"tiers"}:
            behind = match.string[match.end() :].lower().lstrip()
            if not behind.startswith(("of", "de ", "des ", "du ", "d'", "d’")):
                values = (share, Amount(Decimal(_PARTS[language][part]), "ordinal"))
        if part.startswith("quarter") and _TOPS[top] > 1 and not match.string[match.end() :].lstrip().startswith("of"):
            values = (share, Amount(Decimal(_TOPS[top]), "duration", "quarter"))
        yield _fact(shape, start, end, values, weight)
    for match in shape.matches(_HALF[language]):
        weight = Weight.SOFT if match["nth"] else Weight.FIRM
        if re.search(r"\b(?:by|in|de|en) $", shape.before(match.start(), 4)) and not match["nth"]:
            continue  # a multiple: "cut by half", "réduit de moitié"
        yield _fact(shape, *match.span(), (Amount(Decimal("0.5"), "share", "part", Decimal("0.01")),), weight)
    if language == "en":
        for match in shape.matches(_QUARTER_OF):
            yield _fact(shape, *match.span(), (Amount(Decimal("0.25"), "share", "part", Decimal("0.01")),))


def _multiples(shape: Shape, language: str) -> Iterator[Fact]:
    for pattern in _MULTIPLES[language]:
        for match in shape.matches(pattern):
            found = match.groupdict()
            if found.get("n"):
                number = shape.number(match)
                if number is None or number.vague:
                    continue
                if number.ordinal or number.text.lower() in _ONE_WORDS:
                    if number.ordinal:
                        continue
                    yield _fact(shape, *match.span(), (Amount(Decimal(1), "multiple"),), Weight.SOFT)
                    continue
                value = number.value
                cut = (found.get("by") or "").startswith(("divis", "coup"))
            else:
                word = found.get("w") or found.get("soft") or ""
                value = Decimal(_MULTIPLE_WORDS.get(word.lower()[:4], 2))
                cut = bool(found.get("half") or found.get("half2") or word.lower().startswith("halv"))
            values = _times(shape, match, value, cut=cut)
            # "double", the adjective, is said too freely: "double standards", « à double sens »
            loose = (found.get("w") or "").lower() in {"double", "doubles", "triple", "triples"} or found.get("soft")
            yield _fact(shape, *match.span(), values, Weight.SOFT if loose else Weight.FIRM)


def _times(shape: Shape, match: re.Match[str], value: Decimal, *, cut: bool) -> tuple[Amount, ...]:
    """Return what a multiple may be worth: « trois fois moins » is a third of it, and two thirds less."""
    fewer = bool(_FEWER.match(shape.text, match.end()))
    lost = not cut and bool(_LOST.search(shape.before(match.start())))  # « diminué de trois fois »
    own = (Amount(value, "multiple", "cut" if cut else None),)
    if value <= 1:
        return own
    if cut or fewer or lost:
        other = (Amount(value, "multiple", None if cut else "cut"),) if fewer or lost else ()
        parts = (1 - 1 / value,) if lost else (1 / value, 1 - 1 / value)
        return (*own, *other, *(Amount(part, "share", "part", Decimal("0.01")) for part in dict.fromkeys(parts)))
    return (*own, Amount(value - 1, "share", "%")) if value == 2 or _MORE.match(shape.text, match.end()) else own


_FEWER = re.compile(r" (?:moins|less|fewer|lower|smaller)\b", re.IGNORECASE)
_MORE = re.compile(r" (?:plus|davantage|more|higher|larger|bigger)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:baiss|diminu|recul|chut|rédui|réduction|décr[uûo]|régress|fondu|contract|abaiss|repli)\w*(?: \w+)? de $",
    re.IGNORECASE,
)


def _durations(shape: Shape, language: str) -> Iterator[Fact]:
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
        values = _amounts(shape, number, match.start("n"), language, "duration", unit)
        values = tuple(replace(value, value=value.value + half) for value in values)
        if (
            language == "fr" and unit == "day" and number.value in {8, 15}
        ):  # "huit jours", "quinze jours": one and two weeks
            values = (*values, Amount(number.value - 1, "duration", "day"))
        if number.value > 1900 and unit == "year" and not number.vague and language == "en":
            continue
        yield _fact(shape, *match.span(), values)
    if language == "en":
        for match in _THREE_QUARTERS.finditer(shape.original):
            start, end = shape.position(match.start()), shape.position(match.end())
            yield _fact(shape, start, end, (Amount(Decimal(45), "duration", "minute"),))
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
        yield _fact(shape, start, end, (Amount(value, "duration", unit),), Weight.WEAK if whole else Weight.FIRM)


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


def _measured(shape: Shape, language: str) -> Iterator[Fact]:
    known = measures(language)
    for position, number in shape.numbers.items():
        if shape.is_taken(position) or number.ordinal:
            continue
        sign = _SIGN_BEFORE.search(shape.text, max(position - 4, 0), position)
        if sign is not None:
            code = known.signs[sign["sign"]]
            yield _fact(
                shape, sign.start(), position + 1, _amounts(shape, number, sign.start(), language, "money", code)
            )
            continue
        link = _LINK[language].match(shape.text, position + 1)
        place = link.end() if link else position + 1
        behind = next((code for mark, code in known.signs.items() if shape.text.startswith(mark, place)), None)
        if behind is not None:
            yield _fact(shape, position, place + 1, _amounts(shape, number, position, language, "money", behind))
            continue
        if any_unit(language).match(shape.text, place) is None:
            if language == "en" and (match := _DEGREES.match(shape.text, position + 1)):
                values = tuple(
                    amount
                    for unit in ("degF", "degC")
                    for amount in _amounts(shape, number, position, language, "temperature", unit)
                )
                yield _fact(shape, position, match.end(), values)
            continue
        fits = [(m, name, match) for m, name, pattern in known.units if (match := pattern.match(shape.text, place))]
        if not fits:
            continue
        end = max(match.end() for *_rest, match in fits)
        longest = [(measure, name) for measure, name, match in fits if match.end() == end]
        if shape.text[place:end] in {"t", "m", "F", "C", "mi"} and number.worded:
            continue
        values = tuple(
            a for measure, name in longest for a in _amounts(shape, number, position, language, measure, name)
        )
        rest = _hundredths(shape, end) if language == "fr" and values[0].unit in _HUNDREDTHS else None
        if rest is not None:
            end += 2
            values = tuple(replace(a, value=a.value + rest, step=Decimal("0.01")) for a in values)
        yield _fact(shape, position, end, values)
        beside = _BY.match(shape.text, end)
        side = shape.number(beside) if beside is not None else None
        if beside is not None and side is not None:  # "40 feet by 20"
            values = tuple(
                a for m, name in longest for a in _amounts(shape, side, beside.start("n"), language, m, name)
            )
            yield _fact(shape, beside.start("n"), beside.end(), values)


def _hundredths(shape: Shape, end: int) -> Decimal | None:
    """Return what stands behind a unit in hundredths of it: "1 euro 95"."""
    match = _CENTS.match(shape.text, end)
    number = shape.number(match) if match is not None else None
    if number is None or len(number.text) != 2 or not number.text.isdigit():
        return None
    return number.value / 100


_BY = re.compile(rf" (?:by|sur|x|×) {_N}(?! ?\w)")
_BELOW_ZERO = re.compile(r"(?:(?:^|[ (])[-–−]|\bminus |\bmoins )$")
_DEGREES = re.compile(r"[ -]?(?:degrees?|°)(?! of\b| in\b)")


def _bare(shape: Shape, language: str) -> Iterator[Fact]:
    """What counts anything: the thing itself is a word for others to compare."""
    for position, number in shape.numbers.items():
        if shape.is_taken(position):
            continue
        if number.text.lower() in _ONE_WORDS:
            shape.take(position, position + 1)
            behind = shape.text[position + 1 : position + 5].lower()
            if language == "en" or behind.startswith((" seul", " des ", " sur ")):
                yield _fact(shape, position, position + 1, (Amount(Decimal(1)),), Weight.SOFT)
            continue
        values: tuple[Amount, ...]
        weight = Weight.FIRM
        if number.ordinal:
            values = _amounts(shape, number, position, language, "ordinal")
            if number.value <= 2:
                weight = Weight.WEAK
            if _NOT_ORDINAL[language].match(shape.text, position + 1):
                weight = Weight.SOFT
            if number.value > 2 and _TIMES[language].match(shape.text, position + 1):
                weight = Weight.FIRM  # "the first time" is said too freely, "the ninth time" is not
        else:
            values = _amounts(shape, number, position, language)
            if number.text.isdigit() and 1900 <= number.value < 2100:
                values = (Amount(number.value, "year"), *values)
            if _AGED[language].search(shape.before(position)):
                values = (*values, *_amounts(shape, number, position, language, "duration", "year"))
        yield _fact(shape, position, position + 1, values, weight)
