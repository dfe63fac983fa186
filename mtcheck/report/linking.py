"""Which English word stands for which French one, so that a reader can point at a word and see its counterpart.

Words are linked by competition: the surest pair first, each word at most once. What the tables do not know, and what
looks alike in both languages, is left to spelling; function words are left out, since their links are mostly chance.

Source: Melamed (2000), *Models of Translational Equivalence among Words* (competitive linking).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Span
from mtcheck.text.stopwords import ENGLISH, FRENCH
from mtcheck.text.words import Word, words

LEAST = 0.03  # strength from which two words are linked
ALIKE = 0.8  # share of the longer word that two cognates have in common from the start
DRIFT = 0.5  # share of its strength that a pair loses where it stands at opposite ends


class Link(NamedTuple):
    """A French word and the English word that renders it, both as spans of the texts they were found in."""

    french: Span
    english: Span


def link_words(french: str, english: str, offset: int = 0) -> tuple[Link, ...]:
    """Link the content words of a French text with those of the English that it renders.

    Args:
        french: The French words.
        english: The known English.
        offset: Added to the French spans, where ``french`` is a slice of a document.

    Returns:
        The links by their place in the French; no word stands in two.
    """
    ours = [word for word in words(french, offset) if _tells(word, FRENCH)]
    theirs = [word for word in words(english) if _tells(word, ENGLISH)]
    pairs = sorted(
        (-strength * (1 - DRIFT * _drift(i, ours, j, theirs)), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if (strength := _strength(one.text, other.text)) >= LEAST
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return tuple(Link(ours[i].span, theirs[j].span) for i, j in sorted(taken.items()))


def gloss_words(french: str) -> str:
    """Say what French words mean one by one, as "feu = fire, cessé = stop"; empty where the table knows none."""
    return ", ".join(
        f"{word.text} = {meaning}"
        for word in words(french)
        if _tells(word, FRENCH) and (meaning := _meaning(word.text))
    )


def _tells(word: Word, stopwords: frozenset[str]) -> bool:
    return word.folded not in stopwords and (len(word.text) > 1 or word.text.isdigit())


def _drift(i: int, ours: Sequence[Word], j: int, theirs: Sequence[Word]) -> float:
    return abs(i / max(len(ours) - 1, 1) - j / max(len(theirs) - 1, 1))


@lru_cache(maxsize=200_000)
def _strength(french: str, english: str) -> float:
    """Say how likely one word renders the other, 0–1."""
    one, other = fold(french), fold(english).removesuffix("'s")
    if one == other:
        return 1.0
    if one[0].isdigit() or other[0].isdigit():
        return 0.0 if _digits(one) != _digits(other) else 1.0
    ours, theirs = lemma(french, "fr"), lemma(other, "en")
    table = shipped_table()
    learned = max(
        (table.english_given_french(base, target) + table.french_given_english(base, target)) / 2
        for base in {ours, french.lower()}
        for target in {theirs, other}
    )
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    alike = 0.5 if shared >= 4 and shared / max(len(one), len(other)) >= ALIKE else 0.0
    return max(learned, alike)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


@lru_cache(maxsize=50_000)
def _meaning(french: str) -> str | None:
    table = shipped_table()
    for base in (lemma(french, "fr"), french.lower()):
        if renderings := table.to_english.get(base):
            return renderings[0].word
    return None
