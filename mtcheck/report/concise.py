"""One line a finding, ``path:line:column: CODE message``, as editors and ``grep`` read it."""

from __future__ import annotations

from typing import TextIO

from mtcheck.language.messages import gettext
from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.base import ReportWriter, write_whole
from mtcheck.report.excerpt import printable
from mtcheck.report.locations import message_of
from mtcheck.report.output import write
from mtcheck.report.tally import Tally
from mtcheck.report.wording import error_in_words, failure_of


class ConciseReporter:
    """Renders a report as one line for each finding and each file that failed; a clean run writes nothing."""

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        write_whole(self.writer(stream), report)

    def writer(self, stream: TextIO) -> ReportWriter:
        """Make a writer of one report to ``stream``."""
        return _Writer(stream)


class _Writer:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, head: Report) -> None:
        """Write nothing: every line is a finding."""

    def file(self, file: FileReport) -> None:
        if file.error is not None:
            line, error = failure_of(file)
            place = file.path if line is None else f"{file.path}:{line}"
            self._line(f"{place}: {error_in_words(file, error)}")
        for finding in file.findings:
            self._finding(file.path, finding)

    def end(self, tail: Report, tally: Tally) -> None:
        for item in tail.across:
            if item.known is None:
                self._finding(item.path, item.finding)
        for error in tail.errors:
            self._line(gettext("error: {error}", error=error))

    def _finding(self, path: str, finding: Finding) -> None:
        self._line(f"{path}:{finding.line}:{finding.column}: {finding.code} {message_of(finding)}")

    def _line(self, line: str) -> None:
        write(self._stream, printable(line) + "\n", errors="replace")
