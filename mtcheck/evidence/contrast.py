"""Contrastive conditioning: is a part of the English said? The French is no likelier with it than without it if not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.evidence.pairs import PairEvidence
from mtcheck.records import Span

_SPACES = re.compile(r"\s{2,}")
_LOOSE = re.compile(r"\s+([,.;:!?])")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A part of the English, and how much the French owes to it.

    Attributes:
        span: Code points of the source.
        gain: Log-probability of the whole French given the whole English, less that given the English without the part.
    """

    span: Span
    gain: float


def without(source: str, span: Span) -> str:
    """Return the source without a part, its spaces and marks tidied."""
    rest = f"{source[: span.start]} {source[span.end :]}"
    return _LOOSE.sub(r"\1", _SPACES.sub(" ", rest)).strip()


def contrast(
    evidence: Sequence[PairEvidence], parts: Sequence[Sequence[Span]], translator: Translator
) -> tuple[tuple[Contrast, ...], ...]:
    """Score each French text given its English without each of some parts.

    Args:
        evidence: The pairs.
        parts: For every pair, code points of its source.
        translator: The engine; it must know English→French.

    Returns:
        For every pair its parts, in the same order.

    Raises:
        TranslatorError: The engine failed.

    Source:
        Vamvas and Sennrich (2022), *As little as possible, as much as necessary: detecting over- and undertranslations
        with contrastive conditioning*.
    """
    jobs = [(item, span) for item, spans in zip(evidence, parts, strict=True) for span in spans]
    if not jobs:
        return tuple(() for _ in evidence)
    whole = [(item.source, item.translation) for item, spans in zip(evidence, parts, strict=True) if spans]
    reduced = [(without(item.source, span), item.translation) for item, span in jobs]
    found = [one.total for one in log_probs(translator, [*whole, *reduced], source_lang="en", target_lang="fr")]
    given, rest = iter(found), iter(found[len(whole) :])
    totals = [next(given) if spans else 0.0 for spans in parts]
    return tuple(
        tuple(Contrast(span, total - next(rest)) for span in spans) for total, spans in zip(totals, parts, strict=True)
    )
