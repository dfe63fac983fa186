import math

import numpy as np
import pytest

from mtcheck.estimator.metrics import Mark, kendall_tau, overlap, reliability, roc_auc, score_of, weight_of
from mtcheck.records import Severity, Span

MINOR, MAJOR, CRITICAL = Severity.MINOR, Severity.MAJOR, Severity.CRITICAL


def test_characters_are_counted_once_whatever_the_marks_overlap() -> None:
    counts = overlap("abcdefghij", [Mark(Span(0, 4), MINOR), Mark(Span(2, 6), MAJOR)], [Mark(Span(4, 8), MAJOR)])
    assert (counts.marked, counts.found, counts.both, counts.credit) == (6, 4, 2, 2)
    score = score_of(counts)
    assert score.precision == 0.5
    assert score.recall == pytest.approx(1 / 3)
    assert score.f1 == pytest.approx(0.4)


def test_a_wrong_severity_earns_half() -> None:
    counts = overlap("abcd", [Mark(Span(0, 4), MINOR)], [Mark(Span(0, 4), CRITICAL)])
    assert score_of(counts).f1 == 1
    assert score_of(counts, graded=True).f1 == 0.5
    same = overlap("abcd", [Mark(Span(0, 4), MAJOR)], [Mark(Span(0, 4), CRITICAL)])
    assert score_of(same, graded=True).f1 == 1


def test_nothing_marked_and_nothing_found_is_no_division_by_zero() -> None:
    assert score_of(overlap("abc", [], [])) == (0.0, 0.0, 0.0)


def test_the_area_counts_ties_half() -> None:
    assert roc_auc([True, False], [2, 1]) == 1
    assert roc_auc([True, False], [1, 2]) == 0
    assert roc_auc([True, False, True, False], [1, 1, 1, 1]) == 0.5
    assert math.isnan(roc_auc([True, True], [1, 2]))


def test_tau_is_one_for_the_same_order() -> None:
    assert kendall_tau([1, 2, 3], [10, 20, 30]) == 1
    assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1
    assert math.isnan(kendall_tau([1, 1], [1, 2]))


def test_penalties_are_those_of_mqm() -> None:
    assert weight_of([Mark(Span(0, 1), severity) for severity in Severity]) == 16


def test_reliability_leaves_empty_bins_out() -> None:
    found = reliability(np.array([0.1, 0.1, 0.9]), np.array([False, True, True]), bins=2)
    assert [(round(said, 3), right, count) for said, right, count in found] == [(0.1, 0.5, 2), (0.9, 1.0, 1)]
