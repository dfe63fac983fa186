"""What a process has loaded for its configurations: who checks more than once holds one of these, and nothing is loaded twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from mtcheck.config import engines, language_model, rules
from mtcheck.config.settings import Config

if TYPE_CHECKING:
    from mtcheck.context.model import ContextModel
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.engines.base import Translator
    from mtcheck.engines.cache import AnswerCache
    from mtcheck.pair_scoring import PairScorer
    from mtcheck.run.means import Means

Made = TypeVar("Made")


class Resources:
    """Holds the engine, the sentence encoder, the language model and the kept answers of the last configuration that asked.

    Of each kind one is held: another configuration that wants another one takes its place. Models are loaded when the
    first text comes that is not kept. Its methods may be called from several threads.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[object, Any]] = {}
        self._lock = RLock()

    def means(self, config: Config, translator: Translator | None = None) -> Means:
        """Return all that documents are checked with.

        Args:
            config: What is asked for.
            translator: The engine to use in place of the configured one; then no reports are kept between runs.

        Raises:
            ConfigError: A model's name, revision, device or engine is wrong, or a plug-in cannot be loaded.
            ModelLoadError: A model is missing or malformed.
            InputError: A glossary is missing or malformed.
        """
        from mtcheck.run.means import Means

        return Means(
            rules.build_checks(config),
            self.translator(config) if translator is None else translator,
            self.encoder(config),
            self.answers(config) if translator is None else None,
            self.context_model(config),
        )

    def pair_scorer(
        self, config: Config, *, threshold: float | None = None, translator: Translator | None = None
    ) -> PairScorer:
        """Return the scorer of translation pairs, with the shipped estimator and every check.

        Args:
            config: ``model``, ``cache`` and ``checks.plugins`` are read.
            threshold: Confidence from which a span is reported, 0–1; None for the estimator's own.
            translator: The engine to use, or what asks it; None for the configured one.

        Raises:
            ConfigError: As :meth:`means`.
            ModelLoadError: A model or the estimator is missing or malformed.
        """
        from mtcheck.estimator.model import shipped_estimator
        from mtcheck.pair_scoring import PairScorer

        engine = self.translator(config) if translator is None else translator
        checks = rules.build_checks(config)
        return PairScorer(engine, shipped_estimator(), checks, threshold, self.encoder(config))

    def translator(self, config: Config) -> Translator:
        """Return the engine.

        Raises:
            ConfigError: As :func:`~mtcheck.config.engines.build_translator`.
            ModelLoadError: As there.
        """
        return self._one("translator", (config.model, config.cache), lambda: self._translator(config))

    def encoder(self, config: Config) -> SentenceEncoder:
        """Return the sentence encoder, on the model's device.

        Raises:
            ModelLoadError: The encoder is not in this installation.
        """
        key = (config.model.device, config.model.threads, config.cache)
        return self._one("encoder", key, lambda: self._encoder(config))

    def context_model(self, config: Config) -> ContextModel | None:
        """Return the language model on French; None where the configuration names none.

        Raises:
            ConfigError: As :func:`~mtcheck.config.language_model.build_context_model`.
        """
        return self._one("context model", (config.context, config.cache), lambda: self._context_model(config))

    def answers(self, config: Config) -> AnswerCache | None:
        """Return what is kept between runs, None where the configuration wants nothing kept."""
        key = (engines.cache_folder(config), config.cache) if config.cache.enabled else None
        return self._one("answers", key, lambda: engines.build_answers(config))

    def _one(self, kind: str, key: object, make: Callable[[], Made]) -> Made:
        """Return what is held of a kind where it is that of the key, else make it and hold it in its place."""
        with self._lock:
            if kind not in self._held or self._held[kind][0] != key:
                self._held[kind] = (key, make())
            made: Made = self._held[kind][1]
            return made

    def _translator(self, config: Config) -> Translator:
        return engines.build_translator(config, self.answers(config))

    def _encoder(self, config: Config) -> SentenceEncoder:
        from mtcheck.encoder.encoder import SentenceEncoder

        model = config.model
        return SentenceEncoder.load(device=model.device, threads=model.threads or None, answers=self.answers(config))

    def _context_model(self, config: Config) -> ContextModel | None:
        return language_model.build_context_model(config, self.answers(config))


@cache
def shared_resources() -> Resources:
    """Return what all calls of the Python API in this process have loaded: a loop over articles loads a model once."""
    return Resources()


def build_means(config: Config) -> Means:
    """Make all that documents are checked with; it is what a process calls that checks with one configuration alone.

    Raises:
        MtcheckError: As :meth:`Resources.means`.
    """
    return Resources().means(config)
