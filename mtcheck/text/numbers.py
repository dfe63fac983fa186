"""Numbers in French and English text, in figures and in words, by what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mtcheck.records import Span

_FRENCH_UNITS = {
    word: value
    for value, words in enumerate(
        """zéro|un une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize""".split(
            "|"
        )
    )
    for word in words.split()
    if value > 1
}
_FRENCH_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
                "huitante": 80, "nonante": 90}  # fmt: skip
_FRENCH_LARGE = {"cent": 100, "cents": 100, "centaine": 100, "centaines": 100, "mille": 1000, "millier": 1000,
                 "milliers": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
                 "douzaine": 12, "douzaines": 12}  # fmt: skip
_ENGLISH_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()
    )
    if value > 1
}
_ENGLISH_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
                 "ninety": 90}  # fmt: skip
_ENGLISH_LARGE = {"hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6,
                  "millions": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12, "dozen": 12,
                  "dozens": 12}  # fmt: skip

_ONE = frozenset({"un", "une", "one"})  # an article more often than a number: counted after tens alone

_VAGUE = frozenset(  # "des milliers" is no number; "trois milliers" is
    "centaines milliers millions milliards douzaines hundreds thousands billions dozens".split()
)

# A year glued to a number ("En 2018,165 femmes"): nobody groups thousands as 2018,165.
_GLUED_YEAR = r"(?<![\d.,\u00a0\u202f])(?<!\d )(?:19|20)\d\d(?=,\d{3}(?![.,]?\d))"
_FIGURES = _GLUED_YEAR + r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_LETTERS = r"[^\W\d_]+"
_TOKEN = re.compile(rf"(?P<figures>{_FIGURES})|(?P<word>{_LETTERS})")
_ORDINAL = re.compile(r"(?:ers?|ères?|e|es|è|ème|èmes|nde?|st|nd|rd|th)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"[ \u00a0\u202f]?(?P<size>mds?|mrds?|m|k)[ \u00a0\u202f]?[$€£]|(?<=\d)(?P<english>bn|mn?|k)\b", re.IGNORECASE
)
_SHORT_WORTH = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "md": 10**9,
    "mds": 10**9,
    "mrd": 10**9,
    "mrds": 10**9,
    "bn": 10**9,
}
_LARGE_WORD = re.compile(r"(?:m|b|tr)illions?\b|milliards?\b", re.IGNORECASE)
_RANGE = re.compile(r"[ \u00a0\u202f]?(?:-|–|—|à|to|ou|or|et|and)[ \u00a0\u202f]?")
_BETWEEN = re.compile(r"[ \u00a0\u202f]+|-|‑|[ -]et[ -]|[ -]and[ -]")
_APART = ":/h"  # "13:30", "4/07", "13h30": times and dates are written too differently to be compared


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        values: What it may be worth; figures with a point or comma before three digits can be read in two ways.
    """

    span: Span
    text: str
    values: frozenset[Decimal]

    def equals(self, other: Number) -> bool:
        """Say whether both may be worth the same."""
        return not self.values.isdisjoint(other.values)


def numbers_in(text: str, language: str, offset: int = 0) -> tuple[Number, ...]:
    """Find the numbers of a text from two on (0 and 1 in figures as well), magnitudes multiplied in.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.
        offset: Added to every span, where ``text`` is a slice of a longer one.

    Returns:
        The numbers in order. Times, dates in figures and figures inside words ("F-16") are left out.
    """
    found = list(_numbers(text, language, offset))
    for place in range(len(found) - 2, -1, -1):
        one, two = found[place], found[place + 1]
        between = text[one.span.end - offset : two.span.start - offset]
        size = _size(two.text) if _RANGE.fullmatch(between) and one.text[-1].isdigit() else 1
        if size > 1:  # "de 4 à 5 millions": the first may be worth millions as well
            found[place] = one._replace(values=one.values | {value * size for value in one.values})
    return tuple(found)


def _size(text: str) -> int:
    """Return the magnitude that a number's text ends with, 1 for none."""
    last = text.lower().split()[-1].lstrip("0123456789.,-")
    known = {**_ENGLISH_LARGE, **_FRENCH_LARGE, **_SHORT_WORTH}
    return known.get(last, 1)


class _Atom(NamedTuple):
    span: Span
    values: tuple[Decimal, ...]
    kind: str  # "figures", "one", "unit", "tens", "large"


def _numbers(text: str, language: str, offset: int) -> Iterator[Number]:
    run: list[_Atom] = []
    for atom in _atoms(text, language):
        if run and not _joins(run[-1], atom, text):
            yield _number(run, text, offset)
            run = []
        if run or not (atom.kind == "one" or atom.span.of(text).lower() in _VAGUE):
            run.append(atom)
    if run:
        yield _number(run, text, offset)


def _atoms(text: str, language: str) -> Iterator[_Atom]:
    french = language == "fr"
    units, tens, large = (
        (_FRENCH_UNITS, _FRENCH_TENS, _FRENCH_LARGE) if french else (_ENGLISH_UNITS, _ENGLISH_TENS, _ENGLISH_LARGE)
    )
    for match in _TOKEN.finditer(text):
        span = Span(*match.span())
        if match["figures"] is not None:
            if _free(text, span):
                yield _Atom(span, _readings(match["figures"]), "figures")
                short = _SHORT.match(text, span.end)
                if short is not None:
                    size = (short["size"] or short["english"]).lower()
                    yield _Atom(Span(*short.span(1 if short["size"] else 2)), (Decimal(_SHORT_WORTH[size]),), "large")
            continue
        word = match["word"].lower()
        kinds: tuple[tuple[str, Mapping[str, int]], ...] = (("unit", units), ("tens", tens), ("large", large))
        for kind, known in kinds:
            if word in known:
                yield _Atom(span, (Decimal(known[word]),), kind)
        if word in _ONE:
            yield _Atom(span, (Decimal(1),), "one")


def _free(text: str, span: Span) -> bool:
    """Say whether figures stand alone: not inside a word, a time or a date."""
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if before and (before.isalnum() or before in ":/@#_"):
        return False
    if before in {"-", "‑"} and not text[: span.start - 1][-1:].isdigit():  # "F-16", unlike "4-5"
        return False
    if after and after in _APART and text[span.end + 1 : span.end + 2].isdigit():
        return False
    return not after.isalpha() or any(known.match(text, span.end) for known in (_ORDINAL, _SHORT, _LARGE_WORD))


def _readings(figures: str) -> tuple[Decimal, ...]:
    plain = re.sub(r"[ \u00a0\u202f]", "", figures)
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return (Decimal(plain),)
    whole = Decimal(plain.replace(".", "").replace(",", ""))
    if len(set(marks)) > 1:  # "1,234.5" and "1.234,5": the last mark is the decimal one
        head, _, tail = plain.rpartition(marks[-1])
        return (Decimal(head.replace(".", "").replace(",", "") + "." + tail),)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) is not None
    if len(marks) > 1:
        return (whole,)
    decimal = Decimal(plain.replace(",", "."))
    return (whole, decimal) if grouped else (decimal,)


def _joins(before: _Atom, after: _Atom, text: str) -> bool:
    between = text[before.span.end : after.span.start]
    if _BETWEEN.fullmatch(between) is None and not (between == "" and after.kind == "large"):  # "1.5million", "50bn"
        return False
    if "et" in between or "and" in between:  # "vingt et un", "two hundred and five"; not "deux et trois"
        return before.kind in {"tens", "large"} and after.kind in {"one", "unit", "tens"}
    if after.kind == "one":
        return before.kind == "tens"
    if after.kind == "large":
        return not (before.kind == "figures" and after.values[0] == 100)  # "18 cents" is money
    if before.kind == "figures" or after.kind == "figures":
        return False
    return before.kind != "unit" or (before.values[0] == 4 and after.values[0] == 20) or before.values[0] == 10


def _number(run: list[_Atom], text: str, offset: int) -> Number:
    span = Span(run[0].span.start, run[-1].span.end)
    found = frozenset(_worth(first, run[1:]) for first in run[0].values)
    if run[0].kind == "large":
        found = frozenset({_worth(Decimal(1), run)})
    return Number(Span(span.start + offset, span.end + offset), span.of(text), found)


def _worth(first: Decimal, rest: list[_Atom]) -> Decimal:
    total, current = Decimal(0), first
    for atom in rest:
        value = atom.values[0]
        if atom.kind != "large":
            current = Decimal(80) if (current == 4 and value == 20) else current + value
        elif value <= 100:
            current = max(current, Decimal(1)) * value
        else:
            total, current = total + max(current, Decimal(1)) * value, Decimal(0)
    return total + current
