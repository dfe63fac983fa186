"""The one place where a run is laid out: read, cut, align, check, back-translate, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, Protocol

from mtcheck.across.comparing import Agreement
from mtcheck.checks.across import FAMILY
from mtcheck.checks.base import Verdict
from mtcheck.quotes.collection import QuoteCollection, collect
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source
from mtcheck.records import (
    AcrossFinding,
    Document,
    FileReport,
    KnownQuote,
    Report,
    Severity,
)
from mtcheck.run.checking import Checker, batched
from mtcheck.run.means import Means
from mtcheck.run.reading import DocumentReading
from mtcheck.run.worker import WorkerJob
from mtcheck.run.workers import Workers

LISTED = 1000  # known quotes up to which a report lists them all
FILES_AT_ONCE = 16  # files whose sentences share translation batches; bounds memory on long runs


class Progress(Protocol):
    """Told how far a run has come."""

    def start(self, stage: str, total: int) -> None:
        """Begin a stage of ``total`` steps."""
        ...

    def advance(self, amount: int = 1) -> None:
        """Count steps done."""
        ...

    def finish(self) -> None:
        """End the stage."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """What of the findings is reported, and which of them fail the run.

    Attributes:
        fail_on: Severity from which a finding makes the exit code 1; None for never.
        min_severity: Findings below it are dropped.
        min_confidence: 0–1; findings below it are dropped.
        confidence: The same for codes that begin so, in its place; of several prefixes the longest counts.
        select: Code prefixes that are reported; empty for all.
        ignore: Code prefixes that are not.
        across: Whether the files are compared with one another.
    """

    fail_on: Severity | None = Severity.MAJOR
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    confidence: tuple[tuple[str, float], ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    across: bool = True

    def wants(self, verdict: Verdict) -> bool:
        """Say whether a verdict is reported."""
        code = verdict.rule.code
        grave = verdict.gravity >= self.min_severity
        return self.wants_code(code) and grave and verdict.confidence >= self.least(code)

    def wants_code(self, code: str) -> bool:
        """Say whether findings of a code are reported at all."""
        if code.startswith(FAMILY) and not self.across:
            return False
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))

    def least(self, code: str) -> float:
        """Return the confidence from which findings of a code are reported, 0–1."""
        own = [(len(prefix), value) for prefix, value in self.confidence if code.startswith(prefix)]
        return max(own)[1] if own else self.min_confidence


@dataclass(frozen=True)
class Run:
    """A run that is laid out: its quotes are known, its documents are checked as their reports are asked for.

    Attributes:
        quotes: Every known quote of the run, supplied or found.
        signature: What reproduces the figures: versions, model, options.
        options: What is reported.
    """

    quotes: QuoteCollection
    signature: str
    options: PipelineOptions
    _reading: DocumentReading
    _documents: int
    _means: Means
    _progress: Progress | None = None
    _workers: Workers | None = None
    _matched: set[str] = field(default_factory=set, repr=False)

    def files(self) -> Iterator[FileReport]:
        """Check the documents, and give their reports in the order of the sources.

        A source that cannot be read or checked is a failed file; the others are kept. Memory is bounded by the known
        quotes and by :data:`FILES_AT_ONCE` documents.

        Raises:
            TranslatorError: The engine failed; nothing can be checked without it.
        """
        if self._progress:
            self._progress.start("checking", self._documents)
        if self._agreement is not None:
            self._agreement.begin()
        for report in self._reports():
            self._matched.update(a.quote_id for quotation in report.quotations for a in quotation.alignments)
            if self._agreement is not None:
                self._agreement.add(report)
            yield report
        if self._progress:
            self._progress.finish()

    def across(self) -> tuple[AcrossFinding, ...]:
        """Return what only several files together show, once all reports of :meth:`files` were taken."""
        if self._agreement is None:
            return ()
        results = self._checker.results
        known = results.known_across(self._agreement.digest) if results else None
        if known is not None:
            return known
        found = self._agreement.findings()
        if results:
            results.keep_across(self._agreement.digest, found)
        return found

    def report(
        self,
        part: Callable[[FileReport], FileReport] = lambda file: file,
        part_across: Callable[[tuple[AcrossFinding, ...]], tuple[AcrossFinding, ...]] = lambda found: found,
    ) -> Report:
        """Check all documents and collect their reports.

        Args:
            part: Applied to each file's report in turn, for instance to set known findings apart.
            part_across: The same for the findings across files, once all files are parted.
        """
        files = tuple(part(file) for file in self.files())
        across = part_across(self.across())
        return Report(files, self.signature, self.reported_quotes(), self.options.fail_on, across=across)

    def reported_quotes(self) -> tuple[KnownQuote, ...]:
        """Return the quotes that a report lists: all, or of a large bank those that a file checked so far renders."""
        if len(self.quotes) <= LISTED:
            return tuple(self.quotes)
        known = (self.quotes.quote(quote_id) for quote_id in sorted(self._matched))
        return tuple(quote for quote in known if quote is not None)

    def _reports(self) -> Iterator[FileReport]:
        if self._workers is None or self._documents < 2:
            return self._checker.reports(batched(self._reading, FILES_AT_ONCE))
        job = WorkerJob(self.quotes, self.options, self._reading.clocks.limit)
        return self._workers.reports(
            job, self._reading, self._documents, FILES_AT_ONCE, self._reading.clocks, self._advance
        )

    def _advance(self) -> None:
        if self._progress:
            self._progress.advance()

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.quotes, self._means, self.options, self._reading.clocks, self._advance)

    @cached_property
    def _agreement(self) -> Agreement | None:
        codes = {rule.code for check in self._means.checks for rule in check.rules if rule.code.startswith(FAMILY)}
        if self._documents < 2 or not any(map(self.options.wants_code, codes)):
            return None
        return Agreement(self.quotes.quote, self.options.wants)


def plan_run(
    sources: Sequence[Source | Document],
    means: Means,
    options: PipelineOptions | None = None,
    *,
    quotes: Sequence[KnownQuote] = (),
    reading: ReadingOptions | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    workers: Workers | None = None,
) -> Run:
    """Read the documents for the English that they hold, and lay out the run that checks them.

    Args:
        sources: Files to read, or documents already read; the reports keep their order.
        means: What they are checked with.
        options: What is reported; all where None.
        quotes: Known quotes; English passages embedded in the documents join them.
        reading: How files are read, and how large they may be; the defaults where None.
        progress: Told how far the run has come.
        stdin: Read for a source that is standard input.
        workers: Processes that check in place of this one, with the same means made anew; None checks here.

    Raises:
        ConfigError: A source is a URL, and the network is not allowed.
    """
    read = DocumentReading(sources, reading, stdin=stdin)
    count, found = read.survey()
    bank = collect(quotes).joined(found)
    return Run(bank, means.signature(len(bank)), options or PipelineOptions(), read, count, means, progress, workers)
