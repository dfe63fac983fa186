"""The words of other languages that give a few of their words away inside French, and what French borrows whole.

Ships as ``data/foreign.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

STRONG, WEAK = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Words that tell languages other than French.

    Attributes:
        names: ISO 639-1 code → English name of the language.
        weights: Code → lower-case word → how much it says for that language: :data:`STRONG`, :data:`WEAK`, or 0 for a word
            that French has too.
        connectives: First word → connecting phrases that begin with it, word by word, and their languages: "sin embargo".
        telling: Word → the languages that it is a strong word of.
        alone: English words of the news that French does not borrow.
        borrowed: English words that French uses.
        loans: First word → the borrowed expressions that begin with it, word by word.
    """

    names: Mapping[str, str]
    weights: Mapping[str, Mapping[str, float]]
    connectives: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    telling: Mapping[str, tuple[str, ...]]
    alone: frozenset[str]
    borrowed: frozenset[str]
    loans: Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def shipped_foreign_words() -> ForeignWords:
    """Load the lists that ship with the package."""
    data = tomllib.loads(resources.files("mtcheck.lexicon").joinpath("data/foreign.toml").read_text(encoding="utf-8"))
    listed_loans = data.pop("loans")
    phrases = listed_loans["phrases"].strip().splitlines()
    weights: dict[str, dict[str, float]] = {}
    telling: dict[str, list[str]] = {}
    connectives: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for language, listed in data.items():
        for phrase in listed.get("connectives", ()):
            parts = tuple(phrase.split())
            connectives.setdefault(parts[0], []).append((parts, language))
        weights[language] = {
            **dict.fromkeys(listed["strong"].split(), STRONG),
            **dict.fromkeys(listed["weak"].split(), WEAK),
            **dict.fromkeys(listed["shared"].split(), 0.0),
        }
        for word, weight in weights[language].items():
            if weight == STRONG:
                telling.setdefault(word, []).append(language)
    loans: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        loans.setdefault(parts[0], []).append(parts)
    return ForeignWords(
        {language: listed["name"] for language, listed in data.items()},
        weights,
        {first: tuple(found) for first, found in connectives.items()},
        {word: tuple(found) for word, found in telling.items()},
        frozenset(data["en"]["alone"].split()),
        frozenset(listed_loans["words"].split()),
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in loans.items()},
    )
