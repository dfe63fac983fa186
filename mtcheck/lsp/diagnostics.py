"""A report as an editor shows it: diagnostics, and what can be done about each."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeDescription,
    Diagnostic,
    DiagnosticSeverity,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from mtcheck.language.messages import english, gettext
from mtcheck.lsp.explanations import explanation_of
from mtcheck.lsp.positions import Positions
from mtcheck.records import Document, FileReport, Finding, Severity
from mtcheck.replacements import replacement_of
from mtcheck.suggestions.safe import safe_edits
from mtcheck.triage.inline import has_comments

SOURCE = "mtcheck"

_SEVERITIES = {
    Severity.CRITICAL: DiagnosticSeverity.Error,
    Severity.MAJOR: DiagnosticSeverity.Warning,
    Severity.MINOR: DiagnosticSeverity.Information,
    Severity.NEUTRAL: DiagnosticSeverity.Hint,
}
_PLACE_LINE = re.compile(r"\bline (\d+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the editor has it.

    Attributes:
        diagnostic: What is shown.
        fix: The edit that mends it, None where no suggestion can be written into the text.
        safe: Whether that edit can be made without a person reading the sentence.
        ignore: The edit that puts a comment which leaves it out; None where the format has no comments.
    """

    diagnostic: Diagnostic
    fix: TextEdit | None
    safe: bool
    ignore: TextEdit | None


def shown_findings(report: FileReport, text: str, positions: Positions) -> tuple[Shown, ...]:
    """Return the findings of a report as an editor shows them, in the order of the text.

    Args:
        report: Of that text.
        text: What stands in the editor.
        positions: Of it.
    """
    document = report.document
    if report.error is not None or document is None:
        return ()
    safe = {edit.finding for edit in safe_edits(document.text, report.findings)} if document.text == text else set()
    return tuple(_shown_finding(finding, document, text, positions, finding in safe) for finding in report.findings)


def _shown_finding(finding: Finding, document: Document, text: str, positions: Positions, safe: bool) -> Shown:
    inside = document.text == text and not document.places
    place = positions.range(finding.span) if inside else _line_of(finding, positions)
    href = explanation_of(finding.code)
    right = "" if finding.suggestion is None else f" → {finding.suggestion}"
    diagnostic = Diagnostic(
        range=place,
        message=f"{finding.message}{right}",
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=None if href is None else CodeDescription(href),
        source=SOURCE,
        data={"name": finding.name, "confidence": round(finding.confidence, 2)},
    )
    edit = replacement_of(document, finding) if inside else None
    fix = None if edit is None else TextEdit(positions.range(edit.span), edit.text)
    ignore = _comment(finding, place, positions) if has_comments(document) and not document.places else None
    return Shown(diagnostic, fix, safe and fix is not None, ignore)


def _line_of(finding: Finding, positions: Positions) -> Range:
    """Return the line of a finding in a text that was made of its file, as HTML is; the first where none is told."""
    match = _PLACE_LINE.search(english(finding.place or ""))
    return positions.line(int(match[1]) if match else 1)


def _comment(finding: Finding, place: Range, positions: Positions) -> TextEdit:
    """Return the edit that puts an ignoring comment at the end of the finding's line."""
    end = positions.line(place.start.line + 1).end
    return TextEdit(Range(end, end), f" <!-- mtcheck: ignore[{finding.code}] -->")


def actions(shown: tuple[Shown, ...], wanted: Range, uri: str, version: int | None) -> list[CodeAction]:
    """Return what can be done about the findings that touch a range: apply the suggestion, or put a comment.

    Args:
        shown: The findings of the document.
        wanted: The cursor or selection.
        uri: The document.
        version: The version that the findings are of, so that the editor refuses the edit where the text has changed.
    """
    found = []
    for item in shown:
        if not _touch(item.diagnostic.range, wanted):
            continue
        if item.fix is not None:
            title = gettext("mtcheck: put “{text}”", text=item.fix.new_text)
            found.append(_action(title, item, item.fix, uri, version, preferred=item.safe))
        if item.ignore is not None:
            title = gettext("mtcheck: ignore {code} in this line", code=str(item.diagnostic.code))
            found.append(_action(title, item, item.ignore, uri, version, preferred=False))
    return found


def _action(title: str, item: Shown, edit: TextEdit, uri: str, version: int | None, *, preferred: bool) -> CodeAction:
    document = OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return CodeAction(
        title=title,
        kind=CodeActionKind.QuickFix,
        diagnostics=[item.diagnostic],
        is_preferred=preferred or None,
        edit=WorkspaceEdit(document_changes=[TextDocumentEdit(document, [edit])]),
    )


def _touch(one: Range, other: Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.character


def is_checked(uri: str, path: str | None) -> bool:
    """Say whether a document of an editor is checked: a file, or a text that has no name yet."""
    return uri.startswith("untitled:") or (path is not None and not os.path.basename(path).startswith("."))
