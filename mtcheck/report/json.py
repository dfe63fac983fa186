"""The report as JSON: stable, versioned, described by ``schema/report.schema.json``."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any, TextIO

from mtcheck.records import Evidence, FileReport, Finding, KnownQuote, MatchedQuotation, Report
from mtcheck.report.output import encoding_of, write
from mtcheck.report.wording import matched_count

SCHEMA_VERSION = 1


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every JSON report obeys."""
    source = files("mtcheck.report").joinpath("schema/report.schema.json")
    schema: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return schema


class JsonReporter:
    """Renders a report as one JSON object."""

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``.

        Raises:
            ValueError: A score or confidence is not a finite number.
        """
        plain = not encoding_of(stream).lower().replace("_", "-").startswith("utf")
        text = json.dumps(_report(report), ensure_ascii=plain, allow_nan=False, indent=2)
        # A lone surrogate becomes "\udcXX", which JSON reads back as it was.
        write(stream, text + "\n", errors="backslashreplace")


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "signature": report.signature,
        "files": [_file(file) for file in report.files],
        "summary": _summary(report),
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "status": file.status,
        "error": file.error,
        "score": _rounded(file.score, 1),
        "findings": [_finding(finding) for finding in file.findings],
        "quotations": [_quotation(matched) for matched in file.quotations],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "category": finding.category.value,
        "severity": finding.severity.label,
        "confidence": _rounded(finding.confidence, 2),
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "message": finding.message,
        "back_translation": finding.back_translation,
        "reference": finding.reference,
        "quote_id": finding.quote_id,
        "suggestion": finding.suggestion,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "detail": evidence.detail,
        "value": None if evidence.value is None else _rounded(evidence.value, 4),
        "start": None if evidence.span is None else evidence.span.start,
        "end": None if evidence.span is None else evidence.span.end,
    }


def _quotation(matched: MatchedQuotation) -> dict[str, Any]:
    return {
        "start": matched.quotation.span.start,
        "end": matched.quotation.span.end,
        "text": matched.quotation.text,
        "speaker": matched.quotation.speaker,
        "matches": [
            {
                "quote_id": alignment.quote_id,
                "text": alignment.text,
                "similarity": _rounded(alignment.similarity, 3),
            }
            for alignment in matched.alignments
        ],
    }


def _summary(report: Report) -> dict[str, Any]:
    failed = sum(1 for file in report.files if file.error is not None)
    return {
        "files": {"checked": len(report.files) - failed, "failed": failed},
        "findings": {
            "total": len(report.findings),
            "by_severity": report.counts,
            "by_code": dict(sorted(Counter(finding.code for finding in report.findings).items())),
        },
        "quotations": sum(len(file.quotations) for file in report.files),
        "matched_quotations": sum(matched_count(file) for file in report.files),
        "quotes": [_quote(quote) for quote in report.quotes],
        "errors": list(report.errors),
        "fail_on": None if report.fail_on is None else report.fail_on.label,
        "exit_code": report.exit_code,
    }


def _quote(quote: KnownQuote) -> dict[str, Any]:
    return {"id": quote.id, "speaker": quote.speaker, "date": quote.date, "found": quote.found}


def _rounded(value: float, digits: int) -> float:
    """Round, so that a run on another machine prints the same digits; -0.0 becomes 0.0."""
    return round(float(value), digits) + 0.0
