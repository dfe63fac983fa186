"""The seam behind which every report format stands."""

from __future__ import annotations

from typing import Protocol, TextIO, runtime_checkable

from mtcheck.records import Report


@runtime_checkable
class Reporter(Protocol):
    """Renders a report. All reporters render the same Report and order findings the same way."""

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        ...
