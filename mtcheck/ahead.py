"""Doing the next pieces of work while the last one is used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def ahead(items: Iterable[Item], make: Callable[[Item], Made], *, steps: int = 1) -> Generator[Made, None, None]:
    """Make something of each item in other threads, some items ahead of what was handed out.

    It pays where ``make`` leaves the interpreter free, as a translation engine does. More than one step ahead pays where
    ``make`` also has work for the interpreter, during which the engine would wait.

    Args:
        items: Read in the caller's thread, ``steps`` ahead.
        make: Called in one other thread a step; with more than one it must bear that.
        steps: How far ahead, from 1.

    Yields:
        What was made, in the items' order; an error of ``make`` is raised in its place.

    Raises:
        ValueError: ``steps`` is less than 1.
    """
    if steps < 1:
        raise ValueError("at least one step ahead is needed")
    with ThreadPoolExecutor(steps, thread_name_prefix="mtcheck-ahead") as pool:
        waiting: deque[Future[Made]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(make, item))
                if len(waiting) > steps:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
