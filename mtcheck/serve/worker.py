"""One thread that owns the model, and the bounded queue before it."""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from mtcheck.deadlines import InterruptedWork, TimeIsOverError, time_limit
from mtcheck.language.messages import Message


class State(Enum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class QueueFullError(Exception):
    """Too many requests wait already."""


class ClosingError(Exception):
    """The server is about to end."""


class StoppedError(Exception):
    """A job was given up: its time is over, or nobody waits for it any more."""


class StopWork(InterruptedWork):
    """Ends a job between two of its steps; what is contained on the way is a fault of a document, and this is none."""


@dataclass
class Job:
    """One piece of work.

    Attributes:
        id: Cannot be guessed: whoever knows it may read the result.
        kind: What is done, for the metrics.
        keep: Whether the result can be asked for afterwards.
        stage: What is being done, for the reader.
        done: Steps of the stage that are done.
        total: Steps of the stage; 0 where unknown.
        future: The result, or the exception.
    """

    kind: str
    work: Callable[[Job], Any]
    limit: float
    keep: bool = True
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    state: State = State.WAITING
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    future: Future[Any] = field(default_factory=Future)
    finished: float = 0.0
    _deadline: float = float("inf")
    _stop: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Give the job up; it ends at its next step."""
        self._stop.set()

    def step(self) -> None:
        """Go on, unless the job was given up or its time is over.

        Raises:
            StopWork: It was, or is.
        """
        if self._stop.is_set():
            raise StopWork("given up")
        if self.is_late:
            raise StopWork(str(self.late()))

    def late(self) -> StoppedError:
        """Return the error of a job whose time is over."""
        return StoppedError(Message("not finished within {limit:g} seconds", limit=self.limit))

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return time.monotonic() > self._deadline

    def begin(self) -> None:
        """Start the clock."""
        self.state, self.stage, self._deadline = State.RUNNING, "starting", time.monotonic() + self.limit


class Worker:
    """Runs jobs one after another, so that the model is shared and answers do not depend on who else asks.

    Args:
        waiting: Jobs that may wait.
        kept: Finished jobs that are kept.
        kept_seconds: How long.
    """

    def __init__(self, *, waiting: int, kept: int, kept_seconds: float) -> None:
        self._queue: queue.Queue[Job | None] = queue.Queue()
        self._waiting, self._kept, self._kept_seconds = waiting, kept, kept_seconds
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._closing = False
        self.running: Job | None = None
        self._thread = threading.Thread(target=self._run, name="mtcheck-worker", daemon=True)
        self._thread.start()

    @property
    def length(self) -> int:
        """How many jobs wait."""
        return self._queue.qsize()

    def submit(self, kind: str, work: Callable[[Job], Any], *, limit: float, keep: bool = True) -> Job:
        """Queue a job.

        Args:
            kind: Short name.
            work: Called with the job, in the worker's thread.
            limit: Seconds that it may run.
            keep: Whether the result can be asked for afterwards.

        Raises:
            QueueFullError: Too many wait.
            ClosingError: The server is about to end.
        """
        job = Job(kind, work, limit, keep)
        with self._lock:
            if self._closing:
                raise ClosingError
            if self._queue.qsize() >= self._waiting:
                raise QueueFullError
            self._jobs[job.id] = job
            self._queue.put(job)
            self._forget()
        return job

    def job(self, identifier: str) -> Job | None:
        """Return a job that waits, runs, or is kept."""
        with self._lock:
            self._forget()
            return self._jobs.get(identifier)

    def close(self, patience: float = 5.0) -> bool:
        """Give up what waits and runs, and end the thread.

        Returns:
            Whether the thread has ended within ``patience`` seconds.
        """
        with self._lock:
            self._closing = True
            for job in self._jobs.values():
                job.stop()
        self._queue.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            asked = job.future.set_running_or_notify_cancel()  # from here on nobody can cancel it under our hands
            self.running = job
            result, error = _outcome(job) if asked else (None, StoppedError(Message("given up")))
            job.state = State.DONE if error is None else State.FAILED
            job.finished = time.monotonic()
            job.work = _spent  # what the request held is no longer needed
            self.running = None
            if not job.keep:
                with self._lock:
                    self._jobs.pop(job.id, None)
            if asked:  # last of all: whoever waits for it finds everything in order
                if error is None:
                    job.future.set_result(result)
                else:
                    job.future.set_exception(error)

    def _forget(self) -> None:
        """Drop finished jobs beyond the number and age that are kept."""
        finished = [job for job in self._jobs.values() if job.finished]
        old = time.monotonic() - self._kept_seconds
        surplus = len(finished) - self._kept
        for number, job in enumerate(finished):
            if number < surplus or job.finished < old:
                del self._jobs[job.id]


def _outcome(job: Job) -> tuple[Any, BaseException | None]:
    """Do the work; whatever goes wrong is the asker's answer, and the thread must live on."""
    try:
        job.begin()
        job.step()
        with time_limit(job.limit):  # work between two steps may be long: it is ended where it stands
            return job.work(job), None
    except TimeIsOverError:
        return None, job.late()
    except StopWork as error:
        return None, StoppedError(str(error))
    except BaseException as error:
        return None, error


def _spent(_: Job) -> None:
    """Stand in for the work of a job that is done."""
