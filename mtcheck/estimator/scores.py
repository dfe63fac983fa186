"""What the scorer says of a pair."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records import Category, Severity, Span


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """French words that are wrong.

    Attributes:
        span: Code points of the translation; ``text`` is its exact slice.
        confidence: Probability that a human annotator marks something here, 0–1.
    """

    span: Span
    text: str
    severity: Severity
    category: Category
    confidence: float


@dataclass(frozen=True, slots=True)
class OmittedSpan:
    """English words that the French does not say.

    Attributes:
        span: Code points of the source; ``text`` is its exact slice.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PairScore:
    """The judgement of one pair.

    Attributes:
        score: 0–100, higher is better; None where the pair could not be scored.
        spans: What is wrong in the translation, by start; spans do not overlap.
        omissions: What of the source is missing, by start.
        error: Why the pair could not be scored; None where it was.
    """

    score: float | None
    spans: tuple[ErrorSpan, ...] = ()
    omissions: tuple[OmittedSpan, ...] = ()
    error: str | None = None
