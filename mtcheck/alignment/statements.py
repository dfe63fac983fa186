"""Aligns what a document quotes and reports with the known quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mtcheck.alignment.matching import Match, QuoteIndex
from mtcheck.alignment.similarity import Comparison
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, GlossedWord, SegmentEvidence, Supported
from mtcheck.records import Alignment, Quotation, Span

_INNER = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def align_document(evidence: FileEvidence, index: QuoteIndex) -> FileEvidence:
    """Add the statements that render known quotes.

    Every sentence of a quotation is matched on its own, so that a quotation may render sentences that stand apart in the
    source; a sentence outside marks is matched as reported speech.

    Returns:
        The evidence with ``statements`` set, by start.
    """
    if not index.quotes:
        return evidence
    statements: list[AlignedStatement] = []
    cited: frozenset[str] = frozenset()
    for _ in range(2):  # the second time round, it is known which quotes the article renders
        statements = [found for segment in evidence.segments for found in _of_segment(segment, evidence, index, cited)]
        cited = frozenset(statement.alignment.quote_id for statement in statements)
    return replace(evidence, statements=tuple(sorted(statements, key=lambda s: s.alignment.span)))


def _of_segment(
    segment: SegmentEvidence, evidence: FileEvidence, index: QuoteIndex, cited: frozenset[str]
) -> Iterator[AlignedStatement]:
    """Match the quoted parts of one sentence; the sentence as a whole where none of them matches."""
    matched = False
    for quotation in evidence.quotations:
        span = _within(evidence.document.text, quotation.span, segment.segment.span)
        found = span and _match(segment, span, quotation, index, cited)
        if found:
            matched = True
            yield found
    if not matched:
        found = _match(segment, segment.segment.span, None, index, cited)
        if found:
            yield found


def _within(text: str, first: Span, second: Span) -> Span | None:
    """Return what the two spans share, trimmed of white space."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    inner = _INNER.search(text[start:end]) if start < end else None
    return Span(start + inner.start(), start + inner.end()) if inner else None


def _match(
    segment: SegmentEvidence, span: Span, quotation: Quotation | None, index: QuoteIndex, cited: frozenset[str]
) -> AlignedStatement | None:
    words = tuple(word for word in segment.words if span.contains(word.span))
    speaker = quotation.speaker if quotation else None
    match = index.match(words, speaker=speaker, quoted=quotation is not None, cited=cited)
    if match is None:
        return None
    alignment = Alignment(
        span, match.quote.id, (match.first, match.last), match.text, round(match.similarity, 4), quotation
    )
    return _statement(alignment, words, match, index.comparison)


def _statement(
    alignment: Alignment, words: tuple[GlossedWord, ...], match: Match, comparison: Comparison
) -> AlignedStatement:
    french = tuple(
        Supported(item.word.span, item.word.text, item.word.lemma, item.weight, support)
        for item, support in zip(match.french, match.detail.french, strict=True)
    )
    english, position = [], 0
    for word, support in zip(match.english, match.detail.english, strict=True):
        start = match.text.index(word.text, position)
        position = start + len(word.text)
        english.append(Supported(Span(start, position), word.text, word.lemma, word.weight, support))
    links = tuple(_strongest([comparison.support(f, e) for e in match.english]) for f in match.french)
    return AlignedStatement(alignment, french, tuple(english), links)


def _strongest(supports: list[float]) -> int:
    best = max(range(len(supports)), key=lambda i: supports[i], default=-1)
    return best if best >= 0 and supports[best] > 0 else -1
