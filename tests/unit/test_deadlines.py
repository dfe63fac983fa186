"""Time limits: work is ended where it stands, in every thread, and nothing is raised after it."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from mtcheck import deadlines
from mtcheck.deadlines import TimeIsOverError, not_counted, time_limit

SHORT = 0.2


def spin(seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(1000))


def in_thread(work: Callable[[], None]) -> list[BaseException | None]:
    found: list[BaseException | None] = []

    def run() -> None:
        try:
            work()
            found.append(None)
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    return found


def limited() -> None:
    limited_to(SHORT, spin)


def limited_to(seconds: float, work: Callable[[], None]) -> None:
    with time_limit(seconds):
        work()


def test_work_is_ended_in_the_main_thread() -> None:
    begun = time.monotonic()
    with pytest.raises(TimeIsOverError):
        limited()
    assert time.monotonic() - begun < 5
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_a_regular_expression_is_ended_in_the_main_thread() -> None:
    with pytest.raises(TimeIsOverError), time_limit(SHORT):
        re.fullmatch(r"(a|a)*b", "a" * 40)


def test_work_is_ended_in_another_thread() -> None:
    (error,) = in_thread(limited)
    assert isinstance(error, TimeIsOverError)


def swallowing() -> None:
    with time_limit(SHORT):
        while True:
            try:
                spin()
            except Exception:
                raise AssertionError("no handler of Exception sees it") from None


def test_no_handler_of_exceptions_swallows_it() -> None:
    with pytest.raises(TimeIsOverError):
        swallowing()


@pytest.mark.parametrize("where", ["here", "there"])
def test_nothing_is_raised_after_work_that_was_in_time(where: str) -> None:
    def work() -> None:
        for _ in range(300):
            try:
                with time_limit(0.001):
                    spin(0.0009)
            except TimeIsOverError:
                pass
        spin(0.3)

    if where == "here":
        work()
    else:
        assert in_thread(work) == [None]


def nested() -> None:
    with time_limit(SHORT):
        with time_limit(20):
            pass
        spin()


def test_limits_lie_in_each_other() -> None:
    with pytest.raises(TimeIsOverError):
        nested()


@pytest.mark.parametrize("where", ["here", "there"])
def test_loading_is_not_counted(where: str) -> None:
    def work() -> None:
        with time_limit(0.3):
            with not_counted():
                time.sleep(0.6)
            spin(0.01)

    if where == "here":
        work()
    else:
        assert in_thread(work) == [None]


def begin_limits() -> None:
    while True:
        with time_limit(20):  # begins a thread of its own
            pass


# Where the interruption falls into a callback of the interpreter's own, it is reported there, and comes again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_threads_that_the_work_begins_are_not_hit() -> None:
    def work() -> None:
        for number in range(60):
            with pytest.raises(TimeIsOverError):
                limited_to(0.002 + number / 10_000, begin_limits)

    assert in_thread(work) == [None]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer")
def test_a_ring_while_it_is_being_ended_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    end, rung = deadlines._end, list[bool]()

    def late(*given: Any) -> None:
        if not rung:
            rung.append(True)
            given[0].over = True
            raise deadlines.InterruptedWork
        end(*given)

    monkeypatch.setattr(deadlines, "_end", late)
    with pytest.raises(TimeIsOverError), time_limit(30):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert getattr(deadlines._open, "limit", None) is None


def test_no_limit_is_no_limit() -> None:
    with time_limit(None), not_counted():
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
