"""By how much something changed, or to what: *cut by two thirds*, « réduit à deux tiers »."""

from __future__ import annotations

import re
from decimal import Decimal

from mtcheck.facts.values import Amount, Fact

_ABOUT = {
    "en": r"(?:(?:about|around|some|roughly|nearly|almost|over|under|more than|less than|just|only|at least|an?) )*[$£€]?$",
    "fr": r"(?:(?:environ|près d[e']|quelque|plus d[e']|moins d[e']|presque|au moins|l[ea]s?|une?) ?)*$",
}
_CHANGED = {
    "en": r"\b(?:f[ea]ll\w*|drop\w*|declin\w+|decreas\w+|increas\w+|cut\w*|reduc\w+|shr[aiu]nk\w*|slash\w*|r[io]se\w*"
    r"|rais\w+|lower\w*"
    r"|grew|grow\w*|gain\w*|plung\w+|slump\w+|tumbl\w+|climb\w*|jump\w*|surg\w+|soar\w*|expand\w*|contract\w*|dipp?\w*|chang\w+"
    r"|(?:go|goes|going|gone|went|come|came|coming|brought|bring|put|pushed|driven) (?:up|down))\b",
    "fr": r"\b(?:rédui\w+|réduction|baiss\w+|augment\w+|diminu\w+|chut\w+|recul\w+|progress\w+|grimp\w+|bond\w*|relev\w+"
    r"|abaiss\w+|hauss\w+|ampu\w+|rabot\w+|coup\w+|accr[uoû]\w*|cr[uoû]\w*|majo?r\w+|plong\w+|repli\w*|contract\w+|rogn\w+|tomb\w+|gonfl\w+)",
}
_BY = {
    "en": re.compile(_CHANGED["en"] + r"[^.;:!?]{0,80}\bby " + _ABOUT["en"], re.IGNORECASE),
    "fr": re.compile(
        _CHANGED["fr"] + r"(?: (?:encore|globalement|ainsi|\w+ment)"
        r"| (?:l[ea]s? |l'|son |sa |ses |leurs? )(?:(?! (?:à|aux?) )[^.;:!?,]){1,30}?)?"
        r" (?:de |d')" + _ABOUT["fr"],
        re.IGNORECASE,
    ),
}
_TO = {
    "en": re.compile(_CHANGED["en"] + r"[^.;:!?,]{0,40} to " + _ABOUT["en"], re.IGNORECASE),
    "fr": re.compile(
        rf"(?:{_CHANGED['fr']}|\b(?:pass(?:é\w*|e|ent|er\w*|ait|aient|a|èrent)|port(?:é\w*|er\w*)|ramen\w+)\b)"
        rf"(?: (?:encore|ainsi|\w+ment))? (?:à |aux ){_ABOUT['fr']}",
        re.IGNORECASE,
    ),
}
_PASSED = re.compile(
    r"\bpass\w+ (?:de |d')" + _ABOUT["fr"], re.IGNORECASE
)  # « est passé de 12 à 80 » for *up by 12 to 80*
_DIVIDED = re.compile(r"(?:divis|coup)\w+ (?:par|en)", re.IGNORECASE)


def is_change(before: str) -> bool:
    """Say whether French before a figure has it as that by which something changed: « a augmenté de »."""
    return _BY["fr"].search(before.replace("’", "'")) is not None


def turned(fact: Fact, french: str, meant: Fact, english: str) -> bool:
    """Say whether one text tells by how much something changed, and the other has the same figure as what it came to.

    Args:
        fact: A share of the French.
        french: The French.
        meant: The same share in the English.
        english: The English.
    """
    if not (_is_figure(meant) and _is_figure(fact)):
        return False
    before, said = french[: fact.span.start].replace("’", "'"), english[: meant.span.start]
    # A range has both, and "de 8 % à 5 %" is told by its order.
    if fact.relation == "from" and re.match(r" ?(?:à|aux?) ", french[fact.span.end :]):
        return bool(_BY["en"].search(said) and _PASSED.search(before))
    share = _share(meant)
    if _BY["en"].search(said):
        if share is not None and _DIVIDED.match(fact.text):
            times = next(v.value for v in fact.values if isinstance(v, Amount) and v.dimension == "multiple")
            return abs(1 - 1 / times - share) > abs(1 / times - share)
        return _TO["fr"].search(before) is not None
    return bool(_TO["en"].search(said) and _BY["fr"].search(before))


def _is_figure(fact: Fact) -> bool:
    """Say whether a fact is a figure that may be by how much something changed: no year, rank or time."""
    kinds = {value.dimension for value in fact.values if isinstance(value, Amount)}
    return "share" in kinds or (bool(kinds) and not kinds & {"year", "ordinal", "recurrence", "multiple", "age"})


def _share(fact: Fact) -> Decimal | None:
    return next((v.value for v in fact.values if isinstance(v, Amount) and v.dimension == "share"), None)
