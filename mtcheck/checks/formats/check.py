"""The rules of formats, each on every sentence."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import BackTranslated, Rule, RuleFaultsError, Verdict
from mtcheck.checks.formats import billion, clock, currency, date, decade, figure, magnitude, share, unit
from mtcheck.errors import ModelLoadError
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Span

_FILES = (
    currency,
    billion,
    figure,
    date,
    clock,
    decade,
    magnitude,
    share,
    unit,
)  # of two that overlap the first is told


class FormatCheck:
    """Reports what is written as English writes it."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4131 to MT4139."""
        return tuple(file.RULE for file in _FILES)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment; one place is told once.

        Raises:
            RuleFaultsError: Some rules failed on some sentence; all that the rules found elsewhere was given before.
        """
        text = evidence.document.text
        faults: dict[str, Exception] = {}
        for segment in evidence.segments:
            told: list[Span] = []
            for file in _FILES:
                try:
                    for verdict in file.find(text, segment.segment.span):
                        if not any(verdict.span.overlaps(other) for other in told):
                            told.append(verdict.span)
                            yield verdict
                except ModelLoadError:
                    raise
                except Exception as error:  # one rule's fault is not to silence the others
                    faults.setdefault(file.RULE.code, error)
        if faults:
            raise RuleFaultsError(faults)
