"""What the HTML page shows of each file: the article cut into blocks and marked pieces, cards, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtcheck.records import (
    Alignment,
    Document,
    FileReport,
    Finding,
    MatchedQuotation,
    PassageKind,
    Report,
    Span,
    count_by_severity,
)
from mtcheck.report.excerpt import Excerpt, excerpt
from mtcheck.report.marks import Piece, pieces
from mtcheck.report.wording import confidence_in_words, evidence_in_words, matched_count
from mtcheck.text.lines import Lines

GAP = "gap"
_BLANK = re.compile(r"^\s+|\n[ \t\r]*\n\s*")  # white space before the text, or between its paragraphs
_CONTEXT = 280  # code points of French on a card


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the article with the findings that cover it.

    Attributes:
        id: Anchor of the mark, None for sound text and in repeated text.
        findings: Card anchors, the gravest first.
        severity: The gravest severity's label.
    """

    text: str
    id: str | None = None
    findings: tuple[str, ...] = ()
    severity: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of the article, or the space between two (``kind`` is then ``GAP``)."""

    kind: str
    language: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with what the page needs beside it."""

    id: str
    finding: Finding
    mark: str | None
    context: tuple[str, str, str]
    confidence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A quotation beside the known English; no alignments means no match."""

    line: str
    speaker: str | None
    marks: tuple[Mark, ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the report."""

    id: str
    file: FileReport
    counts: dict[str, int]
    matched: int
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    renderings: tuple[Rendering, ...]
    unmatched: tuple[Rendering, ...]


def pages(report: Report) -> tuple[Page, ...]:
    """Return what the page shows of every file, in the report's order."""
    return tuple(_page(number, file) for number, file in enumerate(report.files, start=1))


def _page(number: int, file: FileReport) -> Page:
    marker = _Marker(number, file)
    blocks = tuple(marker.blocks(file.document)) if file.document is not None else ()
    cards = tuple(_card(marker, index, finding, file) for index, finding in enumerate(file.findings))
    renderings = [marker.rendering(matched) for matched in file.quotations]
    return Page(
        f"file-{number}",
        file,
        count_by_severity(file.findings),
        matched_count(file),
        blocks,
        cards,
        tuple(rendering for rendering in renderings if rendering.alignments),
        tuple(rendering for rendering in renderings if not rendering.alignments),
    )


def _card(marker: _Marker, index: int, finding: Finding, file: FileReport) -> Card:
    text = None if file.document is None else file.document.text
    shown = Excerpt(finding.text, Span(0, len(finding.text)))
    if text is not None:
        shown = excerpt(text, finding.span, max(_CONTEXT, len(finding.text) + 2))
    start, end = shown.span
    return Card(
        marker.card_id(index),
        finding,
        marker.first_marks.get(index),
        (shown.text[:start], shown.text[start:end], shown.text[end:]),
        confidence_in_words(finding.confidence),
        tuple(evidence_in_words(evidence, text) for evidence in finding.evidence),
    )


class _Marker:
    """Cuts one file's text into marks and remembers where each finding is first marked."""

    def __init__(self, number: int, file: FileReport) -> None:
        self._number, self._file = number, file
        self._spans = tuple(finding.span for finding in file.findings)
        # Only quotations are placed here; findings bring their lines with them.
        self._lines = Lines.of(file.document.text if file.document is not None and file.quotations else "")
        self._marks = 0
        self.first_marks: dict[int, str] = {}

    def card_id(self, index: int) -> str:
        return f"finding-{self._number}-{index + 1}"

    def blocks(self, document: Document) -> Iterator[Block]:
        for span, kind, language in _layout(document):
            if kind == GAP:
                yield Block(kind, language, (Mark(span.of(document.text)),))
            else:
                yield Block(kind, language, tuple(self._anchored(pieces(document.text, span, self._spans))))

    def rendering(self, matched: MatchedQuotation) -> Rendering:
        quotation, document = matched.quotation, self._file.document
        if document is None:
            return Rendering("", quotation.speaker, (Mark(quotation.text),), matched.alignments)
        line, _ = self._lines.place(quotation.span.start)
        marks = tuple(self._mark(piece) for piece in pieces(document.text, quotation.span, self._spans))
        return Rendering(f"line {line}", quotation.speaker, marks, matched.alignments)

    def _anchored(self, cut: Iterable[Piece]) -> Iterator[Mark]:
        for piece in cut:
            mark_id = None
            if piece.findings:
                self._marks += 1
                mark_id = f"mark-{self._number}-{self._marks}"
                for index in piece.findings:
                    self.first_marks.setdefault(index, mark_id)
            yield self._mark(piece, mark_id)

    def _mark(self, piece: Piece, mark_id: str | None = None) -> Mark:
        if not piece.findings:
            return Mark(piece.text)
        # The gravest finding gives the colour; of equals the shortest span, which says most exactly what is wrong.
        findings = self._file.findings
        order = sorted(
            piece.findings,
            key=lambda index: (-findings[index].severity, findings[index].span.end - findings[index].span.start, index),
        )
        ids = tuple(self.card_id(index) for index in order)
        return Mark(piece.text, mark_id, ids, findings[order[0]].severity.label, piece.opens)


def _layout(document: Document) -> Iterator[tuple[Span, str, str | None]]:
    """Cut the whole text into passages and what lies between, losing nothing."""
    position = 0
    for passage in sorted(document.passages, key=lambda passage: passage.span):
        start, end = max(passage.span.start, position), min(passage.span.end, len(document.text))
        if start < end:
            yield from _between(document.text, Span(position, start))
            language = None if passage.language in ("und", "fr") else passage.language
            yield Span(start, end), passage.kind.value, language
            position = end
    yield from _between(document.text, Span(position, len(document.text)))


def _between(text: str, gap: Span) -> Iterator[tuple[Span, str, str | None]]:
    """Cut text that no passage covers into paragraphs, and the white space around them."""
    gap_text = gap.of(text)
    position = 0
    for match in _BLANK.finditer(gap_text):
        if position < match.start():
            yield Span(gap.start + position, gap.start + match.start()), PassageKind.BODY.value, None
        yield Span(gap.start + match.start(), gap.start + match.end()), GAP, None
        position = match.end()
    if position < len(gap_text):
        yield Span(gap.start + position, gap.end), PassageKind.BODY.value, None
