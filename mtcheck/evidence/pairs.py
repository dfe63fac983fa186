"""One French translation beside its English source: words, dictionary links, and forced decoding in both directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.records import LogProbs, Span, TokenScores
from mtcheck.text.stopwords import STOPWORDS
from mtcheck.text.words import Word, words

Floats: TypeAlias = npt.NDArray[np.float64]

COGNATE = 0.88  # Jaro-Winkler similarity of folded forms from which two long words are taken for the same
_UNKNOWN = 0.1  # support under which the table knows next to nothing of two words, and their letters may speak
_LIKENESS = 0.6  # support of two words that look alike
_LONG, _SAME = 5, 2  # letters of such words, and those that they begin with alike
_ENGLISH_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]\w*(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class PairWord:
    """A word of either side of a pair.

    Attributes:
        span: Code points of its own side's text.
        folded: Lower case, straight apostrophe, accents kept.
        plain: The same without accents, to compare names.
        lemma: Dictionary form.
        content: False for function words.
        weight: 0.2 (very common) to 1 (rare).
    """

    span: Span
    text: str
    folded: str
    plain: str
    lemma: str
    content: bool
    weight: float

    @property
    def number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """What is known of one pair before any verdict.

    Attributes:
        source: The English.
        translation: The French.
        support: How far each English word supports each French one, 0–1; rows are French words, columns English.
        given_source: Forced decoding of the French given the English; None before it was run, as the next two.
        alone: Forced decoding of the French given nothing.
        backward: Forced decoding of the English given the French.
    """

    source: str
    translation: str
    french: tuple[PairWord, ...]
    english: tuple[PairWord, ...]
    support: Floats
    given_source: TokenScores | None = None
    alone: LogProbs | None = None
    backward: LogProbs | None = None


@dataclass
class PairAnalyst:
    """Links the words of pairs by the word-aligned table; answers depend on the pair alone."""

    table: TranslationTable
    frequencies: Frequencies

    def analyse(self, source: str, translation: str) -> PairEvidence:
        """Cut both sides into words and link them.

        Args:
            source: English.
            translation: French.
        """
        french = tuple(self._word(word, "fr") for word in words(translation))
        english = tuple(
            self._word(Word(Span(*match.span()), match.group()), "en") for match in _ENGLISH_WORD.finditer(source)
        )
        return PairEvidence(source, translation, french, english, self._matrix(french, english))

    def _word(self, word: Word, language: str) -> PairWord:
        folded = word.folded
        content = folded not in STOPWORDS[language] and (len(folded) > 1 or folded.isdigit())
        weight = self.frequencies.weight(folded, language)
        return PairWord(word.span, word.text, folded, fold(word.text), lemma(folded, language), content, weight)

    def _matrix(self, french: Sequence[PairWord], english: Sequence[PairWord]) -> Floats:
        matrix = np.zeros((len(french), len(english)))
        columns = [(word, self.table.french_shares(word.lemma)) for word in english if word.content]
        places = [j for j, word in enumerate(english) if word.content]
        for i, word in enumerate(french):
            if not word.content:
                continue
            own, form = self.table.english_shares(word.lemma), self.table.english_shares(word.folded)
            matrix[i, places] = [
                _support(
                    word,
                    other,
                    max(own.get(other.lemma, 0.0), shares.get(word.lemma, 0.0), form.get(other.lemma, 0.0)),
                )
                for other, shares in columns
            ]
        return matrix


def force_pairs(evidence: Sequence[PairEvidence], translator: Translator) -> tuple[PairEvidence, ...]:
    """Force-decode both sides of every pair, and the French by itself.

    Args:
        evidence: Pairs with a word on either side.
        translator: The engine; it must know English→French and French→English.

    Returns:
        The evidence with its scores, in the same order.

    Raises:
        TranslatorError: The engine failed.

    Source:
        Thompson and Post (2020), Prism; Vamvas and Sennrich (2022), contrastive conditioning.
    """
    pairs = [(item.source, item.translation) for item in evidence]
    alone, backward = unconditioned(pairs, translator)
    given = translator.score(pairs, source_lang="en", target_lang="fr")
    return tuple(
        replace(item, given_source=one, alone=two, backward=three)
        for item, one, two, three in zip(evidence, given, alone, backward, strict=True)
    )


def unconditioned(
    pairs: Sequence[tuple[str, str]], translator: Translator
) -> tuple[tuple[LogProbs, ...], tuple[LogProbs, ...]]:
    """Say how likely the French of each pair is by itself, and the English given the French.

    Args:
        pairs: English and French.
        translator: The engine; it must know English→French and French→English.

    Raises:
        TranslatorError: The engine failed.
    """
    alone = log_probs(translator, [("", french) for _, french in pairs], source_lang="en", target_lang="fr")
    swapped = [(french, english) for english, french in pairs]
    return alone, log_probs(translator, swapped, source_lang="fr", target_lang="en")


def _support(french: PairWord, english: PairWord, learned: float) -> float:
    if french.plain == english.plain:
        return 1.0
    if french.number or english.number:
        digits = _digits(french.text)
        return float(bool(digits) and digits == _digits(english.text))
    if learned < _UNKNOWN and _may_be_cognates(french.plain, english.plain):
        alike = JaroWinkler.similarity(french.plain, english.plain)
        return max(learned, _LIKENESS if alike >= COGNATE else 0.0)
    return learned


def _may_be_cognates(french: str, english: str) -> bool:
    return min(len(french), len(english)) >= _LONG and french[:_SAME] == english[:_SAME]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
