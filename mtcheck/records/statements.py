"""What is said: quotations in the French, known English quotes, and which renders which."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records.spans import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given as somebody's own in the French text.

    Attributes:
        span: The quoted words, marks excluded.
        text: Their exact slice.
        speaker: The speaker as the article names them, where found.
        cue: The span of the reporting verb or phrase ("a déclaré", "selon"), where found.
        marked: True for words given as they were said: between quotation marks, behind a dash, in a block quotation, below the
            name of who says them, behind the colon of "a déclaré :". False for reported speech.
        closed: False where an opening or closing mark is missing, swapped or doubled.
    """

    span: Span
    text: str
    speaker: str | None = None
    cue: Span | None = None
    marked: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A statement whose English wording is known.

    Attributes:
        id: Unique in a run.
        found: True where it was found embedded in a checked document, False where the user supplied it.
        licence: A note on how the text may be used.
    """

    id: str
    speaker: str
    text: str
    date: str | None = None
    lang: str = "en"
    source: str | None = None
    medium: str | None = None
    aliases: tuple[str, ...] = ()
    found: bool = False
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A French span that renders (part of) a known quote.

    Attributes:
        span: The French words, in the document.
        quote_id: The known quote.
        sentences: Half-open range of the quote's sentences that the French covers.
        text: Those English sentences, joined by a space.
        similarity: 0 (nothing in common) to 1.
        quotation: The quotation that holds the span, None for a sentence without marks.
    """

    span: Span
    quote_id: str
    sentences: tuple[int, int]
    text: str
    similarity: float
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class MatchedQuotation:
    """A quotation with the known quotes that it was aligned with; no alignment means *no match*."""

    quotation: Quotation
    alignments: tuple[Alignment, ...] = ()
