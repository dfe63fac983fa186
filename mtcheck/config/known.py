"""What sets known findings apart, as the configuration says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.config.documents import build_per_file
from mtcheck.config.rules import build_glossary
from mtcheck.config.settings import Config

if TYPE_CHECKING:
    from mtcheck.readers.exclusion import PerFile
    from mtcheck.triage.accepted import AcceptedWords
    from mtcheck.triage.baseline import Baseline, Renewal
    from mtcheck.triage.difference import EarlierReport
    from mtcheck.triage.ignores import IgnoreList, QuoteOf
    from mtcheck.triage.triage import Triage


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of findings, read before the work; None each for nothing.

    Attributes:
        baseline: Findings that are accepted for now.
        ignores: Findings that are none.
        accepted: Words that the house accepts.
        per_file: Rules that some files are not held to.
        renewal: The baseline that the run writes.
        earlier: A report that this one is compared with.
    """

    baseline: Baseline | None = None
    ignores: IgnoreList | None = None
    accepted: AcceptedWords | None = None
    per_file: PerFile | None = None
    renewal: Renewal | None = None
    earlier: EarlierReport | None = None

    def triage(
        self, quote_of: QuoteOf, wanted: Callable[[str], bool] = lambda code: True, *, partial: bool = False
    ) -> Triage:
        """Make what parts the findings of a run.

        Args:
            quote_of: Looks a known quote of the run up by its id.
            wanted: Says whether findings of a code are reported at all.
            partial: Whether only a part of the articles is checked, so that unused entries are not told.
        """
        from mtcheck.triage.triage import Triage

        return Triage(
            quote_of=quote_of,
            ignores=self.ignores,
            baseline=self.baseline,
            renewal=self.renewal,
            earlier=self.earlier,
            accepted=self.accepted,
            per_file=self.per_file,
            partial=partial,
            wanted=wanted,
        )


def build_known(config: Config) -> Known:
    """Read the baseline, the ignore list, and what the configuration says of words and of files.

    Args:
        config: ``report.ignore_file`` and ``report.baseline`` are read, each only where it is named.

    Raises:
        ConfigError: A file is missing or malformed.
    """
    from mtcheck.triage.baseline import load_baseline
    from mtcheck.triage.ignores import load_ignores

    report = config.report
    return Known(
        baseline=load_baseline(report.baseline) if report.baseline is not None else None,
        ignores=load_ignores(report.ignore_file) if report.ignore_file is not None else None,
        accepted=build_accepted(config),
        per_file=build_per_file(config),
    )


def build_triage(
    config: Config, quote_of: QuoteOf, wanted: Callable[[str], bool] = lambda code: True, *, partial: bool = False
) -> Triage:
    """Return what sets known findings apart: comments in the documents and ``[sic]``, the ignore list, the baseline.

    Args:
        config: As for :func:`build_known`.
        quote_of: As for :meth:`Known.triage`, and so are the others.
        wanted: Likewise.
        partial: Likewise.

    Raises:
        ConfigError: A file is missing or malformed.
    """
    return build_known(config).triage(quote_of, wanted, partial=partial)


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
