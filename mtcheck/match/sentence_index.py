"""An inverted index of English sentences in flat arrays, built once and kept in a folder that is mapped into memory."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.match.keys import english_key, english_tokens
from mtcheck.records import KnownQuote
from mtcheck.text.sentences import split_english
from mtcheck.text.stopwords import ENGLISH

LAYOUT = 3  # of the kept files and of what the keys are; a change makes every index anew
VIRTUAL = 100_000  # sentences of general English that the counts of a small bank are mixed with
WORDS_A_SENTENCE = 20  # of those
_PART = 50_000  # sentences that are reckoned with at a time
_INNER_END = re.compile(r"[.!?…]\D|\n")
_NAME_WORD = re.compile(r"\w+")
_ARRAYS = ("terms", "starts", "postings", "posting_starts", "quote_of", "first_of", "tokens", "general")
_REMEMBERED = (
    "sizes",
    "token_sums",
)  # made of the arrays, and kept: of a million sentences they take a second and memory

Integers: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class SentenceIndex:
    """Sentences as sets of terms, and the sentences of each term.

    Attributes:
        vocabulary: Key → term number.
        terms: Terms of every sentence, sentence after sentence, each once.
        starts: Where each sentence begins in ``terms``; one more than there are sentences.
        postings: Sentences of every term, ascending.
        posting_starts: Where each term begins in ``postings``; one more than there are terms.
        quote_of: Position of each sentence's quote in the bank.
        first_of: Number of each quote's first sentence; one more than there are quotes.
        tokens: Words of each sentence, repeats counted.
        general: Occurrences of each term in a million words of general English.
        names: Words of the speakers' names, folded, and how many sentences are by speakers named so.
    """

    vocabulary: dict[str, int]
    terms: Integers
    starts: Places
    postings: Integers
    posting_starts: Places
    quote_of: Integers
    first_of: Integers
    tokens: Integers
    general: Floats
    names: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def counts(self) -> Integers:
        """Sentences that hold each term."""
        return np.diff(self.posting_starts).astype(np.int32)

    @cached_property
    def mixed(self) -> Floats:
        """Sentences that hold each term, in the bank and in as much general English as makes small banks sound."""
        share = np.minimum(self.general * (WORDS_A_SENTENCE / 1e6), 0.95)
        mixed: Floats = (self.counts + share * VIRTUAL).astype(np.float32)
        return mixed

    @property
    def population(self) -> int:
        """Sentences that ``mixed`` counts in."""
        return len(self) + VIRTUAL

    @cached_property
    def weights(self) -> Floats:
        """How much each term tells: its inverse document frequency, natural logarithm."""
        return np.log((self.population + 1) / (self.mixed + 0.5)).astype(np.float32)

    @cached_property
    def content(self) -> Floats:
        """1 for each term that carries meaning, 0 for a function word."""
        return np.fromiter((word not in ENGLISH for word in self.vocabulary), np.float32, len(self.vocabulary))

    @cached_property
    def numeric(self) -> Floats:
        """1 for each term that is a number, else 0."""
        return np.fromiter((word[0].isdigit() for word in self.vocabulary), np.float32, len(self.vocabulary))

    @cached_property
    def sizes(self) -> Floats:
        """Summed weights of the content terms of each sentence."""
        told = self.weights * self.content
        sizes = np.empty(len(self), np.float32)
        for first in range(0, len(self), _PART):  # part by part: the sums of all would be twice as large as the index
            starts = np.asarray(self.starts[first : first + _PART + 1])
            terms = self.terms[starts[0] : starts[-1]]
            sums = np.concatenate([[0.0], np.cumsum(told[terms], dtype=np.float64)])
            sizes[first : first + len(starts) - 1] = np.diff(sums[starts - starts[0]])
        return sizes

    @cached_property
    def token_sums(self) -> Places:
        """Words before each sentence."""
        return _cumulated(self.tokens)

    @cached_property
    def by_prefix(self) -> dict[str, list[str]]:
        """Words of four letters and more by their first three, where spellings of one name are looked for."""
        found: dict[str, list[str]] = {}
        for word in self.vocabulary:
            if len(word) >= 4 and not word[0].isdigit():
                found.setdefault(word[:3], []).append(word)
        return found

    def sentences_with(self, term: int) -> Integers:
        """Return the sentences that hold a term."""
        return self.postings[self.posting_starts[term] : self.posting_starts[term + 1]]


def build_index(quotes: Iterable[KnownQuote], frequencies: Frequencies) -> SentenceIndex:
    """Index the sentences of quotes.

    Args:
        quotes: In the order of the bank.
        frequencies: Counts of general English.
    """
    vocabulary: dict[str, int] = {}
    general: list[float] = []
    known: dict[str, int] = {}  # token as printed → term
    # Arrays of numbers, not lists: a million statements have some twenty million words.
    terms, lengths, tokens, quote_of, first_of = (array("i") for _ in range(5))
    first_of.append(0)
    speakers: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for position, quote in enumerate(quotes):
        before = len(tokens)
        for sentence in split_sentences_of(quote.text):
            found = set()
            printed = english_tokens(sentence)
            for token in printed:
                term = known.get(token)
                if term is None:
                    key = english_key(token)
                    term = vocabulary.setdefault(key, len(vocabulary))
                    if term == len(general):
                        general.append(frequencies.of(key, "en"))
                    form = token.lower()
                    if form != key and form not in known:  # each form counts once, however it is capitalised
                        known[form] = term
                        general[term] += frequencies.of(form, "en")
                    known[token] = term
                found.add(term)
            terms.extend(sorted(found))
            lengths.append(len(found))
            tokens.append(len(printed))
            quote_of.append(position)
        first_of.append(len(tokens))
        speakers[quote.speaker] += len(tokens) - before
        for alias in quote.aliases:
            speakers[alias] += 0
    for speaker, count in speakers.items():
        for word in set(name_words(speaker)):
            names[word] += count
    flat = np.frombuffer(terms, dtype=np.int32) if terms else np.zeros(0, np.int32)
    counts = np.bincount(flat, minlength=len(vocabulary))
    numbers = np.repeat(np.arange(len(tokens), dtype=np.int32), lengths)
    return SentenceIndex(
        vocabulary,
        flat,
        _cumulated(lengths),
        numbers[np.argsort(flat, kind="stable")],
        _cumulated(counts),
        np.array(quote_of, dtype=np.int32),
        np.array(first_of, dtype=np.int32),
        np.array(tokens, dtype=np.int32),
        np.array(general, dtype=np.float32),
        dict(names),
    )


def name_words(name: str) -> list[str]:
    """Return the folded words of a name, without its punctuation ("Ingrid Solheim, governor")."""
    return _NAME_WORD.findall(fold(name))


def split_sentences_of(text: str) -> tuple[str, ...]:
    """Cut a quote into the texts of its sentences; the splitter is asked only where there can be an end inside."""
    if not _INNER_END.search(text):
        return (text,) if text.strip() else ()
    return _split(text)


@lru_cache(maxsize=5_000)  # what many texts resemble is asked for again and again
def _split(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in split_english(text))


def keep_index(index: SentenceIndex, folder: Path) -> None:
    """Write an index to a folder of its own; one that is there already, or cannot be written, stays as it is."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    except OSError:
        return
    try:
        for name in (*_ARRAYS, *_REMEMBERED):
            np.save(made / f"{name}.npy", getattr(index, name))
        words = {"terms": list(index.vocabulary), "names": dict(index.names)}
        (made / "words.json").write_text(json.dumps(words), encoding="utf-8")
        os.rename(made, folder)  # whole or not at all
    except OSError:
        shutil.rmtree(made, ignore_errors=True)


def kept_index(folder: Path) -> SentenceIndex | None:
    """Read an index that :func:`keep_index` wrote; None where there is none, or it is damaged."""
    try:
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        vocabulary = {word: number for number, word in enumerate(words["terms"])}
        names = {str(name): int(count) for name, count in words["names"].items()}
        arrays = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
        remembered = {name: _mapped(folder / f"{name}.npy") for name in _REMEMBERED}
    except (OSError, ValueError, EOFError, LookupError, TypeError, AttributeError):
        return None
    index = SentenceIndex(vocabulary, **arrays, names=names)
    sound = (
        len(index.starts) == len(index) + 1
        and len(index.posting_starts) == len(index.vocabulary) + 1 == len(index.general) + 1
        and len(index.terms) == len(index.postings) == index.starts[-1] == index.posting_starts[-1]
        and len(index.quote_of) == len(index) == index.first_of[-1]
        and len(remembered["sizes"]) == len(remembered["token_sums"]) - 1 == len(index)
    )
    index.__dict__.update(remembered)  # where cached properties lie
    return index if sound else None


def _mapped(path: Path) -> Any:
    """Map an array into memory, as a plain one: NumPy's class for mapped ones costs a microsecond at every access."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _cumulated(lengths: Iterable[int]) -> Places:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)
