from dataclasses import replace
from math import log

import numpy as np
import pytest

from mtcheck.evidence.backed import BACKING, backed_score, backed_words, log_coverage, mean_backed
from mtcheck.evidence.forced import tokens_within
from mtcheck.evidence.pairs import PairAnalyst, PairEvidence
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.records import Span, TokenScore, TokenScores

TABLE = TranslationTable.of([("cormoran", "cormorant", 0.9, 0.8), ("chat", "cat", 0.9, 0.8)])
ANALYST = PairAnalyst(TABLE, Frequencies({}))


def forced(source: str, translation: str, log_probs: dict[str, float]) -> PairEvidence:
    """Evidence of which every word is one token."""
    evidence = ANALYST.analyse(source, translation)
    tokens = [TokenScore(word.span, log_probs[word.text], word.text, -0.1) for word in evidence.french]
    return replace(evidence, given_source=TokenScores(tuple(tokens)))


def test_a_rare_word_that_the_tables_know_is_not_held_against_the_sentence() -> None:
    right = forced("a cormorant", "un cormoran", {"un": -0.1, "cormoran": -18.0})
    wrong = forced("a cormorant", "un chat", {"un": -0.1, "chat": -6.0})
    assert right.given_source is not None
    assert wrong.given_source is not None
    assert right.given_source.mean < wrong.given_source.mean
    assert backed_score(right) > backed_score(wrong)


def test_backing_never_lowers_much_and_has_a_floor() -> None:
    log_probs = np.array([-0.1, -3.0, -60.0, -60.0])
    backed = backed_words(log_probs, np.array([0.0, 0.0, 0.0, 0.5]))
    assert backed[:2] == pytest.approx(log_probs[:2] + log(1 - BACKING), abs=1e-3)
    assert backed[2] == pytest.approx(-20)
    assert backed[3] == pytest.approx(log(BACKING * 0.5), abs=1e-3)


def test_coverage_falls_with_english_that_nothing_renders() -> None:
    whole, half = ANALYST.analyse("the cat", "le chat"), ANALYST.analyse("the cat and the cormorant", "le chat")
    assert log_coverage(whole) > log_coverage(half)
    assert log_coverage(ANALYST.analyse("of the", "du")) == 0.0


def test_marks_count_beside_the_words() -> None:
    evidence = ANALYST.analyse("a cat", "un chat !")
    tokens = [("un", 0, 2, -1.0), ("chat", 3, 7, -2.0), ("!", 8, 9, -9.0)]
    scores = TokenScores(tuple(TokenScore(Span(a, b), p, t, -0.1) for t, a, b, p in tokens))
    assert mean_backed(replace(evidence, given_source=scores)) == pytest.approx((-1 - 2 - 9) / 3, abs=0.05)


def test_a_pair_must_be_forced_first() -> None:
    with pytest.raises(ValueError, match="not force-decoded"):
        backed_score(ANALYST.analyse("a cat", "un chat"))


def test_tokens_are_found_within_words() -> None:
    tokens = [Span(0, 2), Span(2, 5), Span(6, 7), Span(8, 9)]
    assert list(tokens_within(tokens, [Span(0, 5), Span(5, 6), Span(8, 9)])) == [slice(0, 2), slice(2, 2), slice(3, 4)]
