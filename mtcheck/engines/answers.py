"""What a network answers: a generated sequence, a scored token; and the two things that an engine asks of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Generated(NamedTuple):
    """A generated sequence, without prefix and end token. ``log_prob`` sums over its tokens and the end token."""

    ids: tuple[int, ...]
    log_prob: float
    length: int

    @property
    def mean(self) -> float:
        """Mean log-probability a token, end token included."""
        return self.log_prob / max(1, self.length)


class Forced(NamedTuple):
    """One target token, and what else the network could have written in its place.

    Attributes:
        log_prob: The token's natural log-probability.
        best: The likeliest token.
        best_log_prob: That one's log-probability.
        rank: 1 for the likeliest token, 2 for the next, and so on.
        entropy: Of the whole distribution, in nats: how undecided the network was.
    """

    log_prob: float
    best: int
    best_log_prob: float
    rank: int
    entropy: float


class TranslationJob(NamedTuple):
    """A source to translate: encoder input ids, and the most tokens to generate."""

    source: tuple[int, ...]
    limit: int


class Searcher(Protocol):
    """A network that generates. A job's answer never depends on the other jobs."""

    def search(
        self,
        jobs: Sequence[TranslationJob],
        prefix: Sequence[int],
        *,
        target_lang: str,
        beam: int,
        count: int,
        batch_tokens: int,
    ) -> list[tuple[Generated, ...]]:
        """Generate the likeliest targets of every source.

        Args:
            jobs: What to translate.
            prefix: Ids that the decoder is given first.
            target_lang: ISO 639-1 code of what is written, for a network that keeps languages apart.
            beam: Beam width; 1 is greedy search.
            count: Most sequences a source, at most ``beam``.
            batch_tokens: Most tokens in a batch, padding and beams included.

        Returns:
            For each job, in the same order, from one to ``count`` sequences, the highest mean log-probability first.
        """
        ...


class Forcer(Protocol):
    """A network that scores given targets. A pair's answer never depends on the other pairs."""

    def force(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[Forced, ...]]:
        """Score every token of the targets, each given its source and the target's earlier tokens.

        Args:
            sources: Encoder input ids.
            prefix: Ids that the decoder is given first.
            targets: Target ids without prefix and end token, none empty; one a source.
            batch_tokens: Most tokens in a batch, padding included.

        Returns:
            For each target, in the same order, one record a token. Padding is never the likeliest token.
        """
        ...


class Reckoner(Protocol):
    """A network that says how likely given targets are, and nothing about alternatives. No pair's answer depends on others."""

    def reckon(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[float, ...]]:
        """Return the log-probability of every token of the targets.

        Args:
            sources: Encoder input ids.
            prefix: Ids that the decoder is given first.
            targets: Target ids without prefix and end token, none empty; one a source.
            batch_tokens: Most tokens in a batch, padding included.
        """
        ...
