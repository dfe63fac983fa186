"""How alike the wording of a French text and of English ones is: order, end and spelling, read from the texts.

Too dear for every sentence that an index finds; it is asked of the likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from mtcheck.french.spelling import fold
from mtcheck.match.keys import english_key, english_tokens
from mtcheck.match.retrieval import Query
from mtcheck.match.sentence_index import SentenceIndex

WORDING = (
    "order",  # share of neighbouring French words whose counterparts stand in the same order
    "distance",  # mean distance of the places, as shares of the lengths, of counterparts
    "adjacent",  # logarithm of the pairs of neighbouring French words whose counterparts are neighbours
    "question",  # whether one is a question and the other is none
    "exclamation",  # the same for exclamations
    "spelling",  # share of letters in a longest common subsequence: names, numbers and cognates together
)
SPELLING = WORDING.index("spelling")
LEAST = 0.3  # support from which an English word is a counterpart
NEAR = 2  # words from one counterpart to the next where they are neighbours; an article may stand between
_NOTHING_KNOWN = (0.5, 0.25, 0.0)  # order, distance and adjacency where fewer than two words have counterparts


def spelling_features(french: str, english: Sequence[str]) -> NDArray[np.float64]:
    """Compare the spelling of a French text with that of English ones: the last of :data:`WORDING`, and soon told."""
    plain = fold(french).lower()
    return np.array([LCSseq.normalized_similarity(plain, fold(text).lower()) for text in english], np.float64)


def most_added(weights: NDArray[np.float64], words: int) -> float:
    """Return the most that the features of :data:`WORDING` but for the spelling can add to a sum.

    Args:
        weights: Of the features.
        words: French words that may have counterparts.
    """
    # All are shares or 0 and 1, but for the count of neighbours: 0 is the least that any of them can be.
    most = np.array([1, 1, np.log1p(max(words - 1, 0)), 1, 1])
    return float(np.maximum(weights[:SPELLING] * most, 0).sum())


def wording_features(
    query: Query, index: SentenceIndex, french: str, english: Sequence[str], spelling: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Compare the wording of a French text with English ones.

    Args:
        query: The French as the index sees it.
        index: Gives words their terms.
        french: The French itself.
        english: Sentences, or runs of them.
        spelling: What :func:`spelling_features` says of them.

    Returns:
        One row an English text, one column for each of :data:`WORDING`.
    """
    supports = [dict(zip(word.terms.tolist(), word.support.tolist(), strict=True)) for word in query.words]
    question, exclamation = "?" in french, "!" in french
    rows = [
        (
            *_order(supports, [index.vocabulary.get(english_key(token), -1) for token in english_tokens(text)]),
            float(question != ("?" in text)),
            float(exclamation != ("!" in text)),
            alike,
        )
        for text, alike in zip(english, spelling.tolist(), strict=True)
    ]
    return np.array(rows, np.float64).reshape(len(rows), len(WORDING))


def _order(supports: Sequence[dict[int, float]], terms: Sequence[int]) -> tuple[float, float, float]:
    """Return order, distance and adjacency of the counterparts of French words among the terms of a sentence."""
    places: dict[int, int] = {}
    for place, term in enumerate(terms):
        places.setdefault(term, place)
    linked: list[tuple[float, int]] = []
    for number, support in enumerate(supports):
        best, where = LEAST, -1
        small, large = (support, places) if len(support) < len(places) else (places, support)
        for term in small:
            if term in large and (value := support[term]) >= best and (value > best or where < 0):
                best, where = value, places[term]
        if where >= 0:
            linked.append((number / len(supports), where))
    if len(linked) < 2:
        return _NOTHING_KNOWN
    steps = [after[1] - before[1] for before, after in pairwise(linked)]
    distance = sum(abs(french - place / len(terms)) for french, place in linked) / len(linked)
    adjacent = sum(0 < abs(step) <= NEAR for step in steps)
    return sum(step >= 0 for step in steps) / len(steps), distance, float(np.log1p(adjacent))
