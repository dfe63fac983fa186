"""English that says something else, for a model to say which of the two the French renders.

A word list cannot tell whether « réduire » renders *close the gap* or stands for *widen*; a translation model that finds the
French much likelier given *widen* can.

Source: Vamvas and Sennrich (2021), *Contrastive conditioning for assessing disambiguation in MT*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import combinations

from mtcheck.facts.agreement import agree
from mtcheck.facts.alternatives import Exchange, exchanged, lost
from mtcheck.facts.clauses import dropped_clauses
from mtcheck.facts.deeds import misdeeds
from mtcheck.facts.degrees import other_degrees
from mtcheck.facts.denied_verbs import misdenied
from mtcheck.facts.negation import denial_in_disguise, has_denying_words
from mtcheck.facts.opposition import opposed_stances, twice_turned
from mtcheck.facts.persons import swapped_persons
from mtcheck.facts.polarity import inflected_like, sightings
from mtcheck.facts.reader import read_facts
from mtcheck.facts.roles import has_other_subject, is_turned_round, swapped_roles
from mtcheck.facts.values import Amount, Fact, Kind, Named, Stance
from mtcheck.records import Span

MOST = 4  # contrasts of one sentence


class Suspected(Enum):
    """What a contrast is about."""

    OPPOSITE = "opposite"  # the French word is that for the opposite of the English one
    ROLES = "roles"  # two facts stand in each other's place
    DOERS = "doers"  # the same of who does it and whom it is done to
    DEGREE = "degree"  # *less* where the French has "plus", or the other way round
    DENIAL = "denial"  # the English denies by a word that is no negation (*hardly*), the French has nothing of it
    DONE = "done"  # a deed that was not done in English is done in French: *failed to agree*, « se sont entendus »
    LOST = "lost"  # what qualifies a fact is left out: *almost half*, « la moitié »
    MEMBER = "member"  # a member of a closed class for one that it excludes: *may*, « doit »; *most*, « tous »
    KIND = "kind"  # a thing of one kind for another: *cousin*, « oncle »
    COMPARED = "compared"  # one quality is compared otherwise: *less punctual*, « plus ponctuel »
    DENIED = "denied"  # a verb is denied in one language only, beside another negation
    CLAUSE = "clause"  # a clause of weight is left out: *unless they are allergic*
    UNDONE = "undone"  # the other way round: *signed*, « a refusé de signer »


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something the French may say otherwise, and English that would say it so.

    Attributes:
        french: Where it stands in the French.
        english: Where the English says it.
        instead: The English that would be right.
    """

    kind: Suspected
    french: Span
    english: Span
    instead: str


def suspicions(english: str, french: str) -> tuple[Suspicion, ...]:
    """Find what the French may say the other way round.

    Args:
        english: One sentence.
        french: Its rendering.

    Returns:
        :data:`MOST` at most; spans count in the two texts.
    """
    roles = () if _from_other_side(english, french) else (*_roles(english, french), *_doers(english, french))
    found = [
        *(
            Suspicion(Suspected.CLAUSE, one.french, one.english, one.instead)
            for one in dropped_clauses(english, french)
        ),
        *_opposites(english, french),
        *_degrees(english, french),
        *(
            Suspicion(Suspected.COMPARED, one.french, one.english, one.instead)
            for one in other_degrees(english, french)
        ),
        *roles,
        *_denials(english, french),
        *_deeds(english, french),
        *(Suspicion(Suspected.DENIED, one.french, one.english, one.instead) for one in misdenied(english, french)),
        *(Suspicion(_sort(e), e.french, e.english, e.instead) for e in exchanged(english, french)),
        *(Suspicion(Suspected.LOST, Span(0, len(french)), one.english, one.instead) for one in lost(english, french)),
    ]
    return tuple(found[:MOST])


def _sort(exchange: Exchange) -> Suspected:
    return Suspected.KIND if exchange.group.startswith("kind ") else Suspected.MEMBER


def _opposites(english: str, french: str) -> Iterator[Suspicion]:
    said = read_facts(english, "en")
    printed = read_facts(french, "fr")
    found = () if _counts_the_rest(said, printed) else opposed_stances(said, printed)
    differences = twice_turned(found, said, printed, french) if found else ()
    if not differences:
        return
    seen = sightings(english, "en")
    for difference in differences:
        pairs = {value.pair for value in difference.french.values if hasattr(value, "pair")}
        own = next((s for s in seen if s.fact.span == difference.english.span), None)
        entries = [entry for entry in own.opposites if entry.pair in pairs] if own else []
        exact = (entry for entry in entries if entry.words[0] == difference.english.text.lower())
        entry = next(exact, entries[0] if entries else None)
        if entry is None:
            continue
        span = difference.english.span
        if entry.pair in _CONVERSE and is_turned_round(english, span, french, difference.french.span):
            continue
        if entry.pair in _CONTESTS and has_other_subject(english, span, french, difference.french.span):
            continue
        if entry.words == ("only",) and _BUT.search(french):
            continue  # *only missed one harvest*, « à part une année, toutes les moissons »
        if entry.pair == "before" and _UNTIL.search(english[: span.start]):
            continue  # *nobody fired until after dawn*, « personne n'a tiré avant l'aube »
        word = inflected_like(difference.english.text, entry.other)
        instead = english[: span.start] + word + english[span.end :]
        yield Suspicion(Suspected.OPPOSITE, difference.french.span, span, instead)


_UNTIL = re.compile(r"\b(?:until|till)(?: \w+){0,2} $", re.IGNORECASE)
_BUT = re.compile(r"\b(?:à part|sauf|hormis|excepté\w*|à l['’]exception)\b", re.IGNORECASE)
_CONTESTS = frozenset({"win", "beat"})


def _counts_the_rest(said: Sequence[Fact], printed: Sequence[Fact]) -> bool:
    """Say whether French counts those of a whole that English leaves: *three of four were refused*, « une seule acceptée »."""
    given, own = _counts(said), _counts(printed)
    return any(
        0 < part < whole and part not in own and whole - part in own and whole - part not in given
        for whole in given & own
        for part in given
    )


def _counts(facts: Sequence[Fact]) -> frozenset[Decimal]:
    return frozenset(
        value.value
        for fact in facts
        for value in fact.values
        if isinstance(value, Amount) and value.dimension == "count" and not value.vague
    )


def _from_other_side(english: str, french: str) -> bool:
    """Say whether French tells the same from the other side: *bought from Norway*, « la Norvège a vendu »."""
    return any(
        any(isinstance(value, Stance) and value.pair in _CONVERSE for value in difference.french.values)
        and is_turned_round(english, difference.english.span, french, difference.french.span)
        for difference in opposed_stances(read_facts(english, "en"), read_facts(french, "fr"))
    )


def _doers(english: str, french: str) -> Iterator[Suspicion]:
    for swapped in (*swapped_roles(english, french), *swapped_persons(english, french)):
        yield Suspicion(Suspected.DOERS, swapped.french, swapped.english, swapped.instead)


_CONVERSE = frozenset(
    "buy lend import send before more beat give landlord lender near".split()
)  # say one thing from two sides


def _degrees(english: str, french: str) -> Iterator[Suspicion]:
    """Find one comparative that is turned round: *less active*, « plus actif »; what is compared may be put otherwise."""
    said, printed = list(_COMPARED["en"].finditer(english)), list(_COMPARED["fr"].finditer(french))
    if len(said) != 1 or len(printed) != 1 or _NE.search(french[: printed[0].start()]):
        return
    if is_turned_round(english, Span(*said[0].span()), french, Span(*printed[0].span())):
        return
    word, own = said[0].group().lower(), printed[0].group().lower()
    if (word in {"less", "fewer"}) == (own == "plus"):
        instead = {"less": "more", "fewer": "more", "more": "less"}[word]
        changed = english[: said[0].start()] + instead + english[said[0].end() :]
        yield Suspicion(Suspected.DEGREE, Span(*printed[0].span()), Span(*said[0].span()), changed)


_COMPARED = {
    "en": re.compile(r"\b(?:less|fewer|more)\b(?! or less)", re.IGNORECASE),
    "fr": re.compile(r"\b(?:plus|moins)\b(?! ou moins)", re.IGNORECASE),
}
_NE = re.compile(r"\b(?:ne|n['’])", re.IGNORECASE)


def _roles(english: str, french: str) -> Iterator[Suspicion]:
    """Find two places, bodies or numbers whose order is another in the French: either may be right."""
    said = [f for f in read_facts(english, "en") if _has_role(f)]
    printed = [f for f in read_facts(french, "fr") if _has_role(f)]
    if len(said) < 2 or len(printed) < 2:
        return
    for one, two in combinations(said, 2):
        if (
            one.kind is not two.kind
            or agree(one, two)
            or (_JOINED.fullmatch(english[one.span.end : two.span.start]) and "respectively" not in english)
        ):
            continue
        if english[one.span.start : one.span.end + 2].rstrip().endswith(two.text) or two.span.start - one.span.end < 2:
            continue  # "UN Security Council" is one name
        if one.kind is Kind.NUMBER and not _of_one_measure(one, two):
            continue
        if one.kind is Kind.NUMBER and _VOTES.search(english) and _LABELLED.search(french):
            continue  # *by eleven votes to nine*: « neuf voix pour, onze contre »
        if one.kind is Kind.NUMBER and _EARLIER.search(english[: two.span.start]) and _THEN.search(french):
            continue  # *52, up from 47 five years ago*: French may begin with what was
        first = [f for f in printed if agree(f, one)]
        second = [f for f in printed if agree(f, two)]
        if one.relation == "to" and two.relation == "from" and len(first) == len(second) == 1:
            # *to Ankara from Baku*: which is which is told by what stands before it, not by the order
            if first[0].relation == "from" and second[0].relation != "from":
                yield Suspicion(Suspected.DOERS, first[0].span, one.span, _exchange(english, one, two))
            continue
        if len(first) == 1 and len(second) == 1 and first[0].span.start > second[0].span.start:
            yield Suspicion(Suspected.ROLES, second[0].span, one.span, _exchange(english, one, two))


def _exchange(english: str, one: Fact, two: Fact) -> str:
    """Return the English with two facts in each other's place."""
    between = english[one.span.end : two.span.start]
    return english[: one.span.start] + two.text + between + one.text + english[two.span.end :]


_EARLIER = re.compile(
    r"\b(?:(?:up|down|increase\w*|decrease\w*|rise|rose|fell|fall|compared|instead|more|less|fewer|higher|lower)"
    r"(?: \w+){0,2}? (?:from|with|to|of|than)|from|against)(?: (?:just|only|about|the|some|around|nearly|almost|a|an))* ?$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:pass\w+ (?:de|des|du|d['’])|au lieu d|il y a"
    r"|auparavant|plus tôt|alors|jadis|naguère|autrefois|précédent\w*|dernier|dernière|passée?"
    r"|en (?:19|20)\d\d|depuis"
    r"|en (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))\b",
    re.IGNORECASE,
)


def _of_one_measure(one: Fact, two: Fact) -> bool:
    """Say whether two figures count the same, so that one can stand in the other's place."""
    first, second = one.values[0], two.values[0]
    return isinstance(first, Amount) and isinstance(second, Amount) and first.dimension == second.dimension


_VOTES = re.compile(r"\b(?:vot\w+|ballots?)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\bpour\b.{0,40}\bcontre\b|\bcontre\b.{0,40}\bpour\b", re.IGNORECASE)
_JOINED = re.compile(r"[ ,]*(?:and|or|,|&)(?: [\w'’-]+){0,2} ")  # "Turkey and Greece": either may come first


def _has_role(fact: Fact) -> bool:
    return (
        fact.kind is Kind.NAME and isinstance(fact.values[0], Named) and fact.values[0].family in {"place", "body"}
    ) or (
        fact.kind is Kind.NUMBER
        and isinstance(fact.values[0], Amount)
        and fact.values[0].dimension in {"count", "share", "money"}
        and fact.weight.value == 2
    )


def _denials(english: str, french: str) -> Iterator[Suspicion]:
    denial = denial_in_disguise(english)
    if denial is None or has_denying_words(french):
        return
    span, instead = denial
    yield Suspicion(Suspected.DENIAL, Span(0, len(french)), span, english[: span.start] + instead + english[span.end :])


def _deeds(english: str, french: str) -> Iterator[Suspicion]:
    for deed in misdeeds(english, french):
        kind = Suspected.DONE if deed.done else Suspected.UNDONE
        yield Suspicion(kind, deed.french, deed.english, deed.instead)
