"""A time limit on work: it is ended where it stands, whichever thread does it."""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_AGAIN = 0.2  # seconds between two attempts to end work that swallowed the first
_SOON = 0.005  # seconds after which a thread is looked at again that could not be interrupted yet
_open = threading.local()


class TimeIsOverError(Exception):
    """The work took longer than it may."""


class InterruptedWork(BaseException):
    """Passes through the work that is ended: no handler of ``Exception`` on the way takes it for an error of its own."""


class WorkClock:
    """The time of one document: what it may take in all, whatever is done on it and by which thread.

    Args:
        seconds: How long all its work may take.
        left: How much of it is left; all where None.
    """

    def __init__(self, seconds: float, *, left: float | None = None) -> None:
        self.seconds = seconds
        self.left = seconds if left is None else left

    @contextmanager
    def running(self) -> Iterator[None]:
        """Do a piece of the work; it takes its time from what is left.

        Raises:
            TimeIsOverError: Nothing is left.
        """
        with time_limit(self.left):
            limit: _Limit = _open.limit
            try:
                yield
            finally:
                self.left = limit.left

    def spend(self, seconds: float) -> None:
        """Take away what was spent on several documents together."""
        self.left = max(self.left - seconds, 0.001)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """End the work inside after some seconds.

    In the main thread a timer of the system interrupts it, regular expressions included; in another one, or where the
    system has no such timer or somebody uses it, the interpreter does between two of its steps. A single call of a
    library that is not Python's is waited for. Limits may lie in each other, and each holds.

    Args:
        seconds: How long the work may take; None for no limit.

    Raises:
        TimeIsOverError: It took longer.
    """
    if seconds is None:
        yield
        return
    outer: _Limit | None = getattr(_open, "limit", None)
    limit = _Signalled(seconds, outer) if _may_signal(outer) else _Thrown(seconds, outer)
    _open.limit = limit
    try:
        try:
            limit.begin()
            yield
        finally:
            _end(limit, outer)
    except InterruptedWork:
        _end(limit, outer)  # once more: it may have rung before the first had begun, and would ring again for ever
        if not limit.over:  # that of a limit around this one
            raise
    if limit.over:
        raise TimeIsOverError(f"not done within {seconds:g} seconds")


def _end(limit: _Limit, outer: _Limit | None) -> None:
    _open.limit = outer
    limit.end()


@contextmanager
def not_counted() -> Iterator[None]:
    """Stop the clock of the limit around, for what is done once for many documents, as loading a model is."""
    limit: _Limit | None = getattr(_open, "limit", None)
    if limit is None:
        yield
        return
    limit.pause()
    try:
        yield
    finally:
        limit.resume()


class _Limit:
    """A clock that can be stopped."""

    def __init__(self, seconds: float, outer: _Limit | None) -> None:
        self._left, self._since, self._outer = seconds, 0.0, outer
        self.over = False

    def begin(self) -> None:
        self._since = time.monotonic()
        self._arm(self._left)

    def pause(self) -> None:
        self._disarm()
        self._left = self.left

    def resume(self) -> None:
        self.begin()

    def end(self) -> None:
        self._disarm()

    @property
    def left(self) -> float:
        """Seconds until it is over, never quite none."""
        return max(self._left - (time.monotonic() - self._since), 0.001)

    def _arm(self, seconds: float) -> None:
        raise NotImplementedError

    def _disarm(self) -> None:
        raise NotImplementedError


class _Signalled(_Limit):
    """Interrupts the main thread by SIGALRM."""

    def __init__(self, seconds: float, outer: _Limit | None) -> None:
        super().__init__(seconds, outer)
        self._before: Any = None

    def _arm(self, seconds: float) -> None:
        self._before = signal.signal(signal.SIGALRM, self._ring)
        nearest = seconds if self._outer is None else min(seconds, self._outer.left)
        signal.setitimer(signal.ITIMER_REAL, nearest, _AGAIN)

    def _disarm(self) -> None:
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, self._before)
                break
            except InterruptedWork:
                continue  # it rang between the end of the work and here: the limit says so
        if self._outer is not None:
            signal.setitimer(signal.ITIMER_REAL, self._outer.left, _AGAIN)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        limit: _Limit | None = self
        rung = False
        while limit is not None:
            if limit.left <= 0.001:
                limit.over = rung = True
            limit = limit._outer
        if rung:
            raise InterruptedWork


class _Thrown(_Limit):
    """Has the interpreter raise in the thread that began it."""

    def __init__(self, seconds: float, outer: _Limit | None) -> None:
        super().__init__(seconds, outer)
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._watch: _Watch | None = None

    def _arm(self, seconds: float) -> None:
        self._watch = _Watch(seconds, self._raise)
        self._watch.start()

    def _disarm(self) -> None:
        watch, self._watch = self._watch, None
        if watch is None:
            return
        while True:
            try:
                watch.stop()
                with self._lock:  # from here on nothing is raised any more
                    watch.stopped = True
                    _raise_in(self._thread, None)
                return
            except InterruptedWork:
                continue  # raised between the end of the work and here: the limit says so

    def _raise(self, watch: _Watch) -> float:
        """Interrupt the thread; return after how many seconds to do it again."""
        with self._lock:
            if watch.stopped:
                return _AGAIN
            self.over = True
            if _begins_another(self._thread):
                return _SOON
            _raise_in(self._thread, InterruptedWork)
            return _AGAIN


class _Watch(threading.Thread):
    def __init__(self, seconds: float, ring: Callable[[_Watch], float]) -> None:
        super().__init__(name="mtcheck-time-limit", daemon=True)
        self._seconds, self._ring, self._off = seconds, ring, threading.Event()
        self.stopped = False

    def run(self) -> None:
        wait = self._seconds
        while not self._off.wait(wait):
            wait = self._ring(self)

    def stop(self) -> None:
        self._off.set()


def _begins_another(thread: int) -> bool:
    """Say whether a thread is beginning another one, which does not run yet.

    Up to Python 3.11 the new one bears the number of the old one until it runs: the exception would end it instead, and
    the old one would wait for it for ever.
    """
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if frame.f_code is threading.Thread.start.__code__:
            begun = frame.f_locals.get("self")
            return isinstance(begun, threading.Thread) and begun.ident is None
        frame = frame.f_back
    return False


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Set, or take back, the exception that a thread is to raise at its next step."""
    exception = ctypes.py_object(kind) if kind is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)


def _may_signal(outer: _Limit | None) -> bool:
    """Say whether the system's timer can be had: not off the main thread, and not where somebody else uses it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return False
    if outer is not None:
        return isinstance(outer, _Signalled)
    return signal.getsignal(signal.SIGALRM) in {signal.SIG_DFL, None} and not signal.getitimer(signal.ITIMER_REAL)[0]
