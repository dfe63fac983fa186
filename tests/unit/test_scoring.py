"""The quality score: MQM penalties, weighted by confidence, against the number of words."""

from __future__ import annotations

import pytest

from mtcheck.records import Category, Finding, Severity, Span
from mtcheck.scoring import PENALTY, quality_score


def finding(severity: Severity, confidence: float = 1.0) -> Finding:
    return Finding("MT201", "term.garbled", Category.WRONG_TERM, severity, confidence, Span(0, 1), "a", "b")


def test_nothing_found_is_a_full_score() -> None:
    assert quality_score([], 500) == 100.0


def test_penalties_by_severity() -> None:
    assert quality_score([finding(Severity.MINOR)], 100) == pytest.approx(99.0)
    assert quality_score([finding(Severity.MAJOR)], 100) == pytest.approx(95.0)
    assert quality_score([finding(Severity.CRITICAL)], 100) == pytest.approx(75.0)
    assert quality_score([finding(Severity.NEUTRAL)], 100) == 100.0


def test_penalties_add_up_and_weigh_by_confidence() -> None:
    assert quality_score([finding(Severity.MAJOR, 0.5), finding(Severity.MINOR)], 100) == pytest.approx(96.5)


def test_the_score_has_a_floor() -> None:
    assert quality_score([finding(Severity.CRITICAL)] * 50, 10) == 0.0


@pytest.mark.parametrize("words", [0, -1])
def test_a_text_without_words_is_not_judged(words: int) -> None:
    assert quality_score([finding(Severity.MAJOR)], words) is None


def test_every_severity_has_a_penalty_that_grows() -> None:
    penalties = [PENALTY[severity] for severity in sorted(Severity)]
    assert penalties == sorted(set(penalties))
