"""Known sentences that a French text renders: one, and its neighbours as long as they say more of the French."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.match.english import EnglishSentence, EnglishWord
from mtcheck.match.similarity import FrenchWord, Similarity, WordComparison
from mtcheck.records import KnownQuote

LONGEST_RUN = 3  # English sentences that one French sentence may render
HOPELESS = 0.15  # similarity under which no neighbouring sentence makes a match
ADDED_SAID = 0.4  # share of a neighbouring sentence that the French must render for it to join the run
ADDED_SHARED = 0.5  # supported French weight that it must add: a word of some rarity, or two common ones


@dataclass(frozen=True, slots=True)
class Match:
    """The known sentences that a French text renders best.

    Attributes:
        first: Index of the first sentence in the quote; ``last`` is one past the last.
        similarity: 0–1.
        detail: Support word by word, over the French content words and the English words of the run.
        probability: 0–1, how likely the French renders this sentence rather than another of the bank or none.
    """

    quote: KnownQuote
    first: int
    last: int
    text: str
    similarity: float
    detail: Similarity
    french: tuple[FrenchWord, ...]
    english: tuple[EnglishWord, ...]
    probability: float = 1.0


def run_of(
    comparison: WordComparison,
    french: tuple[FrenchWord, ...],
    sentences: Sequence[EnglishSentence],
    place: int,
    longest: int,
) -> Match:
    """Extend a sentence to its neighbours while that says more of the French.

    Args:
        comparison: Compares words.
        french: Words of the French text.
        sentences: Of the quote.
        place: The sentence among them.
        longest: Sentences at most.
    """
    first = last = place
    current = _compared(comparison, french, sentences[first : last + 1])
    while last - first + 1 < longest and current[0].value >= HOPELESS:
        best = None
        for start, end in ((first - 1, last), (first, last + 1)):
            if start < 0 or end >= len(sentences):
                continue
            added = sentences[start] if start < first else sentences[end]
            option = _compared(comparison, french, sentences[start : end + 1])
            if not _adds(option[0], current[0], added, before=start < first):
                continue
            if best is None or option[0].value > best[0][0].value:
                best = option, start, end
        if best is None or best[0][0].value <= current[0].value + 0.02:
            break
        current, first, last = best
    similarity, english = current
    run = sentences[first : last + 1]
    text = " ".join(sentence.text for sentence in run)
    return Match(run[0].quote, first, last + 1, text, similarity.value, similarity, french, english)


def _compared(
    comparison: WordComparison, french: Sequence[FrenchWord], run: Sequence[EnglishSentence]
) -> tuple[Similarity, tuple[EnglishWord, ...]]:
    english = tuple(word for sentence in run for word in sentence.words)
    return comparison.compare(french, english), english


def _adds(grown: Similarity, seed: Similarity, added: EnglishSentence, *, before: bool) -> bool:
    """Say whether a neighbouring sentence says something of the French that the run did not, and is itself said."""
    count = len(added.words)
    supports = grown.english[:count] if before else grown.english[len(grown.english) - count :]
    whole = sum(word.weight for word in added.words)
    said = sum(support * word.weight for support, word in zip(supports, added.words, strict=True))
    return said >= ADDED_SAID * whole and grown.shared - seed.shared >= ADDED_SHARED
