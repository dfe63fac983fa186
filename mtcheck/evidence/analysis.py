"""What is known about one file before any verdict: segments with gloss and back-translation, quotations, alignments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.records import Alignment, Document, Hypothesis, KnownQuote, Passage, Quotation, Segment, Span


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


@dataclass(frozen=True, slots=True)
class FileEvidence:
    """Everything the checks look at, for one document. Furniture has no segments."""

    document: Document
    segments: tuple[SegmentEvidence, ...]
    quotations: tuple[Quotation, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    quotes: tuple[KnownQuote, ...] = ()

    def segment_at(self, span: Span) -> SegmentEvidence | None:
        """Return the segment that shares the most code points with ``span``, None where none does."""
        best, shared = None, 0
        for candidate in self.segments:
            overlap = min(span.end, candidate.segment.span.end) - max(span.start, candidate.segment.span.start)
            if overlap > shared:
                best, shared = candidate, overlap
        return best
