"""Members of closed classes that exclude each other: *may* and *must*, *most* and *all*, *no longer* and *not yet*.

Where the French has a member that the English does not have, and the English one that the French never tells, the one may
stand for the other. Whether it does is for a model to say, by the English that would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from mtcheck.facts.agreement import agree
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Kind
from mtcheck.records import Span


class Member(NamedTuple):
    """A member of a class.

    Attributes:
        group: The class.
        key: The member.
        excludes: Members that cannot stand for it.
        tells: Members that it may stand for as well.
        instead: English that says it.
    """

    group: str
    key: str
    excludes: frozenset[str]
    tells: frozenset[str]
    instead: str


class Sighted(NamedTuple):
    """A member as it stands in a text; ``loose`` where the words only may say it."""

    member: Member
    loose: bool
    span: Span


class Exchange(NamedTuple):
    """A member that stands where another was said.

    Attributes:
        group: The class of both.
        french: Where the printed one stands in the French.
        english: Where the other one stands in the English.
        instead: The English that would be right.
    """

    group: str
    french: Span
    english: Span
    instead: str


def exchanged(english: str, french: str) -> Iterator[Exchange]:
    """Find members of closed classes that stand for one that they exclude.

    Args:
        english: One sentence or a few.
        french: What renders it.
    """
    said, printed = members_in(english, "en"), members_in(french, "fr")
    for own in printed:
        if own.loose or any(_tells(own.member, other.member) for other in said):
            continue
        if own.member.group == "kind kin" and _is_by_others(english, french):
            continue  # *my daughter-in-law*, « la femme de mon fils »
        against = [
            other
            for other in said
            if not other.loose
            and other.member.group == own.member.group
            and own.member.key in other.member.excludes
            and not any(_tells(other.member, one.member) for one in printed)
        ]
        if against:
            place = own.span.start / len(french)
            meant = min(against, key=lambda other: abs(other.span.start / len(english) - place)).span
            word = own.member.instead
            word = word.capitalize() if meant.of(english)[0].isupper() else word
            word += " " if meant.of(english)[-1] in " -" and word[-1] not in " -" else ""
            yield Exchange(own.member.group, own.span, meant, english[: meant.start] + word + english[meant.end :])


# Relatives told by relatives of theirs.
_KIN_OF = {
    "en": re.compile(
        r"(?:father|mother|brother|sister|son|daughter|uncle|aunt|cousin|wife|husband)['’]?s['’]? "
        r"(?:(?:step|grand|half-)?(?:father|mother|brother|sister|son|daughter)(?:-in-law)?|uncle|aunt|cousin|wife|husband)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:père|mère|frère|sœur|fils|fille|oncle|tante|cousine?|femme|épouse|mari|veuve|gendre|bru)s? (?:de|du|d['’])"
        r" ?(?:mon|ma|mes|son|sa|ses|notre|nos|votre|leurs?|la|l['’])? ?"
        r"(?:père|mère|frère|sœur|fils|fille|oncle|tante|cousine?|femme|épouse|mari)\b",
        re.IGNORECASE,
    ),
}


def _is_by_others(english: str, french: str) -> bool:
    """Say whether one language tells a relative by a relative of theirs, or by a marriage, and the other does not."""
    by_kin = _KIN_OF["en"].search(english) is not None
    return by_kin != (_KIN_OF["fr"].search(french) is not None) or _MARRIES.search(english) is not None


_MARRIES = re.compile(r"\b(?:marr(?:y|ies|ied|ying)|wedd?\w*)\b", re.IGNORECASE)


def _tells(one: Member, other: Member) -> bool:
    """Say whether two members may mean the same."""
    return one.group == other.group and not ({one.key, *one.tells}).isdisjoint({other.key, *other.tells})


@lru_cache(maxsize=1024)
def members_in(text: str, language: str) -> tuple[Sighted, ...]:
    """Find the members of all classes, the longer forms first.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.

    Returns:
        In each class by start, without overlaps.
    """
    plain = text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    if len(plain) != len(text):
        return ()  # a letter whose lower case is two
    return tuple(
        Sighted(*forms[int((match.lastgroup or "m0")[1:])], Span(*match.span()))
        for pattern, forms in _classes(language)
        for match in pattern.finditer(plain)
    )


_NUMBER = {
    "en": (
        r"(?:\d|[$£€]|half|an? (?:third|quarter|fifth|sixth|tenth|half|[mbt]r?illion|thousand|hundred|dozen|week|month|year"
        r"|decade|century)\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
        r"|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b)"
    ),
    "fr": (
        r"(?:\d|la moitié|une? (?:tiers|quart|cinquième|sixième|dixième|an|mois|siècle|million|milliard|millier|centaine"
        r"|dizaine|semaine|année|décennie|heure|demi)|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
        r"|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille)\b)"
    ),
}


@cache
def _classes(language: str) -> Sequence[tuple[re.Pattern[str], Sequence[tuple[Member, bool]]]]:
    """Return a pattern for each class, with what each of its numbered groups says, and whether it only may say it."""
    text = resources.files("mtcheck.facts").joinpath("data/alternatives.tsv").read_text(encoding="utf-8")
    classes: dict[str, list[tuple[Member, bool, str]]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        group, key, excludes, tells, *forms, instead = line.split("\t")
        member = Member(group, key, _keys(excludes), _keys(tells), instead)
        firm, loose = (
            words.replace("{number}", _NUMBER[language]) for words in (forms[:2] if language == "en" else forms[2:])
        )
        rows = classes.setdefault(group, [])
        rows += [(member, is_loose, words) for is_loose, words in ((False, firm), (True, loose)) if words != "-"]
    for member, words in _kinds(language):
        classes.setdefault(member.group, []).append((member, False, words))
    return tuple(
        (_any_of(words for *_, words in rows), [row[:2] for row in rows]) for rows in map(_firm_first, classes.values())
    )


_WHO = r"(?:(?<=\bi )|(?<=\bwe )|(?<=\bhe )|(?<=they )|(?<=\bshe )|(?<=you ))"
_ENDINGS = {"en": r"(?:s|es)?\b(?!-)", "fr": r"(?:s|x)?(?!\w)"}


def _kinds(language: str) -> Iterator[tuple[Member, str]]:
    """Give the things of a kind as members that exclude all others of it, with a pattern for each."""
    text = resources.files("mtcheck.facts").joinpath("data/kinds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    named = [(kind, _FIRST_FORM.match(en.replace("{who}", ""))) for kind, en, *_ in rows]
    keys = [(kind, match.group().strip() if match else "") for kind, match in named]
    for (kind, key), (_, english, french, *others) in zip(keys, rows, strict=True):
        tells = frozenset(others[0].split("|")) if others else frozenset()
        excludes = frozenset(other for group, other in keys if group == kind and other != key) - tells
        forms = (english if language == "en" else french).replace("{who}", _WHO)
        yield Member(f"kind {kind}", key, excludes, tells, key), rf"(?<!-)(?:{forms}){_ENDINGS[language]}"


_FIRST_FORM = re.compile(r"[a-z' -]+")


def _firm_first(rows: Sequence[tuple[Member, bool, str]]) -> list[tuple[Member, bool, str]]:
    return sorted(rows, key=lambda row: row[1])


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<m{place}>(?<!\w)(?:{words}))" for place, words in enumerate(forms)))


def _keys(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split(","))


class Lost(NamedTuple):
    """A qualification that French leaves out.

    Attributes:
        group: What kind of qualification.
        english: Where it stands in the English.
        instead: The English without it.
    """

    group: str
    english: Span
    instead: str


def lost(english: str, french: str) -> Iterator[Lost]:
    """Find what qualifies an English fact and has nothing in the French that may say it: *almost half*, *alleged*.

    Args:
        english: One sentence or a few.
        french: What renders it.
    """
    said, printed = english.lower().replace("’", "'"), french.lower().replace("’", "'")
    if len(said) != len(english):
        return
    for group, pattern, told in _qualifiers():
        match = pattern.search(said)
        if match is not None and told.search(printed) is None and _is_told(english, match.end(), french):
            rest = english[match.end() :].lstrip()
            begins = match.start() == 0
            changed = english[: match.start()] + (rest[:1].upper() + rest[1:] if begins else rest)
            yield Lost(group, Span(*match.span()), re.sub(r"\b([Aa])n (?![aeiouAEIOU])", r"\1 ", changed))


def _is_told(english: str, place: int, french: str) -> bool:
    """Say whether French tells the figure that follows a place; true where no figure follows."""
    figure = next(
        (f for f in read_facts(english, "en") if f.kind is Kind.NUMBER and 0 <= f.span.start - place <= 4), None
    )
    return figure is None or any(agree(own, figure) for own in read_facts(french, "fr"))


@cache
def _qualifiers() -> Sequence[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    text = resources.files("mtcheck.facts").joinpath("data/qualifiers.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [
        (group, re.compile(rf"\b(?:{said.replace('{number}', _NUMBER['en'])})"), re.compile(rf"(?:{told})"))
        for group, said, told in rows
    ]
