"""The data set that a corpus run writes: its tables, their columns, and the rows of a document's report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from mtcheck.language.messages import english
from mtcheck.records import AcrossFinding, FileReport, Finding, MatchedQuotation, Suppressed

SCHEMA_VERSION = "1.0"
"""Raised in its second part by a new column, in its first by anything that a reader of the old ones would stumble over."""

DOCUMENTS = "documents"
QUOTATIONS = "quotations"
FINDINGS = "findings"

_TEXT, _WHOLE, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_DOCUMENT = [
    ("document", _WHOLE),
    ("path", _TEXT),
    ("source", _TEXT),
    ("url", _TEXT),
    ("date", _TEXT),
    ("month", _TEXT),
]


def _schema(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema(columns, metadata={"mtcheck.schema_version": SCHEMA_VERSION})


TABLES: Mapping[str, pa.Schema] = {
    DOCUMENTS: _schema(
        *_DOCUMENT,
        ("status", _TEXT),
        ("error", _TEXT),
        ("words", _WHOLE),
        ("score", _REAL),
        ("machine_translated", _REAL),
        ("critical", _WHOLE),
        ("major", _WHOLE),
        ("minor", _WHOLE),
        ("neutral", _WHOLE),
        ("known", _WHOLE),
        ("quotations", _WHOLE),
        ("matched", _WHOLE),
    ),
    QUOTATIONS: _schema(
        *_DOCUMENT,
        ("start", _WHOLE),
        ("end", _WHOLE),
        ("text", _TEXT),
        ("speaker", _TEXT),
        ("marked", _FLAG),
        ("quote_id", _TEXT),
        ("quote_speaker", _TEXT),
        ("english", _TEXT),
        ("similarity", _REAL),
    ),
    FINDINGS: _schema(
        *_DOCUMENT,
        ("across", _FLAG),
        ("code", _TEXT),
        ("name", _TEXT),
        ("category", _TEXT),
        ("severity", _TEXT),
        ("confidence", _REAL),
        ("start", _WHOLE),
        ("end", _WHOLE),
        ("text", _TEXT),
        ("message", _TEXT),
        ("line", _WHOLE),
        ("column", _WHOLE),
        ("place", _TEXT),
        ("suggestion", _TEXT),
        ("reference", _TEXT),
        ("quote_id", _TEXT),
        ("speaker", _TEXT),
        ("back_translation", _TEXT),
        ("evidence", _TEXT),
        ("known", _TEXT),
        ("reason", _TEXT),
    ),
}
"""Columns by table; ``document`` numbers the documents of the run in the order of its sources, with gaps."""

Row = dict[str, Any]


def document_columns(number: int, file: FileReport, source: str) -> Row:
    """Return the columns that every table has.

    Args:
        number: Of the document in the run.
        file: Its report.
        source: Whose it is: the site, or the folder or file that it comes from.
    """
    document = file.document
    date = document.date if document is not None else None
    return {
        "document": number,
        "path": file.path,
        "source": source,
        "url": document.url if document is not None else None,
        "date": date,
        "month": month_of(date),
    }


def month_of(date: str | None) -> str | None:
    """Return the month of a date that begins ``YYYY-MM``, None where it is not known."""
    head = (date or "")[:7]
    year, _, month = head.partition("-")
    return head if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 else None


def document_row(shared: Row, file: FileReport) -> Row:
    """Return a document's row."""
    severities = [finding.severity.label for finding in file.findings]
    return shared | {
        "status": file.status,
        "error": None if file.error is None else english(file.error),
        "words": file.words,
        "score": file.score if file.error is None else None,
        "machine_translated": file.machine_translated,
        **{label: severities.count(label) for label in ("critical", "major", "minor", "neutral")},
        "known": len(file.suppressed),
        "quotations": len(file.quotations),
        "matched": sum(1 for quotation in file.quotations if quotation.alignments),
    }


def quotation_rows(shared: Row, file: FileReport, speakers: Mapping[str, str]) -> list[Row]:
    """Return the rows of a document's quotations, one for each statement that it renders, or one without.

    Args:
        shared: See :func:`document_columns`.
        file: The document's report.
        speakers: By quote id.
    """
    return [row for matched in file.quotations for row in _quotation_rows(shared, matched, speakers)]


def _quotation_rows(shared: Row, matched: MatchedQuotation, speakers: Mapping[str, str]) -> Iterable[Row]:
    quotation = matched.quotation
    own = shared | {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "text": quotation.text,
        "speaker": quotation.speaker,
        "marked": quotation.marked,
    }
    if not matched.alignments:
        yield own | {"quote_id": None, "quote_speaker": None, "english": None, "similarity": None}
    for alignment in matched.alignments:
        yield own | {
            "quote_id": alignment.quote_id,
            "quote_speaker": speakers.get(alignment.quote_id),
            "english": alignment.text,
            "similarity": alignment.similarity,
        }


def finding_rows(shared: Row, file: FileReport, speakers: Mapping[str, str]) -> list[Row]:
    """Return the rows of a document's findings, those that are known last; arguments as of :func:`quotation_rows`."""
    return [
        *(_finding_row(shared, finding, speakers, None) for finding in file.findings),
        *(_finding_row(shared, item.finding, speakers, item) for item in file.suppressed),
    ]


def across_row(shared: Row, item: AcrossFinding, speakers: Mapping[str, str]) -> Row:
    """Return the row of a finding that only several documents together show."""
    return _finding_row(shared, item.finding, speakers, item.known) | {"across": True}


def _finding_row(shared: Row, finding: Finding, speakers: Mapping[str, str], known: Suppressed | None) -> Row:
    return shared | {
        "across": False,
        "code": finding.code,
        "name": finding.name,
        "category": finding.category.value,
        "severity": finding.severity.label,
        "confidence": finding.confidence,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "message": english(finding.message),
        "line": finding.line,
        "column": finding.column,
        "place": None if finding.place is None else english(finding.place),
        "suggestion": finding.suggestion,
        "reference": finding.reference,
        "quote_id": finding.quote_id,
        "speaker": speakers.get(finding.quote_id) if finding.quote_id is not None else None,
        "back_translation": finding.back_translation,
        "evidence": json.dumps(
            [{"kind": each.kind, "detail": english(each.detail), "value": each.value} for each in finding.evidence],
            ensure_ascii=False,
        ),
        "known": known.kind.value if known is not None else None,
        "reason": english(known.reason) if known is not None else None,
    }


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """Return rows as a table of the data set."""
    return pa.Table.from_pylist(list(rows), schema=TABLES[name])
