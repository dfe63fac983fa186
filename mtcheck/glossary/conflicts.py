"""What in a glossary contradicts itself, or what ships with mtcheck."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from mtcheck.glossary.entries import Glossary, GlossaryEntry
from mtcheck.glossary.phrases import FoundPhrase, PhraseIndex, printed_words
from mtcheck.language.messages import Message
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.patterns.wrong import keys_of, shipped_wrong_renderings

_LISTED = re.compile(r"[^\W\d], \w")  # not the comma of a number


class Conflict(NamedTuple):
    """Something that should be seen to.

    Attributes:
        place: File and line.
        message: What contradicts what.
        grave: Whether the glossary cannot be meant so; otherwise it is only worth a look.
    """

    place: str
    message: Message
    grave: bool


def conflicts(glossary: Glossary) -> tuple[Conflict, ...]:
    """Return the conflicts of a glossary, by file and line, the grave ones of a line first."""
    found = (
        *_contradictory(glossary),
        *_accepted_and_forbidden(glossary),
        *_against_the_house(glossary),
        *_perhaps_several(glossary),
    )
    order = {entry.place: number for number, entry in enumerate(glossary.entries)}
    return tuple(sorted(found, key=lambda conflict: (order[conflict.place], not conflict.grave, str(conflict.message))))


def _contradictory(glossary: Glossary) -> Iterator[Conflict]:
    """Find entries of one English term that have no French in common, or say the same twice; each is told of the first."""
    by_english: dict[tuple[str, str], list[GlossaryEntry]] = defaultdict(list)
    for entry in glossary.entries:
        for english in entry.english:
            by_english[english if entry.exact else english.lower(), entry.domain.lower()].append(entry)
    told: set[tuple[str, str]] = set()
    for (english, _), entries in by_english.items():
        earlier = _Earlier()
        for entry in entries:
            same, apart = earlier.seen(entry)
            if same is not None and (same.place, entry.place) not in told:
                told.add((same.place, entry.place))
                message = Message(
                    "“{english}” stands twice, the same both times: see {place}", english=english, place=same.place
                )
                yield Conflict(entry.place, message, False)
            if apart is not None and (apart.place, entry.place) not in told:
                told.add((apart.place, entry.place))
                message = Message(
                    "“{english}” is “{here}” here and “{there}” at {place}: give both in one entry, or each its domain",
                    english=english,
                    here=entry.french[0],
                    there=apart.french[0],
                    place=apart.place,
                )
                yield Conflict(entry.place, message, True)


class _Earlier:
    """The entries of one English term, one after the other, each beside those that stand before it.

    A thousand entries of one term make half a million pairs: who holds which French is a number, a bit for each entry.
    """

    def __init__(self) -> None:
        self._entries: list[GlossaryEntry] = []
        self._holders: dict[str, int] = defaultdict(int)
        self._any = 0  # those that accept some French
        self._same: dict[tuple[tuple[str, ...], tuple[str, ...]], GlossaryEntry] = {}

    def seen(self, entry: GlossaryEntry) -> tuple[GlossaryEntry | None, GlossaryEntry | None]:
        """Return the first entry that says the same, and the first whose French is other, each None where there is none."""
        french = {*map(str.lower, entry.french)}
        alike = 0
        for phrase in french:
            alike |= self._holders.get(phrase, 0)
        apart = self._any & ~alike if french else 0
        first = self._entries[(apart & -apart).bit_length() - 1] if apart else None
        same = self._same.setdefault((entry.french, entry.forbidden), entry)
        bit = 1 << len(self._entries)
        self._entries.append(entry)
        for phrase in french:
            self._holders[phrase] |= bit
        self._any |= bit if french else 0
        return (None if same is entry else same), first


def _accepted_and_forbidden(glossary: Glossary) -> Iterator[Conflict]:
    """Find forbidden French that an entry accepts: it would never be told."""
    accepted = PhraseIndex(glossary.entries, forbidden=False)

    @cache
    def acceptance(phrase: str) -> FoundPhrase | None:  # once a phrase: all entries may share it
        words = printed_words(phrase, 0, len(phrase))
        whole = (found for found in accepted.find(words, phrase) if found.span.of(phrase).strip() == phrase.strip())
        return next(whole, None)

    for entry in glossary.entries:
        for phrase in entry.forbidden:
            found = acceptance(phrase)
            if found is not None:
                message = (
                    Message(
                        "“{french}” is forbidden and accepted in the same entry: what is accepted is never told",
                        french=phrase,
                    )
                    if found.entry == entry
                    else Message(
                        "“{french}” is forbidden here and accepted at {place}: what is accepted is never told",
                        french=phrase,
                        place=found.entry.place,
                    )
                )
                yield Conflict(entry.place, message, True)


def _perhaps_several(glossary: Glossary) -> Iterator[Conflict]:
    """Find values with a comma: somebody may have meant several, which stand apart by semicolons."""
    for entry in glossary.entries:
        for value in (*entry.english, *entry.french, *entry.forbidden):
            if _LISTED.search(value):
                message = Message("“{value}” is one value: several stand apart by semicolons", value=value)
                yield Conflict(entry.place, message, False)


def _against_the_house(glossary: Glossary) -> Iterator[Conflict]:
    """Find French on which the glossary and the knowledge that ships with mtcheck differ; the glossary counts."""
    for entry in glossary.entries:
        for english in entry.english:
            accepted = _accepted(english)
            for phrase in entry.forbidden:
                if phrase.lower() in accepted:
                    message = Message(
                        "“{french}” is forbidden here, and accepted French for “{english}” in mtcheck's own data",
                        french=phrase,
                        english=english,
                    )
                    yield Conflict(entry.place, message, False)
            for phrase in entry.french:
                if phrase.lower() not in accepted and _is_wrong(english, phrase):
                    message = Message(
                        "“{french}” is accepted here, and a wrong rendering of “{english}” in mtcheck's own data: "
                        "it is no longer told",
                        french=phrase,
                        english=english,
                    )
                    yield Conflict(entry.place, message, False)


def _accepted(english: str) -> frozenset[str]:
    """Return the French that the shipped patterns and the dictionary accept for an English term, in lower case."""
    senses = (sense for entry in shipped_dictionary().look_up(english) for sense in entry.senses)
    return _patterns().get(english.lower(), frozenset()) | {
        french.lower() for sense in senses for french in sense.french
    }


def _is_wrong(english: str, phrase: str) -> bool:
    entries = shipped_dictionary().look_up(english)
    known = shipped_wrong_renderings().known.get(keys_of(phrase))
    told = known is not None and known.english.lower() == english.lower()
    return told or any(phrase.lower() in map(str.lower, entry.wrong) for entry in entries)


@cache
def _patterns() -> Mapping[str, frozenset[str]]:
    accepted: dict[str, set[str]] = defaultdict(set)
    for pattern in shipped_patterns():
        for english in pattern.english:
            accepted[english.lower()].update(french.lower() for french in pattern.french)
    return {english: frozenset(french) for english, french in accepted.items()}
