"""The report as JSON Lines: a header, one line a file as soon as it is checked, what the files together show, a summary."""

from __future__ import annotations

import json
from typing import Any, TextIO

from mtcheck.records import FileReport, Report
from mtcheck.report.base import ReportWriter, write_whole
from mtcheck.report.json import SCHEMA_VERSION, across_object, file_object, summary_object
from mtcheck.report.output import encoding_of, write
from mtcheck.report.tally import Tally
from mtcheck.text.controls import in_json


class JsonLinesReporter:
    """Renders a report as one JSON object a line, each with its ``type``: ``header``, ``file``, ``across``, ``summary``.

    The objects are those of the JSON report (``file`` one of ``files``, ``across`` and ``summary`` the whole of these).
    There is no line ``across`` where the files show nothing together. A run that was cut short lacks the summary, so that
    the file may be read while it grows.
    """

    shows_its_end = True

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``.

        Raises:
            ValueError: A score or confidence is not a finite number.
        """
        write_whole(self.writer(stream), report)

    def writer(self, stream: TextIO) -> ReportWriter:
        """Make a writer of one report to ``stream``."""
        return _Writer(stream)


class _Writer:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._plain = not encoding_of(stream).lower().replace("_", "-").startswith("utf")

    def begin(self, head: Report) -> None:
        self._line("header", {"schema_version": SCHEMA_VERSION, "signature": head.signature})

    def file(self, file: FileReport) -> None:
        self._line("file", file_object(file))

    def end(self, tail: Report, tally: Tally) -> None:
        if tail.across:
            self._line("across", across_object(tail.across))
        self._line("summary", summary_object(tail, tally))

    def _line(self, kind: str, data: dict[str, Any]) -> None:
        text = json.dumps({"type": kind} | data, ensure_ascii=self._plain, allow_nan=False)
        write(self._stream, in_json(text) + "\n", errors="backslashreplace")
