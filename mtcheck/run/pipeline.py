"""The one place where a run is laid out: read, cut, align, check, back-translate, report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import blake2b
from importlib.metadata import version
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TypeVar

from mtcheck.across.comparing import Agreement
from mtcheck.ahead import ahead
from mtcheck.checks.across import FAMILY
from mtcheck.checks.base import BackTranslated, Check, Verdict, back_translated
from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.engines.base import Translator
from mtcheck.engines.cache import AnswerCache
from mtcheck.errors import MtcheckError
from mtcheck.faults import contained
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
    Span,
)
from mtcheck.run.judgement import ask, report_on, shows_back_translation, wanted
from mtcheck.run.reading import Reading, ReadOne
from mtcheck.run.results import ResultCache, installation

if TYPE_CHECKING:
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.evidence.analysis import FileEvidence
    from mtcheck.run.analysis import Analyst

Made = TypeVar("Made")

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


class _Begun(NamedTuple):
    """Documents and failed files, the reports that are kept by the documents' place, and the others cut into sentences."""

    items: Sequence[ReadOne]
    known: Mapping[int, FileReport]
    cut: Sequence[FileEvidence | FileReport]


class _Told(NamedTuple):
    """A document with all its evidence but back-translations, and what the first checks say of it."""

    evidence: FileEvidence
    verdicts: tuple[Verdict, ...]


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
    _reading: Reading
    _documents: int
    _checks: Sequence[Check]
    _translator: Translator
    _progress: Progress | None = None
    _answers: AnswerCache | None = None
    _encoder: SentenceEncoder | None = None
    _matched: set[str] = field(default_factory=set, repr=False)
    _loading: Lock = field(default_factory=Lock, repr=False, compare=False)

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
        # Two ahead, so that where all is translated the engine has work while sentences are cut and answers are read.
        for batch in ahead(_batches(iter(self._reading), FILES_AT_ONCE), self._begin, steps=2):
            for report in self._finish(batch):
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
        known = self._results.known_across(self._agreement.digest) if self._results else None
        if known is not None:
            return known
        found = self._agreement.findings()
        if self._results:
            self._results.keep_across(self._agreement.digest, found)
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

    def _begin(self, items: Sequence[ReadOne]) -> _Begun:
        """Look up which reports are kept, and cut the other documents; back-translate them where a check needs it all."""
        documents = [item for item in items if isinstance(item, Document)]
        with self._loading:
            results = self._results
        known = results.known(documents) if results else {}
        new = [document for place, document in enumerate(documents) if place not in known]
        if not new:
            return _Begun(items, known, [])
        analyst = self._loaded()
        cut = [self._kept(document, partial(_cut, analyst, document)) for document in new]
        return _Begun(items, known, self._translated(cut) if self._translates_all else cut)

    def _loaded(self) -> Analyst:
        with self._loading:  # two threads that begin at the same time must not load the tables twice
            return self._analyst

    def _finish(self, begun: _Begun) -> Iterator[FileReport]:
        """Check what was cut, then back-translate the sentences that something was found in."""
        made = iter(self._checked(begun.cut))
        new: list[FileReport] = []
        place = 0
        for item in begun.items:
            if isinstance(item, FileReport):
                yield item
                continue
            report = begun.known.get(place)
            if report is None:
                report = next(made)
                new.append(report)
            elif self._progress:
                self._progress.advance()
            place += 1
            yield report
        if self._results:
            self._results.keep(new)

    def _checked(self, files: Sequence[FileEvidence | FileReport]) -> list[FileReport]:
        if not files:  # all reports are kept: nothing need be loaded
            return []
        wants = self.options.wants
        first = [check for check in self._checks if back_translated(check) is not BackTranslated.FOUND]
        after = [check for check in self._checks if back_translated(check) is BackTranslated.FOUND]

        def begun(file: FileEvidence) -> _Told | FileReport:
            complete = self._analyst.complete(file)
            told = ask(complete, first)
            return told if isinstance(told, FileReport) else _Told(complete, told)

        def ended(file: FileEvidence, told: Sequence[Verdict]) -> FileReport:
            more = ask(file, after)
            return more if isinstance(more, FileReport) else report_on(file, (*told, *more), wants)

        opinions: list[_Told | FileReport] = []
        for file in files:
            opinions.append(
                file if isinstance(file, FileReport) else self._kept(file.document, lambda file=file: begun(file))  # type: ignore[misc]
            )
            if self._progress:
                self._progress.advance()
        complete: Sequence[FileEvidence | FileReport] = [
            told if isinstance(told, FileReport) else told.evidence for told in opinions
        ]
        if not self._translates_all:
            shown = [() if isinstance(told, FileReport) else _shown(told.verdicts, wants) for told in opinions]
            complete = self._translated(complete, shown)
        return [
            file
            if isinstance(file, FileReport)
            else self._kept(file.document, lambda file=file, told=told: ended(file, told.verdicts))  # type: ignore[misc]
            for file, told in zip(complete, opinions, strict=True)
        ]

    def _translated(
        self, files: Sequence[FileEvidence | FileReport], spans: Sequence[Collection[Span]] | None = None
    ) -> list[FileEvidence | FileReport]:
        """Back-translate documents together; where that fails or takes too long, one by one, to tell which it is."""
        places = [place for place, file in enumerate(files) if not isinstance(file, FileReport)]
        whole = [file for file in files if not isinstance(file, FileReport)]
        wanted = None if spans is None else [spans[place] for place in places]
        try:
            with time_limit(self._reading.time_limit * max(len(whole), 1)):
                made: Sequence[FileEvidence | FileReport] = self._analyst.translate(whole, wanted)
        except MtcheckError:
            raise
        except Exception:  # of whichever document it is, that one alone fails
            made = [
                self._kept(
                    file.document,
                    lambda file=file, own=own: self._analyst.translate([file], own)[0],  # type: ignore[misc]
                )
                for file, own in zip(
                    whole, [None] * len(whole) if wanted is None else [[own] for own in wanted], strict=True
                )
            ]
        translated = list(files)
        for place, file in zip(places, made, strict=True):
            translated[place] = file
        return translated

    def _kept(self, document: Document, work: Callable[[], Made]) -> Made | FileReport:
        """Do some work on one document; whatever fails in it fails for this document alone.

        Raises:
            MtcheckError: The engine failed; no document can be checked without it.
        """
        limit = self._reading.time_limit
        try:
            with time_limit(limit):
                return work()
        except MtcheckError:
            raise
        except TimeIsOverError:
            message = f"{document.path}: was not checked within {limit:g} seconds: given up (documents.time_limit)"
            return FileReport(document.path, error=message, document=document)
        except Exception as error:
            message = f"{document.path}: {contained(error, 'cannot be checked', document.path)}"
            return FileReport(document.path, error=message, document=document)

    @cached_property
    def _translates_all(self) -> bool:
        return any(back_translated(check) is BackTranslated.ALL for check in self._checks)

    @cached_property
    def _agreement(self) -> Agreement | None:
        codes = {rule.code for check in self._checks for rule in check.rules if rule.code.startswith(FAMILY)}
        if self._documents < 2 or not any(map(self.options.wants_code, codes)):
            return None
        return Agreement(self.quotes.quote, self.options.wants)

    @cached_property
    def _analyst(self) -> Analyst:
        # Its imports and tables are loaded only where something is to be checked.
        from mtcheck.run.analysis import Analyst

        folder = self._answers.folder if self._answers else None
        return Analyst(self.quotes, self._translator, folder, self._encoder)

    @cached_property
    def _results(self) -> ResultCache | None:
        if self._answers is None:
            return None
        installed = installation(self._checks)
        options = replace(self.options, fail_on=None, across=True)
        return ResultCache(self._answers, (installed, self._translator.signature, options, self.quotes))


def plan_run(
    sources: Sequence[Source | Document],
    *,
    quotes: Sequence[KnownQuote],
    checks: Sequence[Check],
    translator: Translator,
    options: PipelineOptions,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    answers: AnswerCache | None = None,
    read_options: ReadingOptions | None = None,
    encoder: SentenceEncoder | None = None,
) -> Run:
    """Read the documents for the English that they hold, and lay out the run that checks them.

    Args:
        sources: Files to read, or documents already read; the reports keep their order.
        quotes: Known quotes; English passages embedded in the documents join them.
        checks: What gives the verdicts.
        translator: The engine that back-translates and force-decodes.
        options: What is reported.
        progress: Told how far the run has come.
        stdin: Read for a source that is standard input.
        answers: Where reports of documents are kept between runs; None checks everything anew.
        read_options: How files are read, and how large they may be; the defaults where None.
        encoder: Tells senses apart; None for the one that ships with the package, on the CPU.

    Raises:
        ConfigError: A source is a URL, and the network is not allowed.
    """
    reading = Reading(sources, read_options, stdin=stdin)
    count, found = reading.survey()
    bank = collect(quotes).joined(found)
    signature = _signature(translator, checks, bank)
    return Run(bank, signature, options, reading, count, checks, translator, progress, answers, encoder)


def check_documents(
    sources: Sequence[Source | Document],
    *,
    quotes: Sequence[KnownQuote],
    checks: Sequence[Check],
    translator: Translator,
    options: PipelineOptions,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    answers: AnswerCache | None = None,
    read_options: ReadingOptions | None = None,
) -> Report:
    """Check documents against known quotes; the arguments are those of :func:`plan_run`.

    Returns:
        The report. A source that cannot be read or checked is a failed file in it; the others are kept.

    Raises:
        ConfigError: A source is a URL, and the network is not allowed.
        TranslatorError: The engine failed; nothing can be checked without it.
    """
    return plan_run(
        sources,
        quotes=quotes,
        checks=checks,
        translator=translator,
        options=options,
        progress=progress,
        stdin=stdin,
        answers=answers,
        read_options=read_options,
    ).report()


def _cut(analyst: Analyst, document: Document) -> FileEvidence:
    return analyst.cut([document])[0]


def _shown(verdicts: Sequence[Verdict], wants: Callable[[Verdict], bool]) -> tuple[Span, ...]:
    """Return the spans of the findings that are shown with the back-translation of their sentence."""
    return tuple(verdict.span for verdict in wanted(verdicts, wants) if shows_back_translation(verdict))


def _signature(translator: Translator, checks: Sequence[Check], bank: Sequence[KnownQuote]) -> str:
    codes = ",".join(sorted(rule.code for check in checks for rule in check.rules))
    digest = blake2b(codes.encode(), digest_size=4).hexdigest()
    return f"mtcheck:{version('mtcheck')}|model:{translator.signature}|rules:{digest}|quotes:{len(bank)}"


def _batches(items: Iterator[ReadOne], size: int) -> Iterator[list[ReadOne]]:
    while batch := list(islice(items, size)):
        yield batch
