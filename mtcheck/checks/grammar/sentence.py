"""What a rule of grammar sees: a sentence as words with their readings; and what it answers with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from mtcheck.checks.base import Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence, GlossedWord, SegmentEvidence
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import ADJECTIVE, NOUN
from mtcheck.french.tokens import Token, tokens
from mtcheck.language.messages import Message, Text
from mtcheck.records import Evidence, Quotation, Severity, Span

VERBAL = 0.02
"""Share of a form's occurrences behind a subject from which it may be a verb where it should be a noun."""

GENDERS = {"m": Message("masculine"), "f": Message("feminine")}
NUMBERS = {"s": Message("singular"), "p": Message("plural")}


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence of a document.

    Attributes:
        words: With every reading that they have.
        glossed: The same words with their glosses.
        text: The document.
        span: Of the sentence.
        quotations: Of the document.
    """

    words: tuple[Token, ...]
    glossed: tuple[GlossedWord, ...]
    text: str
    span: Span
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, segment: SegmentEvidence, evidence: FileEvidence) -> SentenceView:
        """Read a segment."""
        place = segment.segment
        found = tokens(place.text, place.span.start)
        return cls(found, segment.words, evidence.document.text, place.span, evidence.quotations)

    def printed(self, first: Token, last: Token) -> str:
        """Return the text from one word to another."""
        return self.text[first.span.start : last.span.end]

    def before(self, place: int, count: int = 1) -> tuple[Token, ...]:
        """Return the words before a place, ``count`` at most."""
        return self.words[max(0, place - count) : place]

    def lead(self, place: int) -> str:
        """Return the folded word right before a place with nothing but a space between; empty for none."""
        return self.words[place - 1].folded if place and self.words[place].joined else ""

    def after(self, place: int) -> str:
        """Return the folded word right behind a place with nothing but a space between; empty for none."""
        follows = self.words[place + 1] if place + 1 < len(self.words) else None
        return follows.folded if follows is not None and follows.joined else ""

    def mark_after(self, place: int) -> str:
        """Return the mark behind a word, without spaces; empty for none."""
        end = self.words[place + 1].span.start if place + 1 < len(self.words) else self.span.end
        return self.text[self.words[place].span.end : end].strip()


@dataclass(frozen=True, slots=True)
class SentenceRule:
    """A rule and the function that finds its fault in a sentence."""

    rule: Rule
    find: Callable[[SentenceView], Iterator[Fault]]


class Fault(NamedTuple):
    """A fault of a sentence.

    Attributes:
        span: Where.
        message: What to say of it.
        suggestion: What to write instead; None where that is not known.
        reason: Why it is one.
        branch: The part of its rule that found it, where a rule has several: each is as sure as it was measured to be.
        severity: None for the rule's own.
    """

    span: Span
    message: Text
    suggestion: str | None
    reason: Text | Evidence
    branch: str = ""
    severity: Severity | None = None


def verdict(rule: Rule, found: Fault) -> Verdict:
    """Make a verdict of a fault."""
    shown = found.reason if isinstance(found.reason, Evidence) else Evidence("syntax", found.reason)
    return measured(
        rule,
        found.span,
        found.message,
        branch=found.branch,
        severity=found.severity,
        suggestion=found.suggestion,
        evidence=(shown,),
    )


def in_a_row(words: Sequence[Token]) -> bool:
    """Say whether nothing but spaces stands between words."""
    return all(word.joined for word in words[1:])


def windows(words: Sequence[Token], size: int) -> Iterator[tuple[int, Sequence[Token]]]:
    """Give every run of ``size`` words with nothing but spaces between, with its place."""
    for place in range(len(words) - size + 1):
        run = words[place : place + size]
        if in_a_row(run):
            yield place, run


def noun_gender(word: Token) -> str | None:
    """Return ``m`` or ``f`` where the reference corpus has the noun, or its singular, with determiners of one gender only."""
    counts = shipped_counts()
    own = counts.gender(word.folded)
    if own is None and word.folded.endswith("s"):
        own = counts.gender(word.folded[:-1])
    return own


def gender_counts(word: Token) -> Evidence:
    """Tell how often the reference corpus has a noun, or its singular, behind determiners of either gender."""
    counts = shipped_counts()
    single = word.folded.removesuffix("s")
    form = single if counts.gender(word.folded) is None and single in counts.forms else word.folded
    found = counts.forms[form]
    return Evidence(
        "gender",
        Message(
            "The reference corpus has “{form}” {masculine} times after a masculine and {feminine} times after a "
            "feminine determiner.",
            form=form,
            masculine=found.masculine,
            feminine=found.feminine,
        ),
    )


def verbal(word: Token) -> float:
    """Return how often the reference corpus has a form behind a subject, 0–1."""
    return shipped_counts().verbal(word.folded)


def is_plain_noun(word: Token) -> bool:
    """Say whether a word is a noun in lower case, and seldom a verb."""
    return word.lower and word.reads(NOUN) and verbal(word) <= VERBAL


def adjective_forms(word: Token) -> frozenset[tuple[str, str]]:
    """Return genders with numbers that a word shows as an adjective; empty where it is none."""
    return frozenset((r.gender, r.number) for r in word.readings if r.pos == ADJECTIVE)


def pairs(words: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Give words that stand side by side with nothing but a space between."""
    return ((one, other) for one, other in pairwise(words) if other.joined)
