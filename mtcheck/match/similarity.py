"""How far a French text and an English text say the same, by word translation probabilities.

Every content word is supported by its likeliest counterpart on the other side; the similarity is the weighted share of
supported words on both sides. No model is needed, order does not matter, and a literal rendering scores as well as an
idiomatic one: that is wanted here, since garbled French must still find its source.

Source: the lexical-weighting idea of Koehn, Och and Marcu (2003), *Statistical phrase-based translation*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from rapidfuzz.distance import JaroWinkler

from mtcheck.evidence.analysis import GlossedWord, f_measure
from mtcheck.french.inflection import same_word
from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.match.english import EnglishWord
from mtcheck.patterns.schema import Pattern, english_lemmas
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words as words_of

CERTAIN = 0.12  # probability from which a counterpart counts in full
COGNATE = 0.90  # Jaro-Winkler similarity of folded forms from which two long words are taken for the same
_Accepted: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]  # English lemmas, renderings in words


@dataclass(frozen=True, slots=True)
class FrenchWord:
    """A content word of the French side: gloss, weight 0.2–1 and folded form."""

    word: GlossedWord
    weight: float
    folded: str


@dataclass(frozen=True, slots=True)
class Similarity:
    """How well two word sequences support each other.

    Attributes:
        french: Support of each French word, 0–1.
        english: Support of each English word, 0–1.
        french_coverage: Weighted share of the French that the English supports, 0–1.
        english_coverage: Weighted share of the English that the French supports, 0–1.
        shared: Sum of the supported French weights: how much evidence there is at all.
        links: For each French word the place of the English one that supports it most, -1 for none; terms of several
            words left aside.
    """

    french: tuple[float, ...]
    english: tuple[float, ...]
    french_coverage: float
    english_coverage: float
    shared: float
    links: tuple[int, ...]

    @property
    def value(self) -> float:
        """F-measure of the two coverages, the French counting twice (it may render part of a sentence), 0–1."""
        return f_measure(self.french_coverage, self.english_coverage)


@dataclass
class WordComparison:
    """Compares French words with English ones."""

    table: TranslationTable
    frequencies: Frequencies
    terms: tuple[Pattern, ...] = ()

    def french_words(self, words: Sequence[GlossedWord]) -> tuple[FrenchWord, ...]:
        """Keep the content words (numbers included) and weigh them."""
        kept = []
        for word in words:
            if word.folded in FRENCH or (len(word.folded) < 2 and not word.folded.isdigit()):
                continue
            kept.append(FrenchWord(word, self.frequencies.weight(word.folded, "fr"), fold(word.text)))
        return tuple(kept)

    def supports(self, french: Sequence[FrenchWord], english: Sequence[EnglishWord]) -> list[list[float]]:
        """Say how far each French word can render each English one, 0–1; a row a French word."""
        given_english = [self.table.french_shares(word.lemma) for word in english]
        rows = []
        for word in french:
            lemma = word.word.lemma
            given_french = self.table.english_shares(lemma)
            glossed = {gloss.english: gloss.probability for gloss in reversed(word.word.glosses)}
            rows.append(
                [
                    _support(
                        word,
                        other,
                        max(given_french.get(other.lemma, 0.0), shares.get(lemma, 0.0), glossed.get(other.lemma, 0.0)),
                    )
                    for other, shares in zip(english, given_english, strict=True)
                ]
            )
        return rows

    def compare(self, french: Sequence[FrenchWord], english: Sequence[EnglishWord]) -> Similarity:
        """Compare two sequences of content words."""
        matrix = self.supports(french, english)
        links = tuple(_strongest(row) for row in matrix)
        self._join_terms(french, english, matrix)
        of_french = tuple(max(row, default=0.0) for row in matrix)
        of_english = tuple(max((row[j] for row in matrix), default=0.0) for j in range(len(english)))
        shared = sum(s * f.weight for s, f in zip(of_french, french, strict=True))
        whole_french = sum(f.weight for f in french)
        whole_english = sum(e.weight for e in english)
        said = sum(s * e.weight for s, e in zip(of_english, english, strict=True))
        return Similarity(
            of_french,
            of_english,
            shared / whole_french if whole_french else 0.0,
            said / whole_english if whole_english else 0.0,
            shared,
            links,
        )

    def _join_terms(
        self, french: Sequence[FrenchWord], english: Sequence[EnglishWord], matrix: list[list[float]]
    ) -> None:
        """Let an accepted rendering of a curated term support the whole term ("attaques aériennes", *airstrikes*)."""
        lemmas = [word.lemma for word in english]
        for pattern, renderings in self._renderings(frozenset(lemmas)):
            for start in _runs(lemmas, pattern):
                for rendering in renderings:
                    size = len(rendering)
                    for first in range(len(french) - size + 1):
                        if all(same_word(rendering[i], french[first + i].word.text) for i in range(size)):
                            for i in range(first, first + size):
                                for j in range(start, start + len(pattern)):
                                    matrix[i][j] = 1.0

    def _renderings(self, lemmas: frozenset[str]) -> list[_Accepted]:
        known = self._by_lemma
        return [found for word in sorted(lemmas) for found in known.get(word, ()) if lemmas.issuperset(found[0])]

    @cached_property
    def _by_lemma(self) -> dict[str, list[_Accepted]]:
        return _accepted(self.terms)


@lru_cache(maxsize=2)  # those that ship are the same for every run of a process
def _accepted(terms: tuple[Pattern, ...]) -> dict[str, list[_Accepted]]:
    """Return the English lemmas of terms beside the words of their accepted renderings, by the first lemma."""
    found: dict[str, list[_Accepted]] = {}
    for term in terms:
        accepted = tuple(_content_words(phrase) for phrase in term.french)
        for form in term.english:
            pattern = english_lemmas(form)
            if pattern:
                found.setdefault(pattern[0], []).append((pattern, accepted))
    return found


def _support(french: FrenchWord, english: EnglishWord, learned: float) -> float:
    if french.folded == english.folded:
        return 1.0
    if french.folded[0].isdigit() or english.folded[0].isdigit():
        return float(_digits(french.folded) == _digits(english.folded))
    if learned >= CERTAIN:
        return 1.0
    alike = 0.0
    if min(len(french.folded), len(english.folded)) >= 5:
        ratio = JaroWinkler.similarity(french.folded, english.folded)
        alike = 0.9 if ratio >= COGNATE and (english.name or learned > 0 or not french.word.glosses) else 0.0
    return max(learned / CERTAIN, alike)


def _strongest(supports: Sequence[float]) -> int:
    """Return the place of the first of the largest, -1 where none is above 0."""
    best = max(supports, default=0.0)
    return supports.index(best) if best > 0 else -1


def _content_words(phrase: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(phrase) if word.folded not in FRENCH)


def _runs(sequence: Sequence[str], pattern: tuple[str, ...]) -> list[int]:
    size = len(pattern)
    return [i for i in range(len(sequence) - size + 1) if tuple(sequence[i : i + size]) == pattern]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
