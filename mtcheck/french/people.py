"""Nouns for people, and first names: what they tell of somebody's office and gender."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class _Lists:
    female: frozenset[str]
    male: frozenset[str]
    people: frozenset[str]
    no_people: frozenset[str]
    epicene: frozenset[str]
    agents: frozenset[str]
    offices: frozenset[str]
    synonyms: dict[str, frozenset[str]]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(resources.files("mtcheck.french").joinpath("data/people.toml").read_text(encoding="utf-8"))
    synonyms: dict[str, set[str]] = {}
    for line in data["synonyms"].strip().splitlines():
        stems = {stem(word) for word in line.split()}
        for word in stems:
            synonyms.setdefault(word, set()).update(stems)
    return _Lists(
        frozenset(data["female"].split()),
        frozenset(data["male"].split()),
        frozenset(stem(word) for word in data["people"].split()),
        frozenset(data["no_people"].split()),
        frozenset(data["epicene"].split()),
        frozenset(data["agents"].split()),
        frozenset(data["offices"].split()),
        {word: frozenset(found) for word, found in synonyms.items()},
    )


def stem(word: str) -> str:
    """Return a noun or adjective without the endings of gender and number."""
    word = word.lower()
    word = word[:-1] if len(word) > 4 and word.endswith(("s", "x")) else word
    for ending, base in (
        ("trice", "teur"),
        ("euse", "eur"),
        ("ère", "er"),
        ("enne", "en"),
        ("onne", "on"),
        ("eure", "eur"),
    ):
        if word.endswith(ending):
            return word.removesuffix(ending) + base
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def synonyms_of(word: str) -> frozenset[str]:
    """Return the stems of nouns that can name the same office, ``word`` included."""
    return _lists().synonyms.get(word, frozenset()) | {word}


def is_person_noun(word: str) -> bool:
    """Say whether a noun is one for people: "avocate", "biologiste"."""
    return stem(word) in _lists().people or bool(
        re.search(r"(?:(?<!t)(?<!v)(?<!l)eur|euse|trice|iste|logue|crate|naire|icien|icienne)$", word.lower())
    )


def is_epicene(noun: str) -> bool:
    """Say whether a noun for people stands for a woman without a feminine of its own: "une médecin", "la cadre"."""
    return noun in _lists().epicene or noun.removesuffix("s") in _lists().epicene


def is_agent(noun: str) -> bool:
    """Say whether a noun is one for those who can be asked and told: "police", "gouvernements", "manifestants"."""
    agents = _lists().agents
    return noun in agents or noun.removesuffix("s") in agents or noun.removesuffix("x") in agents


def is_office(word: str) -> bool:
    """Say whether a noun, lower case, is a title that stands before a name: "président", "chancelier"."""
    return word in _lists().offices


def gender_of_name(name: str) -> str | None:
    """Return ``f`` or ``m`` by the first name, None where it tells nothing."""
    first = name.split(maxsplit=1)[0].lower() if name else ""
    lists = _lists()
    for part in (first, first.split("-")[0]):
        if part in lists.female and part not in lists.male:
            return "f"
        if part in lists.male and part not in lists.female:
            return "m"
    return None


def is_person_name(name: str) -> bool:
    """Say whether a capitalised name of several words can be somebody's."""
    parts = name.split()
    return len(parts) > 1 and parts[0].lower().split("-")[0] not in _lists().no_people
