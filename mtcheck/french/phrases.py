"""Noun phrases, and where a clause ends, read off the readings of words in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.french.classes import COMPLEMENTISERS, COORDINATORS, DETERMINERS, NUMERALS
from mtcheck.french.forms import ADJECTIVE, ADVERB, NOUN
from mtcheck.french.tokens import Token

_ADJECTIVES = 3  # behind a noun, at most


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A determiner, a noun, and the adjectives around it.

    Attributes:
        determiner: Place of the determiner in its sentence.
        noun: Place of the noun.
        end: Place behind the last adjective.
        number: ``s`` or ``p`` by the determiner; empty where it does not tell.
    """

    determiner: int
    noun: int
    end: int
    number: str


def noun_phrase(sentence: Sequence[Token], start: int) -> NounPhrase | None:
    """Read the noun phrase that a determiner opens.

    Args:
        sentence: Words.
        start: Place of the determiner.

    Returns:
        The phrase; None where no determiner stands there, or no noun behind it.
    """
    features = DETERMINERS.get(sentence[start].folded)
    if features is None:
        return None
    place = start + 1
    while place < len(sentence) and sentence[place].joined and _leads(sentence, place):
        place += 1
    if place >= len(sentence) or not sentence[place].joined or not sentence[place].reads(NOUN):
        return None
    end = place + 1
    while end < min(len(sentence), place + 1 + _ADJECTIVES) and sentence[end].joined and _follows(sentence[end]):
        end += 1
    return NounPhrase(start, place, end, features[1].strip())


def noun_phrases(sentence: Sequence[Token]) -> Iterator[NounPhrase]:
    """Give the noun phrases of a sentence that a determiner opens, in order."""
    place = 0
    while place < len(sentence):
        phrase = noun_phrase(sentence, place)
        if phrase is not None:
            yield phrase
        place = phrase.noun + 1 if phrase is not None else place + 1


def clause_end(sentence: Sequence[Token], start: int) -> int:
    """Return the place behind the last word of the clause that a word stands in: a mark or a conjunction ends it."""
    place = start + 1
    while place < len(sentence) and sentence[place].joined and sentence[place].folded not in _OPENING:
        place += 1
    return place


_OPENING = COMPLEMENTISERS | COORDINATORS


def _leads(sentence: Sequence[Token], place: int) -> bool:
    """Say whether a word stands before its noun: a numeral, or an adjective with a noun behind it."""
    word = sentence[place]
    if word.folded in NUMERALS:
        return True
    after = sentence[place + 1] if place + 1 < len(sentence) else None
    return (
        word.reads(ADJECTIVE)
        and after is not None
        and after.joined
        and after.reads(NOUN)
        and not after.reads(ADJECTIVE)
    )


def _follows(word: Token) -> bool:
    return (word.reads(ADJECTIVE) or bool(word.past_participles)) and not word.finite and not word.reads(ADVERB)
