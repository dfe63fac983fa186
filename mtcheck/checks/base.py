"""What a check is: rules that state what they must and must not flag, and a function from evidence to verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, runtime_checkable

from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Text
from mtcheck.records import Category, Evidence, Severity, Span


@dataclass(frozen=True, slots=True)
class Example:
    """A French text that a rule must flag, or must leave alone.

    Attributes:
        text: French, one or more sentences.
        flagged: The words that a finding of the rule must overlap; None where the rule must stay silent.
        quote: English of a known quote that stands in the bank, where the rule needs one.
        back_translation: What the (fake) engine answers for each sentence; the default repeats the source.
        others: Texts of other files of the same run, where the rule compares files.
        glossary: A glossary as a CSV table, where the rule needs one.
    """

    text: str
    flagged: str | None = None
    quote: str | None = None
    back_translation: str | None = None
    others: tuple[str, ...] = ()
    glossary: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding.

    Attributes:
        code: ``MT`` and three or four digits.
        name: Dotted name.
        severity: Default severity; a check may lower or raise it for one finding.
        summary: One line: what it reports; English, as the rationale is, with a counterpart in the catalogues.
        rationale: Why it is an error, for a reader who doubts it.
        authority: The rule's source (paper, style guide, MQM type).
        examples: At least one that must be flagged and one that must not.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    summary: str
    rationale: str
    authority: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says about a span; the pipeline makes a Finding of it.

    A check of the house makes it by :func:`mtcheck.checks.confidence.measured`; a plug-in says itself how sure it is.

    Attributes:
        confidence: 0–1.
        severity: None for the rule's own.
        branch: The part of the rule that found it, where a rule has several that are not equally sure.
    """

    rule: Rule
    span: Span
    message: Text
    confidence: float
    severity: Severity | None = None
    suggestion: str | None = None
    reference: str | None = None
    quote_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    branch: str = ""

    @property
    def gravity(self) -> Severity:
        """Its own severity, or the rule's where it has none."""
        return self.rule.severity if self.severity is None else self.severity


class BackTranslated(Enum):
    """Which sentences a check needs back-translated: its attribute ``back_translated``."""

    NONE = "none"
    FOUND = "found"  # those that other checks have something to say about
    ALL = "all"


def back_translated(check: Check) -> BackTranslated:
    """Return which sentences a check needs back-translated: all, where it does not say."""
    needed = getattr(check, "back_translated", BackTranslated.ALL)
    return needed if isinstance(needed, BackTranslated) else BackTranslated.ALL


class RuleFaultsError(Exception):
    """Some rules of a check failed in one document; it is raised when all of them have had their say.

    Attributes:
        faults: What each of them raised first, by its code.
    """

    def __init__(self, faults: Mapping[str, Exception]) -> None:
        super().__init__(", ".join(faults))
        self.faults = dict(faults)


@runtime_checkable
class Check(Protocol):
    """A family of rules. Checks never print and never raise for bad text.

    A check that does not look at the sentences' ``hypothesis`` says so: ``back_translated = BackTranslated.NONE``. Where all
    checks do, only the sentences of findings are back-translated, which takes a fraction of the time.
    """

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules whose verdicts this check gives."""
        ...

    def check(self, evidence: FileEvidence) -> Iterable[Verdict]:
        """Give verdicts on one file, in any order; those that were given before it fails stand."""
        ...
