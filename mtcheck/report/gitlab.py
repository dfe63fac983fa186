"""The report as GitLab's Code Quality artefact, shown in merge requests."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, TextIO

from mtcheck.fingerprints import across_fingerprints, file_fingerprints
from mtcheck.records import FileReport, Finding, Report, Severity
from mtcheck.report.locations import end_of, message_of, relative_path
from mtcheck.report.output import encoding_of, write
from mtcheck.report.wording import error_in_words, failure_of
from mtcheck.text.controls import in_json

_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}


class GitlabReporter:
    """Renders a report as a JSON list of issues; a file that failed is an issue of severity ``blocker``.

    Source:
        GitLab, *Code Quality: import results from a CI/CD job*.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        plain = not encoding_of(stream).lower().replace("_", "-").startswith("utf")
        issues = [issue for file in report.files for issue in _issues(file)]
        issues += [
            _found(item.finding, relative_path(item.path), digest)
            for item, digest in zip(report.across, across_fingerprints(report.across), strict=True)
            if item.known is None
        ]
        write(stream, in_json(json.dumps(issues, ensure_ascii=plain, indent=2)) + "\n", errors="backslashreplace")


def _issues(file: FileReport) -> list[dict[str, Any]]:
    path = relative_path(file.path)
    issues = []
    if file.error is not None:
        line, error = failure_of(file)
        told = error_in_words(file, error)
        issues.append(_issue(told, "not-checked", "blocker", path, "not-checked", line or 1, line or 1))
    for finding, digest in zip(file.findings, file_fingerprints(file)[0], strict=True):
        issues.append(_found(finding, path, digest))
    return issues


def _found(finding: Finding, path: str, digest: str) -> dict[str, Any]:
    first = max(finding.line, 1) if finding.place is None else 1
    last = max(end_of(finding)[0], first) if finding.place is None else 1
    told = f"{finding.code} {message_of(finding)}"
    return _issue(told, finding.name, _SEVERITIES[finding.severity], path, digest, first, last)


def _issue(
    description: str, check: str, severity: str, path: str, fingerprint: str, first: int, last: int
) -> dict[str, Any]:
    # GitLab wants fingerprints that are unique in the whole report.
    whole = blake2b(f"{path}\n{fingerprint}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return {
        "description": description,
        "check_name": check,
        "fingerprint": whole,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": first, "end": last}},
    }
