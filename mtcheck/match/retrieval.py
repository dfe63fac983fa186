"""French words → candidate English sentences, over an inverted index, by word translation probabilities.

Each French word stands for every English word that may render it, weighed by how likely that is; a sentence is reached
by the best of them. Spellings of a name are found by their first letters and likeness.

Source: Darwish and Oard (2003), *Probabilistic structured query methods*; the likeliest rendering counts, not the sum,
so that a literal rendering is found as well as an idiomatic one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple, TypeAlias

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import extract

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.match.keys import FUNCTION_WORDS, digits
from mtcheck.match.sentence_index import Floats, Integers, SentenceIndex
from mtcheck.text.stopwords import FRENCH

CERTAIN = 0.15  # probability from which a rendering counts in full
SMALLEST = 0.01  # probability under which a rendering is noise
TRUSTED = 3.0  # occurrences per million from which an English word's own translations are trusted
BRIDGES = 4  # renderings followed at each step of a bridge
BRIDGED = 0.12  # probability given at most to a word found over a bridge
LEAST_BRIDGED = 0.02  # probability of a bridge under which it is chance
SHORT = 5  # content words up to which common words are looked up too
FUNCTION = 0.5  # probability given to the renderings of a function word
ALIKE = 0.9  # Jaro-Winkler similarity from which two spellings may be one name
COMMON = 0.04  # share of the sentences from which a word is too common to find one by
LEAST = 0.05  # share of the French that a candidate must reach
ENOUGH = 40_000  # sentences that the rarest words of a text may reach together; commoner ones then add nothing
RARE_WORDS = 4  # words that are looked up whatever they reach
PASSED = 30  # sentences passed over in the time that one is looked up
LARGEST = 20_000  # sentences reached by a word that is held for the next queries
MOST_HELD = 12_000_000  # sentences held in all; about 100 MB

_Key: TypeAlias = tuple[str, str, str, bool]


class Weighted(NamedTuple):
    """A French word as the index sees it.

    Attributes:
        terms: Terms that may render it.
        support: How far each does, 0–1.
        weight: How much the word tells.
        reach: Sentences that hold one of the terms, those of very common terms left out.
        function: Whether it is a function word.
        number: Whether it is a number.
        name: Whether it is capitalised.
    """

    terms: Integers
    support: Floats
    weight: float
    reach: int
    function: bool
    number: bool
    name: bool


class Query(NamedTuple):
    """A French text as the index sees it: its words, and how many there are, function words included."""

    words: tuple[Weighted, ...]
    length: int


@dataclass
class Retriever:
    """Finds sentences of an index.

    Args:
        index: What is searched.
        table: Word translation probabilities.
        frequencies: Tells rare English words, whose probabilities are noise.
    """

    index: SentenceIndex
    table: TranslationTable
    frequencies: Frequencies
    _weighted: dict[_Key, Weighted | None] = field(default_factory=dict, repr=False)
    _reached: dict[tuple[_Key, bool], tuple[Integers, Floats]] = field(default_factory=dict, repr=False)
    _held: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self._score = np.zeros(len(self.index), np.float32)
        self._support = np.zeros(len(self.index), np.float32)
        self._limit = max(COMMON * len(self.index), 200)  # sentences from which a term is too common to find one by

    def find(
        self, words: Sequence[GlossedWord], count: int, *, thorough: bool = False
    ) -> tuple[Query, Integers, Floats]:
        """Find the sentences that share the most with a French text.

        Args:
            words: The French words with their glosses.
            count: Sentences at most.
            thorough: Whether common words reach sentences too, and faint candidates are kept; for small banks.

        Returns:
            The query, sentence numbers, the best first, and how much each shares with it (Dice coefficient, 0–1).
        """
        query, keys = self._words(words)
        score = self._score
        whole = told = 0.0
        count_reached = 0
        touched: list[Integers] = []
        content = [(word, key) for word, key in zip(query.words, keys, strict=True) if not word.function]
        content.sort(key=lambda item: item[0].reach)
        short = len(content) <= SHORT
        for place, (word, key) in enumerate(content):
            whole += word.weight
            if len(word.terms) and (short or (word.reach and (count_reached < ENOUGH or place < RARE_WORDS))):
                sentences, support = self._reach(key, word, everywhere=short)
                told += word.weight
                score[sentences] += support * word.weight  # a sentence that stands twice is written twice, not added
                touched.append(sentences)
                count_reached += len(sentences)
        if not touched:
            return query, np.zeros(0, np.int32), np.zeros(0, np.float32)
        reached, scores, doubled = self._taken(touched, 0.0 if thorough else LEAST * told)
        ranks = 2 * scores / (whole + self.index.sizes[reached])
        most = 10 * count if doubled else count  # a sentence may stand here as often as words have reached it
        if len(ranks) > most:
            best = np.argpartition(-ranks, most)[:most]
            reached, ranks = reached[best], ranks[best]
        if doubled:
            reached, first = np.unique(reached, return_index=True)
            ranks = ranks[first]
        order = np.lexsort((reached, -ranks))[:count]
        return query, reached[order], ranks[order]

    def _taken(self, touched: Sequence[Integers], least: float) -> tuple[Integers, Floats, bool]:
        """Return the sentences whose score exceeds the least, with it, and whether one may stand twice; all scores become 0."""
        score = self._score
        if len(score) <= PASSED * sum(map(len, touched)):
            found = np.flatnonzero(score > least).astype(np.int32)
            scores = score[found]
            score.fill(0)
            return found, scores, False
        reached = np.concatenate(touched)
        scores = score[reached]
        score[reached] = 0
        kept = scores > least
        return reached[kept], scores[kept], True

    def query(self, words: Sequence[GlossedWord]) -> Query:
        """Return a French text as the index sees it."""
        return self._words(words)[0]

    def _words(self, words: Sequence[GlossedWord]) -> tuple[Query, list[_Key]]:
        found: list[Weighted] = []
        keys: list[_Key] = []
        for word in words:
            key = (word.folded, word.lemma, word.text if word.text[0].isupper() else "", not word.glosses)
            if key not in self._weighted:
                self._weighted[key] = self._weigh(word)
            weighted = self._weighted[key]
            if weighted is not None:
                found.append(weighted)
                keys.append(key)
        return Query(tuple(found), len(words)), keys

    def _reach(self, key: _Key, word: Weighted, *, everywhere: bool) -> tuple[Integers, Floats]:
        """Return the sentences that a word reaches, with its best support there; one may stand twice."""
        held = self._reached.get((key, everywhere))
        if held is not None:
            return held
        parts = []
        for term, support in zip(word.terms, word.support, strict=True):  # by rising support: the best is written last
            if everywhere or self.index.counts[term] <= self._limit:
                sentences = self.index.sentences_with(term)
                self._support[sentences] = support
                parts.append(sentences)
        numbers = np.concatenate(parts) if len(parts) > 1 else parts[0]
        reached = (numbers, self._support[numbers])
        if len(numbers) <= LARGEST:
            if self._held + len(numbers) > MOST_HELD:
                self._reached.clear()
                self._held = 0
            self._held += len(numbers)
            self._reached[key, everywhere] = reached
        return reached

    def _weigh(self, word: GlossedWord) -> Weighted | None:
        """Turn a French word into terms; None for one that says nothing."""
        english = FUNCTION_WORDS.get(word.folded)
        if english is not None:
            renderings = dict.fromkeys(english, FUNCTION)
        elif word.folded in FRENCH:
            return None
        else:
            renderings = self._renderings(word)
        vocabulary = self.index.vocabulary
        ranked = sorted(
            (min(1.0, value / CERTAIN), vocabulary[key]) for key, value in renderings.items() if key in vocabulary
        )
        terms = np.array([term for _, term in ranked], np.int32)
        support = np.array([value for value, _ in ranked], np.float32)
        holding = float(support @ self.index.mixed[terms]) if ranked else 0.0
        population = self.index.population
        weight = max(0.1, log((population + 1) / (min(holding, population) + 0.5)))
        counts = self.index.counts[terms]
        reach = int(counts[counts <= self._limit].sum())
        number, name = word.folded[0].isdigit(), word.text[0].isupper()
        return Weighted(terms, support, weight, reach, english is not None, number, name)

    def _renderings(self, word: GlossedWord) -> dict[str, float]:
        """Return English keys and how likely each renders the French content word."""
        if word.folded[0].isdigit():
            return {digits(word.folded): 1.0}
        found: dict[str, float] = {}
        for english, probability, back in self.table.both_ways(word.lemma):
            trusted = back / 2 > probability and self.frequencies.of(english, "en") >= TRUSTED
            value = back / 2 if trusted else probability
            if value >= SMALLEST:
                key = fold(english)
                found[key] = max(found.get(key, 0.0), value)
        for gloss in word.glosses:
            key = fold(gloss.english)
            found[key] = max(found.get(key, 0.0), gloss.probability)
        for english, value in self._bridged(word.lemma).items():
            key = fold(english)
            found[key] = max(found.get(key, 0.0), value)
        folded = fold(word.text)
        known = bool(found)
        if len(folded) > 2:
            found[folded] = max(found.get(folded, 0.0), 0.9)  # looked up only where the bank has the word
        if len(folded) >= 5:
            sure = word.text[0].isupper() or not known
            near = self.index.by_prefix.get(folded[:3], ())
            for key, alike, _ in extract(folded, near, scorer=JaroWinkler.similarity, score_cutoff=ALIKE, limit=None):
                if key != folded:
                    value = 0.8 * alike if sure else 0.4 * alike
                    found[key] = max(found.get(key, 0.0), value)
        return found

    def _bridged(self, french: str) -> dict[str, float]:
        """Return English words that render what the French word's renderings mean: "divers", *various*, "varié", *varying*.

        Source: Bannard and Callison-Burch (2005), *Paraphrasing with bilingual parallel corpora*.
        """
        found: dict[str, float] = {}
        table = self.table
        for english, probability in table.likeliest_english(french, BRIDGES):
            for other, back in table.likeliest_french(english, BRIDGES):
                if other != french:
                    for rendering, value in table.likeliest_english(other, BRIDGES):
                        found[rendering] = found.get(rendering, 0.0) + probability * back * value
        return {english: min(BRIDGED, value) for english, value in found.items() if value >= LEAST_BRIDGED}
