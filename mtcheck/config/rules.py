"""Which rules check, with which words of the house, and what of their findings is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.config.settings import Config
from mtcheck.language.closest import closest, did_you_mean
from mtcheck.language.messages import gettext

if TYPE_CHECKING:
    from mtcheck.checks.base import Check
    from mtcheck.glossary.entries import Glossary
    from mtcheck.run.pipeline import PipelineOptions


def build_checks(config: Config) -> tuple[Check, ...]:
    """Return every check, built in or plugged in; selection by code is the pipeline's.

    Raises:
        ConfigError: A plug-in cannot be loaded.
        InputError: A glossary is missing or malformed.
    """
    from mtcheck.checks.registry import all_checks

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
                raise config.error(
                    key,
                    gettext(
                        "no rule's code begins with {prefix}{hint}; `mtcheck explain` lists the rules",
                        prefix=prefix,
                        hint=did_you_mean(closest(prefix, codes)),
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


def _confidences(config: Config) -> tuple[tuple[str, float], ...]:
    """Return the thresholds by code; one that is named on the command line is a floor under them all."""
    floor = config.checks.min_confidence if "checks.min_confidence" in dict(config.options) else 0.0
    return tuple((prefix, max(value, floor)) for prefix, value in config.checks.confidence)
