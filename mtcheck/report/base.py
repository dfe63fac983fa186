"""The seams behind which every report format stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, TextIO, runtime_checkable

from mtcheck.records import FileReport, Report
from mtcheck.report.tally import Tally


@runtime_checkable
class Reporter(Protocol):
    """Renders a report. All reporters render the same Report and order findings the same way."""

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        ...


class ReportWriter(Protocol):
    """Writes one report in pieces: ``begin``, ``file`` for each file in order, ``end``."""

    def begin(self, head: Report) -> None:
        """Begin. ``head`` is the report as it is known then: without files, findings across them, fixed ones, warnings."""
        ...

    def file(self, file: FileReport) -> None:
        """Write what was found in one file; nothing of it is held afterwards."""
        ...

    def end(self, tail: Report, tally: Tally) -> None:
        """End. ``tail`` is the whole report save its files, findings across them included, ``tally`` all figures."""
        ...


@runtime_checkable
class StreamingReporter(Reporter, Protocol):
    """A reporter that can also write file by file, in memory that does not grow with the run."""

    def writer(self, stream: TextIO) -> ReportWriter:
        """Make a writer of one report to ``stream``."""
        ...


def write_whole(writer: ReportWriter, report: Report) -> None:
    """Write a report that is at hand through a streaming reporter's writer: the same bytes as in a stream."""
    tail = replace(report, files=())
    tally = Tally()
    writer.begin(replace(tail, fixed=(), warnings=(), across=()))
    for file in report.files:
        tally.add(file)
        writer.file(file)
    tally.add_across(report.across)
    writer.end(tail, tally)
