"""Progress bars on stderr, for work that takes more than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds


class StderrProgress:
    """Shows the stage at work once the run has lasted :data:`PATIENCE` seconds; shorter runs show nothing.

    A timer shows it, not the next step: the first stages are the ones that take long without a step.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._display: Progress | None = None
        self._task: TaskID | None = None
        self._stage, self._total, self._done = "", 0, 0
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> StderrProgress:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._display is not None:
                self._display.stop()
                self._display = None

    def start(self, stage: str, total: int) -> None:
        """Begin a stage.

        Args:
            stage: What is being done, for the reader.
            total: Number of steps; 0 where unknown.
        """
        with self._lock:
            self._stage, self._total, self._done = stage, total, 0
            self._draw()

    def advance(self, amount: int = 1) -> None:
        """Count steps as done."""
        with self._lock:
            self._done += amount
            if self._display is not None and self._task is not None:
                self._display.update(self._task, completed=self._done)

    def finish(self) -> None:
        """End the stage."""
        with self._lock:
            if self._display is not None and self._task is not None:
                self._display.remove_task(self._task)
            self._task, self._stage = None, ""

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with self._lock:
            if self._timer.finished.is_set():
                return  # the run ended while this was being imported
            self._display = Progress(*columns, console=Console(file=sys.stderr), transient=True)
            self._display.start()
            self._draw()

    def _draw(self) -> None:
        if self._display is None or not self._stage:
            return
        if self._task is not None:
            self._display.remove_task(self._task)
        self._task = self._display.add_task(self._stage, total=self._total or None, completed=self._done)
