"""A sentence as terms are looked for in it: its content words, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.text.stopwords import FRENCH

DETERMINERS = frozenset("le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs".split())
_LINKS = frozenset("aucun aucune sans de d' du des la le les l' à au aux en par sur un une".split())
_BREAK = re.compile(r"[^\w\s'’-]|_")


@dataclass(frozen=True, slots=True)
class GlossedSentence:
    """A sentence, its content words, and their places among its words."""

    words: Sequence[GlossedWord]
    text: str
    places: Sequence[int]
    content: Sequence[GlossedWord]

    @classmethod
    def of(cls, words: Sequence[GlossedWord], text: str) -> GlossedSentence:
        """Pick the content words of a glossed sentence; figures are none."""
        places = [
            place for place, word in enumerate(words) if word.folded not in FRENCH and not word.folded[0].isdigit()
        ]
        return cls(words, text, places, [words[place] for place in places])

    def before(self, number: int) -> str:
        """Return the word before a content word, folded; "" where there is none."""
        place = self.places[number]
        return self.words[place - 1].folded if place else ""

    def between(self, number: int) -> tuple[str, ...]:
        """Return the words between a content word and the one before, folded."""
        return tuple(word.folded for word in self.words[self.places[number - 1] + 1 : self.places[number]])

    def joined(self, number: int) -> bool:
        """Say whether only linking words stand between a content word and the one before, and no punctuation."""
        before, after = self.places[number - 1], self.places[number]
        if _BREAK.search(self.text, self.words[before].span.end, self.words[after].span.start):
            return False
        between = self.words[before + 1 : after]
        if any(word.text[0].isupper() for word in between) and self.words[before].text.islower():
            return False  # "chassé Un homme": a heading or a full stop went missing
        if len(between) > 1 and between[0].folded == "par":
            return False  # "cabinet par le député": who did it, no part of a term
        return all(word.folded in _LINKS for word in between)

    def opens_with(self, number: int, prepositions: frozenset[str]) -> bool:
        """Say whether one of the prepositions stands before a content word, an article between them or not."""
        place = self.places[number]
        before = [word.folded for word in self.words[max(0, place - 2) : place]]
        return any(word in prepositions for word in before[-1:]) or (
            len(before) > 1 and before[0] in prepositions and before[1] in DETERMINERS
        )
