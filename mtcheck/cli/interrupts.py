"""Interrupts and termination end a command in good order: whenever they come, one line is said, and nothing of Python's own."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Protocol

INTERRUPTED, TERMINATED = 130, 143  # as shells tell of a process that SIGINT or SIGTERM ended
_SOON = 0.01  # seconds


class _Unraisable(Protocol):
    exc_type: type[BaseException]
    exc_value: BaseException | None
    exc_traceback: TracebackType | None
    err_msg: str | None
    object: object


@contextmanager
def ended_in_order(*, whole: bool) -> Iterator[None]:
    """Let SIGTERM end what is done inside as an interrupt does, with its own exit code.

    An interrupt that Python meets while it clears an object away would be printed and lost: it is given again.

    Args:
        whole: Whether the process ends with what is inside: a further signal then ends it at once, without a word.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    told, sys.unraisablehook = sys.unraisablehook, _given_again
    signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if whole and handler is not signal.SIG_IGN else handler)
        if not whole:
            sys.unraisablehook = told


def _terminate(number: int, frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def _given_again(lost: _Unraisable) -> None:
    from mtcheck.deadlines import InterruptedWork

    if issubclass(lost.exc_type, InterruptedWork):
        return  # it rings again
    numbers = {KeyboardInterrupt: signal.SIGINT, SystemExit: signal.SIGTERM}
    number = numbers.get(lost.exc_type)
    if number is None:
        sys.__unraisablehook__(lost)
        return
    again = threading.Timer(_SOON, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()
