"""What the HTML page shows of each file: the article cut into blocks and marked pieces, cards, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.language.messages import gettext
from mtcheck.records import (
    Alignment,
    Document,
    FileReport,
    MatchedQuotation,
    PassageKind,
    Report,
    Span,
    count_by_severity,
)
from mtcheck.report.cards import Card, Quotes, card, entries
from mtcheck.report.linking import link_words
from mtcheck.report.marks import MarkedPiece, pieces
from mtcheck.report.wording import matched_count
from mtcheck.text.lines import Lines

GAP = "gap"
_BLANK = re.compile(r"^\s+|\n[ \t\r]*\n\s*")  # white space before the text, or between its paragraphs


@dataclass(frozen=True, slots=True)
class PageMark:
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
class PageBlock:
    """A passage of the article, or the space between two (``kind`` is then ``GAP``)."""

    kind: str
    language: str | None
    marks: tuple[PageMark, ...]


@dataclass(frozen=True, slots=True)
class PageWord:
    """A piece of a quotation or of its English.

    Attributes:
        links: Numbers that it shares with its counterparts on the other side.
        severity: The gravest severity of the findings on it, empty for none.
    """

    text: str
    links: tuple[int, ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class English:
    """Sentences of a known quote beside the French that renders them."""

    alignment: Alignment
    speaker: str
    words: tuple[PageWord, ...]


@dataclass(frozen=True, slots=True)
class PageRendering:
    """A quotation beside the known English; no English means no match. ``cards`` are the findings in it."""

    line: str
    speaker: str | None
    words: tuple[PageWord, ...]
    english: tuple[English, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the report."""

    id: str
    file: FileReport
    counts: dict[str, int]
    matched: int
    blocks: tuple[PageBlock, ...]
    cards: tuple[Card, ...]
    renderings: tuple[PageRendering, ...]
    unmatched: tuple[PageRendering, ...]


def page(number: int, file: FileReport, report: Report, quotes: Quotes) -> Page:
    """Return what the page shows of one file.

    Args:
        number: The file's place in the report, from 1.
        file: What was found in it.
        report: The whole report.
        quotes: The run's known quotes by id.
    """
    marker = _Marker(number, file)
    blocks = tuple(marker.blocks(file.document)) if file.document is not None else ()
    cards = tuple(
        card(marker.card_id(index), marker.first_marks.get(index), entry, file, report, quotes)
        for index, entry in enumerate(marker.entries)
    )
    renderings = [marker.rendering(matched, cards, quotes) for matched in file.quotations]
    return Page(
        file_id(number),
        file,
        count_by_severity(file.findings),
        matched_count(file),
        blocks,
        cards,
        tuple(rendering for rendering in renderings if rendering.english),
        tuple(rendering for rendering in renderings if not rendering.english),
    )


def file_id(number: int) -> str:
    """Return the anchor of the report's file of that number, from 1."""
    return f"file-{number}"


class _Marker:
    """Cuts one file's text into marks and remembers where each finding is first marked."""

    def __init__(self, number: int, file: FileReport) -> None:
        self._number, self._file = number, file
        self.entries = entries(file)
        self._spans = tuple(entry.finding.span for entry in self.entries)
        # Only quotations are placed here; findings bring their lines with them.
        self._lines = Lines.of(file.document.text if file.document is not None and file.quotations else "")
        self._marks = 0
        self.first_marks: dict[int, str] = {}

    def card_id(self, index: int) -> str:
        return f"finding-{self._number}-{index + 1}"

    def blocks(self, document: Document) -> Iterator[PageBlock]:
        for span, kind, language in _layout(document):
            if kind == GAP:
                yield PageBlock(kind, language, (PageMark(span.of(document.text)),))
            else:
                yield PageBlock(kind, language, tuple(self._anchored(pieces(document.text, span, self._spans))))

    def rendering(self, matched: MatchedQuotation, cards: Sequence[Card], quotes: Quotes) -> PageRendering:
        quotation, document = matched.quotation, self._file.document
        links: list[tuple[Span, int]] = []
        english = []
        for alignment in matched.alignments:
            mine = alignment.span.of(document.text) if document is not None else alignment.text
            found = link_words(mine, alignment.text, alignment.span.start) if document is not None else ()
            numbered = [(link, len(links) + n) for n, link in enumerate(found, start=1)]
            links += [(link.french, n) for link, n in numbered]
            speaker = quotes[alignment.quote_id].speaker if alignment.quote_id in quotes else ""
            words = self._words(alignment.text, None, [(link.english, n) for link, n in numbered])
            english.append(English(alignment, speaker, words))
        if document is None:
            return PageRendering("", quotation.speaker, (PageWord(quotation.text),), tuple(english), ())
        line, _ = self._lines.place(quotation.span.start)
        return PageRendering(
            str(document.place_at(quotation.span.start) or gettext("line {line}", line=line)),
            quotation.speaker,
            self._words(document.text, quotation.span, links),
            tuple(english),
            tuple(item for item in cards if item.finding.span.overlaps(quotation.span)),
        )

    def _words(self, text: str, within: Span | None, links: Sequence[tuple[Span, int]]) -> tuple[PageWord, ...]:
        """Cut text where links, and in the article findings, begin and end."""
        spans = self._spans if within is not None else ()
        cut = pieces(text, within or Span(0, len(text)), (*spans, *(span for span, _ in links)))
        found = []
        for piece in cut:
            over = [self.entries[index].finding.severity for index in piece.findings if index < len(spans)]
            numbers = tuple(links[index - len(spans)][1] for index in piece.findings if index >= len(spans))
            found.append(PageWord(piece.text, numbers, max(over).label if over else ""))
        return tuple(found)

    def _anchored(self, cut: Iterable[MarkedPiece]) -> Iterator[PageMark]:
        for piece in cut:
            mark_id = None
            if piece.findings:
                self._marks += 1
                mark_id = f"mark-{self._number}-{self._marks}"
                for index in piece.findings:
                    self.first_marks.setdefault(index, mark_id)
            yield self._mark(piece, mark_id)

    def _mark(self, piece: MarkedPiece, mark_id: str | None = None) -> PageMark:
        if not piece.findings:
            return PageMark(piece.text)
        # The gravest finding gives the colour; of equals the shortest span, which says most exactly what is wrong.
        findings = [entry.finding for entry in self.entries]
        order = sorted(
            piece.findings,
            key=lambda index: (-findings[index].severity, findings[index].span.end - findings[index].span.start, index),
        )
        ids = tuple(self.card_id(index) for index in order)
        return PageMark(piece.text, mark_id, ids, findings[order[0]].severity.label, piece.opens)


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
