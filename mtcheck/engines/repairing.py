"""A translator whose made-up words are mended; see :mod:`mtcheck.engines.repair`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtcheck.engines.engine import NBestTranslator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.engines.repair import repaired
from mtcheck.records import Hypothesis, LogProbs, TokenScores

MENDED = ":repair=on"
"""What the signature of a mended engine ends with."""


@dataclass(frozen=True, slots=True)
class RepairingTranslator:
    """Mends what an engine writes; what it scores is left alone.

    Attributes:
        signature: The engine's, and that it is mended.
    """

    signature: str
    _engine: NBestTranslator

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences; see :meth:`Translator.translate`."""
        found = self._engine.translate(texts, source_lang=source_lang, target_lang=target_lang)
        return tuple(self._mended(one, source_lang, target_lang) for one in found)

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences, each in several ways; see :meth:`NBestTranslator.translate_nbest`."""
        found = self._engine.translate_nbest(texts, source_lang=source_lang, target_lang=target_lang, count=count)
        return tuple(tuple(self._mended(one, source_lang, target_lang) for one in every) for every in found)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source; see :meth:`Translator.score`."""
        return self._engine.score(pairs, source_lang=source_lang, target_lang=target_lang)

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source; see :func:`mtcheck.engines.likelihoods.log_probs`."""
        return log_probs(self._engine, pairs, source_lang=source_lang, target_lang=target_lang)

    def _mended(self, found: Hypothesis, source_lang: str, target_lang: str) -> Hypothesis:
        text = repaired(found.source, found.text, source_lang=source_lang, target_lang=target_lang)
        return replace(found, text=text, engine=self.signature)
