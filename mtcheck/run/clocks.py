"""The clocks of the documents that are being worked on: what each may take in all, from reading to its report."""

from __future__ import annotations

from mtcheck.deadlines import WorkClock
from mtcheck.records import Document


class Clocks:
    """Clocks by document, each kept until all is done on it.

    Args:
        limit: Seconds that one document may take.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._running: dict[int, tuple[Document, WorkClock]] = {}  # by identity: a run may hold the same text twice

    def of(self, document: Document) -> WorkClock:
        """Return the clock of a document; a new one where it has none."""
        known = self._running.get(id(document))
        return known[1] if known is not None else self.begin(document, WorkClock(self.limit))

    def begin(self, document: Document, clock: WorkClock) -> WorkClock:
        """Give a document the clock on which it was read."""
        self._running[id(document)] = document, clock
        return clock

    def done(self, document: Document) -> None:
        """Forget the clock of a document on which all is done."""
        self._running.pop(id(document), None)
