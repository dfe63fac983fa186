"""A bounded part of the fuzzer, and every input that once failed over every target."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import fault_of, fuzz
from tests.fuzz.inputs import seeds
from tests.fuzz.targets import TARGETS, warm


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_failed_fails_no_more(name: str) -> None:
    warm()
    assert [fault for data in seeds() if (fault := fault_of(TARGETS[name], data)) is not None] == []


@pytest.mark.slow
def test_a_minute_brings_no_fault() -> None:
    tried, faults = fuzz(0.9, seed=1)
    assert tried > 50
    assert {name: fault for name, (fault, _) in faults.items()} == {}
