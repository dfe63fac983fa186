"""Whether the pair scorer prefers the better of two French renderings of the same English."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.pair_scoring import PairScorer

_ROUNDS = 1000  # bootstrap samples


class Choice(NamedTuple):
    """English, and two renderings of which the first is known to be better."""

    english: str
    better: str
    worse: str


@dataclass(frozen=True, slots=True)
class PairwiseFigures:
    """What the scorer preferred.

    Attributes:
        choices: Choices scored; those with two equal renderings are left out.
        won: Share in which the better rendering scored higher, 0–1.
        tied: Share in which both scored the same; not counted as won.
        low: Lower bound of the 95 % bootstrap interval of ``won``.
        high: Upper bound.
        lost: The choices that were not won.
    """

    choices: int
    won: float
    tied: float
    low: float
    high: float
    lost: tuple[Choice, ...]


def read_choices(path: Path, limit: int | None = None) -> tuple[Choice, ...]:
    """Read ``English TAB better French TAB worse French`` lines; runs of spaces count as one.

    Args:
        path: The file, UTF-8.
        limit: Lines read at most, from the start; None for all.

    Raises:
        InputError: The file cannot be read, a line is no choice, or none is left.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()[:limit]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, start=1):
        fields = [" ".join(field.split()) for field in line.split("\t")]
        if len(fields) != 3 or not all(fields):
            raise InputError(str(path), "expected English TAB better French TAB worse French", line=number)
        if fields[1] != fields[2]:
            found.append(Choice(*fields))
    if not found:
        raise InputError(str(path), "no two renderings that differ")
    return tuple(found)


def evaluate_pairwise(scorer: PairScorer, choices: Sequence[Choice], *, seed: int = 1) -> PairwiseFigures:
    """Score both renderings of every choice.

    Args:
        scorer: What is measured.
        choices: At least one.
        seed: Seed of the bootstrap.

    Raises:
        TranslatorError: The engine failed.
    """
    pairs = ((choice.english, text) for choice in choices for text in (choice.better, choice.worse))
    scores = [score.score if score.score is not None else 0.0 for score in scorer.score(pairs)]
    won = [better > worse for better, worse in zip(scores[::2], scores[1::2], strict=True)]
    tied = [better == worse for better, worse in zip(scores[::2], scores[1::2], strict=True)]
    chance = random.Random(seed)
    shares = sorted(sum(chance.choices(won, k=len(won))) / len(won) for _ in range(_ROUNDS))
    return PairwiseFigures(
        choices=len(choices),
        won=sum(won) / len(won),
        tied=sum(tied) / len(tied),
        low=shares[int(0.025 * _ROUNDS)],
        high=shares[int(0.975 * _ROUNDS) - 1],
        lost=tuple(choice for choice, right in zip(choices, won, strict=True) if not right),
    )
