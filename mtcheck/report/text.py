"""The report for a terminal: one finding in a glance, readable without colour."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, TextIO

from mtcheck.records import Report
from mtcheck.report.output import write

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH = 100  # where the stream is no terminal
_NARROWEST, _WIDEST = 40, 120  # below, nothing fits; above, the eye loses the line


class TextReporter:
    """Renders a report for people who read in a terminal.

    Args:
        width: Cells a row; None asks the stream's terminal, or the variable COLUMNS, else 100.
    """

    def __init__(self, width: int | None = None) -> None:
        self._width = width

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``, in colour only where it is a terminal and NO_COLOR is not set."""
        from mtcheck.report.terminal import (
            print_across,
            print_finding,
            print_heading,
            print_quotations,
            print_summary,
        )

        console = self._console(stream)
        for file in report.files:
            print_heading(console, file)
            for finding in file.findings:
                print_finding(console, file, finding)
        print_quotations(console, report)
        print_across(console, report)
        print_summary(console, report)
        buffer = console.file
        assert isinstance(buffer, io.StringIO)
        text = "\n".join(line.rstrip(" ") for line in buffer.getvalue().split("\n"))
        write(stream, text, errors="replace")

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


def _width_of(stream: TextIO, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else 0
    if not width and terminal:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except OSError:  # a terminal of another kind, for instance a notebook's
            width = 0
    return min(max(width or _WIDTH, _NARROWEST), _WIDEST)
