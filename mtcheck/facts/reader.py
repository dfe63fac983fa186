"""Reads the facts of a text: numbers, times, names and stances, each once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mtcheck.facts.amounts import read_amounts
from mtcheck.facts.names import read_names
from mtcheck.facts.numerals import read_numbers
from mtcheck.facts.polarity import read_stances
from mtcheck.facts.shape import Shape
from mtcheck.facts.times import read_times, written_apart
from mtcheck.facts.values import Amount, Fact, Kind, Weekday
from mtcheck.records import Span

_RELATIONS = {
    "en": (
        (
            "by",
            re.compile(r"\b(?:by|no later than)(?: the)?(?: end of| early| late| mid-?)?(?: next| this| last| the)? $"),
        ),
        (  # *has until 30 June to pay* is *by 30 June*, as in French
            "by",
            re.compile(
                r"\b(?:have|has|had|having|giv(?:e|es|en|ing)|gave|grant(?:s|ed)?|allow(?:s|ed)?)(?: \w+)? (?:until|till)"
                r"(?: the)?(?: end of| early| late| mid-?)?(?: next| this)? $"
            ),
        ),
        (
            "until",
            re.compile(
                r"\b(?:until|till|through)(?: at least| the)?(?: end of| early| late| mid-?)?(?: next| this)? $"
            ),
        ),
        ("since", re.compile(r"\bsince(?: at least| the)?(?: last| early| late| mid-?)? $")),
        ("within", re.compile(r"\bwithin(?: about| the next| the coming| just| less than| under)? $")),
        ("after", re.compile(r"\b(?:after|not before)(?: about| just| at least| more than)? $")),
        ("age", re.compile(r"\b(?:at the age of|aged?|at) $")),
        ("onward", re.compile(r"\b(?:as of|starting(?: on| from)?|effective|beginning(?: on)?)(?: the)? $")),
        ("during", re.compile(r"\b(?:for|during|throughout)(?: about| the next| the| at least| more than)? $")),
        ("ahead", re.compile(r"\bin(?: about| the next| the coming| just| less than| under)? $")),
        ("from", re.compile(r"\bfrom (?:an? |the |about |around |some |\$|£|€)*$")),
        ("to", re.compile(r"(?:\bto|–) (?:an? |the |about |around |some |\$|£|€)*$")),
    ),
    "fr": (
        (
            "by",
            re.compile(
                r"\b(?:d['’]ici(?: à| au| aux)?(?: la)?(?: fin)?|au plus tard(?: le| en)?|avant)(?: l[ea]| l['’]|fin |de )* ?$"
            ),
        ),
        (  # « a jusqu'au 30 juin pour payer » is *by 30 June*
            "by",
            re.compile(
                r"\b(?:ai|as|a|avons|avez|ont|aur\w+|av\w+|laiss\w+|donn\w+|accord\w+)(?: \w+)?"
                r" jusqu['’](?:à|au|en|aux)(?: la)?(?: fin)?(?: l[ea]| l['’]| de| d['’])* ?$"
            ),
        ),
        ("until", re.compile(r"\bjusqu['’](?:à|au|en|aux)(?: la)?(?: fin)?(?: l[ea]| l['’]| de| d['’])* ?$")),
        ("age", re.compile(r"\bl['’]âge d(?:e |['’])$")),
        ("since", re.compile(r"\bdepuis(?: au moins)?(?: l[ea]| l['’])? ?$")),
        ("after", re.compile(r"(?<!qu['’])\b(?:après|au bout d(?:e|['’]))(?: environ| plus de)?(?: l[ea]| l['’])? ?$")),
        (
            "onward",
            re.compile(
                r"\b(?:à (?:partir|compter) d(?:e|u|es|['’])|dès)(?: l[ea]s?| l['’])?"
                r"(?: ?(?:fin|début|mi-|milieu)(?: de| d['’]| du mois d(?:e|['’]))?)? ?$"
            ),
        ),
        ("during", re.compile(r"\b(?:pendant|durant|tout au long d(?:e|u))(?: environ| les?| l[ea]s?| l['’])? ?$")),
        ("ahead", re.compile(r"\b(?:dans|sous|d['’]ici(?: à)?)(?: environ| les?| l[ea]s? prochain\w+| moins de)? $")),
        ("ago", re.compile(r"\b(?:il y a|voici|voilà)(?: environ| plus de| près de)? $")),
        ("from", re.compile(r"\b(?:de|du|des|d['’]|entre)(?: l[ea]s?| l['’])? ?$")),
        ("to", re.compile(r"(?:\b(?:à|au|aux)|–)(?: l[ea]s?| l['’])? ?$")),
    ),
}
# Which week a day is of: *last Tuesday*, « mardi prochain ».
_WEEK: dict[str, dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]] = {
    "en": {
        "past": (re.compile(r"\b(?:last|this past) $"), None),
        "coming": (re.compile(r"\b(?:next|this coming|the coming) $"), re.compile(r" next\b")),
    },
    "fr": {
        "past": (None, re.compile(r" (?:derniers?|passé)\b")),
        "coming": (None, re.compile(r" (?:prochains?|à venir)\b")),
    },
}
_ONWARD = re.compile(r" (?:onwards?\b|on(?=[,;]))")
_NOT_UNTIL = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|cannot|nobody|nothing|hardly)\b|n['’]t\b)[^.;:!?]*$", re.IGNORECASE
)
_AGO = re.compile(r"[ -](?:ago|earlier|before)\b")


@lru_cache(maxsize=4096)
def read_facts(text: str, language: str) -> tuple[Fact, ...]:
    """Read the facts of a text.

    Args:
        text: One sentence or a few.
        language: ``fr`` or ``en``.

    Returns:
        The facts by start. Spans of one kind do not overlap,
            but for a time counted from now with its number ("les trois derniers
        mois").
    """
    apart = written_apart(text)
    numbers = [n for n in read_numbers(text, language) if not any(n.span.overlaps(span) for span in apart)]
    shape = Shape(text, numbers)
    named = [fact for fact in read_names(text, language) if not _tells_a_zone(fact, text, language)]
    found = [*read_times(shape, language), *read_amounts(shape, language), *named]
    related = [_related(_signed(fact, text, language), text, language) for fact in found]
    names = [fact.span for fact in found if fact.kind is Kind.NAME]
    stances = [fact for fact in read_stances(text, language) if not any(fact.span.overlaps(span) for span in names)]
    return tuple(sorted([*related, *stances], key=lambda fact: (fact.span, fact.kind.value)))


_ZONE_BEFORE = re.compile(r"\bheures? (?:de |d['’])$", re.IGNORECASE)
_ZONE_BEHIND = re.compile(
    r" (?:standard |summer |winter |daylight )?time\b(?! (?:is|was|has|to|for|of)\b)", re.IGNORECASE
)


def _tells_a_zone(fact: Fact, text: str, language: str) -> bool:
    """Say whether a place only tells by which clock: « 16 heures, heure de Paris », *3 p.m. British time*."""
    if language == "fr":
        return _ZONE_BEFORE.search(text, max(fact.span.start - 12, 0), fact.span.start) is not None
    return _ZONE_BEHIND.match(text, fact.span.end) is not None


_BELOW_ZERO = {
    "en": (
        re.compile(r"\bminus $", re.IGNORECASE),
        re.compile(r"(?: degrees?)?(?: Celsius)? below (?:zero|freezing)\b"),
    ),
    "fr": (
        re.compile(r"(?<!de )\bmoins $|(?<![\w\d])[-−–]$", re.IGNORECASE),
        re.compile(r"(?: degrés?)?(?: Celsius)? (?:au-dessous|en dessous|sous)(?: de)? (?:zéro|0)\b"),
    ),
}


def _signed(fact: Fact, text: str, language: str) -> Fact:
    """Read what is below zero: *minus six*, « 6 degrés au-dessous de zéro ». Only a temperature is told so in both languages."""
    before, behind = _BELOW_ZERO[language]
    cold = [v for v in fact.values if isinstance(v, Amount) and v.dimension in {"temperature", "count"} and v.value > 0]
    if not cold or fact.kind is not Kind.NUMBER or not _COLD[language].search(text):
        return fact
    sign, below = before.search(text, 0, fact.span.start), behind.match(text, fact.span.end)
    if sign is None and below is None:
        return fact
    span = Span(sign.start() if sign else fact.span.start, below.end() if below else fact.span.end)
    return replace(
        fact,
        span=span,
        text=span.of(text),
        values=tuple(replace(v, value=-v.value) if v in cold else v for v in fact.values),
    )


_COLD = {
    "en": re.compile(r"\bminus\b|\bbelow (?:zero|freezing)\b", re.IGNORECASE),
    "fr": re.compile(
        r"degré|°|\bthermomètre|\btempérature|\bzéro\b|\bfroid|\bgel|\bil (?:fait|faisait|a fait)\b", re.IGNORECASE
    ),
}


def _related(fact: Fact, text: str, language: str) -> Fact:
    before = text[max(fact.span.start - 40, 0) : fact.span.start].replace("\u00a0", " ").replace("\u202f", " ")
    if told := _told_behind(fact, before, text, language):
        return replace(fact, relation=told)
    for relation, pattern in _RELATIONS[language]:
        if pattern.search(before.lower() if language == "en" else before):
            if relation == "until" and _NOT_UNTIL.search(text[: fact.span.start]):
                return fact  # *will not open until Friday*: "pas avant vendredi", "que vendredi"
            denied = text[: fact.span.start].replace("no later than", "by")
            if relation == "by" and language == "en" and _NOT_UNTIL.search(denied):
                return replace(fact, relation="unless by")  # *will not be ready by Friday*: "prêt après vendredi"
            return replace(fact, relation=relation)
    if isinstance(fact.values[0], Weekday):
        behind = text[fact.span.end : fact.span.end + 12].lower()
        for relation, (in_front, after) in _WEEK[language].items():
            if (in_front and in_front.search(before.lower())) or (after and after.match(behind)):
                return replace(fact, relation=relation)
    return fact


_WITHIN = re.compile(r"\b(?:within|inside)(?: about| the| just)?(?: \w+)? $", re.IGNORECASE)
_OF_EVENT = re.compile(r"[ -](?:of|after|following|from)\b")
_PRECEDING = re.compile(r" (?:\w+ )?(?:qui (?:ont |avai\w+ )?(?:précéd|précèd)|précédant)")


def _told_behind(fact: Fact, before: str, text: str, language: str) -> str | None:
    """Return the relation that the words behind a fact tell: *ago*, *onwards*, *within a week of*, « qui précèdent »."""
    lasting, end = _is_duration(fact), fact.span.end
    if language == "fr":
        return "preceding" if lasting and _PRECEDING.match(text.lower(), end) else None
    if _AGO.match(text, end):
        return "ago"
    if _ONWARD.match(text, end):
        return "onward"
    return "afterwards" if lasting and _WITHIN.search(before) and _OF_EVENT.match(text, end) else None


def _is_duration(fact: Fact) -> bool:
    return any(isinstance(value, Amount) and value.dimension == "duration" for value in fact.values)


def shifted(fact: Fact, offset: int) -> Fact:
    """Return a fact as it stands in a longer text.

    Args:
        fact: Of a slice.
        offset: Where the slice starts.
    """
    return replace(fact, span=Span(fact.span.start + offset, fact.span.end + offset))
