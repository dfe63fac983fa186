"""Doubted renderings in a document's statements whose English is known."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Span
from mtcheck.senses.reading import KnownPair, SenseReader

COMPARABLE = 0.4  # similarity under which French and English are too free to be compared word by word
TOLD = 0.3  # confidence from which a doubt is told


def doubt(evidence: FileEvidence, reader: SenseReader) -> FileEvidence:
    """Judge the renderings in what is quoted, or paired with its English; reported speech is too free for it.

    Returns:
        The evidence with ``doubted``, ``accepted`` and ``undoubted`` set, by place; spans count in the document.
    """
    text = evidence.document.text
    statements = [
        statement
        for statement in evidence.statements
        if statement.alignment.quotation is not None and statement.alignment.similarity >= COMPARABLE
    ]
    if not statements:
        return evidence
    read = reader.read([KnownPair(s.alignment.text, s.alignment.span.of(text)) for s in statements], TOLD)
    found = [
        replace(
            one,
            span=_moved(one.span, statement.alignment.span.start),
            position=one.position + statement.alignment.span.start,
            reference=statement.alignment.text,
            quote_id=statement.alignment.quote_id,
        )
        for statement, several in zip(statements, read, strict=True)
        for one in several.doubted
    ]
    accepted, undoubted = (
        {
            _moved(span, statement.alignment.span.start)
            for statement, spans in zip(statements, every, strict=True)
            for span in spans
        }
        for every in ([several.accepted for several in read], [several.undoubted for several in read])
    )
    doubted = sorted(found, key=lambda one: (one.span, one.english))
    return replace(
        evidence,
        doubted=tuple(doubted),
        accepted=tuple(sorted(accepted)),
        undoubted=tuple(sorted(undoubted)),
    )


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)
