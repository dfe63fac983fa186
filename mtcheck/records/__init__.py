"""The records that pass between the rooms: the glossary of the project.

All are frozen; sequences are tuples. Every :class:`Span` counts code points of the document's text *as decoded*
(byte-order mark excluded, nothing normalised), so ``document.text[span.start:span.end]`` is always what is meant.
"""

from mtcheck.records.documents import Document, Passage, PassageKind, Segment
from mtcheck.records.findings import (
    Category,
    Evidence,
    Finding,
    FixedFinding,
    Severity,
    Suppressed,
    SuppressionKind,
    count_by_severity,
)
from mtcheck.records.reports import AcrossFinding, FileReport, Report
from mtcheck.records.spans import Edit, Place, Span
from mtcheck.records.statements import Alignment, KnownQuote, MatchedQuotation, Quotation
from mtcheck.records.translations import Hypothesis, LogProbs, TokenScore, TokenScores

__all__ = [
    "AcrossFinding",
    "Alignment",
    "Category",
    "Document",
    "Edit",
    "Evidence",
    "FileReport",
    "Finding",
    "FixedFinding",
    "Hypothesis",
    "KnownQuote",
    "LogProbs",
    "MatchedQuotation",
    "Passage",
    "PassageKind",
    "Place",
    "Quotation",
    "Report",
    "Segment",
    "Severity",
    "Span",
    "Suppressed",
    "SuppressionKind",
    "TokenScore",
    "TokenScores",
    "count_by_severity",
]
