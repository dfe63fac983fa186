"""What a bank costs: checking documents with a bank of 100,000 quotes, against back-translating them alone.

By hand, on a machine with nothing else to do::

    python tests/benchmarks/matching.py corpus.tsv.bz2 --documents 200

Documents are made of the corpus' French, the bank of its English further on; index and model are loaded before. Told are the
time that passes and the processor time of all threads, which other programs disturb less. As under ``mtcheck check``, the
garbage collector works seldom.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mtcheck.checks.registry import all_checks
from mtcheck.config.resources import Resources
from mtcheck.config.settings import CacheConfig, Config
from mtcheck.engines.base import Translator
from mtcheck.engines.cache import AnswerCache
from mtcheck.engines.likelihoods import log_probs
from mtcheck.evaluation.matching import read_columns
from mtcheck.garbage import collected_seldom
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.match.index_folder import open_index
from mtcheck.quotes.collection import QuoteCollection
from mtcheck.quotes.store import QuoteStore
from mtcheck.readers.plain import document
from mtcheck.records import Document, Hypothesis, KnownQuote, LogProbs, TokenScores
from mtcheck.run.means import Means
from mtcheck.run.pipeline import FILES_AT_ONCE, plan_run
from mtcheck.text.sentences import split_sentences

WARM = 20  # quoted sentences of the document that is checked before the clock starts


class Spent(NamedTuple):
    """Seconds: passed, and of processor time."""

    wall: float
    processor: float

    @classmethod
    def since(cls, start: Spent) -> Spent:
        """Return what was spent since a moment that :meth:`now` gave."""
        now = cls.now()
        return cls(now.wall - start.wall, now.processor - start.processor)

    @classmethod
    def now(cls) -> Spent:
        """Return the moment."""
        return cls(time.perf_counter(), time.process_time())


class Timed:
    """Keeps what an engine is asked to translate, and counts the pairs that it scores."""

    def __init__(self, engine: Translator) -> None:
        self._engine, self.signature = engine, engine.signature
        self.scored: list[Sequence[tuple[str, str]]] = []
        self.asked: list[Sequence[str]] = []

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate."""
        self.asked.append(texts)
        return self._engine.translate(texts, source_lang=source_lang, target_lang=target_lang)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Score."""
        self.scored.append(pairs)
        return self._engine.score(pairs, source_lang=source_lang, target_lang=target_lang)

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely the targets are."""
        self.scored.append(pairs)
        return log_probs(self._engine, pairs, source_lang=source_lang, target_lang=target_lang)


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--words", type=int, default=800)
    parser.add_argument("--quotes", type=int, default=100_000)
    options = parser.parse_args()
    lines = options.documents * options.words // 10
    rows = read_columns(options.corpus, options.quotes + lines)
    documents = made(iter([french for _, french in rows[options.quotes :]]), options.documents, options.words)
    warm = [
        document("warm.txt", "\n\n".join(f"« {french} »" for _, french in rows[:WARM]))
    ]  # renders quotes of the bank
    engine = Resources().translator(Config(cache=CacheConfig(enabled=False)))
    checks = all_checks()
    with tempfile.TemporaryDirectory() as folder, QuoteStore(Path(folder) / "bank.sqlite", create=True) as store:
        start = Spent.now()
        store.add(KnownQuote(f"q{n}", f"Speaker {n % 500}", text) for n, (text, _) in enumerate(rows[: options.quotes]))
        told("import", Spent.since(start))
        start = Spent.now()
        open_index(store, shipped_frequencies(), Path(folder))
        told("index, once", Spent.since(start))
        for quotes in (QuoteCollection(()), QuoteCollection((store,))):  # loads all that is loaded once
            plan_run(warm, Means(checks, engine), quotes=quotes).report()
        start = Spent.now()
        for first in range(0, len(documents), FILES_AT_ONCE):
            engine.translate(sentences(documents[first : first + FILES_AT_ONCE]), source_lang="fr", target_lang="en")
        alone = Spent.since(start)
        told("back-translating every sentence alone", alone)
        for name, quotes in (("without a bank", QuoteCollection(())), ("with the bank", QuoteCollection((store,)))):
            timed = Timed(engine)
            start = Spent.now()
            with collected_seldom():
                answers = AnswerCache(Path(folder), max_bytes=10**9)
                report = plan_run(documents, Means(checks, timed, answers=answers), quotes=quotes).report()
            whole = Spent.since(start)
            matched = sum(bool(q.alignments) for file in report.files for q in file.quotations)
            told(f"{name}: all", whole)
            start = Spent.now()
            for texts in timed.asked:
                engine.translate(texts, source_lang="fr", target_lang="en")
            told(f"{name}: of that back-translating {sum(map(len, timed.asked))} sentences", Spent.since(start))
            start = Spent.now()
            for pairs in timed.scored:
                log_probs(engine, pairs, source_lang="en", target_lang="fr")
            told(f"{name}: of that forced decoding of {sum(map(len, timed.scored))} pairs", Spent.since(start))
            ratios = f"{whole.wall / alone.wall:.2f} × the back-translation alone"
            ratios += f" ({whole.processor / alone.processor:.2f} × its processor time)"
            sys.stdout.write(f"{name}: {ratios}, {matched} matches\n")


def made(lines: Iterator[str], count: int, words: int) -> list[Document]:
    """Make documents of about so many words, four lines a paragraph."""
    found = []
    for number in range(count):
        taken: list[str] = []
        while sum(len(line.split()) for line in taken) < words:
            taken.append(next(lines))
        paragraphs = (" ".join(taken[start : start + 4]) for start in range(0, len(taken), 4))
        found.append(document(f"{number}.txt", "\n\n".join(paragraphs)))
    return found


def sentences(documents: Sequence[Document]) -> list[str]:
    """Return the different sentences of some documents."""
    texts = (
        span.of(document.text)
        for document in documents
        for passage in document.passages
        for span in split_sentences(passage.span.of(document.text), passage.span.start)
    )
    return list(dict.fromkeys(texts))


def told(name: str, spent: Spent) -> None:
    """Print a time."""
    sys.stdout.write(f"{name}: {spent.wall:.2f} s, {spent.processor:.2f} s of processor time\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
