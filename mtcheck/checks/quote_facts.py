"""MT103 to MT105: numbers, names and negation of a matched statement, which leave no room for freedom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Rule, Verdict
from mtcheck.checks.quote_contrasts import changed_words
from mtcheck.checks.quote_figures import NUMBER, changed_facts
from mtcheck.checks.quote_names import NAME, changed_names
from mtcheck.checks.quote_polarity import POLARITY, changed_polarity
from mtcheck.evidence.analysis import FileEvidence


@dataclass(frozen=True)
class QuoteFactCheck:
    """Compares what is countable in every aligned statement with its known English."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT103 to MT105."""
        return (NUMBER, NAME, POLARITY)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every aligned statement."""
        for statement in evidence.statements:
            found = list(changed_facts(statement, evidence))
            yield from found
            if not any(verdict.rule is NAME for verdict in found):
                yield from changed_names(statement, evidence)
            if statement.alignment.quotation is not None:
                polarity = list(changed_polarity(statement, evidence))
                yield from polarity or changed_words(statement, evidence)
