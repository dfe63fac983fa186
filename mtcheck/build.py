"""Turns a configuration into objects: the only module that names implementations. Heavy imports happen inside."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config import Config, ModelConfig
from mtcheck.errors import DeviceError, ModelLoadError, QuoteBankError
from mtcheck.records import KnownQuote

if TYPE_CHECKING:
    from mtcheck.checks.base import Check
    from mtcheck.pipeline import PipelineOptions
    from mtcheck.translation.base import Translator

EMBEDDED = "embedded"

_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def build_translator(config: Config) -> Translator:
    """Load the translation model that the configuration names; the last one loaded is kept for the next call.

    Args:
        config: ``model`` is read.

    Raises:
        ConfigError: The model's name, revision or device is wrong; the error names the file and the key.
        ModelLoadError: The embedded model is missing or malformed.
    """
    model = config.model
    if model.name != EMBEDDED and not Path(model.name).is_dir():
        _require_pinned_hub_model(config)
    try:
        return _load_translator(model)
    except DeviceError as error:
        # The engine names the key as well, for those who call it without a configuration: once is enough.
        message = str(error).removeprefix(f"model.device = {model.device!r}: ")
        raise config.error("model.device", message) from error
    except ModelLoadError as error:
        if model.name == EMBEDDED:
            raise
        raise config.error("model.name", str(error)) from error


def build_checks() -> tuple[Check, ...]:
    """Return every check, built in or plugged in; selection by code is the pipeline's."""
    from mtcheck.checks.registry import all_checks

    return all_checks()


def build_options(config: Config) -> PipelineOptions:
    """Turn thresholds and code prefixes into the pipeline's options.

    Raises:
        ConfigError: A code prefix fits no rule, so that it would silently do nothing.
    """
    from mtcheck.checks.registry import all_rules
    from mtcheck.pipeline import PipelineOptions

    codes = sorted(rule.code for rule in all_rules())
    for key, prefixes in (("checks.select", config.checks.select), ("checks.ignore", config.checks.ignore)):
        for prefix in prefixes:
            if not any(code.startswith(prefix) for code in codes):
                close = difflib.get_close_matches(prefix, codes, n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                raise config.error(key, f"no rule's code begins with {prefix}{hint}; `mtcheck explain` lists the rules")
    return PipelineOptions(
        fail_on=config.report.fail_on,
        min_severity=config.checks.min_severity,
        min_confidence=config.checks.min_confidence,
        select=config.checks.select,
        ignore=config.checks.ignore,
    )


def build_quotes(sources: Iterable[str | Path | KnownQuote]) -> tuple[KnownQuote, ...]:
    """Load known quotes; the same quote given twice counts once.

    Args:
        sources: Files or folders of quotes, or quotes.

    Returns:
        The quotes in the order given, every ``id`` once.

    Raises:
        QuoteBankError: A file cannot be read, or two different quotes have the same id.
    """
    found: dict[str, KnownQuote] = {}
    for source in sources:
        for quote in (source,) if isinstance(source, KnownQuote) else _load_quotes(source):
            if found.setdefault(quote.id, quote) != quote:
                place = "<quotes>" if isinstance(source, KnownQuote) else str(source)
                raise QuoteBankError(place, f"two different quotes have the id {quote.id!r}")
    return tuple(found.values())


def _load_quotes(path: str | Path) -> Sequence[KnownQuote]:
    from mtcheck.quotes.bank import load_quotes

    return load_quotes((str(path),))


def _require_pinned_hub_model(config: Config) -> None:
    model = config.model
    if not _HUB_NAME.fullmatch(model.name) or model.name.startswith("."):
        raise config.error("model.name", f"no such folder: {model.name}")
    what = f"{model.name!r} is no folder here, so it names a model on the Hugging Face hub"
    if model.revision is None:
        raise config.error(
            "model.revision", f"{what}: give the commit to use (40 hexadecimal digits), or a folder's path"
        )
    if not _COMMIT.fullmatch(model.revision):
        raise config.error("model.revision", f"{model.revision!r} can move: give a commit (40 hexadecimal digits)")
    if not model.allow_hub:
        raise config.error("model.allow_hub", f"{what}: set `allow_hub = true` to let it be downloaded")


@lru_cache(maxsize=1)
def _load_translator(model: ModelConfig) -> Translator:
    threads = model.threads or None
    if model.name == EMBEDDED:
        from mtcheck.translation.embedded import load_embedded

        return load_embedded(
            device=model.device, dtype=model.dtype, batch_tokens=model.batch_tokens, beam=model.beam, threads=threads
        )
    from mtcheck.translation.transformers_engine import TransformersTranslator

    return TransformersTranslator.load(
        model.name,
        device=model.device,
        dtype=model.dtype,
        batch_tokens=model.batch_tokens,
        beam=model.beam,
        revision=model.revision,
        allow_hub=model.allow_hub,
        threads=threads,
    )
