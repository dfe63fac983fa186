"""A bounded part of the fuzzer, and every input that once failed over every target."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import fault_of, fuzz, inputs_taken
from tests.fuzz.inputs import seeds
from tests.fuzz.targets import TARGETS, warm


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_failed_fails_no_more(name: str) -> None:
    warm()
    assert [fault for data in seeds() if (fault := fault_of(TARGETS[name], data)) is not None] == []


def test_an_input_that_hangs_while_inputs_are_chosen_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def target(data: bytes) -> None:
        while data == b"hangs":
            pass

    monkeypatch.setattr("tests.fuzz.__main__.LONGEST", 0.2)
    assert inputs_taken(target, [b"hangs", b"ends"]) == [b"ends"]


@pytest.mark.slow
def test_a_minute_brings_no_fault() -> None:
    tried, faults = fuzz(0.9, seed=1)
    assert tried > 50
    assert {name: fault for name, (fault, _) in faults.items()} == {}
