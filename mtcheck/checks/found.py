"""What a helper of a check finds, before the check gives it its rule."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.records import Span


class Found(NamedTuple):
    """A wrong build: where, what to say of it, how sure (0–1), what to write instead, and the English behind it."""

    span: Span
    message: str
    confidence: float
    suggestion: str | None
    reason: str
