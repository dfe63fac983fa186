"""Shares: per cent, *one in five*, fractions, halves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mtcheck.facts.quantities import amounts_of, number_fact
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Fact, Weight

_N = rf"(?P<n>{SIGN})"
_M = rf"(?P<m>{SIGN})"
_ = r"[ \u00a0\u202f]?"
_PERCENT = {
    "en": re.compile(rf"{_N}[ -]?(?:%|per ?cent\b|percent\b|pct\b)(?: points?)?|{_N.replace('?P<n>', '?P<n2>')}["
        rf" -](?:percentage|basis)[ -]points?|{_N.replace('?P<n>', '?P<n3>')} points\b"),
    "fr": re.compile(rf"{_N}{_}(?:%|pour ?cents?\b|p\. ?100)"
        rf"|{_N.replace('?P<n>', '?P<n2>')} points?(?: de (?:pourcentage|base))?\b"),
}  # fmt: skip
_BASIS = re.compile(r"\bbasis\b|\bde base\b", re.IGNORECASE)  # hundredths of a point
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
        r"|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|ninths?|tenths?)\b(?!-)(?! (?:of an? )?(?:time|century|of"
            r" (?:this|the|last|next) year|hour|day|year|later))", re.IGNORECASE),
    "fr": re.compile(r"\b(?P<top>une?|deux|trois|quatre|cinq|six|sept|huit|neuf|les deux|les trois|1|2|3)"
        r" (?:bon |petit |gros |grand )?"
        r"(?P<part>tiers|quarts?|cinquièmes?|sixièmes?|huitièmes?|dixièmes?)\b(?! d['’]heure|[ -]monde|[ -]finale|["
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
_COUNTED = re.compile(r" (?!has\b|is\b|was\b|does\b|says\b)[a-z]{2,}s\b")
_APART = re.compile(rf"{SIGN} (?!in |out |of )[^\W\d_].* in ")


def read_shares(shape: Shape, language: str) -> Iterator[Fact]:
    """Find what part of a whole something is."""
    hundredth = Decimal("0.01")
    for match in shape.matches(_PERCENT[language]):
        group = next(key for key in ("n", "n2", "n3") if match.groupdict().get(key))
        number = shape.number(match, group)
        if number is None or number.ordinal:
            continue
        unit = "point" if "point" in match.group().lower() else "%"
        scale = hundredth * hundredth if _BASIS.search(match.group()) else hundredth
        values = amounts_of(shape, number, match.start(group), language, "share", unit, scale)
        if group != "n" and not re.search("pourcentage|percentage|bas", match.group()):
            values = (*values, *amounts_of(shape, number, match.start(group), language))
        yield number_fact(shape, *match.span(), values)
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
        yield number_fact(shape, *match.span(), (share,))
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
        yield number_fact(shape, start, end, values, weight)
    for match in shape.matches(_HALF[language]):
        weight = Weight.SOFT if match["nth"] else Weight.FIRM
        if re.search(r"\b(?:by|in|de|en) $", shape.before(match.start(), 4)) and not match["nth"]:
            continue  # a multiple: "cut by half", "réduit de moitié"
        yield number_fact(shape, *match.span(), (Amount(Decimal("0.5"), "share", "part", Decimal("0.01")),), weight)
    if language == "en":
        for match in shape.matches(_QUARTER_OF):
            yield number_fact(shape, *match.span(), (Amount(Decimal("0.25"), "share", "part", Decimal("0.01")),))
