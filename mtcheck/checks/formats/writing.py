"""What the rules of formats share: how a rule is made, what its verdict is, and a number of English form in French."""

from __future__ import annotations

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.language.messages import Text
from mtcheck.records import Category, Evidence, Severity, Span

SPACE = "[ \u00a0\u202f]"
"""A space in a pattern, of whatever width."""

_AUTHORITY = (
    "MQM Locale convention (number, date, time, measurement format); "
    "Imprimerie nationale, Lexique des règles typographiques."
)


def rule(code: str, name: str, summary: str, rationale: str, *examples: Example) -> Rule:
    """Make a rule of locale convention, minor by default."""
    return Rule(code, name, Category.LOCALE, Severity.MINOR, summary, rationale, _AUTHORITY, examples)


def in_french(number: str) -> str:
    """Write a number of English form as French does: "5,886.55" as "5 886,55"; "8,500" is taken for thousands."""
    whole, point, part = number.partition(".")
    if not point and "," in number and len(number.rpartition(",")[2]) != 3:
        return number  # decimals already
    if point and len(part) == 3 and "," not in whole:
        whole, part = f"{whole},{part}", ""
    return whole.replace(",", "\u00a0") + (f",{part}" if part else "")


def verdict(
    broken: Rule,
    span: Span,
    message: Text,
    suggestion: str | None,
    reason: Text,
    severity: Severity | None = None,
) -> Verdict:
    """Make a verdict whose only evidence is how it is written."""
    branch = "" if severity in {None, broken.severity} else "faint"
    return measured(
        broken, span, message, branch, severity, suggestion=suggestion, evidence=(Evidence("format", reason),)
    )
