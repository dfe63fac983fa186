"""A table of findings for spreadsheets, one row each."""

from __future__ import annotations

import csv
import io
from typing import TextIO

from mtcheck.language.messages import english
from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.base import ReportWriter, write_whole
from mtcheck.report.locations import end_of
from mtcheck.report.output import write
from mtcheck.report.tally import Tally
from mtcheck.report.wording import failure_of

COLUMNS = (
    "path", "status", "line", "column", "end_line", "end_column", "place", "code", "name", "category", "severity",
    "confidence", "text", "message", "suggestion", "reference", "back_translation", "quote_id",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # with these, a spreadsheet takes a cell for a formula, or may


class CsvReporter:
    """Renders a report as CSV (RFC 4180, but lines end in LF): a header, then a row for each finding.

    A file that failed has one row, with the status ``failed`` and the error as its message. A text that a spreadsheet
    would take for a formula has an apostrophe before it.

    Source:
        OWASP, *CSV Injection*.
    """

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
        self._row(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def file(self, file: FileReport) -> None:
        if file.error is not None:
            line, error = failure_of(file)
            self._row({"path": file.path, "status": "failed", "line": line or "", "message": english(error)})
        for finding in file.findings:
            self._finding(file.path, finding)

    def end(self, tail: Report, tally: Tally) -> None:
        for item in tail.across:
            if item.known is None:
                self._finding(item.path, item.finding)
        for error in tail.errors:
            self._row({"status": "failed", "message": english(error)})

    def _finding(self, path: str, finding: Finding) -> None:
        line, column = end_of(finding)
        self._row(
            {
                "path": path,
                "status": "found",
                "line": finding.line,
                "column": finding.column,
                "end_line": line,
                "end_column": column,
                "place": None if finding.place is None else english(finding.place),
                "code": finding.code,
                "name": finding.name,
                "category": finding.category.value,
                "severity": finding.severity.label,
                "confidence": f"{finding.confidence:.2f}",
                "text": finding.text,
                "message": english(finding.message),
                "suggestion": finding.suggestion,
                "reference": finding.reference,
                "back_translation": finding.back_translation,
                "quote_id": finding.quote_id,
            }
        )

    def _row(self, cells: dict[str, object]) -> None:
        buffer = io.StringIO()
        row = (_harmless(cells.get(name)) for name in COLUMNS)
        csv.writer(buffer, lineterminator="\r\n").writerow(row)  # so that cells with a lone CR are quoted as well
        write(self._stream, buffer.getvalue().removesuffix("\r\n") + "\n", errors="replace")


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    # The csv module cannot write NUL in every version, and no spreadsheet can read it.
    text = value.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
