"""Errors pass from one process to another as they are."""

import pickle

import pytest

from mtcheck.errors import ConfigError, InputError, MtcheckError, QuoteBankError, TranslatorError


@pytest.mark.parametrize(
    "error",
    [
        ConfigError("is wrong", path="a.toml", key="jobs"),
        InputError("a.txt", "is empty", line=3),
        QuoteBankError("bank.sqlite", "is gone"),
        TranslatorError("failed"),
    ],
)
def test_an_error_can_be_pickled(error: MtcheckError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
