"""The report for a terminal: one finding in a glance, readable without colour."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.output import write
from mtcheck.report.wording import reads_like_machine

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH = 100  # where the stream is no terminal
_NARROWEST, _WIDEST = 40, 120  # below, nothing fits; above, the eye loses the line


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How much is told, and in which order.

    Attributes:
        verbose: Whether all of a finding is shown: its English, all reasons, the back-translation of its sentence.
        quotations: Whether every quotation is listed with the statement that it renders.
        by_place: Whether a file's findings stand by their place; otherwise the gravest and surest stand first.
    """

    verbose: bool = False
    quotations: bool = False
    by_place: bool = False


class TextReporter:
    """Renders a report for people who read in a terminal.

    Args:
        width: Cells a row; None asks the stream's terminal, or the variable COLUMNS, else 100.
        style: What is told.
    """

    def __init__(self, width: int | None = None, style: TextStyle | None = None) -> None:
        self._width, self._style = width, style or TextStyle()

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``, in colour only where it is a terminal and NO_COLOR is not set."""
        from mtcheck.report.terminal import print_across, print_quotations, print_summary

        console = self._console(stream)
        for file in report.files:
            self._file(console, file)
        if self._style.quotations:
            print_quotations(console, report)
        print_across(console, report, verbose=self._style.verbose)
        print_summary(console, report, listed=self._style.quotations)
        buffer = console.file
        assert isinstance(buffer, io.StringIO)
        text = "\n".join(line.rstrip(" ") for line in buffer.getvalue().split("\n"))
        write(stream, text, errors="replace")

    def _file(self, console: Console, file: FileReport) -> None:
        """Print what is to be read of one file; of one in which there is nothing, the table tells."""
        from mtcheck.report.terminal import print_briefly, print_finding, print_heading

        notes = file.document.notes if file.document is not None else ()
        if not (file.findings or file.error is not None or notes or reads_like_machine(file)):
            return
        print_heading(console, file)
        if self._style.verbose:
            print(file=console.file)
            told: set[str | None] = set()
            for finding in self._ordered(file.findings):
                print_finding(console, file, finding, again=finding.back_translation in told)
                told.add(finding.back_translation)
            return
        for findings in _alike(self._ordered(file.findings)):
            print_briefly(console, file, findings)
        print(file=console.file)

    def _ordered(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        if self._style.by_place:
            return findings
        return sorted(findings, key=lambda finding: (-finding.severity, -finding.confidence, finding.span))

    def _console(self, stream: TextIO) -> Console:
        from rich.console import Console

        terminal = stream.isatty()
        # Only what the stream itself is counts: rich would otherwise look at the process's own standard streams.
        return Console(
            file=io.StringIO(),
            width=self._width or _width_of(stream, terminal),
            force_terminal=terminal,
            color_system="auto" if terminal and not os.environ.get("NO_COLOR") else None,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Put findings together that say the same of the same words, each group where its first stands."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = (finding.code, finding.severity, finding.text, finding.suggestion, finding.message)
        groups.setdefault(said, []).append(finding)
    return list(groups.values())


def _width_of(stream: TextIO, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else 0
    if not width and terminal:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except OSError:  # a terminal of another kind, for instance a notebook's
            width = 0
    return min(max(width or _WIDTH, _NARROWEST), _WIDEST)
