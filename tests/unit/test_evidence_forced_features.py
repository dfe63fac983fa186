"""What the estimator reads of forced decoding and of a whole pair, at the borders."""

from dataclasses import replace
from math import isnan, log
from typing import Any, cast

import numpy as np
import pytest

from mtcheck.evidence.feature_columns import FORCED
from mtcheck.evidence.forced_features import by_word, forced_columns, sums
from mtcheck.evidence.pairs import Floats, PairEvidence, PairWord
from mtcheck.evidence.summary_features import acronyms, summary_of
from mtcheck.records import LogProbs, Span, TokenScore, TokenScores


def token(
    start: int, end: int, log_prob: float, best: float, rank: int | None = 1, entropy: float | None = 0.5
) -> TokenScore:
    return TokenScore(Span(start, end), log_prob, "x", best, rank, entropy)


def words(text: str, *, light: str = "") -> tuple[PairWord, ...]:
    found, place = [], 0
    for part in text.split():
        place = text.index(part, place)
        folded = part.lower()
        weight = 0.5 if part in light else 1.0
        found.append(PairWord(Span(place, place + len(part)), part, folded, folded, folded, len(part) > 2, weight))
        place += len(part)
    return tuple(found)


def pair(english: str, french: str, support: Floats, *, light: str = "") -> PairEvidence:
    return PairEvidence(english, french, words(french, light=light), words(english, light=light), support)


def test_the_tokens_of_a_word_are_summed_up() -> None:
    scores = TokenScores((token(0, 3, -1.0, -0.5, 2, 0.7), token(3, 5, -3.0, -0.2, 9, 0.1), token(6, 9, -0.1, -0.1)))
    rows = by_word(scores, [Span(0, 5), Span(6, 9), Span(20, 22)])
    assert rows[0] == pytest.approx([-4.0, -3.0, 2.8, 2, log(9), 0.7])
    assert rows[1] == pytest.approx([-0.1, -0.1, 0.0, 1, 0.0, 0.5])
    assert rows[2].tolist() == [0.0] * 6  # no token stands there


def test_ranks_that_an_engine_does_not_tell_are_unknown() -> None:
    (row,) = by_word(TokenScores((token(0, 3, -1.0, -1.0, None, None),)), [Span(0, 3)])
    assert isnan(row[4])
    assert isnan(row[5])
    assert row[:4].tolist() == [-1.0, -1.0, 0.0, 1.0]


def test_log_probabilities_are_summed_by_word() -> None:
    log_probs = LogProbs((Span(0, 2), Span(2, 4), Span(5, 7)), (-1.0, -2.0, -4.0))
    assert sums(log_probs, [Span(0, 4), Span(5, 7)]).tolist() == [-3.0, -4.0]


def test_every_column_of_forced_decoding() -> None:
    evidence = replace(
        pair("cat black", "chat noir", np.array([[0.9, 0.0], [0.0, 0.02]])),
        given_source=TokenScores((token(0, 4, -1.0, -0.5, 3, 0.2), token(5, 9, -3.0, -1.0, 1, 0.6))),
        alone=LogProbs((Span(0, 4), Span(5, 9)), (-2.0, -2.5)),
        backward=LogProbs((Span(0, 3), Span(4, 9)), (-0.25, -0.75)),
    )
    rows = dict(zip(FORCED, forced_columns(evidence).T, strict=True))
    spread = 1.0 + 0.5  # standard deviation of -1 and -3, and what keeps one word from standing out by itself
    expected = {
        "log_prob": [-1.0, -3.0],
        "worst_log_prob": [-1.0, -3.0],
        "margin": [0.5, 2.0],
        "standing": [1 / spread, -1 / spread],
        "log_prob_alone": [-2.0, -2.5],
        "gain": [1.0, -0.5],
        "log_prob_before": [0.0, -1.0],
        "log_prob_after": [-3.0, 0.0],
        "margin_after": [2.0, 0.0],
        "back_log_prob": [-0.25, np.nan],  # support of 0.02 is none
        "mean_log_prob": [-2.0, -2.0],
        "mean_back_log_prob": [-0.5, -0.5],
        "mean_gain": [0.25, 0.25],
        "pieces": [1, 1],
        "rank": [log(3), 0],
        "entropy": [0.2, 0.6],
        "mean_entropy": [0.4, 0.4],
    }
    for name, values in expected.items():
        assert rows[name] == pytest.approx(values, nan_ok=True), name
    assert rows["backed"][0] > rows["log_prob"][0]  # what the tables know is added
    assert rows["mean_backed"][0] == rows["mean_backed"][1] > -2.0


@pytest.mark.parametrize("missing", ["given_source", "alone", "backward"])
def test_without_one_of_the_scores_nothing_is_known(missing: str) -> None:
    scores = LogProbs((Span(0, 4),), (-1.0,))
    evidence = replace(
        pair("cat", "chat", np.array([[1.0]])),
        given_source=TokenScores((token(0, 4, -1.0, -1.0),)),
        alone=scores,
        backward=scores,
    )
    assert not np.isnan(forced_columns(evidence)).any()
    found = forced_columns(replace(evidence, **cast(dict[str, Any], {missing: None})))
    assert found.shape == (1, len(FORCED))
    assert np.isnan(found).all()


def test_french_beside_english_without_a_word() -> None:
    evidence = replace(
        pair("…", "chat", np.zeros((1, 0))),
        english=(),
        given_source=TokenScores((token(0, 4, -1.0, -1.0),)),
        alone=LogProbs((Span(0, 4),), (-1.0,)),
        backward=LogProbs((), ()),
    )
    rows = dict(zip(FORCED, forced_columns(evidence).T, strict=True))
    assert np.isnan(rows["back_log_prob"]).all()


def test_what_holds_of_a_whole_pair() -> None:
    evidence = pair("The cats of NATO", "Le chat noir OTAN", np.zeros((4, 4)), light="noir cats")
    best, of_english = np.array([0.0, 0.05, 0.0, 0.5]), np.array([0.0, 0.025, 0.0, 0.01])
    found = summary_of(evidence, best, of_english, 3)
    # Content words: chat (half rendered), noir (half weight, not at all), OTAN (in full).
    assert found.coverage_fr == pytest.approx((0.5 + 0 + 1) / 2.5)
    # The and NATO weigh 1, cats half.
    assert found.coverage_en == pytest.approx((0 + 0.5 * 0.25 + 0.1) / 2.5)
    assert found.length_ratio == pytest.approx(17 / 16)
    assert found.words_fr == pytest.approx(log(4))
    assert found.unsupported_fr == 1  # noir; a quarter is enough for cats, and a tenth is not
    assert found.unsupported_en == 2
    assert found.capital_share == pytest.approx(2 / 4 - 2 / 4)
    assert (found.acronyms_lost, found.acronyms_gained, found.rare_source, found.words_en) == (0, 1, 3, 4)


def test_capitals_are_told_by_their_share() -> None:
    found = summary_of(pair("Cats sleep", "Chats Noirs", np.zeros((2, 2))), np.zeros(2), np.zeros(2), 0)
    assert found.capital_share == pytest.approx(1.0 - 0.5)
    assert found.coverage_fr == 0
    assert found.log_coverage == pytest.approx(log(0.01))


def test_a_side_without_words_divides_by_nothing() -> None:
    found = summary_of(replace(pair("", "chat", np.zeros((1, 0))), english=()), np.zeros(1), np.zeros(0), 0)
    assert (found.coverage_en, found.length_ratio, found.capital_share, found.log_coverage) == (0, 4, 0, 0)


@pytest.mark.parametrize(
    ("english", "french", "lost", "gained"),
    [
        ("NATO EU met", "OTAN UE", 0, 2),
        ("NATO EU met", "NATO vote", 1, 0),
        ("I met NATO", "A NATO", 0, 0),  # one letter is no acronym
        ("Nato met", "NATO Otan", 0, 1),
        ("met", "NATO UE", 0, 2),
    ],
)
def test_acronyms_that_one_side_lacks(english: str, french: str, lost: int, gained: int) -> None:
    evidence = pair(english, french, np.zeros((len(french.split()), len(english.split()))))
    assert acronyms(evidence) == (lost, gained)
