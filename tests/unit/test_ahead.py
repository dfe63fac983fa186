"""Work that is done one step ahead: the same results, in order, with errors in their place."""

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
