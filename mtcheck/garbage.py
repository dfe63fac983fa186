"""How often a run looks for garbage in cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (100_000, 50, 50)  # new containers before the youngest are looked through, and how often the older are


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Let the garbage collector look for cycles seldom: to walk tables that stay takes a fifth of a long run's time.

    A run makes hardly any cycles; all else is freed at once in any case.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
