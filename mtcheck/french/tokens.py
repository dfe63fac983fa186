"""The words of a sentence with every reading that they have, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mtcheck.french.forms import FINITE, INFINITIVE, PARTICIPLE, PAST, PRESENT, Reading, readings
from mtcheck.records import Span
from mtcheck.text.words import fold_case, words

_SPACES = frozenset({"", " ", "\u00a0", "\u202f"})
_ADVERB = "ment"  # the ending that makes an adverb of an adjective


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence.

    Attributes:
        span: In the document.
        text: Exact slice.
        folded: Lower case, straight apostrophe.
        gap: What stands between the word before and this one; what opens the sentence, for the first.
        readings: Every reading of the form, whatever stands around it; none for an unknown word.
    """

    span: Span
    text: str
    folded: str
    gap: str
    readings: tuple[Reading, ...]

    @property
    def joined(self) -> bool:
        """Whether nothing but a space stands before it."""
        return self.gap in _SPACES

    @property
    def lower(self) -> bool:
        """Whether it is printed in lower case."""
        return self.text.islower()

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    def reads(self, pos: str = "", **features: str | int) -> bool:
        """Say whether some reading has the part of speech and the features; see :meth:`Reading.matches`."""
        return any(pos in ("", r.pos) and r.matches(**features) for r in self.readings)

    def only(self, pos: str = "", **features: str | int) -> bool:
        """Say whether it is known and every reading has the part of speech and the features."""
        return bool(self.readings) and all(pos in ("", r.pos) and r.matches(**features) for r in self.readings)

    @property
    def finite(self) -> tuple[Reading, ...]:
        """Its readings as a verb with a subject."""
        return tuple(r for r in self.readings if r.mood in FINITE)

    @property
    def infinitive(self) -> bool:
        """Whether it can be an infinitive."""
        return any(r.mood == INFINITIVE for r in self.readings)

    @property
    def past_participles(self) -> tuple[Reading, ...]:
        """Its readings as a past participle."""
        return tuple(r for r in self.readings if r.mood == PARTICIPLE and r.tense == PAST)

    @property
    def present_participles(self) -> tuple[Reading, ...]:
        """Its readings as a present participle."""
        return tuple(r for r in self.readings if r.mood == PARTICIPLE and r.tense == PRESENT)

    @property
    def adverb(self) -> bool:
        """Whether it can be an adverb."""
        return any(r.pos == "adverb" for r in self.readings) or (self.folded.endswith(_ADVERB) and not self.readings)

    def is_verb(self, *infinitives: str) -> bool:
        """Say whether it can be a form of one of these verbs, finite or not."""
        return any(r.pos == "verb" and r.lemma in infinitives for r in self.readings)

    def is_finite_of(self, *infinitives: str) -> bool:
        """Say whether it can be a finite form of one of these verbs."""
        return any(r.lemma in infinitives for r in self.finite)


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Cut a sentence into words and read each.

    Args:
        text: A sentence.
        offset: Where it starts in the document.

    Returns:
        The words, in order.
    """
    return _kept(text, offset)


@lru_cache(maxsize=64)  # every rule asks for the same sentence in turn
def _kept(text: str, offset: int) -> tuple[Token, ...]:
    found: list[Token] = []
    end = 0
    for word in words(text):
        folded = fold_case(word.text)
        span = Span(word.span.start + offset, word.span.end + offset)
        found.append(Token(span, word.text, folded, text[end : word.span.start], readings(folded)))
        end = word.span.end
    return tuple(found)


def covering(first: Token, last: Token) -> Span:
    """Return the span from one word to another."""
    return Span(first.span.start, last.span.end)


def run_of(sentence: Sequence[Token], start: int, limit: int) -> Sequence[Token]:
    """Return the words from a place on, as far as only spaces stand between them, ``limit`` at most."""
    end = start + 1
    while end < min(len(sentence), start + limit) and sentence[end].joined:
        end += 1
    return sentence[start:end]
