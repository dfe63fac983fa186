"""How sure a rule is: as sure as it was found right on labelled French, never a number set by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mtcheck.checks.base import Rule, Verdict
from mtcheck.language.messages import Text
from mtcheck.records import Evidence, Severity, Span

WHOLE = "all"
"""What the table calls the only branch of a rule, whose verdicts name none."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a branch of a rule was right.

    Attributes:
        n: Findings judged.
        right: Those that overlap a marked error.
        low: Lower bound of the 95 % Wilson interval of their share, 0–1.
        high: Upper bound.
    """

    n: int
    right: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Confidences:
    """The table that ``python -m mtcheck.evaluation precision`` writes.

    Attributes:
        unmeasured: What counts for a branch that the material never calls, 0–1; the table's head says where it comes from.
        measured: By code and branch.
        material: What was read, by name: a digest of its bytes.
    """

    unmeasured: float
    measured: Mapping[tuple[str, str], Precision]
    material: Mapping[str, str]

    def of(self, code: str, branch: str = "") -> float:
        """Return how sure a branch of a rule is, 0–1: the lower bound of its precision, so that few findings count as few."""
        found = self.measured.get((code, branch or WHOLE))
        return self.unmeasured if found is None else found.low


@cache
def shipped_confidences() -> Confidences:
    """Return the table that ships with the package."""
    return read_confidences((files("mtcheck.checks") / "confidence.toml").read_text(encoding="utf-8"))


def read_confidences(text: str) -> Confidences:
    """Read a table of confidences.

    Raises:
        ValueError: It is no TOML (``tomllib.TOMLDecodeError``).
        KeyError: It lacks a field.
    """
    data = tomllib.loads(text)
    measured = {
        (code, branch): Precision(row["n"], row["right"], row["low"], row["high"])
        for code, branches in data["measured"].items()
        for branch, row in branches.items()
    }
    return Confidences(float(data["unmeasured"]), measured, data["material"])


def confidence_of(rule: Rule, branch: str = "") -> float:
    """Return how sure a rule is, or one of its branches, 0–1."""
    return shipped_confidences().of(rule.code, branch)


def measured(
    rule: Rule,
    span: Span,
    message: Text,
    branch: str = "",
    severity: Severity | None = None,
    *,
    suggestion: str | None = None,
    reference: str | None = None,
    quote_id: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Verdict:
    """Make a verdict that is as sure as its branch was found to be.

    Args:
        rule: The rule that speaks.
        span: The words.
        message: What is wrong with them.
        branch: Which part of the rule found it; empty where it has one only.
        severity: None for the rule's own.
        suggestion: As in :class:`~mtcheck.checks.base.Verdict`, like the rest.
        reference: English that should be rendered.
        quote_id: The known statement that it is from.
        evidence: Why.
    """
    return Verdict(
        rule,
        span,
        message,
        confidence_of(rule, branch),
        severity,
        suggestion=suggestion,
        reference=reference,
        quote_id=quote_id,
        evidence=evidence,
        branch=branch,
    )
