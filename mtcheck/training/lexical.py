"""A lexical translation table by word alignment of the corpus.

IBM model 1 in both directions over dictionary forms, then the same with each direction's link posteriors multiplied by
the other's ("agreement"), which removes most of the garbage that rare words collect.

Source: Brown et al. (1993), *The mathematics of statistical machine translation*; Liang, Taskar and Klein (2006),
*Alignment by agreement*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.french.lemmas import lemma
from mtcheck.training.corpus import Pair, tokens

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class TableEntry(NamedTuple):
    """One word pair of the table; both probabilities 0–1."""

    french: str
    english: str
    english_given_french: float
    french_given_english: float


def content_lemmas(text: str, language: str, stopwords: frozenset[str]) -> list[str]:
    """Return the dictionary forms of the content words of ``text``, in order."""
    return [
        base
        for token in tokens(text)
        if len(token) > 1
        and token[0].isalpha()
        and token not in stopwords
        and (base := lemma(token, language)) not in stopwords
    ]


class Links(NamedTuple):
    """Every possible link of every sentence pair, flat.

    ``pair`` numbers the word pair, ``english``/``french`` the token in the corpus, ``pairs`` holds the word ids.
    """

    pair: npt.NDArray[np.int32]
    english: npt.NDArray[np.int32]
    french: npt.NDArray[np.int32]
    pair_french: Ints
    pair_english: Ints


def learn(
    pairs: Iterable[Pair],
    stopwords: dict[str, frozenset[str]],
    *,
    most: int = 900_000,
    longest: int = 22,
    vocabulary: int = 45_000,
    at_least: int = 3,
    alone: int = 3,
    agreeing: int = 4,
    smallest: float = 0.01,
    keep: int = 8,
) -> tuple[TableEntry, ...]:
    """Learn the table.

    Args:
        pairs: The corpus.
        stopwords: Function words by language, which take no part.
        most: Sentence pairs used at most.
        longest: Content words a side at most.
        vocabulary: Words a language at most, by frequency.
        at_least: Occurrences under which a word is left out.
        alone: Iterations of plain model 1.
        agreeing: Iterations with agreement.
        smallest: Smallest p(english | french) or p(french | english) that is kept.
        keep: Renderings a French word at most, and French words an English one at most.

    Returns:
        Entries sorted by French word, then by falling probability.
    """
    english, french = [], []
    for item in pairs:
        e, f = content_lemmas(item.english, "en", stopwords["en"]), content_lemmas(item.french, "fr", stopwords["fr"])
        if 1 <= len(e) <= longest and 1 <= len(f) <= longest:
            english.append(e)
            french.append(f)
        if len(english) >= most:
            break
    e_words, e_ids = _number(english, vocabulary, at_least)
    f_words, f_ids = _number(french, vocabulary, at_least)
    links = _link(english, french, e_ids, f_ids)
    given_french, given_english = _align(links, alone, agreeing)
    return _entries(links, given_french, given_english, f_words, e_words, smallest, keep)


def _number(sentences: list[list[str]], size: int, at_least: int) -> tuple[list[str], dict[str, int]]:
    counts = Counter(word for sentence in sentences for word in sentence)
    words = [word for word, seen in counts.most_common(size) if seen >= at_least]
    return words, {word: index for index, word in enumerate(words)}


def _link(english: list[list[str]], french: list[list[str]], e_ids: dict[str, int], f_ids: dict[str, int]) -> Links:
    base = len(e_ids) + 1
    keys, of_english, of_french = [], [], []
    e_seen = f_seen = 0
    for e_sentence, f_sentence in zip(english, french, strict=True):
        e = np.fromiter((e_ids[word] for word in e_sentence if word in e_ids), np.int64)
        f = np.fromiter((f_ids[word] for word in f_sentence if word in f_ids), np.int64)
        if not len(e) or not len(f):
            continue
        keys.append((f[:, None] * base + e[None, :]).ravel())
        of_french.append(np.repeat(np.arange(f_seen, f_seen + len(f), dtype=np.int32), len(e)))
        of_english.append(np.tile(np.arange(e_seen, e_seen + len(e), dtype=np.int32), len(f)))
        e_seen, f_seen = e_seen + len(e), f_seen + len(f)
    unique, pair = np.unique(np.concatenate(keys), return_inverse=True)
    return Links(
        pair.astype(np.int32), np.concatenate(of_english), np.concatenate(of_french), unique // base, unique % base
    )


def _align(links: Links, alone: int, agreeing: int) -> tuple[Floats, Floats]:
    """Return p(english | french) and p(french | english) of every word pair."""
    size = len(links.pair_french)
    e_given_f, f_given_e = np.full(size, 1e-3), np.full(size, 1e-3)
    for step in range(alone + agreeing):
        # English word e is explained by one French word: normalise over the French words of its sentence
        left = e_given_f[links.pair]
        left /= np.bincount(links.english, left)[links.english] + 1e-12
        right = f_given_e[links.pair]
        right /= np.bincount(links.french, right)[links.french] + 1e-12
        if step >= alone:
            left *= right
            right = left
        e_given_f = _normalise(np.bincount(links.pair, left, size), links.pair_french)
        f_given_e = _normalise(np.bincount(links.pair, right, size), links.pair_english)
    return e_given_f, f_given_e


def _normalise(expected: npt.ArrayLike, condition: Ints) -> Floats:
    counts = np.asarray(expected, dtype=np.float64)
    return np.asarray(counts / (np.bincount(condition, counts)[condition] + 1e-12), dtype=np.float64)


def _entries(
    links: Links,
    e_given_f: Floats,
    f_given_e: Floats,
    f_words: list[str],
    e_words: list[str],
    smallest: float,
    keep: int,
) -> tuple[TableEntry, ...]:
    kept = np.zeros(len(e_given_f), dtype=bool)
    for condition, probability in ((links.pair_french, e_given_f), (links.pair_english, f_given_e)):
        order = np.lexsort((-probability, condition))
        first = np.r_[True, np.diff(condition[order]) != 0]
        start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
        rank = np.arange(len(order)) - start
        chosen = order[(rank < keep) & (probability[order] >= smallest)]
        kept[chosen] = True
    rows = [
        TableEntry(
            f_words[links.pair_french[i]], e_words[links.pair_english[i]], float(e_given_f[i]), float(f_given_e[i])
        )
        for i in np.flatnonzero(kept)
    ]
    return tuple(sorted(rows, key=lambda row: (row.french, -row.english_given_french, row.english)))
