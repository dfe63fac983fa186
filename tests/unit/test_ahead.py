"""Work that is done some steps ahead: the same results, in order, with errors in their place."""

from __future__ import annotations

import threading

import pytest

from mtcheck.ahead import ahead


def test_results_come_in_order_from_one_other_thread() -> None:
    names: list[str] = []

    def make(number: int) -> int:
        names.append(threading.current_thread().name)
        return number * number

    assert list(ahead(range(7), make)) == [0, 1, 4, 9, 16, 25, 36]
    assert len(set(names)) == 1
    assert names[0].startswith("mtcheck-ahead")


def test_the_next_one_is_made_while_the_last_one_is_used() -> None:
    begun = threading.Event()

    def make(number: int) -> int:
        if number == 1:
            begun.set()
        return number

    results = ahead(range(3), make)
    assert next(results) == 0
    assert begun.wait(10)
    assert list(results) == [1, 2]


def test_nothing_is_made_of_nothing() -> None:
    assert list(ahead((), lambda item: item)) == []


def test_an_error_comes_in_its_place() -> None:
    def make(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    results = ahead(range(5), make)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(results)


def test_whoever_stops_early_waits_for_one_item_at_most() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    results = ahead(range(100), make)
    next(results)
    results.close()
    assert len(made) <= 2
    assert not any(thread.name.startswith("mtcheck-ahead") for thread in threading.enumerate())


def test_several_steps_ahead_are_made_at_once_and_come_in_order() -> None:
    together = threading.Barrier(3)

    def make(number: int) -> int:
        together.wait(10)  # breaks unless three are made at the same time
        return number

    assert list(ahead(range(6), make, steps=3)) == [0, 1, 2, 3, 4, 5]


def test_no_more_is_made_than_the_steps_allow() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    results = ahead(range(100), make, steps=2)
    assert next(results) == 0
    results.close()
    assert len(made) <= 3


def test_no_step_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        list(ahead((), lambda item: item, steps=0))
