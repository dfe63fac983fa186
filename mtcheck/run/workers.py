"""Several processes that check the documents of one run: in order, and whatever one of them dies of."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from math import ceil
from queue import SimpleQueue
from threading import Lock

from mtcheck.errors import TranslatorError
from mtcheck.language.messages import Message, gettext
from mtcheck.records import Document, FileReport
from mtcheck.run.clocks import Clocks
from mtcheck.run.means import Means
from mtcheck.run.reading import ReadOne
from mtcheck.run.worker import WorkerJob, answered, read_frame, write_frame

AHEAD = 2  # batches in hand for each worker: one is checked, one waits
SHARES = 4  # parts of what is left, for each worker, of which one is the next batch: the last ones end together
HOPELESS = 4  # workers that ended before anything was checked, after which the run is given up
_START = "import sys; sys.path[:] = {path!r}; from mtcheck.run.worker import main; main()"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Workers:
    """Processes that are started for a run, and end with it.

    Args:
        makers: One for each process: makes what documents are checked with, there. It must bear being pickled.
        threads: Threads that the libraries of one process may use, so that the processes do not wait for each other.
    """

    def __init__(self, makers: Sequence[Callable[[], Means]], *, threads: int = 1) -> None:
        self._makers, self._threads = tuple(makers), threads

    def __len__(self) -> int:
        return len(self._makers)

    def reports(
        self,
        job: WorkerJob,
        items: Iterable[ReadOne],
        count: int,
        size: int,
        clocks: Clocks,
        advance: Callable[[], None] = lambda: None,
    ) -> Iterator[FileReport]:
        """Check documents, and give the reports in their order; files that failed before pass through.

        A worker that dies is started anew. The documents that it had are tried once more, one by one; one with which it
        dies again is a failed file.

        Args:
            job: What all documents have in common.
            items: Documents and failed files.
            count: How many documents there are, about.
            size: Documents in one batch at most.
            clocks: Of the documents.
            advance: Called once for each document that was checked.

        Raises:
            TranslatorError: The engine failed, or workers end before they have checked anything.
        """
        batch = max(1, min(size, ceil(count / (SHARES * len(self)))))
        makers = self._makers[: max(1, ceil(count / batch))]
        pool = _Pool([_Process((make, job), _environment(self._threads)) for make in makers], clocks)
        waiting: deque[tuple[list[ReadOne], Future[list[FileReport]]]] = deque()
        with ThreadPoolExecutor(AHEAD * len(makers), thread_name_prefix="mtcheck-worker") as threads:
            try:
                for part in shrinking(items, count, size, len(makers)):
                    documents = [item for item in part if isinstance(item, Document)]
                    waiting.append((part, threads.submit(pool.check, documents)))
                    if len(waiting) > AHEAD * len(makers):
                        yield from _merged(*waiting.popleft(), advance)
                while waiting:
                    yield from _merged(*waiting.popleft(), advance)
            finally:
                pool.close()  # first, so that nobody goes on waiting for an answer
                threads.shutdown(cancel_futures=True)


def shrinking(items: Iterable[ReadOne], count: int, size: int, workers: int) -> Iterator[list[ReadOne]]:
    """Give items in batches that become smaller as fewer are left, so that no worker waits long for the last one of another.

    Source: Polychronopoulos and Kuck (1987), *Guided self-scheduling*.

    Args:
        items: What is handed out.
        count: How many there are, about.
        size: Items in one batch at most.
        workers: Who share them.
    """
    waiting, left = iter(items), count
    while batch := list(islice(waiting, max(1, min(size, ceil(left / (SHARES * workers)))))):
        left -= len(batch)
        yield batch


def _merged(
    items: Sequence[ReadOne], checked: Future[list[FileReport]], advance: Callable[[], None]
) -> Iterator[FileReport]:
    reports = iter(checked.result())
    for item in items:
        if isinstance(item, FileReport):
            yield item
        else:
            advance()
            yield next(reports)


class _DiedError(Exception):
    """A worker ended in the middle of its work."""


class _Process:
    """One worker process. It leaves the terminal's interrupts to the run, which ends it."""

    def __init__(self, told: tuple[Callable[[], Means], WorkerJob], environment: Mapping[str, str]) -> None:
        debug = logging.getLogger("mtcheck").isEnabledFor(logging.DEBUG)
        self._told, self._environment = pickle.dumps((*told, debug), protocol=5), environment
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, message: bytes) -> bytes:
        """Send a batch, and return the answer.

        Raises:
            _DiedError: The process has ended.
        """
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write_frame(process.stdin, message)
            return read_frame(process.stdout)
        except (EOFError, OSError, ValueError):
            raise _DiedError(self._ended(process)) from None

    def close(self) -> None:
        """End the process at once; it is not started again."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                _end(self._process)

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise _DiedError("the run has ended")
            if self._process is None:
                # A group of its own: Ctrl+C is for whoever started the run.
                windows = sys.platform == "win32"
                flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _START.format(path=sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=self._environment,
                    creationflags=flags,
                    process_group=None if windows else 0,
                )
                assert self._process.stdin is not None
                with suppress(OSError):  # one that has ended already is seen by whoever asks it
                    write_frame(self._process.stdin, self._told)
            return self._process

    def _ended(self, process: subprocess.Popen[bytes]) -> str:
        """Clear away a process that has ended; return what it ended with, in words."""
        _end(process)
        with self._lock:
            self._process = None
        code = process.returncode
        if code < 0:
            return f"signal {signal.Signals(-code).name}"
        return gettext("exit code {code}", code=code)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=0.05)  # one that has closed its pipe is about to say what it ended with
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what could not be sent need not be
                stream.close()


class _Pool:
    """Hands batches to whichever process is idle."""

    def __init__(self, processes: Sequence[_Process], clocks: Clocks) -> None:
        self._processes, self._clocks = processes, clocks
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in processes:
            self._idle.put(process)
        self._lock = Lock()
        self._died, self._worked, self._closed = 0, False, False

    def check(self, documents: Sequence[Document]) -> list[FileReport]:
        """Check documents in some process; those with which it dies are tried once more, then failed."""
        if not documents:
            return []
        try:
            return self._ask(documents)
        except _DiedError:
            if self._closed:
                raise
        reports: list[FileReport] = []
        for document in documents:
            try:
                reports += self._ask([document])
            except _DiedError as error:
                if self._closed:
                    raise
                why = Message("cannot be checked: the process that checked it ended twice ({error})", error=str(error))
                message = Message("{place}: {message}", place=document.path, message=why)
                reports.append(FileReport(document.path, error=message, document=document))
        return reports

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for process in self._processes:
            process.close()

    def _ask(self, documents: Sequence[Document]) -> list[FileReport]:
        message = pickle.dumps((documents, [self._clocks.of(document).left for document in documents]), protocol=5)
        process = self._idle.get()
        try:
            answer = process.ask(message)
        except _DiedError as error:
            with self._lock:
                self._died += 1
                if not (self._worked or self._closed) and self._died >= HOPELESS:
                    raise TranslatorError(
                        Message(
                            "the processes that check end before they have checked anything ({error}): "
                            "fewer of them need less memory (jobs)",
                            error=str(error),
                        )
                    ) from None
            raise
        finally:
            self._idle.put(process)
        reports = answered(answer, documents)
        for document in documents:
            self._clocks.done(document)
        self._worked = True
        return reports


def _environment(threads: int) -> Mapping[str, str]:
    """Return the environment of a worker; what the user set there stays."""
    return {name: str(threads) for name in _THREADS} | dict(os.environ)
