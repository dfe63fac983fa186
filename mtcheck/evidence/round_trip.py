"""Round trip: how surprised the English→French model is by the French, given the French's own back-translation.

It needs no known quote. No finding rests on it: ``python -m mtcheck.evaluation round-trip`` measures whether one should.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.engines.base import Translator
from mtcheck.evidence.forced import expectation
from mtcheck.records import Hypothesis, Span, TokenScores


@dataclass(frozen=True, slots=True)
class Surprise:
    """How unexpected some words of a sentence are.

    Attributes:
        margin: Natural-log margin of the model's own choice over the printed token, where it is largest; at least 0.
        loss: Mean negative log-probability of the words' tokens, at least 0.
    """

    margin: float
    loss: float


def force_round_trip(hypotheses: Sequence[Hypothesis], translator: Translator) -> tuple[TokenScores, ...]:
    """Force-decode sentences, each given its own back-translation.

    Args:
        hypotheses: Of French sentences.
        translator: The engine; it must know English→French.

    Returns:
        One record a sentence, in the same order; token spans are code points of ``hypothesis.source``.

    Raises:
        TranslatorError: The engine failed.

    Source:
        Moon et al. (2020), *Revisiting round-trip translation for quality estimation*, with forced decoding (Thompson
        and Post 2020) in the place of a second translation.
    """
    pairs = [(hypothesis.text, hypothesis.source) for hypothesis in hypotheses]
    return translator.score(pairs, source_lang="en", target_lang="fr")


def surprise(scores: TokenScores, span: Span) -> Surprise | None:
    """Return how unexpected the words of a span are; None where no token overlaps it."""
    largest = expectation(scores, span)
    tokens = [token for token in scores.tokens if token.span.overlaps(span)]
    if largest is None or not tokens:
        return None
    return Surprise(largest.margin, -sum(token.log_prob for token in tokens) / len(tokens))
