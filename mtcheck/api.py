"""The Python API: one call from files or texts to a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mtcheck.config.documents import build_exclusion, build_reading
from mtcheck.config.known import build_triage
from mtcheck.config.processes import build_workers
from mtcheck.config.quotes import build_quotes
from mtcheck.config.resources import shared_resources
from mtcheck.config.rules import build_options
from mtcheck.config.settings import Config, load_config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.records import Document, KnownQuote, Report

if TYPE_CHECKING:
    from mtcheck.engines.base import Translator
    from mtcheck.estimator.scores import PairScore
    from mtcheck.readers.discovery import Source


@dataclass(frozen=True, slots=True)
class Text:
    """French text handed over as a string; a bare ``str`` always names a file, so that a mistyped path is noticed.

    Attributes:
        text: The article.
        name: What the report calls it.
    """

    text: str
    name: str = "<text>"


Input: TypeAlias = str | os.PathLike[str] | Text | Document
QuoteInput: TypeAlias = str | os.PathLike[str] | KnownQuote


def check(
    paths_or_texts: Input | Iterable[Input],
    *,
    quotes: QuoteInput | Iterable[QuoteInput] = (),
    config: str | os.PathLike[str] | Config | None = None,
    baseline: str | os.PathLike[str] | None = None,
    ignore_file: str | os.PathLike[str] | None = None,
    translator: Translator | None = None,
) -> Report:
    """Check French articles against known English quotes.

    Args:
        paths_or_texts: What to check: a path (file, folder, or glob pattern), a :class:`Text`, a ``Document``, or
            several of these.
        quotes: Files or folders of known quotes, or ``KnownQuote`` records; they join those of the configuration.
        config: A configuration file or a :class:`~mtcheck.config.settings.Config`. None means the defaults: unlike the command
            line, a library call does not look for a file in the current folder. Its ``jobs``
            count where no ``translator`` is given.
        baseline: A file of findings that are accepted for now, in place of the configured one; ``mtcheck check
            --write-baseline`` makes it. What is known is in each file's ``suppressed`` and does not count.
        ignore_file: An ignore list, in place of the configured one.
        translator: The engine to use in place of the configured one, for instance ``FakeTranslator`` in tests.

    Returns:
        The report, files in the order given. A file that cannot be read stands in it with its ``error``, and
        ``report.exit_code`` is then 2; the others' findings are there all the same.

    Raises:
        ConfigError: The configuration, the baseline or the ignore list is wrong, or asks for a device that is not there.
        QuoteBankError: A file of known quotes cannot be read.
        TranslatorError: The engine failed.
    """
    from mtcheck.run.pipeline import plan_run

    settings = config if isinstance(config, Config) else load_config(config) if config is not None else Config()
    if baseline is not None:
        settings = replace(settings, report=replace(settings.report, baseline=os.fspath(baseline)))
    if ignore_file is not None:
        settings = replace(settings, report=replace(settings.report, ignore_file=os.fspath(ignore_file)))
    options = build_options(settings)
    named = (*settings.quotes, *_quote_sources(quotes))
    bank = build_quotes(named)
    banks = tuple(str(quote) for quote in named if not isinstance(quote, KnownQuote))
    sources = [source for item in _inputs(paths_or_texts) for source in _sources(item, banks, settings)]
    run = plan_run(
        sources,
        shared_resources().means(settings, translator),
        options,
        quotes=bank,
        reading=build_reading(settings),
        workers=build_workers(settings) if translator is None else None,
    )
    triage = build_triage(settings, run.quotes.quote, options.wants_code)
    report = run.report(triage.part, triage.across)
    return replace(report, warnings=triage.warnings())


def score(
    pairs: Iterable[tuple[str, str]],
    *,
    threshold: float | None = None,
    config: str | os.PathLike[str] | Config | None = None,
    translator: Translator | None = None,
) -> Iterator[PairScore]:
    """Score French translations of English sentences, and mark what is wrong in them.

    Args:
        pairs: ``(English source, French translation)``, read as they are needed.
        threshold: Confidence from which a span is reported, 0–1; None for the estimator's own.
        config: A configuration file or a :class:`~mtcheck.config.settings.Config`; only the model is read from it.
        translator: The engine to use in place of the configured one.

    Returns:
        One score a pair, in the same order, given as they are made. A pair that cannot be scored has its ``error``.

    Raises:
        ConfigError: The configuration or the threshold is wrong.
        TranslatorError: The engine or the estimator cannot be loaded.
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise ConfigError(Message("{threshold} is not between 0 and 1", threshold=threshold), key="threshold")
    settings = config if isinstance(config, Config) else load_config(config) if config is not None else Config()
    return shared_resources().pair_scorer(settings, threshold=threshold, translator=translator).score(pairs)


def _inputs(given: Input | Iterable[Input]) -> Iterable[Input]:
    return (given,) if isinstance(given, str | os.PathLike | Text | Document) else given


def _quote_sources(given: QuoteInput | Iterable[QuoteInput]) -> Iterable[str | Path | KnownQuote]:
    several = (given,) if isinstance(given, str | os.PathLike | KnownQuote) else given
    return (quote if isinstance(quote, KnownQuote) else Path(quote) for quote in several)


def _sources(item: Input, banks: tuple[str, ...], settings: Config) -> Iterable[Source | Document]:
    if isinstance(item, Document):
        return (item,)
    if isinstance(item, Text):
        from mtcheck.readers.plain import document

        return (document(item.name, item.text),)
    from mtcheck.readers.discovery import discover

    without = (*banks, *settings.glossary.files)
    return discover((os.fspath(item),), without=without, exclusion=build_exclusion(settings))
