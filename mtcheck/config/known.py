"""What sets known findings apart, as the configuration says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mtcheck.config.documents import build_per_file
from mtcheck.config.rules import build_glossary
from mtcheck.config.settings import Config

if TYPE_CHECKING:
    from mtcheck.triage.accepted import AcceptedWords
    from mtcheck.triage.ignores import QuoteOf
    from mtcheck.triage.triage import Triage


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
