"""What a run returns: a report, file by file and across files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mtcheck.language.messages import Text
from mtcheck.records.documents import Document
from mtcheck.records.findings import Finding, FixedFinding, Severity, Suppressed, count_by_severity
from mtcheck.records.spans import Span
from mtcheck.records.statements import KnownQuote, MatchedQuotation


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file.

    Attributes:
        error: Why the file could not be checked, or not in full; None where it was.
        score: 0–100, higher is better; 100 where nothing was found; None where nothing was checked.
        machine_translated: Probability that the French is unedited machine translation, 0–1; None for texts too short to say.
        findings: By start, then end, then code.
        quotations: By start.
        document: The file as read, None where it could not be.
        suppressed: Findings that are known and do not count, in the order of ``findings``.
        words: French words that were checked.
    """

    path: str
    error: Text | None = None
    score: float | None = 100.0
    findings: tuple[Finding, ...] = ()
    quotations: tuple[MatchedQuotation, ...] = ()
    document: Document | None = None
    suppressed: tuple[Suppressed, ...] = ()
    machine_translated: float | None = None
    words: int = 0

    @property
    def in_part(self) -> bool:
        """Whether some of the checks failed, and what the others found stands."""
        return self.error is not None and self.words > 0

    @property
    def status(self) -> str:
        """``checked`` or ``failed``, which also says that a part of the checks failed."""
        return "checked" if self.error is None else "failed"


@dataclass(frozen=True, slots=True)
class AcrossFinding:
    """A finding that shows only where several files of a run are seen together.

    Attributes:
        number: Place in the run, from 0, of the file that it stands in.
        path: That file.
        finding: Its span counts in the file's text.
        excerpt: The text around it, of the same passage.
        start: Where the excerpt starts in the file's text.
        known: Why the finding is known and does not count, None where it counts.
    """

    number: int
    path: str
    finding: Finding
    excerpt: str
    start: int
    known: Suppressed | None = None

    @property
    def local(self) -> Finding:
        """The finding with its span counted in the excerpt; line and column stay those of the file."""
        start, end = self.finding.span
        return replace(self.finding, span=Span(start - self.start, end - self.start))

    @property
    def document(self) -> Document:
        """The excerpt as a document of its own."""
        return Document(self.path, self.excerpt)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run. It owns the exit code.

    Attributes:
        files: In the order in which the inputs were named, folders sorted.
        signature: What reproduces the figures: versions, model, options.
        quotes: Every known quote of the run, supplied or found.
        fail_on: The severity from which a finding makes the run fail, None for never.
        errors: Faults that belong to no single file.
        warnings: What should be seen to and fails nothing, for instance an entry of the ignore list that is unused.
        earlier: The report that this run was compared with, None where there was none.
        fixed: Findings of that report that are gone.
        across: Findings that only several files together show, by file and place; those that are known as well.
    """

    files: tuple[FileReport, ...]
    signature: str
    quotes: tuple[KnownQuote, ...] = ()
    fail_on: Severity | None = Severity.MAJOR
    errors: tuple[Text, ...] = field(default=())
    warnings: tuple[Text, ...] = ()
    earlier: str | None = None
    fixed: tuple[FixedFinding, ...] = ()
    across: tuple[AcrossFinding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that count, file by file, then those across files."""
        return (
            *(finding for file in self.files for finding in file.findings),
            *(item.finding for item in self.across if item.known is None),
        )

    @property
    def counts(self) -> dict[str, int]:
        """Number of findings by severity label, every label present, the gravest first."""
        return count_by_severity(self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above ``fail_on``, 2 something could not be checked (it dominates)."""
        if self.errors or any(file.error is not None for file in self.files):
            return 2
        if self.fail_on is not None and any(finding.severity >= self.fail_on for finding in self.findings):
            return 1
        return 0
