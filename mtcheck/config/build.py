"""Turns a configuration into objects: the only module that names implementations. Heavy imports happen inside."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config.settings import CacheConfig, Config, ContextConfig, ModelConfig
from mtcheck.errors import DeviceError, ModelLoadError, QuoteBankError
from mtcheck.language.choosing import AUTO
from mtcheck.language.messages import gettext
from mtcheck.records import KnownQuote

if TYPE_CHECKING:
    from mtcheck.checks.base import Check
    from mtcheck.context.model import ContextModel
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.engines.base import Translator
    from mtcheck.engines.cache import AnswerCache
    from mtcheck.engines.cached import CachedTranslator
    from mtcheck.engines.selection import ChosenEngine
    from mtcheck.glossary.entries import Glossary
    from mtcheck.pair_scoring import PairScorer
    from mtcheck.quotes.collection import Bank
    from mtcheck.readers.content import ReadingOptions
    from mtcheck.readers.exclusion import Exclusion, PerFile
    from mtcheck.run.checking import Means
    from mtcheck.run.pipeline import PipelineOptions
    from mtcheck.run.workers import Workers
    from mtcheck.triage.accepted import AcceptedWords
    from mtcheck.triage.ignores import QuoteOf
    from mtcheck.triage.triage import Triage

EMBEDDED = "embedded"
GEMMA = "gemma"

_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_NAMED_KEY = re.compile(r"(model\.(?:device|dtype|engine)) = \S+: ")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def build_translator(config: Config) -> CachedTranslator:
    """Make the translator that the configuration names; the last one is kept for the next call.

    The model itself is loaded when the first text comes that the cache does not know.

    Args:
        config: ``model`` and ``cache`` are read.

    Raises:
        ConfigError: The model's name, revision, device or engine is wrong; the error names the file and the key.
        ModelLoadError: The embedded model is missing or malformed.
    """
    return _cached_translator(config.model, config.cache, config)


def choose_engine(config: Config) -> ChosenEngine:
    """Choose the engine that the configuration names, without loading the model.

    Raises:
        ConfigError: As :func:`build_translator`.
        ModelLoadError: As :func:`build_translator`.
    """
    from mtcheck.engines.embedded import embedded_folder

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

    model = config.model
    with _named(config, key):
        return choose_engine(
            name,
            engine=model.engine,
            device=model.device,
            dtype=model.dtype,
            batch_tokens=model.batch_tokens,
            beam=model.beam,
            revision=model.revision,
            allow_hub=model.allow_hub,
            threads=model.threads or None,
            cache=cache_folder(config) if config.cache.enabled else None,
        )


def signature_of(model: ModelConfig, chosen: ChosenEngine, second: ChosenEngine | None = None) -> str:
    """Return what reproduces the answers of the engine, or of both, and of what is done around them."""
    both = chosen.signature if second is None else f"{chosen.signature}+{second.signature}"
    return both + (":repair=on" if _is_mended(model) else "")


def _is_mended(model: ModelConfig) -> bool:
    return model.repair == "on" or (model.repair == "auto" and model.name == EMBEDDED)


def cache_folder(config: Config) -> Path:
    """Return the folder of kept answers and converted models."""
    from mtcheck.engines.cache import default_cache_folder

    return Path(config.cache.path) if config.cache.path is not None else default_cache_folder()


def build_answers(config: Config) -> AnswerCache | None:
    """Return what is kept between runs, None where the configuration wants nothing kept; the last one stays open."""
    cache = config.cache
    if not cache.enabled:
        return None
    key = (cache_folder(config), cache.max_mb)
    if key not in _last_answers:
        from mtcheck.engines.cache import AnswerCache

        _last_answers.clear()
        _last_answers[key] = AnswerCache(key[0], max_bytes=cache.max_mb * 1_000_000)
    return _last_answers[key]


def build_encoder(config: Config) -> SentenceEncoder:
    """Make the sentence encoder, on the model's device; the last one is kept for the next call.

    Its weights are read when the first text comes that the cache does not know.

    Args:
        config: ``model.device``, ``model.threads`` and ``cache`` are read.

    Raises:
        ModelLoadError: The encoder is not in this installation.
    """
    key = (config.model.device, config.model.threads, config.cache)
    if key not in _last_encoder:
        from mtcheck.encoder.encoder import SentenceEncoder

        answers = build_answers(config)
        _last_encoder.clear()
        _last_encoder[key] = SentenceEncoder.load(device=key[0], threads=key[1] or None, answers=answers)
    return _last_encoder[key]


def build_context_model(config: Config) -> ContextModel | None:
    """Make the language model on French that the configuration names; the last one is kept for the next call.

    It is loaded when the first place comes that the cache does not know.

    Args:
        config: ``context`` and ``cache`` are read.

    Raises:
        ConfigError: There is no such model, or its name, commit or device is wrong; the error names the file and the key.
    """
    context = config.context
    if context.model is None:
        return None
    key = (context, config.cache)
    if key not in _last_context_model:
        from mtcheck.context.language_model import TransformersContextModel, signature_of
        from mtcheck.context.model import CachedContextModel

        with _context_named(config):
            model = _context_folder(config, context.model)
            cached = CachedContextModel(
                signature_of(model),
                lambda: TransformersContextModel.load(model, device=context.device, dtype=context.dtype),
                build_answers(config),
            )
        _last_context_model.clear()
        _last_context_model[key] = cached
    return _last_context_model[key]


def _context_folder(config: Config, name: str) -> Path:
    """Return where the language model is: a folder or a GGUF file."""
    context = config.context
    if Path(name).exists():
        return Path(name)
    if name == GEMMA:
        from mtcheck.context.gemma import assembled

        return assembled(cache_folder(config) / "models", lambda line: sys.stderr.write(f"{line}\n"))
    if not _HUB_NAME.fullmatch(name) or "/" not in name:
        raise config.error("context.model", f"no such folder or GGUF file: {name}")
    if context.revision is None or not _COMMIT.fullmatch(context.revision):
        raise config.error("context.revision", f"{name!r} is a hub model: give its commit (40 hexadecimal digits)")
    if not context.allow_hub:
        raise config.error(
            "context.allow_hub", f"{name!r} is a hub model: set `allow_hub = true` to let it be downloaded"
        )
    from mtcheck.engines.folders import find_folder

    return find_folder(name, revision=context.revision, allow_hub=True)


@contextmanager
def _context_named(config: Config) -> Iterator[None]:
    try:
        yield
    except ModelLoadError as error:
        raise config.error("context.model", str(error)) from error


def build_checks(config: Config | None = None) -> tuple[Check, ...]:
    """Return every check, built in or plugged in; selection by code is the pipeline's.

    Raises:
        ConfigError: A plug-in cannot be loaded.
        InputError: A glossary is missing or malformed.
    """
    from mtcheck.checks.registry import all_checks

    if config is None:
        return all_checks()
    checks = all_checks(config.checks.plugins)
    glossary = build_glossary(config)
    if not glossary:
        return checks
    from mtcheck.checks.glossary import with_glossary

    return with_glossary(checks, glossary)


def build_glossary(config: Config) -> Glossary:
    """Read the glossaries of the house; empty where the configuration names none.

    Raises:
        InputError: A file is missing or malformed; the error names the line.
    """
    from mtcheck.glossary.entries import Glossary, accepted_words

    named = config.glossary
    if not named.files and not named.accept:
        return Glossary()
    from mtcheck.glossary.loading import load_glossary

    accepted = accepted_words(named.accept, f"{config.path or 'configuration'}: {config.prefix}glossary.accept")
    return load_glossary(named.files).joined(accepted)


def build_pair_scorer(
    translator: Translator, config: Config | None = None, *, threshold: float | None = None
) -> PairScorer:
    """Return the scorer of translation pairs, with the shipped estimator and every check.

    Args:
        translator: Force-decodes in both directions.
        config: ``checks.plugins`` is read, and what :func:`build_encoder` reads.
        threshold: Confidence from which a span is reported, 0–1; None for the estimator's own.

    Raises:
        ModelLoadError: The estimator is missing or malformed.
    """
    from mtcheck.estimator.model import shipped_estimator
    from mtcheck.pair_scoring import PairScorer

    encoder = None if config is None else build_encoder(config)
    return PairScorer(translator, shipped_estimator(), build_checks(config), threshold, encoder)


def build_options(config: Config) -> PipelineOptions:
    """Turn thresholds and code prefixes into the pipeline's options.

    Raises:
        ConfigError: A code prefix fits no rule, so that it would silently do nothing.
    """
    from mtcheck.checks.registry import all_rules
    from mtcheck.run.pipeline import PipelineOptions

    codes = sorted(rule.code for rule in all_rules(config.checks.plugins))
    least = tuple(prefix for prefix, _ in config.checks.confidence)
    named = (
        ("checks.select", config.checks.select),
        ("checks.ignore", config.checks.ignore),
        ("checks.confidence", least),
        *(("per-file-ignores", prefixes) for _, prefixes in config.per_file_ignores),
    )
    for key, prefixes in named:
        for prefix in prefixes:
            if not any(code.startswith(prefix) for code in codes):
                close = difflib.get_close_matches(prefix, codes, n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                raise config.error(
                    key,
                    gettext(
                        "no rule's code begins with {prefix}{hint}; `mtcheck explain` lists the rules",
                        prefix=prefix,
                        hint=hint,
                    ),
                )
    return PipelineOptions(
        fail_on=config.report.fail_on,
        min_severity=config.checks.min_severity,
        min_confidence=config.checks.min_confidence,
        confidence=_confidences(config),
        select=config.checks.select,
        ignore=config.checks.ignore,
        across=config.checks.across,
    )


def build_reading(config: Config) -> ReadingOptions:
    """Turn the configuration of documents into the options of their readers."""
    from mtcheck.readers.content import MEBIBYTE, ReadingOptions

    documents = config.documents
    return ReadingOptions(
        text_column=documents.text_column,
        id_column=documents.id_column,
        language_column=documents.language_column,
        url_column=documents.url_column,
        date_column=documents.date_column,
        max_bytes=documents.max_mb * MEBIBYTE,
        max_unpacked=8 * documents.max_mb * MEBIBYTE,
        allow_network=documents.allow_network,
        time_limit=documents.time_limit,
    )


def build_exclusion(config: Config, here: Sequence[str] = ()) -> Exclusion:
    """Return what says which files are left alone.

    Args:
        config: ``documents.exclude`` and ``documents.gitignore`` are read.
        here: Patterns of the command line, seen from the current folder.

    Raises:
        ConfigError: A pattern cannot be read.
    """
    from mtcheck.readers.exclusion import Exclusion

    documents = config.documents
    try:
        return Exclusion(documents.exclude, config.folder, here, gitignore=documents.gitignore)
    except ValueError as error:
        raise config.error("documents.exclude", str(error)) from error


def build_per_file(config: Config) -> PerFile | None:
    """Return what says which codes are left out in which files; None where the configuration says nothing of it.

    Raises:
        ConfigError: A pattern cannot be read.
    """
    if not config.per_file_ignores:
        return None
    from mtcheck.readers.exclusion import PerFile

    try:
        return PerFile(config.per_file_ignores, config.folder)
    except ValueError as error:
        raise config.error("per-file-ignores", str(error)) from error


def build_means(config: Config) -> Means:
    """Make what documents are checked with; it is what each worker process calls.

    Raises:
        ConfigError: As :func:`build_translator` and :func:`build_checks`.
        ModelLoadError: A model is missing or malformed.
    """
    from mtcheck.run.checking import Means

    return Means(
        build_checks(config),
        build_translator(config),
        build_encoder(config),
        build_answers(config),
        build_context_model(config),
    )


def build_workers(config: Config) -> Workers | None:
    """Return the processes that check side by side, not started yet; None where this one does all.

    Of CUDA devices each gets one process, and no two share one.

    Args:
        config: ``jobs`` and ``model`` are read, the rest by the processes themselves.

    Raises:
        ConfigError: The device is not on this machine.
    """
    if config.jobs == 1:
        return None
    from mtcheck.engines.devices import count_cuda, find_cuda

    with _named(config):
        number = find_cuda(config.model.device)
    if number is not None:
        every = config.model.device in {"auto", "cuda"}
        devices = [f"cuda:{place}" for place in range(count_cuda())] if every else [config.model.device]
        configs = [replace(config, model=replace(config.model, device=device)) for device in devices]
        configs = configs if config.jobs == AUTO else configs[: int(config.jobs)]
        threads = config.model.threads or max(1, cores() // len(configs))
    else:
        jobs = cores() if config.jobs == AUTO else int(config.jobs)
        threads = config.model.threads or max(1, cores() // jobs)
        configs = [replace(config, model=replace(config.model, threads=threads))] * jobs
    if len(configs) < 2:
        return None
    from mtcheck.run.workers import Workers

    return Workers([partial(build_means, each) for each in configs], threads=threads)


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def build_triage(
    config: Config, quote_of: QuoteOf, wanted: Callable[[str], bool] = lambda code: True, *, partial: bool = False
) -> Triage:
    """Return what sets known findings apart: comments in the documents and ``[sic]``, the ignore list, the baseline.

    Args:
        config: ``report.ignore_file`` and ``report.baseline`` are read, each only where it is named.
        quote_of: Looks a known quote of the run up by its id.
        wanted: Says whether findings of a code are reported at all.
        partial: Whether only a part of the articles is checked, so that unused entries are not told.

    Raises:
        ConfigError: A file is missing or malformed.
    """
    from mtcheck.triage.baseline import load_baseline
    from mtcheck.triage.ignores import load_ignores
    from mtcheck.triage.triage import Triage

    report = config.report
    return Triage(
        quote_of=quote_of,
        ignores=load_ignores(report.ignore_file) if report.ignore_file is not None else None,
        baseline=load_baseline(report.baseline) if report.baseline is not None else None,
        accepted=build_accepted(config),
        per_file=build_per_file(config),
        partial=partial,
        wanted=wanted,
    )


def build_accepted(config: Config) -> AcceptedWords | None:
    """Return what tells findings on words that the house accepts; None where it accepts none.

    Raises:
        InputError: As :func:`build_glossary`.
    """
    glossary = build_glossary(config)
    if not glossary:
        return None
    from mtcheck.triage.accepted import AcceptedWords

    return AcceptedWords(glossary)


def _confidences(config: Config) -> tuple[tuple[str, float], ...]:
    """Return the thresholds by code; one that is named on the command line is a floor under them all."""
    floor = config.checks.min_confidence if "checks.min_confidence" in dict(config.options) else 0.0
    return tuple((prefix, max(value, floor)) for prefix, value in config.checks.confidence)


def build_quotes(sources: Iterable[str | Path | KnownQuote | Bank]) -> Sequence[KnownQuote]:
    """Load known quotes; the same quote given twice counts once. SQLite banks are opened, not loaded.

    Args:
        sources: Files or folders of quotes, quotes, or banks already opened.

    Returns:
        The quotes in the order given, every ``id`` once; where there is a bank, a collection with the banks first.

    Raises:
        QuoteBankError: A file cannot be read, or two different quotes have the same id.
    """
    from mtcheck.quotes.collection import LoadedBank, QuoteCollection
    from mtcheck.quotes.store import SUFFIXES, QuoteStore

    found: dict[str, KnownQuote] = {}
    stores: dict[str, Bank] = {}
    for source in sources:
        if isinstance(source, str | Path) and Path(source).suffix.lower() in SUFFIXES:
            if (real := os.path.realpath(source)) not in stores:
                stores[real] = QuoteStore(source)
            continue
        if not isinstance(source, str | Path | KnownQuote):
            if isinstance(source, LoadedBank):
                found |= {quote.id: quote for quote in source}
            else:
                stores[source.digest] = source
            continue
        for quote in (source,) if isinstance(source, KnownQuote) else _load_quotes(source):
            if found.setdefault(quote.id, quote) != quote:
                place = "<quotes>" if isinstance(source, KnownQuote) else str(source)
                raise QuoteBankError(place, gettext("two different quotes have the id {id!r}", id=quote.id))
    if not stores:
        return tuple(found.values())
    return QuoteCollection((*stores.values(), *((LoadedBank(found.values()),) if found else ())))


def _load_quotes(path: str | Path) -> Sequence[KnownQuote]:
    from mtcheck.quotes.bank import load_quotes

    return load_quotes((str(path),))


def _require_pinned_hub_model(config: Config) -> None:
    model = config.model
    if not _HUB_NAME.fullmatch(model.name) or model.name.startswith("."):
        raise config.error("model.name", gettext("no such folder: {model}", model=model.name))
    what = f"{model.name!r} is no folder here, so it names a model on the Hugging Face hub"
    if model.revision is None:
        raise config.error(
            "model.revision",
            gettext("{what}: give the commit to use (40 hexadecimal digits), or a folder's path", what=what),
        )
    if not _COMMIT.fullmatch(model.revision):
        raise config.error(
            "model.revision",
            gettext("{revision!r} can move: give a commit (40 hexadecimal digits)", revision=model.revision),
        )
    if not model.allow_hub:
        raise config.error(
            "model.allow_hub", gettext("{what}: set `allow_hub = true` to let it be downloaded", what=what)
        )


def _cached_translator(model: ModelConfig, cache: CacheConfig, config: Config) -> CachedTranslator:
    key = (model, cache)
    if key not in _last:
        from mtcheck.engines.cached import CachedTranslator

        chosen, second = choose_engine(config), choose_second_engine(config)

        signature = signature_of(model, chosen, second)

        def load() -> Translator:
            return _loaded(config, signature, chosen, second)

        _last.clear()
        _last[key] = CachedTranslator(signature, load, build_answers(config))
    return _last[key]


def _loaded(config: Config, signature: str, chosen: ChosenEngine, second: ChosenEngine | None) -> Translator:
    def load(engine: ChosenEngine, key: str) -> Translator:
        with _named(config, key):
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


_last: dict[tuple[ModelConfig, CacheConfig], CachedTranslator] = {}
_last_context_model: dict[tuple[ContextConfig, CacheConfig], ContextModel] = {}
_last_encoder: dict[tuple[str, int, CacheConfig], SentenceEncoder] = {}
_last_answers: dict[tuple[Path, int], AnswerCache] = {}


@contextmanager
def _named(config: Config, key: str = "model.name") -> Iterator[None]:
    """Turn what is wrong with the model or the device into an error that names the key."""
    model = config.model
    try:
        yield
    except DeviceError as error:
        # The engine names the key as well, for those who call it without a configuration: once is enough.
        match = _NAMED_KEY.match(str(error))
        raise config.error(match[1] if match else "model.device", str(error)[match.end() if match else 0 :]) from error
    except ModelLoadError as error:
        if key == "model.name" and model.name == EMBEDDED and not str(error).startswith("model.engine"):
            raise
        match = _NAMED_KEY.match(str(error))
        raise config.error(match[1] if match else key, str(error)[match.end() if match else 0 :]) from error
