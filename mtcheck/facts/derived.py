"""Figures that follow from others: « contre 42 en janvier » for *38, four less than in January*.

French may tell the sum, the difference or the complement of what English tells. Only where its words ask for such a reading
is a figure worked out, so that a figure that is merely wrong is still told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from mtcheck.facts.changes import is_change
from mtcheck.facts.negation import denials, denies_in_english, denies_in_french
from mtcheck.facts.units import DAYS
from mtcheck.facts.values import Amount, Date, Fact

_TIE = re.compile(r",? ?(?:(?:et|and) )?")  # between the parts of one duration
_ROUGHLY = Decimal("0.1")  # the same where French says that it is not exact: « près de deux heures »
_CLOSE = Decimal("0.005")  # share by which what is worked out may differ from what is printed

# French that asks for a figure to be worked out, before it and behind it.
_EARLIER = re.compile(
    r"\b(?:contre|au lieu d[eu]s?|par rapport aux?|comparé\w* aux?|face aux?|partie?s? d[eu]s?|à comparer aux?)"
    r"(?: (?:l[ea]s?|environ|près de|quelque|plus de|moins de))* ?$",
    re.IGNORECASE,
)
_EARLIER_BEHIND = re.compile(
    r"(?: [\w'’-]+){1,4} (?:précédente?|dernière?|passée?|auparavant|plus tôt|d['’]avant)\b", re.IGNORECASE
)
_VOTED = re.compile(
    r" (?:voix|votes?|juges?|sièges?) contre\b", re.IGNORECASE
)  # of *two of nine judges* the seven others
_TOTAL = re.compile(
    r"\b(?:soit|au total|en tout|en définitive|au bout du compte|à eux deux|à elles deux|réunis?|ensemble|cumul\w*|totalis\w+)"
    r"(?: (?:de|un|une|un total de|l[ea]s?|environ|près de))* ?$",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(
    r"(?: [\w'’-]+){0,3} (?:au total|en tout|à eux deux|à elles deux|cumulée?s)\b", re.IGNORECASE
)
_REST = re.compile(
    r"\b(?:autres|rest\w+|subsist\w+|manqu\w+|écart\w*|différence|avance|retard|marge)(?: [\w'’]+)? ?(?:de|d['’])?"
    r" ?$|\b(?:n['’]en|n['’]y en a\w*|n['’])\w*(?: \w+)?(?: plus)? qu(?:e |['’])$",
    re.IGNORECASE,
)
_REST_BEHIND = re.compile(
    r"(?:(?: [\w'’-]+){0,3} (?:de (?:plus|moins|trop|mieux|différence|retard)|d['’](?:écart|avance)|en (?:plus|moins)|restante?s)"
    r"| autres)\b",
    re.IGNORECASE,
)
_REMAINS = re.compile(
    r"\b(?:(?:n['’]|ne )\w+(?: plus| guère)? (?:plus )?(?:que|qu['’])|équiva\w+|correspond\w*|représent\w+"
    r"|rest\w+|subsist\w+|ramen\w+"
    r"|réduit\w*|limit\w+|tomb\w+|s['’]él[eè]v\w+|s['’]établi\w+|plafonn\w+|attei\w+)"
    r"(?: (?:plus|à|de|que|seulement|environ|les?|aux?))* ?$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"points?\b", re.IGNORECASE)
# English beside a share that says how much more or less there is.
_LESS = re.compile(
    r"^ (?:(?:\w+ly )?(?:(?!water|other|after|over|under|ever|power|paper)\w+er|less|more|down|up|off|short|below|above)"
    r"|(?:[\w'’-]+ )?(?:decline|drop|fall|cut|reduction|decrease|loss|rise|increase|jump|gain|surge))\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:by|down|up|f[ea]ll\w*|dropp?\w*|declin\w+|decreas\w+|increas\w+|lost|los\w+|cut\w*|shed\w*|reduc\w+|shr[aiu]nk\w*"
    r"|slash\w*|r[io]se\w*|grew|grown|gain\w*|plung\w+|slump\w+|tumbl\w+)(?: (?:by|about|around"
    r"|some|nearly|almost|roughly|a|an|more than))* ?$",
    re.IGNORECASE,
)


def follows(fact: Fact, french: str, printed: Sequence[Fact], said: Sequence[Fact], english: str) -> bool:
    """Say whether a French figure follows from those of the English by plain arithmetic that its words ask for.

    Args:
        fact: The figure, whose span counts in the French.
        french: The French.
        printed: Its facts.
        said: Facts of the English.
        english: The English.
    """
    own = [value for value in fact.values if isinstance(value, Amount) and not value.vague]
    if not own:
        return False
    given = [
        (other, value) for other in said for value in other.values if isinstance(value, Amount) and not value.vague
    ]
    if (
        _is_year_told_by_another(fact, printed, said)
        or _in_hundredths(own, french, given)
        or _lies_between(own, given, english)
        or _is_rest_of_week(fact, french, english, given)
    ):
        return True
    return _in_parts(fact, french, printed, said, english) or any(
        _close(value.value, result)
        for value in own
        for result in _results(value, fact, french, printed, given, english)
    )


def _is_year_told_by_another(fact: Fact, printed: Sequence[Fact], said: Sequence[Fact]) -> bool:
    """Say whether a year is that of the English and so many years more or less, both told in the French or in both.

    *Eight years after his death, which came in 1996*: « en 2004, huit ans après sa mort ».
    """
    year = _year(fact)
    if year is None:
        return False
    spans = {value for other in said if (value := _years_long(other)) is not None}
    return any(abs(year - other) in spans for given in said if (other := _year(given)) is not None)


def _year(fact: Fact) -> Decimal | None:
    for value in fact.values:
        if isinstance(value, Amount) and value.dimension == "year":
            return value.value
        if isinstance(value, Date) and value.year:
            return Decimal(value.year)
    return None


def _years_long(fact: Fact) -> Decimal | None:
    for value in fact.values:
        if isinstance(value, Amount) and value.dimension == "duration" and value.unit in {"year", "decade"}:
            return value.value * (10 if value.unit == "decade" else 1)
    return None


def _lies_between(own: Sequence[Amount], given: Sequence[tuple[Fact, Amount]], english: str) -> bool:
    """Say whether years are those between two ages, or the sum of two lengths: *at 22*, *62 now*, « voilà quarante ans »."""
    brood = [amount.value for fact, amount in given if _YOUNGEST.search(english[: fact.span.start])]
    if any(value.dimension == "count" and value.value == one - 1 for value in own for one in brood):
        return True  # *the youngest of five*, « quatre aînés »
    years = [amount.value for _, amount in given if amount.dimension == "duration" and amount.unit == "year"]
    ages = [amount.value for fact, amount in given if _BIRTHDAY.search(english[: fact.span.start])]
    for value in own:
        if value.dimension != "duration" or value.unit != "year":
            continue
        if any(one - two == value.value for one, two in permutations(ages, 2)):
            return True
        counts = [amount.value for _, amount in given if amount.dimension == "count"]
        if _ANOTHER.search(english) and any(one + two == value.value for one in years for two in counts + years):
            return True
    return False


_YOUNGEST = re.compile(r"\b(?:youngest|eldest|oldest|last|first) of $", re.IGNORECASE)
_BIRTHDAY = re.compile(r"\b(?:was|were|am|is|are|turned|aged|at)\b(?: \w+)? $|['’](?:m|s|re) $", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|further|then|more)\b", re.IGNORECASE)


def _is_rest_of_week(fact: Fact, french: str, english: str, given: Sequence[tuple[Fact, Amount]]) -> bool:
    """Say whether French counts the other days of the week: *water three days out of seven*, « l'eau manque quatre jours »."""
    if _OF_WEEK_FR.match(french, fact.span.end) is None or _MISSING.search(french) is None:
        return False
    days = [v.value for v in fact.values if isinstance(v, Amount) and v.unit == "day"]
    return any(
        7 - day == amount.value
        for day in days
        for other, amount in given
        if amount.unit == "day" and _OF_WEEK_EN.match(english, other.span.end)
    )


_OF_WEEK_FR = re.compile(r" (?:par semaine|sur sept)\b")
_OF_WEEK_EN = re.compile(r" (?:a week|out of seven|in seven|of the week)\b", re.IGNORECASE)
_MISSING = re.compile(r"\b(?:manqu\w+|sans|priv\w+|coup\w+|ne |n['’]|ferm\w+|absen\w+|repos)", re.IGNORECASE)


def _in_hundredths(own: Sequence[Amount], french: str, given: Sequence[tuple[Fact, Amount]]) -> bool:
    """Say whether a bare figure counts the cents of one that English tells in whole units: *0.45*, « 45 » centimes."""
    if _CENTS.search(french) is None:
        return False
    return any(
        value.dimension == "count" and amount.value < 1 and value.value == amount.value * 100
        for value in own
        for _, amount in given
        if amount.dimension in {"count", "money"}
    )


_CENTS = re.compile(r"\b(?:centimes?|cents)\b", re.IGNORECASE)


def _results(
    value: Amount, fact: Fact, french: str, printed: Sequence[Fact], given: Sequence[tuple[Fact, Amount]], english: str
) -> Iterator[Decimal]:
    """Give what the words beside a figure let it be worth."""
    before, behind = french[max(fact.span.start - 60, 0) : fact.span.start], french[fact.span.end :]
    earlier = bool(_EARLIER.search(before) or _EARLIER_BEHIND.match(behind))
    total = earlier or bool(_TOTAL.search(before) or _TOTAL_BEHIND.match(behind))
    rest = (
        earlier
        or is_change(before)
        or bool(_REST.search(before) or _REST_BEHIND.match(behind))
        or bool(_POINTS.search(fact.text))
    )
    voted = _VOTED.match(behind) is not None
    alike = [(other, amount) for other, amount in given if _fits(value, amount)]
    for (one, first), (two, second) in permutations(alike, 2):
        if one is two:
            continue
        if total:
            yield first.value + second.value
        if rest or voted:
            yield first.value - second.value
    shares = [(other, amount) for other, amount in given if amount.dimension == "share" and 0 < amount.value < 1]
    for other, share in shares:
        if not _changes(other, english):
            continue
        if value.dimension == "share" and _REMAINS.search(before):
            yield 1 - share.value
            yield 1 + share.value
        if earlier and value.dimension != "share":
            for _, amount in alike:
                yield amount.value / (1 - share.value)
                yield amount.value / (1 + share.value)
    yield from _complements(value, printed, _of_the_rest(fact, french, given, english), english)
    yield from _by_multiples(alike, given) if earlier else ()


def _by_multiples(alike: Sequence[tuple[Fact, Amount]], given: Sequence[tuple[Fact, Amount]]) -> Iterator[Decimal]:
    for _, times in given:
        if times.dimension == "multiple" and times.value > 1:
            for _, amount in alike:
                yield amount.value * times.value if times.unit == "cut" else amount.value / times.value


def _of_the_rest(
    fact: Fact, french: str, given: Sequence[tuple[Fact, Amount]], english: str
) -> list[tuple[Fact, Amount]]:
    """Return the English figures whose clause is affirmed where that of the French one is denied, or the other way round."""
    clause = _clause(french, fact)
    own = denies_in_french(clause) or bool(denials(clause, "fr"))
    return [
        (other, amount)
        for other, amount in given
        if denies_in_english(said := _clause(english, other)) != own and not (own and _denied(said))
    ]


def _denied(said: str) -> bool:
    return any(span.of(said).lower() != "only" for span in denials(said, "en"))


def _clause(text: str, fact: Fact) -> str:
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, fact.span.start)), default=0)
    following = _CLAUSE.search(text, fact.span.end)
    return text[first : following.start() if following else len(text)]


_CLAUSE = re.compile(r"[,;:.!?](?= )|\b(?:and|but|et|mais)\b", re.IGNORECASE)


def _complements(
    value: Amount, printed: Sequence[Fact], given: Sequence[tuple[Fact, Amount]], english: str
) -> Iterator[Decimal]:
    """Give what is left of a whole that both tell: *two of five are running*, « trois des cinq sont à l'arrêt »."""
    if value.dimension == "share":
        yield from (
            1 - amount.value for fact, amount in given if amount.dimension == "share" and not _changes(fact, english)
        )
    if not given:
        return
    wholes = {
        amount.value
        for fact in printed
        for amount in fact.values
        if isinstance(amount, Amount) and amount.dimension == value.dimension == "count" and amount.value > value.value
    }
    counts = [amount.value for _, amount in given if amount.dimension == "count"]
    yield from (whole - count for whole in wholes.intersection(counts) for count in counts if count < whole)


def _changes(fact: Fact, english: str) -> bool:
    """Say whether a share tells how much more or less there is: *30 per cent smaller*, *fell by a third*."""
    return bool(_LESS.match(english[fact.span.end :]) or _CHANGED.search(english[: fact.span.start]))


def _fits(one: Amount, two: Amount) -> bool:
    """Say whether two amounts count the same, as far as they tell."""
    if one.dimension == two.dimension:
        return one.unit == two.unit or one.unit is None or two.unit is None or one.dimension == "share"
    return "count" in {one.dimension, two.dimension} and not {one.dimension, two.dimension} & {
        "ordinal",
        "year",
        "share",
    }


def _close(one: Decimal, two: Decimal) -> bool:
    return two > 0 and abs(one - two) <= _CLOSE * max(one, two)


def _nearly(one: Decimal, two: Decimal) -> bool:
    return abs(one - two) <= _ROUGHLY * max(one, two)


def _in_parts(fact: Fact, french: str, printed: Sequence[Fact], said: Sequence[Fact], english: str) -> bool:
    """Say whether a duration is one part of what the other language tells in one figure, or in other parts."""
    if _length(fact) is None:
        return False
    lengths = [length for other in said if (length := _length(other)) is not None] + [
        total for _, total in _whole(said, english)
    ]
    together = [total for parts, total in _whole(printed, french) if fact in parts]
    own = _length(fact)
    wholes = [total for _, total in _whole(said, english)]
    about = any(isinstance(value, Amount) and value.about for value in fact.values)
    return any(_close(total, length) for total in together for length in lengths) or any(
        own is not None and (_close(own, total) or (about and _nearly(own, total))) for total in wholes
    )


def _whole(facts: Sequence[Fact], text: str) -> Iterator[tuple[tuple[Fact, Fact], Decimal]]:
    """Give two parts that make one duration, with its length in days: "une minute et quinze secondes"."""
    for first, second in pairwise(facts):
        one, two = _length(first), _length(second)
        if one is None or two is None or not _TIE.fullmatch(text[first.span.end : second.span.start]):
            continue
        if DAYS[_unit(second)] < DAYS[_unit(first)]:
            yield (first, second), one + two


def _unit(fact: Fact) -> str:
    return next(v.unit or "" for v in fact.values if isinstance(v, Amount) and v.dimension == "duration")


def _length(fact: Fact) -> Decimal | None:
    """Return how long a duration is, in days."""
    for value in fact.values:
        if isinstance(value, Amount) and value.dimension == "duration" and value.unit in DAYS and not value.vague:
            return value.value * DAYS[value.unit]
    return None
