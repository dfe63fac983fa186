"""The report as SARIF 2.1.0, with what GitHub code scanning and editors want of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from mtcheck import __version__
from mtcheck.checks.base import Rule
from mtcheck.fingerprints import across_fingerprints, file_fingerprints
from mtcheck.language.messages import english, gettext, language
from mtcheck.links import rule_page
from mtcheck.records import Document, FileReport, Finding, FixedFinding, Report, Severity, Suppressed, SuppressionKind
from mtcheck.replacements import replacement_of
from mtcheck.report.locations import end_of, message_of, uri_of
from mtcheck.report.output import encoding_of, write
from mtcheck.report.rules import authority, rule_markdown
from mtcheck.report.wording import evidence_in_words, failure_of
from mtcheck.text.controls import in_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
_PROBLEMS = _LEVELS | {Severity.NEUTRAL: "recommendation"}
_IN_SOURCE = (SuppressionKind.INLINE, SuppressionKind.SIC)
_WHY = {
    SuppressionKind.INLINE: "ignored by a comment in the document",
    SuppressionKind.SIC: "marked [sic] in the document",
    SuppressionKind.IGNORE: "ignored by the ignore list",
    SuppressionKind.BASELINE: "known: it stands in the baseline",
}


class SarifReporter:
    """Renders a report as one SARIF log with one run.

    Known findings are results with a ``suppression``; in a comparison with an earlier report every result says by its
    ``baselineState`` whether it is new, unchanged or absent.

    Source:
        OASIS, *SARIF Version 2.1.0 Plus Errata 01*; GitHub, *SARIF support for code scanning*.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        plain = not encoding_of(stream).lower().replace("_", "-").startswith("utf")
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
        text = json.dumps(log, ensure_ascii=plain, allow_nan=False, indent=2)
        write(stream, in_json(text) + "\n", errors="backslashreplace")


def _run(report: Report) -> dict[str, Any]:
    rules = _rules(report)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    results = [result for file in report.files for result in _results(file, places, report.earlier is not None)]
    results += _results_across(report, places)
    results += [_absent(finding, places) for finding in report.fixed]
    return {
        "tool": {
            "driver": {"name": "mtcheck", "version": __version__, "semanticVersion": __version__, "rules": rules},
        },
        "language": language(),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which mtcheck ran."}}},
        "invocations": [_invocation(report)],
        "artifacts": [
            {"location": _artifact(file.path), "mimeType": _media_type(file), "roles": ["analysisTarget"]}
            for file in report.files
        ],
        "results": results,
        "properties": {"signature": report.signature},
    }


def _invocation(report: Report) -> dict[str, Any]:
    failed = [_failure(file) for file in report.files if file.error is not None]
    errors = [{"level": "error", "message": {"text": str(error)}} for error in report.errors]
    warnings = [{"level": "warning", "message": {"text": str(warning)}} for warning in report.warnings]
    return {
        "executionSuccessful": report.exit_code != 2,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [*failed, *errors, *warnings],
    }


def _failure(file: FileReport) -> dict[str, Any]:
    line, error = failure_of(file)
    location = _location(file.path)
    if line is not None:
        location["physicalLocation"]["region"] = {"startLine": line}
    return {"level": "error", "message": {"text": str(error)}, "locations": [location]}


def _results(file: FileReport, places: Mapping[str, int], compared: bool) -> Iterator[dict[str, Any]]:
    found, suppressed = file_fingerprints(file)
    for finding, digest in zip(file.findings, found, strict=True):
        yield _result(file.path, finding, digest, places, file.document) | _standing(None, compared)
    for item, digest in zip(file.suppressed, suppressed, strict=True):
        yield _result(file.path, item.finding, digest, places, file.document) | _standing(item, compared)


def _results_across(report: Report, places: Mapping[str, int]) -> list[dict[str, Any]]:
    documents = {file.path: file.document for file in report.files}
    return [
        _result(item.path, item.finding, digest, places, documents.get(item.path))
        | _standing(item.known, report.earlier is not None)
        for item, digest in zip(report.across, across_fingerprints(report.across), strict=True)
    ]


def _standing(known: Suppressed | None, compared: bool) -> dict[str, Any]:
    """Say how a result stands to what was known before."""
    if known is None:
        return {"baselineState": "new"} if compared else {}
    if known.kind is SuppressionKind.EARLIER:
        return {"baselineState": "unchanged"}
    return {"suppressions": [_suppression(known)]}


def _suppression(item: Suppressed) -> dict[str, str]:
    return {
        "kind": "inSource" if item.kind in _IN_SOURCE else "external",
        "status": "accepted",
        "justification": item.reason or _WHY[item.kind],
    }


def _result(
    path: str, finding: Finding, digest: str, places: Mapping[str, int], document: Document | None
) -> dict[str, Any]:
    result = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": message_of(finding)},
        "locations": [_location(path, finding)],
        # The second is the one that GitHub follows; it counts repeats from 1.
        "partialFingerprints": {
            "mtcheckContext/v1": digest,
            "primaryLocationLineHash": digest if ":" in digest else f"{digest}:1",
        },
        "rank": round(finding.confidence * 100, 1),
        "properties": _properties(finding),
    }
    return result | _fixes(path, finding, document)


def _fixes(path: str, finding: Finding, document: Document | None) -> dict[str, Any]:
    """Say which edit would mend it: the one that the page shows and ``--in-place`` makes."""
    edit = replacement_of(document, finding)
    if edit is None:
        return {}
    region = _location(path, finding)["physicalLocation"]["region"]
    deleted = {name: value for name, value in region.items() if name != "snippet"}
    change = {
        "artifactLocation": _artifact(path),
        "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": edit.text}}],
    }
    return {
        "fixes": [{"description": {"text": gettext("Put “{words}”", words=edit.text)}, "artifactChanges": [change]}]
    }


def _properties(finding: Finding) -> dict[str, Any]:
    told = {
        "severity": finding.severity.label,
        "confidence": round(finding.confidence, 2),
        "suggestion": finding.suggestion,
        "reference": finding.reference,
        "backTranslation": finding.back_translation,
        "quoteId": finding.quote_id,
        "place": None if finding.place is None else english(finding.place),
        "evidence": [evidence_in_words(evidence, None) for evidence in finding.evidence],
    }
    return {name: value for name, value in told.items() if value is not None}


def _absent(finding: FixedFinding, places: Mapping[str, int]) -> dict[str, Any]:
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    place = {"artifactLocation": _artifact(finding.path), "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": str(finding.message)},
        "locations": [{"physicalLocation": place}],
        "baselineState": "absent",
    }


def _location(path: str, finding: Finding | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if finding is None:
        return {"physicalLocation": place}
    if finding.place is not None:  # line and column count in a text that was made of the file
        place["region"] = {"startLine": 1}
        return {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": str(finding.place)}]}
    line, column = end_of(finding)
    place["region"] = {
        "startLine": max(finding.line, 1),
        "startColumn": max(finding.column, 1),
        "endLine": max(line, 1),
        "endColumn": max(column, 1),
        "charOffset": finding.span.start,
        "charLength": finding.span.end - finding.span.start,
        "snippet": {"text": finding.text},
    }
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    uri = uri_of(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _BASE}


def _media_type(file: FileReport) -> str:
    return "text/plain" if file.document is None else file.document.media_type


def _rules(report: Report) -> list[dict[str, Any]]:
    """Describe the rules that the results name, by code."""
    from mtcheck.checks.registry import all_rules

    known = {rule.code: rule for rule in all_rules()}
    codes = {finding.code for finding in _all_findings(report)} | {finding.code for finding in report.fixed}
    return [
        _described(known[code]) if code in known else {"id": code, "shortDescription": {"text": code}}
        for code in sorted(codes)
    ]


def _all_findings(report: Report) -> Iterable[Finding]:
    for file in report.files:
        yield from file.findings
        yield from (item.finding for item in file.suppressed)
    yield from (item.finding for item in report.across)


def _described(rule: Rule) -> dict[str, Any]:
    page = rule_page(rule.code)
    return {
        "id": rule.code,
        **({} if page is None else {"helpUri": page}),
        "name": "".join(part.capitalize() for part in rule.name.replace("-", ".").split(".")),
        "shortDescription": {"text": gettext(rule.summary)},
        "fullDescription": {"text": gettext(rule.rationale)},
        "help": {
            "text": f"{gettext(rule.rationale)}\n\n{authority(rule)}",
            "markdown": rule_markdown(rule, heading=False),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["translation", "french", rule.category.value],
            "problem.severity": _PROBLEMS[rule.severity],
            "precision": "high" if rule.severity >= Severity.MAJOR else "medium",
        },
    }
