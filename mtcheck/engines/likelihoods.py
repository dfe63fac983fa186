"""How likely a target is, where nothing is asked about alternatives: engines may have a faster way to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from mtcheck.engines.base import Translator
from mtcheck.records import LogProbs, TokenScores


@runtime_checkable
class LikelihoodTranslator(Translator, Protocol):
    """A translator with a faster way to tell how likely a target is."""

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source.

        Args:
            pairs: ``(source, target)`` texts. An empty source gives the model's own expectation of the target.
            source_lang: ISO 639-1 code of the sources.
            target_lang: ISO 639-1 code of the targets.

        Returns:
            One record a pair, in the same order; token spans are code points of the target as given.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.
        """
        ...


def log_probs(
    translator: Translator, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
) -> tuple[LogProbs, ...]:
    """Ask any translator how likely targets are, by its faster way where it has one.

    Numbers of the two ways are not to be subtracted from each other: the faster one may round more.

    Args:
        translator: The engine.
        pairs: ``(source, target)`` texts.
        source_lang: ISO 639-1 code of the sources.
        target_lang: ISO 639-1 code of the targets.

    Raises:
        LanguagePairError: The model does not know the pair.
        TranslatorError: The engine failed.
    """
    if isinstance(translator, LikelihoodTranslator):
        return translator.log_probs(pairs, source_lang=source_lang, target_lang=target_lang)
    return tuple(map(without_alternatives, translator.score(pairs, source_lang=source_lang, target_lang=target_lang)))


def without_alternatives(scores: TokenScores) -> LogProbs:
    """Return the log-probabilities of scores."""
    return LogProbs(tuple(t.span for t in scores.tokens), tuple(t.log_prob for t in scores.tokens))
