"""Two models that know one direction each, as one translator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from mtcheck.engines.base import Translator
from mtcheck.engines.engine import NBestTranslator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.records import Hypothesis, LogProbs, TokenScores


class DirectedTranslator:
    """Asks one model for one target language, and another for every other; each is loaded when it is first asked.

    Args:
        signature: Of both.
        target_lang: ISO 639-1 code of what the second model writes.
        first: Loads the model for all other languages.
        second: Loads the model that writes ``target_lang``.
    """

    def __init__(
        self, signature: str, target_lang: str, first: Callable[[], Translator], second: Callable[[], Translator]
    ) -> None:
        self._signature, self._target_lang = signature, target_lang
        self._load_first, self._load_second = first, second

    @property
    def signature(self) -> str:
        """Of both models, joined by a plus sign."""
        return self._signature

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences; see :meth:`Translator.translate`."""
        return self._model(target_lang).translate(texts, source_lang=source_lang, target_lang=target_lang)

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences, each in several ways; see :meth:`NBestTranslator.translate_nbest`.

        Raises:
            TypeError: The model for this direction gives one hypothesis only.
        """
        model = self._model(target_lang)
        if not isinstance(model, NBestTranslator):
            raise TypeError(f"{model.signature} gives one hypothesis a text")
        return model.translate_nbest(texts, source_lang=source_lang, target_lang=target_lang, count=count)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source; see :meth:`Translator.score`."""
        return self._model(target_lang).score(pairs, source_lang=source_lang, target_lang=target_lang)

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source; see :func:`mtcheck.engines.likelihoods.log_probs`."""
        return log_probs(self._model(target_lang), pairs, source_lang=source_lang, target_lang=target_lang)

    def _model(self, target_lang: str) -> Translator:
        return self._second if target_lang == self._target_lang else self._first

    @cached_property
    def _first(self) -> Translator:
        return self._load_first()

    @cached_property
    def _second(self) -> Translator:
        return self._load_second()
