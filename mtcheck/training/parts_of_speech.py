"""Learns what part of speech an English word is in its sentence, from the dictionary's examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.senses.parts_of_speech import SIZE, TOLD, PartsOfSpeech, Surroundings, packed
from mtcheck.senses.tokens import english_tokens

FOLDS = 5
_ALPHA, _ROUNDS = 3e-5, 12


@dataclass(frozen=True)
class TaggingFigures:
    """What the model reaches on headwords that it was not trained on.

    Attributes:
        examples: Sentences that were learned from.
        ambiguous: Those whose headword the dictionary has as several parts of speech.
        right: Share of the ambiguous ones whose part of speech is found, 0–1.
        sure: Share of the ambiguous ones that are told with 0.9 or more.
        right_when_sure: Share of these that are right.
    """

    examples: int
    ambiguous: int
    right: float
    sure: float
    right_when_sure: float


@dataclass(frozen=True)
class _Sample:
    columns: tuple[int, ...]
    label: int
    fold: int
    listed: frozenset[str]


def build(dictionary: Dictionary, output: Path) -> TaggingFigures:
    """Learn the model and write it.

    Args:
        dictionary: With examples.
        output: The file to write.

    Returns:
        Figures from folds by headword.
    """
    surroundings = Surroundings(dictionary, shipped_frequencies())
    samples = tuple(_samples(dictionary, surroundings))
    features, label = _matrix(samples), np.array([sample.label for sample in samples])
    fold = np.array([sample.fold for sample in samples])
    chosen, sure = np.zeros(len(samples), np.int64), np.zeros(len(samples))
    for number in range(FOLDS):
        test = np.flatnonzero(fold == number)
        if len(test) == 0 or len(set(label[fold != number])) < 2:
            continue
        model = _learned(features[fold != number], label[fold != number], surroundings)
        scores = np.asarray(features[test] @ model.weights.T) + model.bias
        allowed = np.array([[pos in samples[i].listed for pos in TOLD] for i in test])
        odds = np.where(allowed, 1 / (1 + np.exp(-np.clip(scores, -30, 30))), 0)
        chosen[test] = odds.argmax(axis=1)
        sure[test] = odds.max(axis=1) / np.maximum(odds.sum(axis=1), 1e-9)
    learned = _learned(features, label, surroundings)
    output.write_bytes(packed(learned.weights, learned.bias))
    open_ = np.array([len(sample.listed) > 1 for sample in samples])
    right, told = chosen == label, open_ & (sure >= 0.9)
    return TaggingFigures(
        len(samples), int(open_.sum()), _share(right[open_]), _share(told[open_]), _share(right[told])
    )


def _samples(dictionary: Dictionary, surroundings: Surroundings) -> Iterator[_Sample]:
    """Give the examples of single words that stand once in their sentence."""
    for entry in dictionary:
        word = entry.english.lower()
        if not word.isalpha() or entry.pos not in TOLD:
            continue
        listed = frozenset(other.pos for other in dictionary.look_up(word) if other.pos in TOLD)
        for example in (example for sense in entry.senses for example in sense.examples):
            tokens = english_tokens(example.english)
            places = [place for place, token in enumerate(tokens) if word in token.forms]
            if len(places) == 1:
                columns = surroundings.columns(example.english, tokens, places[0])
                yield _Sample(columns, TOLD.index(entry.pos), crc32(word.encode()) % FOLDS, listed)


def _matrix(samples: tuple[_Sample, ...]) -> csr_matrix:
    rows = [number for number, sample in enumerate(samples) for _ in sample.columns]
    columns = [column for sample in samples for column in sample.columns]
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(samples), SIZE))


def _learned(features: csr_matrix, label: npt.NDArray[np.int64], surroundings: Surroundings) -> PartsOfSpeech:
    weights, bias = np.zeros((len(TOLD), SIZE), np.float32), np.full(len(TOLD), -10, np.float32)
    for number in range(len(TOLD)):
        own = label == number
        if 0 < own.sum() < len(label):
            model = SGDClassifier(loss="log_loss", alpha=_ALPHA, max_iter=_ROUNDS, tol=None, random_state=1)
            model.fit(features, own)
            weights[number], bias[number] = model.coef_[0], model.intercept_[0]
    return PartsOfSpeech(surroundings, weights, bias)


def _share(values: npt.NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else float("nan")
