"""What the served page shows of a report: findings in the words of the reader's language."""

from __future__ import annotations

from typing import Any

from mtcheck.fingerprints import file_fingerprints
from mtcheck.language.messages import gettext, titled
from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.back_translation import trust_in_words
from mtcheck.report.grading import verdict_on
from mtcheck.report.wording import confidence_in_words, failure_of, severity_in_words


def view(report: Report) -> dict[str, Any]:
    """Return the files of a report with their findings, in the language that is spoken."""
    return {"files": [_file(file) for file in report.files]}


def _file(file: FileReport) -> dict[str, Any]:
    prints, _ = file_fingerprints(file)
    return {
        "path": file.path,
        "error": None if file.error is None else str(failure_of(file)),
        "verdict": str(verdict_on(file)[1]),
        "findings": [_finding(finding, digest) for finding, digest in zip(file.findings, prints, strict=True)],
    }


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = gettext("line {line}, column {column}", line=finding.line, column=finding.column)
    return {
        "fingerprint": fingerprint,
        "code": finding.code,
        "rule": gettext(titled(finding.name)),
        "severity": finding.severity.label,
        "gravity": severity_in_words(finding.severity),
        "confidence": round(finding.confidence, 2),
        "sure": confidence_in_words(finding.confidence),
        "place": str(finding.place or place),
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "suggestion": finding.suggestion,
        "message": str(finding.message),
        "reasons": [str(evidence.detail) for evidence in finding.evidence],
        "reference": finding.reference,
        "back_translation": finding.back_translation,
        "trust": gettext(trust_in_words(finding.back_translation_log_prob)),
    }
