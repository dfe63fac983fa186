"""How often each rule was broken: what ``--statistics`` prints."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from mtcheck.language.messages import gettext
from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.base import ReportWriter, write_whole
from mtcheck.report.output import write
from mtcheck.report.tally import Tally


class StatisticsReporter:
    """Renders one line a code, the most frequent first: findings, code, name, how many have a suggestion."""

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        write_whole(self.writer(stream), report)

    def writer(self, stream: TextIO) -> ReportWriter:
        """Make a writer of one report to ``stream``."""
        return _Writer(stream)


class _Writer:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._found: Counter[tuple[str, str]] = Counter()
        self._suggested: Counter[tuple[str, str]] = Counter()

    def begin(self, head: Report) -> None:
        """Write nothing: the lines are known at the end."""

    def file(self, file: FileReport) -> None:
        for finding in file.findings:
            self._count(finding)

    def end(self, tail: Report, tally: Tally) -> None:
        for item in tail.across:
            if item.known is None:
                self._count(item.finding)
        wide = max((len(str(count)) for count in self._found.values()), default=1)
        long = max((len(name) for _, name in self._found), default=0)
        for key, count in sorted(self._found.items(), key=lambda item: (-item[1], item[0])):
            code, name = key
            told = gettext("{n} with a suggestion", n=self._suggested[key]) if self._suggested[key] else ""
            line = f"{count:{wide}}  {code:6}  {name:{long}}  {told}".rstrip()
            write(self._stream, line + "\n", errors="replace")

    def _count(self, finding: Finding) -> None:
        self._found[finding.code, finding.name] += 1
        self._suggested[finding.code, finding.name] += finding.suggestion is not None
