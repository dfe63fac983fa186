"""A file's quality score."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.records import Finding, Severity

PENALTY = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}


def quality_score(findings: Iterable[Finding], words: int) -> float | None:
    """Return the MQM overall quality score of a text, each penalty weighted by the finding's confidence.

    Args:
        findings: What was found.
        words: Words that were checked.

    Returns:
        0–100, higher is better; None for a text without words: what was not checked has no score.

    Source:
        Lommel et al. (2024), *The Multi-Range Theory of Translation Quality Measurement*: 1 - penalty / words, with
        severity multipliers 0, 1, 5 and 25.
    """
    if words <= 0:
        return None
    penalty = sum(PENALTY[finding.severity] * finding.confidence for finding in findings)
    return max(0.0, 100.0 * (1.0 - penalty / words))
