"""Doing the next piece of work while the last one is used."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def ahead(items: Iterable[Item], make: Callable[[Item], Made]) -> Generator[Made, None, None]:
    """Make something of each item in another thread, one item ahead of what was handed out.

    It pays where ``make`` leaves the interpreter free, as a translation engine does.

    Args:
        items: Read in the caller's thread, one ahead.
        make: Called in one other thread, for one item at a time, in order.

    Yields:
        What was made, in order; an error of ``make`` is raised in its place.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="mtcheck-ahead") as pool:
        waiting: Future[Made] | None = None
        try:
            for item in items:
                following = pool.submit(make, item)
                if waiting is not None:
                    yield waiting.result()
                waiting = following
            if waiting is not None:
                yield waiting.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
