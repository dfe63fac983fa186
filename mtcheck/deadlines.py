"""A time limit on work: it is ended where it stands, whichever thread does it."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_AGAIN = 0.2  # seconds between two attempts to end work that swallowed the first
_open = threading.local()


class TimeIsOverError(BaseException):
    """The work took longer than it may. No handler of ``Exception`` on the way takes it for an error of its own."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """End the work inside after some seconds.

    In the main thread a timer of the system interrupts it, regular expressions included; in another one, or where the
    system has no such timer or somebody uses it, the interpreter does between two of its steps. A single call of a
    library that is not Python's is waited for. Limits may lie in each other: the outer one goes on while the inner
    one holds.

    Args:
        seconds: How long the work may take; None for no limit.

    Raises:
        TimeIsOverError: It took longer.
    """
    if seconds is None:
        yield
        return
    limit = _Signalled(seconds) if _may_signal() else _Thrown(seconds)
    before: _Limit | None = getattr(_open, "limit", None)
    _open.limit = limit
    try:
        limit.begin()
        yield
    finally:
        _open.limit = before
        limit.end()
    if limit.over:  # it was over, and what raised was swallowed
        raise TimeIsOverError


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

    def __init__(self, seconds: float) -> None:
        self._left, self._since = seconds, 0.0
        self.over = False

    def begin(self) -> None:
        self._since = time.monotonic()
        self._arm(self._left)

    def pause(self) -> None:
        self._disarm()
        self._left = max(self._left - (time.monotonic() - self._since), 0.001)

    def resume(self) -> None:
        self.begin()

    def end(self) -> None:
        self._disarm()

    def _arm(self, seconds: float) -> None:
        raise NotImplementedError

    def _disarm(self) -> None:
        raise NotImplementedError


class _Signalled(_Limit):
    """Interrupts the main thread by SIGALRM."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self._before: Any = None
        self._outer = (0.0, 0.0)
        self._armed = 0.0

    def _arm(self, seconds: float) -> None:
        self._before = signal.signal(signal.SIGALRM, self._raise)
        self._armed = time.monotonic()
        self._outer = signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), _AGAIN)

    def _disarm(self) -> None:
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, self._before)
                break
            except TimeIsOverError:
                continue  # it rang between the end of the work and here: the limit says so
        left, again = self._outer
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - self._armed), 0.001), again)

    def _raise(self, number: int, frame: FrameType | None) -> None:
        self.over = True
        raise TimeIsOverError


class _Thrown(_Limit):
    """Has the interpreter raise in the thread that began it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
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
            except TimeIsOverError:
                continue  # raised between the end of the work and here: the limit says so

    def _raise(self, watch: _Watch) -> None:
        with self._lock:
            if not watch.stopped:
                self.over = True
                _raise_in(self._thread, TimeIsOverError)


class _Watch(threading.Thread):
    def __init__(self, seconds: float, ring: Any) -> None:
        super().__init__(name="mtcheck-time-limit", daemon=True)
        self._seconds, self._ring, self._off = seconds, ring, threading.Event()
        self.stopped = False

    def run(self) -> None:
        wait = self._seconds
        while not self._off.wait(wait):
            self._ring(self)
            wait = _AGAIN

    def stop(self) -> None:
        self._off.set()


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Set, or take back, the exception that a thread is to raise at its next step."""
    exception = ctypes.py_object(kind) if kind is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)


def _may_signal() -> bool:
    """Say whether the system's timer can be had: not off the main thread, and not where somebody else uses it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return False
    if isinstance(getattr(_open, "limit", None), _Signalled):
        return True
    return signal.getsignal(signal.SIGALRM) in {signal.SIG_DFL, None} and not signal.getitimer(signal.ITIMER_REAL)[0]
