"""Forced decoding: how surprised the English→French model is by the French that stands in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mtcheck.engines.base import Translator
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Span, TokenScores


def force_alignments(evidence: FileEvidence, translator: Translator) -> FileEvidence:
    """Score every aligned French statement given the English that it renders.

    Returns:
        The evidence with ``scores`` set in each statement; token spans count in the document.

    Source:
        Thompson and Post (2020), *Automatic machine translation evaluation … via zero-shot paraphrasing* (Prism).
    """
    if not evidence.statements:
        return evidence
    text = evidence.document.text
    pairs = [(s.alignment.text, s.alignment.span.of(text)) for s in evidence.statements]
    scores = translator.score(pairs, source_lang="en", target_lang="fr")
    statements = tuple(
        replace(statement, scores=moved(score, statement.alignment.span.start))
        for statement, score in zip(evidence.statements, scores, strict=True)
    )
    return replace(evidence, statements=statements)


def moved(scores: TokenScores, offset: int) -> TokenScores:
    """Return the scores with every token's span moved by ``offset`` code points."""
    tokens = (replace(t, span=Span(t.span.start + offset, t.span.end + offset)) for t in scores.tokens)
    return TokenScores(tuple(tokens))


class Expectation(NamedTuple):
    """What the model would have written in the place of a token.

    Attributes:
        margin: Natural-log margin of the likeliest token over the printed one, at least 0.
        best: The likeliest token's surface.
        rank: Place of the printed token among all, from 1; None where the engine does not tell.
        entropy: How undecided the model was, in nats; None where the engine does not tell.
    """

    margin: float
    best: str
    rank: int | None
    entropy: float | None


def expectation(scores: TokenScores, span: Span) -> Expectation | None:
    """Return what the model expected at the token of ``span`` with the largest margin; None where none overlaps it."""
    tokens = [token for token in scores.tokens if token.span.overlaps(span)]
    if not tokens:
        return None
    worst = max(tokens, key=lambda token: token.best_log_prob - token.log_prob)
    return Expectation(worst.best_log_prob - worst.log_prob, worst.best, worst.rank, worst.entropy)


def tokens_within(tokens: Sequence[Span], words: Sequence[Span]) -> Iterator[slice]:
    """Say of every word which tokens overlap it.

    Args:
        tokens: Spans of a text's tokens, in order.
        words: Spans of its words, in order.

    Yields:
        A slice of ``tokens`` a word; empty where no token overlaps it.
    """
    first = 0
    for word in words:
        while first < len(tokens) and tokens[first].end <= word.start:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].start < word.end:
            last += 1
        yield slice(first, last)
