"""Multiples: *doubled*, *three times*, « divisé par deux », « trois fois moins »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mtcheck.facts.quantities import number_fact
from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Fact, Weight

_N = rf"(?P<n>{SIGN})"
_ONE_WORDS = frozenset({"un", "une", "one"})
_MULTIPLES = {
    "en": (
        re.compile(r"\b(?P<w>doubl(?:e[sd]?|ing)|twofold|tripl(?:e[sd]?|ing)|treble[sd]?|trebling|threefold"
            r"|quadrupl(?:e[sd]?|ing)|fourfold|fivefold|tenfold|quintupl(?:e[sd]?|ing))\b", re.IGNORECASE),
        re.compile(rf"{_N}[ -]?(?:fold|times)\b"),
        re.compile(r"\b(?P<w>halv(?:e[sd]?|ing))\b|\bin (?P<half>half)\b|\bby (?P<half2>half)\b", re.IGNORECASE),
        re.compile(r"\b(?P<soft>twice|thrice)\b(?= (?:as|the|that|what|over)\b)", re.IGNORECASE),
        re.compile(r"\b(?P<w>twice|thrice)\b", re.IGNORECASE),
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


def read_multiples(shape: Shape, language: str) -> Iterator[Fact]:
    """Find how many times more, less or often."""
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
                    yield number_fact(shape, *match.span(), (Amount(Decimal(1), "multiple"),), Weight.SOFT)
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
            yield number_fact(shape, *match.span(), values, Weight.SOFT if loose else Weight.FIRM)


def _times(shape: Shape, match: re.Match[str], value: Decimal, *, cut: bool) -> tuple[Amount, ...]:
    """Return what a multiple may be worth: « trois fois moins » is a third of it, and two thirds less."""
    fewer = bool(_FEWER.match(shape.text, match.end()))
    lost = not cut and bool(_LOST.search(shape.before(match.start())))  # « diminué de trois fois »
    own = (Amount(value, "multiple", "cut" if cut else None),)
    if value <= 1:
        return own
    if _EITHER.match(shape.text, match.end()):  # *three times slower* is « trois fois moins vite »
        return (*own, Amount(value, "multiple", "cut"))
    if cut or fewer or lost:
        other = (Amount(value, "multiple", None if cut else "cut"),) if fewer or lost else ()
        parts = (1 - 1 / value,) if lost else (1 / value, 1 - 1 / value)
        kept = () if fewer and not cut else own  # « trois fois moins » is no *three times as much*
        return (*kept, *other, *(Amount(part, "share", "part", Decimal("0.01")) for part in dict.fromkeys(parts)))
    return (*own, Amount(value - 1, "share", "%")) if value == 2 or _MORE.match(shape.text, match.end()) else own


_EITHER = re.compile(r" (?!larger|bigger|higher|greater|lower|smaller|other|after|over|under|per)[a-z]+er\b")
_FEWER = re.compile(r" (?:moins|less|fewer|lower|smaller)\b", re.IGNORECASE)
_MORE = re.compile(r" (?:plus|davantage|more|higher|larger|bigger)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:baiss|diminu|recul|chut|rédui|réduction|décr[uûo]|régress|fondu|contract|abaiss|repli)\w*(?: \w+)? de $",
    re.IGNORECASE,
)
