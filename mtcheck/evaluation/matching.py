"""How well French sentences find their English in a bank, and how well it is noticed that theirs is not there."""

from __future__ import annotations

import bz2
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.candidates import Reranker
from mtcheck.match.likelihood import packed, shipped_model
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.similarity import WordComparison
from mtcheck.patterns.loading import shipped_terms
from mtcheck.quotes.normal import plain_text
from mtcheck.records import KnownQuote


@dataclass(frozen=True, slots=True)
class MatchingFigures:
    """What was measured.

    Attributes:
        queries: French sentences asked for.
        bank: English sentences in the whole bank.
        recall_at_1: Share of queries whose likeliest sentence is their own, all answers in the bank, 0–1.
        precision: Of "no match" answers, the share of queries whose sentence is not in the bank; half of them are not.
        recall: Of the queries whose sentence is not in the bank, the share answered "no match".
        f1: Harmonic mean of the two.
        matched: Of the queries whose sentence is in the halved bank, the share matched with it.
        index_seconds: Time to index the whole bank.
        query_ms: Mean time of one query, glossing included, milliseconds.
        slowest_ms: Time that 99 of 100 queries stay under, milliseconds.
        cpu_ms: Mean processor time of one search of the whole bank, all cores together, milliseconds. Nothing has been
            scored before there, and other programs do not count.
    """

    queries: int
    bank: int
    recall_at_1: float
    precision: float
    recall: float
    f1: float
    matched: float
    index_seconds: float
    query_ms: float
    slowest_ms: float
    cpu_ms: float


def read_columns(path: str | Path, count: int) -> list[tuple[str, str]]:
    """Read the first two columns of a file of tab-separated pairs, plain or packed with bzip2.

    Args:
        path: The file, UTF-8.
        count: Rows at most, from the start.

    Raises:
        InputError: The file cannot be read, or holds fewer rows.
    """
    found: list[tuple[str, str]] = []
    opened = bz2.open if str(path).endswith(".bz2") else open
    try:
        with opened(path, "rt", encoding="utf-8-sig") as stream:
            for line in stream:
                if len(found) == count:
                    break
                english, _, rest = line.rstrip("\r\n").partition("\t")
                found.append((english, rest.partition("\t")[0]))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    if len(found) < count:
        raise InputError(str(path), f"holds {len(found)} sentences, fewer than {count}")
    return found


def read_english(path: str | Path, count: int) -> list[str]:
    """Read the first column; as :func:`read_columns`."""
    return [english for english, _ in read_columns(path, count)]


def signature(file: str, distractors: str, seed: int, figures: MatchingFigures, engine: str) -> str:
    """Return what reproduces the figures."""
    model = blake2b(packed(shipped_model()).encode(), digest_size=4).hexdigest()
    parts = {
        "mtcheck": version("mtcheck"), "set": file, "distractors": distractors, "bank": figures.bank,
        "queries": figures.queries, "seed": seed, "matching": model, "forced": engine,
    }  # fmt: skip
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def evaluate_matching(
    pairs: Sequence[EvaluationPair],
    distractors: Sequence[str],
    *,
    queries: int | None = None,
    seed: int = 1,
    reranker: Reranker | None = None,
) -> MatchingFigures:
    """Look for the English of French sentences in a bank of theirs and others.

    The searched bank is first whole; then the sentences of half of the queries are taken out of it, and the index is
    made anew. A sentence that stands in the bank twice is right wherever it is found.

    Args:
        pairs: The evaluation set: its English is the bank, its French the queries.
        distractors: Other English sentences of the bank.
        queries: Pairs asked for, drawn at random; None for all.
        seed: Of the draws.
        reranker: Tells close candidates apart by forced decoding.
    """
    chance = random.Random(seed)
    asked = list(range(len(pairs)))
    if queries is not None and queries < len(asked):
        asked = sorted(chance.sample(asked, queries))
    gone = {plain_text(pairs[place].english) for place in chance.sample(asked, len(asked) // 2)}
    texts = [*(pair.english for pair in pairs), *distractors]
    table, frequencies, terms = shipped_table(), shipped_frequencies(), shipped_terms()
    glosser = Glosser(table, frequencies, terms)
    comparison = WordComparison(table, frequencies, terms)

    start = time.perf_counter()
    whole = QuoteIndex(_quotes(texts), comparison, reranker=reranker)
    index_seconds = time.perf_counter() - start
    first = 0
    start = time.process_time()
    for place in asked:
        text = pairs[place].french
        found = whole.search(glosser.gloss(text), text=text if reranker else None)
        first += bool(found) and plain_text(whole.quote_at(found[0]).text) == plain_text(pairs[place].english)
    worked = time.process_time() - start

    halved = QuoteIndex(
        _quotes([text for text in texts if plain_text(text) not in gone]), comparison, reranker=reranker
    )
    times: list[float] = []
    none = none_right = matched = present = 0
    for place in asked:
        text, english = pairs[place].french, plain_text(pairs[place].english)
        start = time.perf_counter()
        match = halved.match(glosser.gloss(text), text=text if reranker else None)
        times.append(1000 * (time.perf_counter() - start))
        present += english not in gone
        if match is None:
            none += 1
            none_right += english in gone
        else:
            matched += plain_text(match.quote.text) == english
    absent = len(asked) - present
    precision, recall = none_right / max(none, 1), none_right / max(absent, 1)
    return MatchingFigures(
        queries=len(asked),
        bank=len(texts),
        recall_at_1=first / len(asked),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        matched=matched / max(present, 1),
        index_seconds=index_seconds,
        query_ms=sum(times) / len(times),
        slowest_ms=sorted(times)[int(0.99 * (len(times) - 1))],
        cpu_ms=1000 * worked / len(times),
    )


def _quotes(texts: Sequence[str]) -> tuple[KnownQuote, ...]:
    return tuple(KnownQuote(f"q{number}", "", text) for number, text in enumerate(texts))
