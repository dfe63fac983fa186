"""Literal evidence: what each French word means on its own, which a fluent back-translation hides."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from mtcheck.evidence.analysis import Gloss, GlossedWord
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.lemmas import is_known, lemma
from mtcheck.lexicon.stopwords import FRENCH
from mtcheck.lexicon.table import TranslationTable
from mtcheck.lexicon.terms import Term, english_lemmas
from mtcheck.text.words import words

SMALLEST = 0.02  # a gloss less likely than this says more about the alignment's noise than about the word
RARE = 0.1  # p(french | english) from which a rare English word counts, whatever else the French word means
COMMON = 3.0  # occurrences per million from which an English word's own translations are trusted
MOST = 10


@dataclass
class Glosser:
    """Gives French words their literal English.

    Args:
        table: The word-aligned table.
        frequencies: Tells English words too rare to be trusted.
        terms: Curated terms; a one-word French rendering of a one-word English form counts as a gloss, since the
            corpus lacks many words of the news.
    """

    table: TranslationTable
    frequencies: Frequencies
    terms: tuple[Term, ...] = ()
    _known: dict[str, tuple[Gloss, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def _curated(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for term in self.terms:
            single = [base[0] for form in term.english if len(base := english_lemmas(form)) == 1 and " " not in form]
            for rendering in term.french if single else ():
                if " " not in rendering and "'" not in rendering:
                    found.setdefault(lemma(rendering, "fr"), {}).update(dict.fromkeys(single))
        return {french: tuple(english) for french, english in found.items()}

    def of_lemma(self, base: str) -> tuple[Gloss, ...]:
        """Return the glosses of a French dictionary form, likeliest first; empty where nothing is known."""
        if base not in self._known:
            learned = [
                Gloss(r.word, max(r.probability, self._backward(base, r.word) / 2))
                for r in self.table.to_english.get(base, ())
                if r.probability >= SMALLEST or self._backward(base, r.word) >= RARE
            ]
            learned.sort(key=lambda gloss: (-gloss.probability, gloss.english))
            have = {gloss.english for gloss in learned}
            curated = [Gloss(english, 0.3) for english in self._curated.get(base, ()) if english not in have]
            found = sorted(learned[:MOST] + curated, key=lambda gloss: (-gloss.probability, gloss.english))
            if not found and len(base) > 3 and is_known(base, "en") and not is_known(base, "fr"):
                found = [Gloss(lemma(base, "en"), 0.5)]  # a word that both languages share, or that was left in English
            self._known[base] = tuple(found)
        return self._known[base]

    def _backward(self, french: str, english: str) -> float:
        """p(french | english), 0 for English words too rare for it to mean anything."""
        common = self.frequencies.of(english, "en") >= COMMON
        return self.table.french_given_english(french, english) if common else 0.0

    def gloss(self, text: str, offset: int = 0) -> tuple[GlossedWord, ...]:
        """Gloss every word of a French text.

        Args:
            text: One sentence.
            offset: Where the sentence starts in the document.
        """
        glossed = []
        for word in words(text, offset):
            folded = word.folded
            base = lemma(folded, "fr")
            function = folded in FRENCH or folded[0].isdigit()
            glosses = () if function else self.of_lemma(base)
            if not glosses and not function and base != folded:
                glosses = self.of_lemma(folded)
            if not glosses and not function and word.text[0].isupper():
                glosses = (Gloss(folded, 0.5),)  # a name means itself
            glossed.append(GlossedWord(word.span, word.text, folded, base, glosses))
        return tuple(glossed)
