"""A French text → the sentences of known quotes that it may render, with their odds: retrieval, then two fitted orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.errors import LanguagePairError
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.match.index_folder import open_index
from mtcheck.match.likelihood import MatchModel, features, shipped_model
from mtcheck.match.retrieval import Query, Retriever
from mtcheck.match.sentence_index import SentenceIndex, split_sentences_of
from mtcheck.match.speakers import same_speaker
from mtcheck.match.wording import SPELLING, most_added, spelling_features, wording_features
from mtcheck.quotes.collection import Bank
from mtcheck.records import KnownQuote

RETRIEVED = 300  # sentences whose odds are reckoned for each quotation
SHORTLIST = 30  # of those, the likeliest, whose wording is compared too
LARGE = 5_000  # sentences from which a bank holds so many that a faint resemblance is chance
LEAST_SHARED = 0.15  # Dice coefficient under which nothing in a large bank is a candidate
CLOSE = 4.0  # log-odds within which candidates are told apart by forced decoding
FORCED = 12  # candidates that are
FORCED_FROM = -8.0  # log-odds that the best must have: nothing likely is told apart from nothing likely
FORCED_WEIGHT = 6.0  # log-odds for a nat of mean log-probability of the French given the English
ROUNDING = 1e-6  # by how much sums of the same terms in another order may differ at most

Reranker = Callable[[str, Sequence[str]], Sequence[float]]
"""Given a French text and English ones, what is added to the log-odds of each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a French text may render.

    Attributes:
        part: Which of the index's banks.
        sentence: Number of the sentence in that bank's index.
        log_odds: Of its being the source, natural logarithm, in a bank of 100,000 sentences.
    """

    part: int
    sentence: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates are of any use.

    Attributes:
        count: Sentences retrieved at most.
        least: Log-odds under which no sentence of a large bank is; where none can reach them, none is given.
        speaker: Who says it, where the article tells.
        own: How much less suffices for a sentence of that speaker's.
        alone: Log-odds under which a quote of one sentence is of no use; ``least`` holds where a run may be likelier.
        told_apart: Log-odds that the best must have for close ones to be told apart by forced decoding.
    """

    count: int = RETRIEVED
    least: float = -inf
    speaker: str | None = None
    own: float = 0.0
    alone: float = -inf
    told_apart: float = FORCED_FROM

    def includes(self, log_odds: float, quotes: Sequence[KnownQuote]) -> bool:
        """Say whether one of the quotes can be of use where none is likelier than that."""
        if log_odds >= self.least - ROUNDING:
            return True
        return log_odds >= self.least - self.own - ROUNDING and self.has_own(quotes)

    def includes_any(
        self, log_odds: NDArray[np.float64], several: NDArray[np.bool_], quotes: Sequence[KnownQuote]
    ) -> bool:
        """Say whether one of the quotes can be of use, whichever comes first.

        Args:
            log_odds: Of each quote, were it the first.
            several: Whether the quote has several sentences.
            quotes: The quotes.
        """
        needed = np.where(several, self.least, self.alone)
        return bool((log_odds >= needed - ROUNDING).any()) or self.has_own(quotes)

    def has_own(self, quotes: Iterable[KnownQuote]) -> bool:
        """Say whether one of the quotes is by the speaker."""
        speaker = self.speaker
        return speaker is not None and any(same_speaker(speaker, quote) for quote in quotes)


@dataclass(frozen=True)
class IndexedBank:
    """One bank with its index.

    Attributes:
        number: Of the bank among those of the run.
    """

    number: int
    bank: Bank
    retriever: Retriever
    reranker: Reranker | None

    @classmethod
    def open(
        cls,
        number: int,
        bank: Bank,
        table: TranslationTable,
        frequencies: Frequencies,
        *,
        folder: Path | None,
        reranker: Reranker | None,
    ) -> IndexedBank:
        """Open the index of a bank, or make it.

        Args:
            number: Of the bank among those of the run.
            bank: The quotes.
            table: Word translation probabilities.
            frequencies: Counts of general English.
            folder: Where the index of a large bank is kept for the next run; None keeps nothing.
            reranker: Tells close candidates apart; None leaves them as they are.
        """
        return cls(number, bank, Retriever(open_index(bank, frequencies, folder), table, frequencies), reranker)

    @property
    def index(self) -> SentenceIndex:
        """The sentences of the bank."""
        return self.retriever.index

    @property
    def large(self) -> bool:
        """Whether the bank holds so many sentences that a faint resemblance is chance."""
        return len(self.index) > LARGE

    def search(self, words: Sequence[GlossedWord], text: str | None, wanted: Wanted) -> list[Candidate]:
        """Return the sentences that a French text may render, the likeliest first.

        Args:
            words: The French words with their glosses.
            text: The French itself, where close candidates are to be told apart by forced decoding.
            wanted: Which candidates are of any use.
        """
        model = shipped_model()
        query, sentences, shared = self.retriever.find(words, wanted.count, thorough=not self.large)
        if not len(sentences) or (self.large and shared[0] < LEAST_SHARED):
            return []
        french = _french(words, text)
        rows = features(query, self.index, sentences, sentences + 1)
        kept = np.argsort(-(rows @ model.first), kind="stable")[:SHORTLIST]
        rows, sentences = rows[kept], sentences[kept]
        positions = self.index.quote_of[sentences]
        quotes = self.bank.at(positions.tolist())
        english = _sentences(quotes, (sentences - self.index.first_of[positions]).tolist())
        spelling = spelling_features(french, english)
        if self.large and not wanted.includes(_most_likely(model, query, rows, spelling), quotes):
            return []  # most texts end here, before their wording is compared
        rows = np.concatenate([rows, wording_features(query, self.index, french, english, spelling)], axis=1)
        order = rows @ model.second
        best = int(order.argmax())
        close = np.flatnonzero(order >= order[best] - CLOSE)
        if self.reranker is not None and text is not None and self.large and len(close) > 1:
            close = close[np.argsort(-order[close], kind="stable")][:FORCED]
            several = self.index.first_of[positions[close] + 1] - self.index.first_of[positions[close]] > 1
            if not wanted.includes_any(model.right.log_odds(rows[close]), several, quotes):
                return []  # to tell them apart would take longer than all the rest
            if model.right.log_odds(rows[best]) >= wanted.told_apart:
                order[close] += self.reranker(text, [english[i] for i in close])
                rest = np.setdiff1d(np.arange(len(order)), close)
                order[rest] = np.minimum(order[rest], order[close].min())  # their surprise is not known
                best = int(order.argmax())
        odds = float(model.right.log_odds(rows[best])) + order - order[best]
        ranked = np.argsort(-odds, kind="stable")
        return [Candidate(self.number, int(sentences[i]), float(odds[i])) for i in ranked]

    def odds_of_run(
        self, words: Sequence[GlossedWord], text: str | None, sentences: tuple[int, int], english: str
    ) -> float:
        """Return the log-odds that a French text renders neighbouring sentences.

        Args:
            words: The French words with their glosses.
            text: The French itself, None where only its words are known.
            sentences: Numbers of the first sentence and, one past it, of the last.
            english: The sentences.
        """
        query, french = self.retriever.query(words), _french(words, text)
        rows = features(query, self.index, np.array(sentences[:1]), np.array(sentences[1:]))
        wording = wording_features(query, self.index, french, [english], spelling_features(french, [english]))
        return float(shipped_model().right.log_odds(np.concatenate([rows, wording], axis=1))[0])


def forced_reranker(translator: Translator) -> Reranker:
    """Return a reranker that asks an engine how surprised it is at the French, given each English sentence.

    Source: Thompson and Post (2020), Prism.
    """

    def rerank(french: str, english: Sequence[str]) -> list[float]:
        pairs = [(text, french) for text in english]
        try:
            scored = log_probs(translator, pairs, source_lang="en", target_lang="fr")
        except LanguagePairError:  # a model that reads French and does not write it has no say
            return [0.0] * len(english)
        return [FORCED_WEIGHT * scores.mean for scores in scored]

    return rerank


def _most_likely(model: MatchModel, query: Query, rows: NDArray[np.float64], spelling: NDArray[np.float64]) -> float:
    """Return log-odds that no candidate exceeds, whatever a comparison of its wording, but for the spelling, says."""
    known, wording = np.split(model.right.weights, [rows.shape[1]])
    told = model.right.bias + rows @ known + spelling * wording[SPELLING]
    return float(told.max()) + most_added(wording, len(query.words))


def _sentences(quotes: Sequence[KnownQuote], numbers: Sequence[int]) -> list[str]:
    """Return of each quote the sentence of a number, as the index has cut it."""
    cut = [split_sentences_of(quote.text) for quote in quotes]
    return [sentences[min(number, len(sentences) - 1)] for sentences, number in zip(cut, numbers, strict=True)]


def _french(words: Sequence[GlossedWord], text: str | None) -> str:
    """Return the French as it stands, or its words where only they are known."""
    return " ".join(word.text for word in words) if text is None else text
