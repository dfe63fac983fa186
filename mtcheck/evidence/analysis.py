"""What is known about one file before any verdict: segments with gloss and back-translation, quotations, alignments."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.records import Alignment, Document, Hypothesis, KnownQuote, Passage, Quotation, Segment, Span, TokenScores


class Gloss(NamedTuple):
    """One literal English rendering of a French word. ``probability`` is p(english | french), 0–1."""

    english: str
    probability: float


@dataclass(frozen=True, slots=True)
class GlossedWord:
    """A French word with what it means literally.

    Attributes:
        span: In the document.
        text: Exact slice.
        folded: Lower case, straight apostrophe.
        lemma: French dictionary form (lower case); the folded form where unknown.
        glosses: English dictionary forms, likeliest first; empty for function words, numbers and unknown words.
    """

    span: Span
    text: str
    folded: str
    lemma: str
    glosses: tuple[Gloss, ...] = ()

    @property
    def content(self) -> bool:
        """Whether the word carries meaning of its own (it has glosses, or is a name or an unknown word)."""
        return bool(self.glosses)


@dataclass(frozen=True, slots=True)
class SegmentEvidence:
    """One French sentence with its back-translation and its word-for-word gloss."""

    segment: Segment
    passage: Passage
    words: tuple[GlossedWord, ...]
    hypothesis: Hypothesis | None = None


class Supported(NamedTuple):
    """A content word and how far the other language's side supports it, 0–1.

    ``span`` counts in the document for French, in ``AlignedStatement.alignment.text`` for English.
    """

    span: Span
    text: str
    lemma: str
    weight: float
    support: float


@dataclass(frozen=True, slots=True)
class AlignedStatement:
    """A French statement beside the known sentences that it renders, word by word.

    Attributes:
        alignment: What was aligned with what.
        french: Content words of the French span, in order.
        english: Content words of the English sentences, in order.
        links: For each French word, the index of the English word that supports it best; -1 for none.
        scores: Forced decoding of the French given the English; None before it was run.
    """

    alignment: Alignment
    french: tuple[Supported, ...]
    english: tuple[Supported, ...]
    links: tuple[int, ...]
    scores: TokenScores | None = None


@dataclass(frozen=True, slots=True)
class FileEvidence:
    """Everything the checks look at, for one document. Furniture has no segments."""

    document: Document
    segments: tuple[SegmentEvidence, ...]
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[AlignedStatement, ...] = ()
    quotes: tuple[KnownQuote, ...] = ()

    @property
    def alignments(self) -> tuple[Alignment, ...]:
        """The alignments of all statements, by start."""
        return tuple(statement.alignment for statement in self.statements)

    def segment_at(self, span: Span) -> SegmentEvidence | None:
        """Return the segment that shares the most code points with ``span``, None where none does."""
        best, shared = None, 0
        # Segments stand in the order of the text and do not overlap: those that can share anything are neighbours.
        last = bisect_left(self.segments, span.end, key=lambda item: item.segment.span.start)
        first = last
        while first > 0 and self.segments[first - 1].segment.span.end > span.start:
            first -= 1
        for candidate in self.segments[first:last]:
            overlap = min(span.end, candidate.segment.span.end) - max(span.start, candidate.segment.span.start)
            if overlap > shared:
                best, shared = candidate, overlap
        return best
