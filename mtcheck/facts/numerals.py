"""Numbers in French and English text by what they are worth, in figures, in words, and mixed.

What number words are worth is told by text2num (MIT), which knows both languages, septante and nonante among them. What it does
not give is here: places in the text, figures with their marks, "3.2 million", ranges, approximate numbers,
    and which *one* is an
article. Babel reads figures of one known format and nothing else ("1,200" or "1.200"; never both, and no text around them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from mtcheck.records import Span

# A year glued to a number ("En 2018,165 femmes"): nobody groups thousands as 2018,165.
_GLUED_YEAR = r"(?<![\d.,\u00a0\u202f])(?<!\d )(?:19|20)\d\d(?=,\d{3}(?![.,]?\d))"
_FIGURES = _GLUED_YEAR + r"|\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_TOKEN = re.compile(rf"(?P<figures>{_FIGURES})|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])")
_SUFFIX = re.compile(r"(?:ers?|[èe]res?|e|es|è|[èe]mes?|nde?s?|d|st|nd|rd|th)\b", re.IGNORECASE)
_YEARS_OF = re.compile(r"s\b")  # "the 1980s"
_SHORT = re.compile(
    r"[ \u00a0\u202f]?(?P<size>mds?|mrds?|m|k)[ \u00a0\u202f]?(?=[$€£])|(?P<english>bn|mn?|k|tn)\b", re.IGNORECASE
)
_SHORT_WORTH = {"k": 10**3, "m": 10**6, "mn": 10**6, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mrds": 10**9,
                "bn": 10**9, "tn": 10**12}  # fmt: skip
_UNIT = re.compile(r"(?:km|kg|m|cm|mm|ha|h|mph|ft|mi|lb|lbs|kWh|[MG]W|mn|min|[°%$€£])(?![^\W\d_])")
_AGE_BOUND = re.compile(r"\b(?:over|under|above|below|mid|pre|post)-$", re.IGNORECASE)  # "over-65s"
_YEARS_TO = re.compile(r"(?<!\d)(?P<century>19|20)(?P<year>\d\d) ?[-–—] ?$")
_PER = re.compile(r"[ \u00a0\u202f]pour[ \u00a0\u202f-]?cents?", re.IGNORECASE)
# "sixty grand" is money; a "grand piano" is none.
_GRAND = re.compile(
    r" grand\b(?! (?:piano|prix|slam|jury|jur|final|total|duke|mosque|tour|chamber|coalition|opening|canal|hotel|old|plan|theft))"
)
_SIGNS = frozenset("$£€¥")
_HALF_A = re.compile(r"\b(?:half an? |half-|une demi-|un demi-)$", re.IGNORECASE)
_RANGE = re.compile(r"[ \u00a0\u202f]?(?:-|–|—|à|to|ou|or|et|and)[ \u00a0\u202f]?")
_AND_A_HALF = re.compile(r"[ \u00a0\u202f]*(?:et demie?\b|and a half\b|½)", re.IGNORECASE)
_OF_GROUP = re.compile(r"[ \u00a0\u202f-](?P<group>[^\W\d_]+)")
_GROUPS = {
    "en": {"dozen": 12, "dozens": 12, "score": 20, "scores": 20, "hundreds": 100, "thousands": 1000, "tens": 10,
        "millions": 10**6,
           "billions": 10**9, "trillions": 10**12},
    "fr": {"dizaine": 10, "dizaines": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
           "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "centaines": 100, "millier": 1000,
           "milliers": 1000},
}  # fmt: skip
_PLAIN_PLURALS = {"en": frozenset({"hundreds", "thousands", "millions", "billions", "trillions"}),
                  "fr": frozenset({"millions", "milliards", "billions"})}  # fmt: skip
_LARGE = frozenset(
    "hundred thousand mille million millions milliard milliards billion billions trillion trillions".split()
)
_SIZES = {"thousand": 10**3, "mille": 10**3, "milliers": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9,
          "milliards": 10**9, "hundred": 100, "grand": 1000, **_SHORT_WORTH}  # fmt: skip
# Magnitudes that text2num does not know, or takes for one where they stand alone.
_UNKNOWN = {"en": frozenset({"trillion", "trillions"}), "fr": frozenset({"billion", "billions"})}
_NO_NUMBERS = frozenset({"milles", "uns", "o", "oh"})  # miles, pronouns; text2num takes them for numbers
_ONE = frozenset({"un", "une", "one"})
_WORDS = {
    "en": re.compile(
        r"(?<![^\W\d_])(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
        r"|fifteen|sixteen|seventeen"
        r"|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies|ieth)|hundred|thousand|[mbt]r?illion|nil\b"
        r"|first|second|third|fifth|ninth|twelfth|(?:four|six|seven|eigh|ten|eleven|\w+teen)th)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<![^\W\d_])(?:zéro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
        r"|seize|vingt|trente|quarante"
        r"|cinquante|soixante|septante|huitante|octante|nonante|cent|mille|milli|billion|premi|\w+ième|second)",
        re.IGNORECASE,
    ),
}


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        values: What it may be worth; figures with a point or comma before three digits can be read in two ways.
        ordinal: Whether it tells a place in an order.
        step: How far the last digit that is not a closing zero goes, magnitude included.
        about: Whether its own form says that it is not exact ("une vingtaine").
        vague: Whether it tells no more than an order of magnitude ("des milliers").
    """

    span: Span
    text: str
    values: frozenset[Decimal]
    ordinal: bool = False
    step: Decimal = Decimal(0)
    about: bool = False
    vague: bool = False

    @property
    def worded(self) -> bool:
        """Whether it is written without digits."""
        return not any(char.isdigit() for char in self.text)

    @property
    def value(self) -> Decimal:
        """The likelier of its values: figures before three digits are thousands."""
        return min(self.values) if "." not in self.text and "," not in self.text else max(self.values)

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
        The numbers in order, ordinals among them. Times, dates in figures, figures inside words ("F-16") and vague numbers are
        left out.
    """
    return tuple(
        number._replace(span=Span(number.span.start + offset, number.span.end + offset))
        for number in read_numbers(text, language)
        if not number.vague and not (number.worded and number.value <= 1 and number.text.lower() in _ONE)
    )


def read_numbers(text: str, language: str) -> tuple[Number, ...]:
    """Find the numbers of a text, *one* and vague numbers included.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.

    Returns:
        The numbers in order; spans do not overlap.
    """
    tokens = [_Token(match) for match in _TOKEN.finditer(text)]
    found = sorted([*_in_figures(text, tokens), *_in_words(text, language, tokens)], key=lambda n: n.span)
    found = [
        number
        for place, number in enumerate(found)
        if not (place and _PER.fullmatch(text[found[place - 1].span.end : number.span.end]))  # "six pour cent"
    ]
    joined = [_coupled(n, text) for n in _grouped(_multiplied(found, text, language), text, language, tokens)]
    size = 0
    for place, number in enumerate(joined):
        figures = number.text.replace(",", "").replace(".", "").isdigit()
        spoken = place and joined[place - 1].text.endswith(" grand")
        if size and number.value < 1000 and (figures or spoken) and not number.ordinal:
            # "9 millions, face aux 5,2": what the first counts may go without saying for the next
            joined[place] = number._replace(values=number.values | {value * size for value in number.values})
        size = _size(number.text, language) or size
    for place in range(len(joined) - 2, -1, -1):
        one, two = joined[place], joined[place + 1]
        between = text[one.span.end : two.span.start]
        size = _size(two.text, language) if _RANGE.fullmatch(between) and not _size(one.text, language) else 0
        if size > 1 and one.value < 1000:  # "de 4 à 5 millions": the first may be worth millions as well
            joined[place] = one._replace(values=one.values | {value * size for value in one.values})
    return tuple(joined)


_COUPLE = re.compile(r"\bcouple of (?:a )?$", re.IGNORECASE)


def _coupled(number: Number, text: str) -> Number:
    """Double a hundred of which there are a couple: *a couple of hundred people*, « ils étaient dans les deux cents »."""
    if number.value < 100 or number.text.lower() not in {"hundred", "thousand", "million", "billion"}:
        return number
    if _COUPLE.search(text, 0, number.span.start) is None:
        return number
    return number._replace(values=frozenset(value * 2 for value in number.values), about=True)


class _Token:
    """A word, figures or a mark, as text2num wants it."""

    __slots__ = ("end", "figures", "start", "word")

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self.word = match.group()
        self.figures = match["figures"]

    def text(self) -> str:
        """The token for text2num; figures are this module's own."""
        return ";" if self.figures or self.word.lower() in _NO_NUMBERS else self.word

    def nt_separated(self, _: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.figures is not None


def _in_figures(text: str, tokens: Sequence[_Token]) -> Iterator[Number]:
    for token in tokens:
        if token.figures is None or not _free(text, token.start, token.end):
            continue
        end, ordinal = token.end, False
        values = _readings(token.figures)
        step = _step(token.figures)
        short = _SHORT.match(text, end)
        since = _YEARS_TO.search(text, 0, token.start) if len(token.figures) == 2 else None
        if since is not None and token.figures > since["year"]:  # "2021-24"
            values = (Decimal(since["century"] + token.figures),)
        suffix = _SUFFIX.match(text, end)
        if short is not None and (
            (short["english"] or "").lower() != "m" or text[token.start - 1 : token.start] in _SIGNS
        ):
            size = _SHORT_WORTH[(short["size"] or short["english"]).lower()]
            values, step, end = tuple(value * size for value in values), step * size, short.end()
        elif suffix is not None:
            ordinal, end = True, suffix.end()
        yield Number(Span(token.start, end), text[token.start : end], frozenset(values), ordinal, step)


def _in_words(text: str, language: str, tokens: Sequence[_Token]) -> Iterator[Number]:
    if language == "fr":
        yield from _other_ordinals(text)
    if _WORDS[language].search(text) is None:
        return
    from text_to_num import find_numbers

    for item in find_numbers(tokens, language, 0):
        first, last = tokens[item.start], tokens[item.end - 1]
        span = Span(first.start, last.end)
        if span.of(text).lower() in _UNKNOWN[language]:
            continue
        value = Decimal(str(item.value)).normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral() else value
        yield Number(span, span.of(text), frozenset({value}), bool(item.is_ordinal), _shown(value))
    for token in tokens if language == "en" else ():
        if token.word.lower() == "nil":  # of a score
            yield Number(Span(token.start, token.end), token.word, frozenset({Decimal(0)}), step=Decimal(1))
    for token in tokens:
        if token.word.lower() in _UNKNOWN[language]:
            size = Decimal(_size(token.word, language))
            yield Number(Span(token.start, token.end), token.word, frozenset({size}), step=size)


def _other_ordinals(text: str) -> Iterator[Number]:
    """Find the French ordinals that text2num does not know: « second », « XIXe siècle »."""
    for match in _SECOND.finditer(text):
        yield Number(Span(*match.span()), match.group(), frozenset({Decimal(2)}), ordinal=True)
    for match in _CENTURY.finditer(text):
        value = Decimal(_roman(match["roman"]))
        yield Number(Span(*match.span("whole")), match["whole"], frozenset({value}), ordinal=True)


_SECOND = re.compile(r"\bseconde?\b", re.IGNORECASE)
_CENTURY = re.compile(r"\b(?P<whole>(?P<roman>[IVX]+)(?:e|er|ème|ième))(?=[ \u00a0\u202f]siècles?\b)")


def _roman(numeral: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10}
    digits = [worth[char] for char in numeral]
    return sum(-one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True))


def _multiplied(found: Sequence[Number], text: str, language: str) -> list[Number]:
    """Join figures with a number word for a magnitude ("3.2 million"), and half a one more ("deux millions et demi")."""
    joined: list[Number] = []
    for number in found:
        before = joined[-1] if joined else None
        if before is not None and number.span.start < before.span.end:
            continue
        size = _leading_size(number)
        if before is not None and size and not before.ordinal and not number.ordinal:
            between = text[before.span.end : number.span.start]
            half = _AND_A_HALF.fullmatch(between.rstrip())
            own = number.text.lower() in _UNKNOWN[language]
            if (not before.worded or half or own) and (between.strip(" \u00a0\u202f-") == "" or half):
                rest = number.value - size
                values = frozenset(
                    (v + (Decimal("0.5") if half else 0)) * size + max(rest, Decimal(0)) for v in before.values
                )
                span = Span(before.span.start, number.span.end)
                step = (Decimal("0.1") if half else before.step) * size
                joined[-1] = Number(span, span.of(text), values, step=step)
                continue
        if language == "en" and (grand := _GRAND.match(text, number.span.end)) and not number.ordinal:
            span = Span(number.span.start, grand.end())
            number = Number(span, span.of(text), frozenset(v * 1000 for v in number.values), step=number.step * 1000)  # noqa: PLW2901
        half_of = _HALF_A.search(text, 0, number.span.start) if size > 100 else None
        if half_of is not None:
            span = Span(half_of.start(), number.span.end)
            joined = [item for item in joined if item.span.end <= span.start]
            number = Number(span, span.of(text), frozenset({number.value / 2}), step=size / 10)  # noqa: PLW2901
        joined.append(number)
    for place, number in enumerate(joined):
        half = _AND_A_HALF.match(text, number.span.end)
        if half is not None and not number.ordinal and not (number.worded and number.text.lower() in _ONE):
            magnitude = _size(number.text, language) or 1
            span = Span(number.span.start, half.end())
            values = frozenset(value + magnitude * Decimal("0.5") for value in number.values)
            joined[place] = Number(span, span.of(text), values, step=magnitude * Decimal("0.1"))
    return joined


def _leading_size(number: Number) -> Decimal:
    """Return the magnitude that a number in words opens with ("million", "mille deux cents"), 0 for none."""
    head = re.split(r"[\s-]", number.text.lower(), maxsplit=1)[0]
    if head not in _LARGE:
        return Decimal(0)
    return Decimal(100) if head == "hundred" else Decimal(1000) ** ((len(str(int(number.value))) - 1) // 3)


def _grouped(found: Sequence[Number], text: str, language: str, tokens: Sequence[_Token]) -> list[Number]:
    """Add dozens and their like: with a number before ("trois douzaines"), alone ("une vingtaine") and vague ("dozens")."""
    groups, plurals = _GROUPS[language], _PLAIN_PLURALS[language]
    by_start = {number.span.start: number for number in found}
    by_end = {number.span.end: number for number in found}
    kept = dict(by_start)
    for place, token in enumerate(tokens):
        word = token.word.lower()
        if word not in groups and word not in plurals:
            continue
        own = kept.get(token.start)
        if own is not None and own.span.end > token.end:
            continue  # "cent mille" and its like, read whole
        if own is None and any(n.span.start < token.start < n.span.end for n in kept.values()):
            continue
        worth = Decimal(groups.get(word) or int(own.value if own else 0) or 1)
        # What stands before it: "trois", "half a", "tens of", "des dizaines de".
        before = by_end.get(_start_of_blank(text, token.start))
        if before is not None and before.span.start in kept and not before.ordinal and before.text.lower() not in _ONE:
            span = Span(before.span.start, token.end)
            values = frozenset(value * worth for value in kept.pop(before.span.start).values)
            kept.pop(token.start, None)
            kept[span.start] = Number(span, span.of(text), values, about=worth not in {1000, 10**6})
            continue
        earlier = next(
            (kept[t.start] for t in tokens[max(place - 2, 0) : place] if t.start in kept and kept[t.start].about), None
        )
        if earlier is not None and re.fullmatch(r"\s(?:of|de)\s", text[earlier.span.end : token.start]):
            span = Span(earlier.span.start, token.end)
            kept.pop(token.start, None)
            kept[span.start] = Number(
                span, span.of(text), frozenset(v * worth for v in earlier.values), about=True, vague=earlier.vague
            )
            continue
        half = _HALF_A.search(text, 0, token.start)
        start = half.start() if half else token.start
        vague = word.endswith("s") and not half
        kept[start] = Number(
            Span(start, token.end),
            text[start : token.end],
            frozenset({worth / 2 if half else worth}),
            about=True,
            vague=vague,
        )
    ordered: list[Number] = []
    for number in sorted(kept.values(), key=lambda n: (n.span.start, -n.span.end)):
        if not ordered or number.span.start >= ordered[-1].span.end:
            ordered.append(number)
    return ordered


def _start_of_blank(text: str, place: int) -> int:
    while place > 0 and text[place - 1] in " \u00a0\u202f-":
        place -= 1
    return place


def _size(text: str, language: str) -> int:
    """Return the magnitude that a number's text ends with, 0 for none."""
    last = text.lower().split()[-1].lstrip("0123456789.,-")
    large = {"en": 10**9, "fr": 10**12}[language]
    return {"billion": large, "billions": large, "trillion": 10**12, "trillions": 10**12}.get(last) or _SIZES.get(
        last, 0
    )


def _free(text: str, start: int, end: int) -> bool:
    """Say whether figures stand alone: not inside a word, a time or a date."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before and (before.isalnum() or before in ":/@#_"):
        return False
    if (
        before in {"-", "‑"} and text[: start - 1][-1:].isalpha() and not _AGE_BOUND.search(text, 0, start)
    ):  # "F-16", unlike "4-5"
        return False
    if after and after in ":/" and text[end + 1 : end + 2].isdigit():
        return False
    if after in {"h", "H"} and text[end + 1 : end + 2].isdigit():
        return False
    return (
        not after.isalpha()
        or any(p.match(text, end) for p in (_SUFFIX, _SHORT, _UNIT, _YEARS_OF))
        or bool(re.match(r"(?:m|b|tr)illions?\b|milliards?\b", text[end : end + 10], re.IGNORECASE))
    )


def _readings(figures: str) -> tuple[Decimal, ...]:
    plain = re.sub(r"[ \u00a0\u202f\u2009'’]", "", figures)
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


@lru_cache(maxsize=1_000)
def _step(figures: str) -> Decimal:
    """Return what the last digit that tells something is worth: 1000 for "20 000", 0.1 for "3.2"."""
    value = _readings(figures)[0]
    return _shown(value)


def _shown(value: Decimal) -> Decimal:
    plain = format(value, "f")
    if "." in plain:
        return Decimal(1).scaleb(-len(plain.rpartition(".")[2]))
    zeros = len(plain) - len(plain.rstrip("0"))
    return Decimal(10) ** zeros if value else Decimal(1)
