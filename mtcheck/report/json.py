"""The report as JSON: stable, versioned, described by ``schema/report.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, TextIO

from mtcheck.fingerprints import across_fingerprints, file_fingerprints
from mtcheck.language.messages import Text, english, structured
from mtcheck.records import (
    AcrossFinding,
    Document,
    Evidence,
    FileReport,
    Finding,
    FixedFinding,
    KnownQuote,
    MatchedQuotation,
    Report,
    Suppressed,
)
from mtcheck.report.grading import burden, verdict_on
from mtcheck.report.output import encoding_of, write
from mtcheck.report.tally import Tally
from mtcheck.text.controls import in_json

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
        write(stream, in_json(text) + "\n", errors="backslashreplace")


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "signature": report.signature,
        "files": [file_object(file) for file in report.files],
        "across": across_object(report.across),
        "summary": summary_object(report, Tally.of(report.files, report.across)),
    }


def file_object(file: FileReport) -> dict[str, Any]:
    """Return what was found in one file, as it stands in ``files``."""
    found, suppressed = file_fingerprints(file)
    return (
        {
            "path": file.path,
            "status": file.status,
            "error": None if file.error is None else english(file.error),
            "verdict": _verdict(file),
            "score": None if file.score is None else _rounded(file.score, 1),
            "machine_translated": None if file.machine_translated is None else _rounded(file.machine_translated, 2),
            "findings": [_finding(finding, digest) for finding, digest in zip(file.findings, found, strict=True)],
            "quotations": [_quotation(matched) for matched in file.quotations],
            "suppressed": [_suppressed(item, digest) for item, digest in zip(file.suppressed, suppressed, strict=True)],
        }
        | _failure(file.error)
        | _notes(file.document)
    )


def _failure(error: Text | None) -> dict[str, Any]:
    message, params = structured(error or "")
    return {"error_id": message, "error_params": params} if message is not None else {}


def _notes(document: Document | None) -> dict[str, Any]:
    return {"notes": [english(note) for note in document.notes]} if document is not None and document.notes else {}


def _verdict(file: FileReport) -> dict[str, Any]:
    message, words = verdict_on(file)
    return {
        "id": message,
        "text": english(words),
        "grave_per_100_words": _rounded(burden(file.findings, file.words), 2),
    }


def across_object(across: Sequence[AcrossFinding]) -> dict[str, Any]:
    """Return the findings that only several files together show, each with the path of its file."""
    rows = [
        (item, {"path": item.path} | _finding(item.finding, digest))
        for item, digest in zip(across, across_fingerprints(across), strict=True)
    ]
    return {
        "findings": [row for item, row in rows if item.known is None],
        "suppressed": [
            {"kind": item.known.kind.value, "reason": item.known.reason, "finding": row}
            for item, row in rows
            if item.known is not None
        ],
    }


def _suppressed(item: Suppressed, fingerprint: str) -> dict[str, Any]:
    return {"kind": item.kind.value, "reason": item.reason, "finding": _finding(item.finding, fingerprint)}


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
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
        **_said("message", finding.message),
        "back_translation": finding.back_translation,
        "reference": finding.reference,
        "quote_id": finding.quote_id,
        "suggestion": finding.suggestion,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "place": None if finding.place is None else english(finding.place),
        "fingerprint": fingerprint,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        **_said("detail", evidence.detail),
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


def summary_object(report: Report, tally: Tally) -> dict[str, Any]:
    """Return the summary of a run.

    Args:
        report: The report; its files may be left out.
        tally: The figures of its files.
    """
    return {
        "files": {"checked": tally.checked, "failed": tally.failed},
        "findings": {"total": tally.findings, "by_severity": tally.by_severity, "by_code": tally.by_code},
        "suppressed": tally.suppressed,
        "quotations": tally.quotations,
        "matched_quotations": tally.matched,
        "quotes": [_quote(quote) for quote in report.quotes],
        "errors": [english(error) for error in report.errors],
        "warnings": [english(warning) for warning in report.warnings],
        "earlier": report.earlier,
        "fixed": [_fixed(finding) for finding in report.fixed],
        "fail_on": None if report.fail_on is None else report.fail_on.label,
        "exit_code": tally.exit_code(report),
    }


def _fixed(finding: FixedFinding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "code": finding.code,
        "severity": finding.severity.label,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        **_said("message", finding.message),
    }


def _quote(quote: KnownQuote) -> dict[str, Any]:
    return {"id": quote.id, "speaker": quote.speaker, "date": quote.date, "found": quote.found}


def _said(name: str, text: Text) -> dict[str, Any]:
    """Return what is said in English, and as the identifier of the message with its parameters, for whoever says it otherwise."""
    message, params = structured(text)
    return {name: english(text), f"{name}_id": message, "params": params}


def _rounded(value: float, digits: int) -> float:
    """Round, so that a run on another machine prints the same digits; -0.0 becomes 0.0."""
    return round(float(value), digits) + 0.0
