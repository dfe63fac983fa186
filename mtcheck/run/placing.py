"""From the text that was analysed back to the text as printed: where findings and quotations stand in it."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.records import Alignment, Document, Finding, MatchedQuotation, Quotation
from mtcheck.text.lines import Lines
from mtcheck.text.offsets import OffsetMap


def placed(finding: Finding, printed: Document, lines: Lines, offsets: OffsetMap) -> Finding:
    """Return a finding with its places in the printed text.

    Args:
        finding: Its spans count in the text that was analysed.
        printed: The document as it was read.
        lines: Of its text.
        offsets: Between the two.
    """
    span = offsets.to_printed(finding.span)
    line, column = lines.place(span.start)
    reasons = tuple(
        reason if reason.span is None else replace(reason, span=offsets.to_printed(reason.span))
        for reason in finding.evidence
    )
    text, place = span.of(printed.text), printed.place_at(span.start)
    return replace(finding, span=span, text=text, line=line, column=column, place=place, evidence=reasons)


def placed_quotation(matched: MatchedQuotation, text: str, offsets: OffsetMap) -> MatchedQuotation:
    """Return a quotation and its matches with their places in the printed text."""
    alignments = tuple(_aligned(alignment, text, offsets) for alignment in matched.alignments)
    return MatchedQuotation(_quotation(matched.quotation, text, offsets), alignments)


def _aligned(alignment: Alignment, text: str, offsets: OffsetMap) -> Alignment:
    quotation = None if alignment.quotation is None else _quotation(alignment.quotation, text, offsets)
    return replace(alignment, span=offsets.to_printed(alignment.span), quotation=quotation)


def _quotation(quotation: Quotation, text: str, offsets: OffsetMap) -> Quotation:
    span = offsets.to_printed(quotation.span)
    cue = None if quotation.cue is None else offsets.to_printed(quotation.cue)
    return replace(quotation, span=span, text=span.of(text), cue=cue)
