"""From batches of documents to their reports: the work of a run that one process does, or each of several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mtcheck.ahead import ahead
from mtcheck.checks.base import BackTranslated, Verdict, back_translated
from mtcheck.deadlines import TimeIsOverError, WorkClock
from mtcheck.errors import MtcheckError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.quotes.collection import QuoteCollection
from mtcheck.records import Document, FileReport, Span
from mtcheck.run.clocks import Clocks
from mtcheck.run.judgement import Asked, ask, report_on, shows_back_translation, wanted
from mtcheck.run.means import Means
from mtcheck.run.reading import ReadOne
from mtcheck.run.results import ResultCache, installation

if TYPE_CHECKING:
    from mtcheck.evidence.analysis import FileEvidence
    from mtcheck.run.analysis import Analyst
    from mtcheck.run.pipeline import PipelineOptions

Item = TypeVar("Item")
Made = TypeVar("Made")


class _Begun(NamedTuple):
    """Documents and failed files, the reports that are kept by the documents' place, and the others cut into sentences."""

    items: Sequence[ReadOne]
    known: Mapping[int, FileReport]
    cut: Sequence[FileEvidence | FileReport]


class _Told(NamedTuple):
    """A document with all its evidence but back-translations, and what the first checks say of it."""

    evidence: FileEvidence
    asked: Asked


class Checker:
    """Checks batches of documents. Their reports do not depend on the batch that they came in.

    Args:
        quotes: Every known quote of the run.
        means: What documents are checked with.
        options: What of the findings is reported.
        clocks: Of the documents, on which they were read.
        advance: Called once for each document that was looked at.
    """

    def __init__(
        self,
        quotes: QuoteCollection,
        means: Means,
        options: PipelineOptions,
        clocks: Clocks,
        advance: Callable[[], None] = lambda: None,
    ) -> None:
        self._quotes, self._means, self._options, self._advance = quotes, means, options, advance
        self.clocks = clocks
        self._loading = Lock()

    def reports(self, batches: Iterable[Sequence[ReadOne]]) -> Iterator[FileReport]:
        """Check batches, and give the reports in their order; files that failed before pass through.

        Raises:
            TranslatorError: The engine failed; nothing can be checked without it.
        """
        # Two ahead, so that where all is translated the engine has work while sentences are cut and answers are read.
        for begun in ahead(batches, self._begin, steps=2):
            yield from self._finish(begun)

    def check(self, items: Sequence[ReadOne]) -> list[FileReport]:
        """Check one batch; see :meth:`reports`."""
        return list(self._finish(self._begin(items)))

    def _begin(self, items: Sequence[ReadOne]) -> _Begun:
        """Look up which reports are kept, and cut the other documents; back-translate them where a check needs it all."""
        documents = [item for item in items if isinstance(item, Document)]
        with self._loading:
            results = self.results
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
            else:
                self._advance()
            place += 1
            self.clocks.done(item)
            yield report
        if self.results:
            self.results.keep(new)

    def _checked(self, files: Sequence[FileEvidence | FileReport]) -> list[FileReport]:
        if not files:  # all reports are kept: nothing need be loaded
            return []
        wants = self._options.wants
        first = [check for check in self._means.checks if back_translated(check) is not BackTranslated.FOUND]
        after = [check for check in self._means.checks if back_translated(check) is BackTranslated.FOUND]

        def begun(file: FileEvidence) -> _Told | FileReport:
            complete = self._analyst.complete(file)
            return _Told(complete, ask(complete, first))

        def ended(file: FileEvidence, told: Asked) -> FileReport:
            return report_on(file, told.joined(ask(file, after)), wants)

        opinions: list[_Told | FileReport] = []
        for file in files:
            opinions.append(
                file if isinstance(file, FileReport) else self._kept(file, lambda file=file: begun(file))  # type: ignore[misc]
            )
            self._advance()
        complete: Sequence[FileEvidence | FileReport] = [
            told if isinstance(told, FileReport) else told.evidence for told in opinions
        ]
        if not self._translates_all:
            shown = [
                () if isinstance(told, FileReport) else _spans_shown(told.asked.verdicts, wants) for told in opinions
            ]
            complete = self._translated(complete, shown)
        return [
            file
            if isinstance(file, FileReport)
            else self._kept(file, lambda file=file, told=told: ended(file, told.asked))  # type: ignore[misc]
            for file, told in zip(complete, opinions, strict=True)
        ]

    def _translated(
        self, files: Sequence[FileEvidence | FileReport], spans: Sequence[Collection[Span]] | None = None
    ) -> list[FileEvidence | FileReport]:
        """Back-translate documents together; where that fails or takes too long, one by one, to tell which it is."""
        places = [place for place, file in enumerate(files) if not isinstance(file, FileReport)]
        whole = [file for file in files if not isinstance(file, FileReport)]
        wanted = None if spans is None else [spans[place] for place in places]
        if not whole:
            return list(files)
        clocks = [self.clocks.of(_read(file)) for file in whole]
        together = WorkClock(sum(clock.left for clock in clocks))
        try:
            with together.running():
                made: Sequence[FileEvidence | FileReport] = self._analyst.translate(whole, wanted)
            for clock in clocks:
                clock.spend((together.seconds - together.left) / len(clocks))
        except MtcheckError:
            raise
        except Exception:  # of whichever document it is, that one alone fails
            made = [
                self._kept(
                    file,
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

    def _kept(self, what: Document | FileEvidence, work: Callable[[], Made]) -> Made | FileReport:
        """Do some work on one document, on its clock; whatever fails in it fails for this document alone.

        Raises:
            MtcheckError: The engine failed; no document can be checked without it.
        """
        document = what if isinstance(what, Document) else _read(what)
        clock = self.clocks.of(document)
        try:
            with clock.running():
                return work()
        except MtcheckError:
            raise
        except TimeIsOverError:
            why = Message(
                "was not checked within {limit:g} seconds: given up (documents.time_limit)", limit=self.clocks.limit
            )
            message = Message("{place}: {message}", place=document.path, message=why)
            return FileReport(document.path, error=message, document=document)
        except Exception as error:
            why = contained(error, Message("cannot be checked"), document.path)
            message = Message("{place}: {message}", place=document.path, message=why)
            return FileReport(document.path, error=message, document=document)

    @cached_property
    def _translates_all(self) -> bool:
        return any(back_translated(check) is BackTranslated.ALL for check in self._means.checks)

    @cached_property
    def _analyst(self) -> Analyst:
        # Its imports and tables are loaded only where something is to be checked.
        from mtcheck.run.analysis import Analyst

        answers = self._means.answers
        folder = answers.folder if answers else None
        return Analyst(self._quotes, self._means.translator, folder, self._means.encoder, self._means.context_model)

    @cached_property
    def results(self) -> ResultCache | None:
        """Reports that are kept between runs, None where nothing is kept."""
        if self._means.answers is None:
            return None
        installed = installation(self._means.checks)
        options = replace(self._options, fail_on=None, across=True)
        return ResultCache(self._means.answers, (installed, self._means.models, options, self._quotes))


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Give items in lists of ``size``, the last one perhaps shorter."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def _cut(analyst: Analyst, document: Document) -> FileEvidence:
    return analyst.cut([document])[0]


def _read(file: FileEvidence) -> Document:
    """Return the document as it was read."""
    return file.document if file.printed is None else file.printed


def _spans_shown(verdicts: Sequence[Verdict], wants: Callable[[Verdict], bool]) -> tuple[Span, ...]:
    """Return the spans of the findings that are shown with the back-translation of their sentence."""
    return tuple(verdict.span for verdict in wanted(verdicts, wants) if shows_back_translation(verdict))
