"""Parts the findings of a run, file by file, into those that count and those that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mtcheck.checks.across import FAMILY
from mtcheck.fingerprints import finding_key
from mtcheck.language.messages import Message
from mtcheck.readers.exclusion import PerFile
from mtcheck.records import AcrossFinding, FileReport, Finding, FixedFinding, Suppressed, SuppressionKind
from mtcheck.scoring import PENALTY, quality_score
from mtcheck.triage.accepted import AcceptedWords
from mtcheck.triage.baseline import Baseline, Renewal, as_named
from mtcheck.triage.difference import EarlierReport
from mtcheck.triage.ignores import IgnoreList, QuoteOf
from mtcheck.triage.inline import (
    Directive,
    has_comments,
    read_directives,
    source_of,
    suppress_inline,
    suppress_sic,
    warnings_of,
)
from mtcheck.triage.known import KnownFindings


class Triage:
    """What is known before the run.

    Comments and ``[sic]`` come first, then the words of the house, the ignore list, baseline, earlier report.

    Args:
        quote_of: Looks a known quote up by its id, for the names of speakers.
        ignores: The ignore list.
        baseline: Accepted findings.
        renewal: Where the findings that remain are accepted; they then count no longer.
        earlier: A report to compare with.
        accepted: Words of the house, of which nothing is told.
        per_file: Code prefixes by file; findings of these are dropped, as if the codes were ignored there.
        partial: Whether only a part of the articles is checked, so that what is unused may be used elsewhere.
        wanted: Says whether findings of a code are reported at all; what is known of others is not judged.
    """

    def __init__(
        self,
        *,
        quote_of: QuoteOf = lambda quote_id: None,
        ignores: IgnoreList | None = None,
        baseline: Baseline | None = None,
        renewal: Renewal | None = None,
        earlier: EarlierReport | None = None,
        accepted: AcceptedWords | None = None,
        per_file: PerFile | None = None,
        partial: bool = False,
        wanted: Callable[[str], bool] = lambda code: True,
    ) -> None:
        self._quote_of = quote_of
        self._ignores, self._baseline, self._renewal, self._earlier = ignores, baseline, renewal, earlier
        self._partial, self._wanted = partial, wanted
        self._house, self._per_file = accepted, per_file
        self._accepted = KnownFindings(baseline.known()) if baseline else None
        self._before = KnownFindings(earlier.known()) if earlier else None
        self._commented: list[tuple[str, tuple[Directive, ...]]] = []

    def part(self, file: FileReport) -> FileReport:
        """Return the report of a file with the known findings set apart; files must come in the run's order."""
        if file.error is not None and not file.in_part:
            return file
        document = file.document
        found, known = self._wanted_in(file.path, file.findings), list[Suppressed](file.suppressed)
        if document is not None:
            if has_comments(document):
                directives = read_directives(source_of(document))
                found, some = suppress_inline(found, directives)
                known += some
                if directives:  # findings across files may still use them
                    self._commented.append((file.path, directives))
            found, some = suppress_sic(found, document)
            known += some
        if self._house is not None and document is not None:
            found, some = self._house.part(found, document.text)
            known += some
        if self._ignores is not None:
            self._ignores.see(file.path)
            found, some = self._ignore(found, file)
            known += some
        file = replace(file, score=_rescored(file, found))
        if self._renewal is not None:
            self._renewal.add(replace(file, findings=found))
            known += (Suppressed(finding, SuppressionKind.BASELINE) for finding in found)
            found = ()
        if self._accepted is not None:
            found, some = _take(found, file, self._accepted, SuppressionKind.BASELINE)
            known += some
        if self._before is not None:
            set_apart = tuple(item.finding for item in known)
            self._before_takes(set_apart, file)
            found, some = _take(found, file, self._before, SuppressionKind.EARLIER)
            known += some
        order = sorted(known, key=lambda item: (item.finding.span, item.finding.code))
        return replace(file, findings=found, suppressed=tuple(order))

    def comments_of(self, path: str) -> tuple[Directive, ...]:
        """Return the comments of a file that was parted, which findings across files may use."""
        return next((directives for named, directives in reversed(self._commented) if named == path), ())

    def comment(self, path: str, directives: tuple[Directive, ...]) -> None:
        """Take over the comments of a file that was parted elsewhere."""
        if directives:
            self._commented.append((path, directives))

    def across(self, found: tuple[AcrossFinding, ...]) -> tuple[AcrossFinding, ...]:
        """Return the findings across files, each that is known with the reason; all files must be parted before."""
        comments = dict(self._commented)
        parted = []
        for item in found:
            if not self._wanted_in(item.path, (item.finding,)):
                continue
            kept, inline = suppress_inline((item.finding,), comments.get(item.path, ()))
            if kept or inline:  # else it stands on the words of a comment, which no reader sees
                known = inline[0] if inline else self._known(item)
                parted.append(replace(item, known=known))
                if inline and self._before is not None:
                    self._before_takes((item.local,), FileReport(item.path, document=item.document))
        return tuple(parted)

    def _wanted_in(self, path: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return findings without those of codes that are left out in a file."""
        codes = self._per_file.of(path) if self._per_file is not None else ()
        return tuple(finding for finding in findings if not finding.code.startswith(codes)) if codes else findings

    def _known(self, item: AcrossFinding) -> Suppressed | None:
        """Say why a finding across files is known, as :meth:`part` does for those of one file."""
        local = item.local
        file = FileReport(item.path, findings=(local,), document=item.document)
        _, known = suppress_sic((local,), item.document)
        if not known and self._house is not None:
            _, known = self._house.part((local,), item.document.text)
        if not known and self._ignores is not None:
            _, known = self._ignore((local,), file)
        if not known and self._renewal is not None:
            self._renewal.add(file)
            known = (Suppressed(local, SuppressionKind.BASELINE),)
        if not known and self._accepted is not None:
            _, known = _take((local,), file, self._accepted, SuppressionKind.BASELINE)
        if self._before is not None:
            if known:
                self._before_takes((local,), file)
            else:
                _, known = _take((local,), file, self._before, SuppressionKind.EARLIER)
        return replace(known[0], finding=item.finding) if known else None

    def warnings(self) -> tuple[Message, ...]:
        """Return what was unused or malformed, once all files are parted."""
        unused = () if self._ignores is None else self._ignores.unused(partial=self._partial)
        stale: tuple[Message, ...] = ()
        if self._baseline is not None and self._accepted is not None:
            codes = {entry.key.digest: entry.key.code for entry in self._baseline.entries}
            left = (item for item in self._accepted.left_over() if self._judges(codes[item.digest]))
            stale = tuple(self._baseline.describe(item) for item in left)
        commented = (warning for path, directives in self._commented for warning in warnings_of(path, directives))
        return (*commented, *unused, *stale)

    def fixed(self) -> tuple[FixedFinding, ...]:
        """Return the findings of the earlier report that are gone, once all files are parted."""
        if self._earlier is None or self._before is None:
            return ()
        gone = self._earlier.fixed(self._before.left_over())
        return tuple(finding for finding in gone if self._judges(finding.code))

    def _judges(self, code: str) -> bool:
        """Say whether the run could have found what is left over: files are compared only where all are checked."""
        return self._wanted(code) and not (self._partial and code.startswith(FAMILY))

    def _ignore(
        self, findings: tuple[Finding, ...], file: FileReport
    ) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        assert self._ignores is not None
        reasons = [self._ignores.reason_for(finding, file, self._quote_of) for finding in findings]
        return (
            tuple(finding for finding, reason in zip(findings, reasons, strict=True) if reason is None),
            tuple(
                Suppressed(finding, SuppressionKind.IGNORE, reason)
                for finding, reason in zip(findings, reasons, strict=True)
                if reason is not None
            ),
        )

    def _before_takes(self, findings: tuple[Finding, ...], file: FileReport) -> None:
        """Use up what the earlier report knew of findings that are set apart: they are not fixed."""
        assert self._before is not None
        self._before.take(as_named(file.path), _digests(findings, file))


def _rescored(file: FileReport, faults: tuple[Finding, ...]) -> float | None:
    """Return the score without what is no fault; what is only accepted for now remains one."""
    before, after = (sum(PENALTY[f.severity] * f.confidence for f in some) for some in (file.findings, faults))
    if file.score is None or before == after:
        return file.score
    if file.words:
        return quality_score(faults, file.words)
    if not 0 < file.score < 100:  # at 0 the penalty is cut off, and the share unknown
        return file.score
    return 100 - (100 - file.score) * after / before


def _take(
    findings: tuple[Finding, ...], file: FileReport, stock: KnownFindings, kind: SuppressionKind
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    known = stock.take(as_named(file.path), _digests(findings, file))
    return (
        tuple(finding for finding, is_known in zip(findings, known, strict=True) if not is_known),
        tuple(Suppressed(finding, kind) for finding, is_known in zip(findings, known, strict=True) if is_known),
    )


def _digests(findings: tuple[Finding, ...], file: FileReport) -> tuple[str, ...]:
    return tuple(finding_key(finding, file.document).digest for finding in findings)
