"""The figures of a run, counted file by file, so that a report that is streamed need not be held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mtcheck.language.messages import gettext, gettext_noop, ngettext
from mtcheck.records import AcrossFinding, FileReport, Report, Severity, SuppressionKind
from mtcheck.report.wording import matched_count, verdict_of

_WHERE = {
    SuppressionKind.INLINE: gettext_noop("{n} ignored by a comment"),
    SuppressionKind.SIC: gettext_noop("{n} marked [sic]"),
    SuppressionKind.IGNORE: gettext_noop("{n} in the ignore list"),
    SuppressionKind.BASELINE: gettext_noop("{n} in the baseline"),
}


class Tally:
    """Counts files, findings and quotations as the files go by."""

    def __init__(self) -> None:
        self.checked = self.failed = self.quotations = self.matched = 0
        self._severities: Counter[Severity] = Counter()
        self._codes: Counter[str] = Counter()
        self._suppressed: Counter[SuppressionKind] = Counter()

    @classmethod
    def of(cls, files: Iterable[FileReport], across: Iterable[AcrossFinding] = ()) -> Tally:
        """Count files, and findings across them, that are at hand."""
        tally = cls()
        for file in files:
            tally.add(file)
        tally.add_across(across)
        return tally

    def add(self, file: FileReport) -> None:
        """Count one file."""
        self.checked += file.error is None
        self.failed += file.error is not None
        self.quotations += len(file.quotations)
        self.matched += matched_count(file)
        self._severities.update(finding.severity for finding in file.findings)
        self._codes.update(finding.code for finding in file.findings)
        self._suppressed.update(item.kind for item in file.suppressed)

    def add_across(self, across: Iterable[AcrossFinding]) -> None:
        """Count findings that only several files together show."""
        for item in across:
            if item.known is None:
                self._severities[item.finding.severity] += 1
                self._codes[item.finding.code] += 1
            else:
                self._suppressed[item.known.kind] += 1

    @property
    def findings(self) -> int:
        """How many findings count."""
        return self._severities.total()

    @property
    def by_severity(self) -> dict[str, int]:
        """Number of findings by severity label, every label present, the gravest first."""
        return {severity.label: self._severities[severity] for severity in reversed(Severity)}

    @property
    def by_code(self) -> dict[str, int]:
        """Number of findings by code, sorted."""
        return dict(sorted(self._codes.items()))

    @property
    def suppressed(self) -> dict[str, int]:
        """Number of suppressed findings by kind, every kind present."""
        return {kind.value: self._suppressed[kind] for kind in SuppressionKind}

    def exit_code(self, report: Report) -> int:
        """Return the exit code that :attr:`Report.exit_code` would give with the counted files in the report.

        Args:
            report: Its ``errors`` and ``fail_on`` are read.
        """
        if report.errors or self.failed:
            return 2
        if report.fail_on is not None and any(self._severities[s] for s in Severity if s >= report.fail_on):
            return 1
        return 0

    def verdict(self, report: Report) -> str:
        """Say in one sentence how the run ended and why.

        Args:
            report: Its ``errors`` and ``fail_on`` are read.
        """
        return verdict_of(self.by_severity, self.failed + len(report.errors), report.fail_on)

    def known_in_words(self, report: Report) -> tuple[str, ...]:
        """Say what is not shown, and how the run compares with an earlier one; nothing where there is neither.

        Args:
            report: Its ``earlier`` and ``fixed`` are read.
        """
        lines = []
        parts = [gettext(where, n=self._suppressed[kind]) for kind, where in _WHERE.items() if self._suppressed[kind]]
        if parts:
            total = sum(self._suppressed[kind] for kind in _WHERE)
            lines.append(
                ngettext(
                    "{n} known finding not shown: {parts}.",
                    "{n} known findings not shown: {parts}.",
                    total,
                    parts=tuple(parts),
                )
            )
        if report.earlier is not None:
            same = self._suppressed[SuppressionKind.EARLIER]
            lines.append(
                gettext(
                    "Compared with {earlier}: {new} new, {fixed} fixed, {same} the same.",
                    earlier=report.earlier,
                    new=self.findings,
                    fixed=len(report.fixed),
                    same=same,
                )
            )
        return tuple(lines)
