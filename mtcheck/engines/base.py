"""The seam behind which every machine-translation engine stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from mtcheck.records import Hypothesis, TokenScores


@runtime_checkable
class Translator(Protocol):
    """A translation engine. Answers depend on the text alone, never on batch size or order."""

    @property
    def signature(self) -> str:
        """What reproduces the engine's answers: name, weights digest, options; no spaces."""
        ...

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences.

        Args:
            texts: Sentences, already split; an empty one gives an empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.

        Returns:
            One hypothesis a text, in the same order.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.
        """
        ...

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source.

        Args:
            pairs: ``(source, target)`` texts. An empty source gives the model's own expectation of the target.
            source_lang: ISO 639-1 code of the sources.
            target_lang: ISO 639-1 code of the targets.

        Returns:
            One record a pair, in the same order; token spans are code points of the target as given.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.

        Source:
            Thompson and Post (2020), Prism; Vamvas and Sennrich (2022), NMTScore.
        """
        ...
