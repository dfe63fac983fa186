"""What an engine answers: translations, and how likely it finds the words of one."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records.spans import Span


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A machine translation of ``source``: for French under test, its *back-translation*.

    Attributes:
        log_prob: Mean log-probability a token (natural logarithm, at most 0), where the engine gives it.
        looped: True where the engine repeated itself and the text was cut.
    """

    source: str
    text: str
    log_prob: float | None = None
    engine: str = ""
    looped: bool = False


@dataclass(frozen=True, slots=True)
class TokenScore:
    """Forced-decoding score of one target token.

    Attributes:
        span: Code points of the *target text* that the token stands for.
        log_prob: Natural log-probability of the token given the source and the target's earlier tokens.
        best: Surface of the token that the model found likeliest there.
        best_log_prob: That token's log-probability (at least ``log_prob``).
        rank: Place of the token among all that the model knows, the likeliest first, from 1; None where it is not known.
        entropy: Of the model's choice there, in nats, from 0 (certain); None where it is not known.
    """

    span: Span
    log_prob: float
    best: str
    best_log_prob: float
    rank: int | None = None
    entropy: float | None = None


@dataclass(frozen=True, slots=True)
class TokenScores:
    """Forced-decoding scores of a whole target text, in order."""

    tokens: tuple[TokenScore, ...]

    @property
    def mean(self) -> float:
        """Mean token log-probability, at most 0; 0 for an empty target."""
        return sum(token.log_prob for token in self.tokens) / len(self.tokens) if self.tokens else 0.0


@dataclass(frozen=True, slots=True)
class LogProbs:
    """Log-probabilities of the tokens of a target text, in order, where nothing is asked about alternatives.

    Attributes:
        spans: Code points of the target text that each token stands for.
        values: Natural log-probability of each token given the source and the target's earlier tokens, at most 0.
    """

    spans: tuple[Span, ...]
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean log-probability a token, at most 0; 0 for an empty target."""
        return sum(self.values) / len(self.values) if self.values else 0.0

    @property
    def total(self) -> float:
        """Log-probability of the whole target."""
        return sum(self.values)
