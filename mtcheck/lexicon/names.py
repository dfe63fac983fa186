"""Curated names: places, people, organisations, with the forms that French accepts and the foreign ones it does not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place, or a building that stands for an institution.

    Attributes:
        french: Accepted French forms, the usual one first.
        foreign: Forms of other languages that are wrong in French, by language.
        kind: city, country, region, river or building.
        demonym: French nouns for its people, masculine then feminine; countries only.
    """

    french: tuple[str, ...]
    foreign: Mapping[str, tuple[str, ...]]
    kind: str
    demonym: tuple[str, ...] = ()
    english_demonym: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the news: the usual French form of the name, other accepted spellings, and those of English."""

    name: str
    variants: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, medium, brand or programme.

    Attributes:
        kind: ``media``, ``agency``, ``institution``, ``company``, ``party``, ``army``, or ``body``: one whose name French
            keeps or translates, either of which is sound.
        literal: English words that a literal rendering of the name passes through ("politician" for Politico).
        foreign: Foreign forms that French replaces.
        english_ok: Whether French text keeps the English name.
    """

    name: str
    kind: str
    variants: tuple[str, ...] = ()
    literal: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    english_ok: bool = False


def _load(name: str, key: str) -> list[Any]:
    text = resources.files("mtcheck.lexicon").joinpath(f"data/{name}").read_text(encoding="utf-8")
    entries: list[Any] = tomllib.loads(text).get(key, [])
    return entries


@cache
def shipped_places() -> tuple[NamedPlace, ...]:
    """Load the places that ship with the package."""
    return tuple(
        NamedPlace(
            tuple(entry["french"]),
            {language: tuple(forms) for language, forms in entry.get("foreign", {}).items()},
            entry["kind"],
            tuple(entry.get("demonym", ())),
            tuple(entry.get("english_demonym", ())),
        )
        for entry in _load("places.toml", "place")
    )


@cache
def shipped_people() -> tuple[Person, ...]:
    """Load the people that ship with the package."""
    return tuple(
        Person(entry["name"], tuple(entry.get("variants", ())), tuple(entry.get("foreign", ())))
        for entry in _load("people.toml", "person")
    )


@cache
def shipped_organisations() -> tuple[Organisation, ...]:
    """Load the organisations that ship with the package."""
    return tuple(
        Organisation(
            entry["name"],
            entry["kind"],
            tuple(entry.get("variants", ())),
            tuple(entry.get("literal", ())),
            tuple(entry.get("foreign", ())),
            bool(entry.get("english_ok", False)),
        )
        for entry in _load("organisations.toml", "organisation")
    )


@cache
def french_media() -> tuple[str, ...]:
    """Return French newspapers whose names an English one's translation may look like: "Le Temps" is no *Times*."""
    return tuple(_load("french_media.toml", "french_media"))


class Surnames(NamedTuple):
    """Surnames that engines translate.

    Attributes:
        given: Given names of English.
        translated: The surname by the French word that it is translated as, lower case.
    """

    given: frozenset[str]
    translated: Mapping[str, str]


@cache
def shipped_surnames() -> Surnames:
    """Load the surnames that ship with the package."""
    data = tomllib.loads(resources.files("mtcheck.lexicon").joinpath("data/surnames.toml").read_text(encoding="utf-8"))
    return Surnames(frozenset(data["given"].split()), data["surnames"])
