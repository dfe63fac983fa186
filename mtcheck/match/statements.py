"""Aligns what a document quotes and reports with the known quotes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, GlossedWord, SegmentEvidence, Supported
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.recurring import other_statements, words_of
from mtcheck.match.runs import Match
from mtcheck.match.told import with_facts
from mtcheck.records import Alignment, Quotation, Span

_WORDED = re.compile(r"\w(?:.*\w)?", re.DOTALL)
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
    text = evidence.document.text
    found: list[AlignedStatement] = []
    left: list[tuple[SegmentEvidence, Span, Quotation]] = []
    near = _Near(evidence.quotations)
    for segment in evidence.segments:
        matched = attributed = False
        speakers: set[str] = set()
        own: list[tuple[SegmentEvidence, Span, Quotation]] = []
        for quotation in near.touching(segment.segment.span):
            span = _within(text, quotation.span, segment.segment.span)
            if span is None:
                continue
            attributed = True
            if quotation.speaker is not None:
                speakers.add(quotation.speaker)
            if not quotation.marked:
                continue  # reported speech is matched with its whole sentence, below
            statement = _match(segment, span, quotation, index)
            matched |= statement is not None
            if statement is None:
                own.append((segment, span, quotation))
            else:
                found.append(statement)
        # Whoever says the words between marks says the sentence around them.
        speaker = speakers.pop() if len(speakers) == 1 else None
        whole = None if matched else _match(segment, segment.segment.span, None, index, said=(speaker, attributed))
        left += own
        if whole is not None:
            found.append(_quoted_part(whole, own, index) if own else whole)
    _match_rest(text, left, found, index)
    for place, candidate in other_statements(evidence, found, index).items():
        rendered = found[place].alignment
        match = index.match_to(words_of(evidence, rendered.span), candidate)
        found[place] = _aligned(match, rendered.span, rendered.quotation)
    told = [with_facts(statement, text) for statement in found]
    return replace(evidence, statements=tuple(sorted(told, key=lambda s: s.alignment.span)))


def _match_rest(
    text: str,
    left: Sequence[tuple[SegmentEvidence, Span, Quotation]],
    found: list[AlignedStatement],
    index: QuoteIndex,
) -> None:
    """Match a few quoted words, now that it is known which quotes the article renders, and what the tables hardly know."""
    cited = frozenset(statement.alignment.quote_id for statement in found)
    for segment, span, quotation in left:
        if any(s.alignment.quotation == quotation and s.alignment.span.overlaps(span) for s in found):
            continue  # with its sentence
        around = next((s for s in found if s.alignment.quotation is None and span.overlaps(s.alignment.span)), None)
        statement = _match(segment, span, quotation, index, cited) if cited and around is None else None
        statement = statement or _match_by_gain(segment, span, quotation, index, cited)
        if statement is None:
            continue
        found.append(statement)
        if around is not None:  # what the sentence says beside its quotation is matched on its own
            found.remove(around)
            rest = _match(
                segment, _beside(text, segment.segment.span, span), None, index, said=(quotation.speaker, True)
            )
            found.extend([rest] if rest else [])


def _beside(text: str, whole: Span, quoted: Span) -> Span:
    """Return the longer part of a sentence before or behind a quotation."""
    before, after = Span(whole.start, quoted.start), Span(quoted.end, whole.end)
    longer = max(before, after, key=lambda span: span.end - span.start)
    worded = _WORDED.search(text, longer.start, longer.end)
    return Span(*worded.span()) if worded else longer


def _quoted_part(
    whole: AlignedStatement,
    own: Sequence[tuple[SegmentEvidence, Span, Quotation]],
    index: QuoteIndex,
) -> AlignedStatement:
    """Return the match of the sentence's quotation where the quotation carries it, else that of the whole sentence."""
    cited = frozenset({whole.alignment.quote_id})
    for segment, span, quotation in own:
        found = _match(segment, span, quotation, index, cited)
        if found is not None:
            return found
    return whole


class _Near:
    """Quotations by place, so that a sentence need not look at all of them."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._ordered = sorted(enumerate(quotations), key=lambda item: item[1].span)
        self._starts = [quotation.span.start for _, quotation in self._ordered]
        self._reach = list(accumulate((quotation.span.end for _, quotation in self._ordered), max))

    def touching(self, span: Span) -> list[Quotation]:
        """Return the quotations that share something with a span, in the order in which they were given."""
        first, last = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return [quotation for _, quotation in sorted(self._ordered[first:last], key=lambda item: item[0])]


def _within(text: str, first: Span, second: Span) -> Span | None:
    """Return what the two spans share, trimmed of white space."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    inner = _INNER.search(text[start:end]) if start < end else None
    return Span(start + inner.start(), start + inner.end()) if inner else None


def _match(
    segment: SegmentEvidence,
    span: Span,
    quotation: Quotation | None,
    index: QuoteIndex,
    cited: frozenset[str] = frozenset(),
    *,
    said: tuple[str | None, bool] = (None, True),
) -> AlignedStatement | None:
    words, text = _cut(segment, span)
    speaker, attributed = (quotation.speaker, True) if quotation else said
    quoted = quotation is not None and quotation.marked
    match = index.match(words, speaker=speaker, quoted=quoted, cited=cited, text=text, attributed=attributed)
    return None if match is None else _aligned(match, span, quotation)


def _match_by_gain(
    segment: SegmentEvidence, span: Span, quotation: Quotation, index: QuoteIndex, cited: frozenset[str]
) -> AlignedStatement | None:
    words, text = _cut(segment, span)
    match = index.match_by_gain(words, text, speaker=quotation.speaker, cited=cited)
    return None if match is None else _aligned(match, span, quotation)


def _cut(segment: SegmentEvidence, span: Span) -> tuple[tuple[GlossedWord, ...], str]:
    """Return the words and the text of a part of a sentence."""
    first = span.start - segment.segment.span.start
    words = tuple(word for word in segment.words if span.contains(word.span))
    return words, segment.segment.text[first : first + span.end - span.start]


def _aligned(match: Match, span: Span, quotation: Quotation | None) -> AlignedStatement:
    sentences = (match.first, match.last)
    alignment = Alignment(span, match.quote.id, sentences, match.text, round(match.similarity, 4), quotation)
    return _statement(alignment, match)


def _statement(alignment: Alignment, match: Match) -> AlignedStatement:
    french = tuple(
        Supported(item.word.span, item.word.text, item.word.lemma, item.weight, support)
        for item, support in zip(match.french, match.detail.french, strict=True)
    )
    english, position = [], 0
    for word, support in zip(match.english, match.detail.english, strict=True):
        start = match.text.index(word.text, position)
        position = start + len(word.text)
        english.append(Supported(Span(start, position), word.text, word.lemma, word.weight, support))
    return AlignedStatement(alignment, french, tuple(english), match.detail.links)
