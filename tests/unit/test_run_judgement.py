"""One fault is told once."""

import pytest

from mtcheck.checks.base import Verdict
from mtcheck.checks.quote_wording import ALTERED
from mtcheck.checks.terms import GARBLED
from mtcheck.records import Span
from mtcheck.run.judgement import wanted


@pytest.mark.parametrize("sure", [0.5, 0.95])
def test_a_word_of_a_garbled_term_is_not_told_for_itself(sure: float) -> None:
    term = Verdict(GARBLED, Span(10, 25), "the term", 0.8)
    word = Verdict(ALTERED, Span(10, 17), "its word", sure)
    assert wanted([word, term], lambda verdict: True) == [term]


def test_a_word_beside_a_garbled_term_is_told() -> None:
    term = Verdict(GARBLED, Span(10, 25), "the term", 0.8)
    word = Verdict(ALTERED, Span(20, 32), "a word beside", 0.9)
    assert sorted(wanted([word, term], lambda verdict: True), key=lambda verdict: verdict.span) == [term, word]
