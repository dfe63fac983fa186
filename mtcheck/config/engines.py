"""The translation engine that the configuration names; heavy imports happen inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config.settings import Config, ModelConfig
from mtcheck.engines.embedded import EMBEDDED, embedded_folder
from mtcheck.engines.options import EngineOptions
from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.language.messages import gettext

if TYPE_CHECKING:
    from mtcheck.engines.base import Translator
    from mtcheck.engines.cache import AnswerCache
    from mtcheck.engines.cached import CachedTranslator
    from mtcheck.engines.selection import ChosenEngine

HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
COMMIT = re.compile(r"[0-9a-f]{40}")


def build_translator(config: Config, answers: AnswerCache | None = None) -> CachedTranslator:
    """Make the translator that the configuration names; its model is loaded when the first text comes that is not kept.

    Args:
        config: ``model`` and ``cache`` are read.
        answers: What is kept between runs.

    Raises:
        ConfigError: The model's name, revision, device or engine is wrong; the error names the file and the key.
        ModelLoadError: The embedded model is missing or malformed.
    """
    from mtcheck.engines.cached import CachedTranslator

    chosen, second = choose_engine(config), choose_second_engine(config)
    signature = signature_of(config.model, chosen, second)
    return CachedTranslator(signature, lambda: _loaded(config, signature, chosen, second), answers)


def choose_engine(config: Config) -> ChosenEngine:
    """Choose the engine that the configuration names, without loading the model.

    Raises:
        ConfigError: As :func:`build_translator`.
        ModelLoadError: As :func:`build_translator`.
    """
    model = config.model
    if model.name != EMBEDDED and not Path(model.name).is_dir():
        _require_pinned_hub_model(config)
    return _choose(config, embedded_folder() if model.name == EMBEDDED else model.name)


def choose_second_engine(config: Config) -> ChosenEngine | None:
    """Choose the engine of ``model.into_french``, without loading the model; None where the configuration has none.

    Raises:
        ConfigError: There is no such folder, or the device or engine is wrong.
    """
    folder = config.model.into_french
    if folder is None:
        return None
    if not Path(folder).is_dir():
        raise config.error("model.into_french", gettext("no such folder: {folder}", folder=folder))
    return _choose(config, folder, key="model.into_french")


def _choose(config: Config, name: str | Path, *, key: str = "model.name") -> ChosenEngine:
    from mtcheck.engines.selection import choose_engine

    with named_errors(config, key):
        return choose_engine(engine_options(config, name))


def engine_options(config: Config, name: str | Path) -> EngineOptions:
    """Return what an engine is loaded with.

    Args:
        config: ``model`` and ``cache`` are read.
        name: The model: a folder, or a name on the hub.
    """
    model = config.model
    cache = cache_folder(config) if config.cache.enabled else None
    return EngineOptions(
        name,
        engine=model.engine,
        device=model.device,
        dtype=model.dtype,
        batch_tokens=model.batch_tokens,
        beam=model.beam,
        revision=model.revision,
        allow_hub=model.allow_hub,
        threads=model.threads or None,
        models=cache / "models" if cache else None,
        digests=cache / "digests.json" if cache else None,
    )


def signature_of(model: ModelConfig, chosen: ChosenEngine, second: ChosenEngine | None = None) -> str:
    """Return what reproduces the answers of the engine, or of both, and of what is done around them."""
    both = chosen.signature if second is None else f"{chosen.signature}+{second.signature}"
    if not _is_mended(model):
        return both
    from mtcheck.engines.repairing import MENDED

    return both + MENDED


def _is_mended(model: ModelConfig) -> bool:
    return model.repair == "on" or (model.repair == "auto" and model.name == EMBEDDED)


def cache_folder(config: Config) -> Path:
    """Return the folder of kept answers and converted models."""
    from mtcheck.engines.cache import default_cache_folder

    return Path(config.cache.path) if config.cache.path is not None else default_cache_folder()


def build_answers(config: Config) -> AnswerCache | None:
    """Open what is kept between runs; None where the configuration wants nothing kept."""
    if not config.cache.enabled:
        return None
    from mtcheck.engines.cache import AnswerCache

    return AnswerCache(cache_folder(config), max_bytes=config.cache.max_mb * 1_000_000)


def _loaded(config: Config, signature: str, chosen: ChosenEngine, second: ChosenEngine | None) -> Translator:
    def load(engine: ChosenEngine, key: str) -> Translator:
        with named_errors(config, key):
            loaded = engine.load()
        if not _is_mended(config.model):
            return loaded
        from mtcheck.engines.repairing import RepairingTranslator

        return RepairingTranslator(signature, loaded)

    if second is None:
        return load(chosen, "model.name")
    from mtcheck.engines.directions import DirectedTranslator

    return DirectedTranslator(
        signature, "fr", lambda: load(chosen, "model.name"), lambda: load(second, "model.into_french")
    )


def _require_pinned_hub_model(config: Config) -> None:
    model = config.model
    if not HUB_NAME.fullmatch(model.name) or model.name.startswith("."):
        raise config.error("model.name", gettext("no such folder: {model}", model=model.name))
    what = gettext("{name!r} is no folder here, so it names a model on the Hugging Face hub", name=model.name)
    if model.revision is None:
        raise config.error(
            "model.revision",
            gettext("{what}: give the commit to use (40 hexadecimal digits), or a folder's path", what=what),
        )
    if not COMMIT.fullmatch(model.revision):
        raise config.error(
            "model.revision",
            gettext("{revision!r} can move: give a commit (40 hexadecimal digits)", revision=model.revision),
        )
    if not model.allow_hub:
        raise config.error(
            "model.allow_hub", gettext("{what}: set `allow_hub = true` to let it be downloaded", what=what)
        )


@contextmanager
def named_errors(config: Config, key: str = "model.name") -> Iterator[None]:
    """Turn what is wrong with a model, its device or its format into an error that names the file and the key.

    Args:
        config: Where the model is named.
        key: Its dotted key; device and format stand in the same section.
    """
    section = key.partition(".")[0]
    try:
        yield
    except DeviceError as error:
        raise config.error(f"{section}.{error.key or 'device'}", error.message) from error
    except ModelLoadError as error:
        if error.key is None and key == "model.name" and config.model.name == EMBEDDED:
            raise  # the installation is at fault, not what was configured
        raise config.error(key if error.key is None else f"{section}.{error.key}", error.message) from error
