"""Workflow commands that GitHub shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from mtcheck.records import FileReport, Finding, Report, Severity
from mtcheck.report.base import ReportWriter, write_whole
from mtcheck.report.locations import end_of, message_of, relative_path
from mtcheck.report.output import write
from mtcheck.report.tally import Tally
from mtcheck.report.wording import failure_in_words, failure_of

_COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "notice"}
# Beside \r and \n, which GitHub itself escapes, the other line ends of Unicode: a log viewer may break there.
_ENDS: dict[str, str | int | None] = dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " ")
# ESC and its like would be commands to the terminal that a log is read in.
_CONTROLS: dict[str, str | int | None] = {
    **dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0))), "\ufffd"),
    "\t": " ",
}
_DATA = str.maketrans(_CONTROLS | _ENDS | {"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class GithubReporter:
    """Renders a report as one workflow command for each finding and each file that failed.

    Source:
        GitHub, *Workflow commands for GitHub Actions*; the escapes are those of ``@actions/core``.
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
        """Write nothing: every line is an annotation."""

    def file(self, file: FileReport) -> None:
        if file.error is not None:
            line, error = failure_of(file)
            place = {"file": relative_path(file.path)} | ({} if line is None else {"line": line})
            self._command("error", {**place, "title": failure_in_words(file)}, str(error))
        for finding in file.findings:
            self._finding(file.path, finding)

    def end(self, tail: Report, tally: Tally) -> None:
        for item in tail.across:
            if item.known is None:
                self._finding(item.path, item.finding)
        for error in tail.errors:
            self._command("error", {"title": "mtcheck"}, str(error))
        for warning in tail.warnings:
            self._command("warning", {"title": "mtcheck"}, str(warning))

    def _finding(self, path: str, finding: Finding) -> None:
        self._command(_COMMANDS[finding.severity], _properties(path, finding), message_of(finding))

    def _command(self, command: str, properties: dict[str, object], message: str) -> None:
        told = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
        write(self._stream, f"::{command} {told}::{message.translate(_DATA)}\n", errors="replace")


def _properties(path: str, finding: Finding) -> dict[str, object]:
    properties: dict[str, object] = {"file": relative_path(path)}
    if finding.place is None:  # else line and column count in a text that was made of the file
        line, column = end_of(finding)
        properties |= {"line": finding.line, "endLine": line}
        if line == finding.line:  # GitHub refuses columns where an annotation covers several lines
            properties |= {"col": finding.column, "endColumn": column}
    return properties | {"title": f"{finding.code} {finding.name}"}
