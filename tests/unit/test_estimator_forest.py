import numpy as np
import pytest

from mtcheck.errors import ModelLoadError
from mtcheck.estimator.forest import Forest, forest_of
from mtcheck.estimator.model import load_estimator, shipped_estimator
from mtcheck.evidence.feature_columns import NAMES


def stump(threshold: float, low: float, high: float, *, missing_left: bool = True) -> Forest:
    return Forest(
        base=0.5,
        roots=np.array([0], dtype=np.int32),
        feature=np.array([1, -1, -1], dtype=np.int16),
        threshold=np.array([threshold, 0, 0]),
        left=np.array([1, 0, 0], dtype=np.int32),
        right=np.array([2, 0, 0], dtype=np.int32),
        missing_left=np.array([missing_left, False, False]),
        value=np.array([0, low, high]),
        depth=1,
    )


def test_a_row_goes_left_up_to_the_threshold() -> None:
    rows = np.array([[9.0, 1.0], [9.0, 2.0], [9.0, 2.1]])
    assert stump(2.0, -1, 1).log_odds(rows).tolist() == [-0.5, -0.5, 1.5]


@pytest.mark.parametrize(("missing_left", "expected"), [(True, -0.5), (False, 1.5)])
def test_a_missing_value_goes_where_training_sent_it(missing_left: bool, expected: float) -> None:
    assert stump(2.0, -1, 1, missing_left=missing_left).log_odds(np.array([[0.0, np.nan]])).tolist() == [expected]


def test_no_rows_give_no_odds() -> None:
    assert stump(2.0, -1, 1).log_odds(np.zeros((0, 2))).shape == (0,)


def test_a_forest_survives_its_arrays() -> None:
    tree = stump(2.0, -1, 1)
    again = forest_of(tree.arrays("x"), "x")
    rows = np.array([[0.0, 1.0], [0.0, 3.0]])
    assert again.log_odds(rows).tolist() == tree.log_odds(rows).tolist()


def test_the_shipped_estimator_is_small_and_fits_the_features() -> None:
    estimator = shipped_estimator()
    assert estimator.error.feature.max() < len(NAMES)
    assert 0 < estimator.threshold < 1
    rows = np.zeros((3, len(NAMES)))
    judgement = estimator.judge(rows)
    assert ((judgement.error >= 0) & (judgement.error <= 1)).all()
    assert (judgement.major <= judgement.error).all()
    assert 0 <= estimator.major_error(rows, judgement) <= 1
    assert 0 <= estimator.major_error(rows[:0], estimator.judge(rows[:0])) <= 1


def test_an_estimator_that_is_none_says_so() -> None:
    with pytest.raises(ModelLoadError, match=r"x\.npz: the file is damaged"):
        load_estimator(b"nothing", "x.npz")
