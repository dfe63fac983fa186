"""A worker process: it gets batches of documents on its standard input, and answers with their reports."""

from __future__ import annotations

import logging
import os
import pickle
import struct
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from mtcheck.deadlines import WorkClock
from mtcheck.errors import MtcheckError
from mtcheck.faults import described
from mtcheck.records import Document, FileReport

if TYPE_CHECKING:
    from mtcheck.quotes.collection import QuoteCollection
    from mtcheck.run.checking import Checker
    from mtcheck.run.means import Means
    from mtcheck.run.pipeline import PipelineOptions

_LENGTH = struct.Struct(">Q")
_SENT = Document("", "")  # stands in an answer for the document that was sent


@dataclass(frozen=True, slots=True)
class WorkerJob:
    """What all batches of a run have in common.

    Attributes:
        quotes: Every known quote of the run; stored banks are opened again where they are.
        options: What of the findings is reported.
        limit: Seconds that one document may take.
    """

    quotes: QuoteCollection
    options: PipelineOptions
    limit: float

    def checker(self, means: Means) -> Checker:
        """Return what checks the batches."""
        from mtcheck.run.checking import Checker
        from mtcheck.run.clocks import Clocks

        return Checker(self.quotes, means, self.options, Clocks(self.limit))


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Send some bytes."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Receive what :func:`write_frame` sent.

    Raises:
        EOFError: The other side is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def answered(data: bytes, sent: Sequence[Document]) -> list[FileReport]:
    """Read an answer.

    Args:
        data: As it came from the worker.
        sent: The documents that were asked about.

    Returns:
        Their reports, with the documents themselves in place of what was left out.

    Raises:
        Exception: Whatever ended the work in the worker.
    """
    answer: Sequence[FileReport] | Exception = pickle.loads(data)
    if isinstance(answer, Exception):
        raise answer
    return [
        replace(report, document=document) if report.document == _SENT else report
        for report, document in zip(answer, sent, strict=True)
    ]


def main() -> None:
    """Answer until the other side closes the pipe."""
    # Whatever else prints goes to standard error: a plug-in must not write into the answers.
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    try:
        _serve(questions, answers)
    except (EOFError, BrokenPipeError):  # the run has ended, or was killed
        os._exit(0)  # at once: an answer that cannot be sent would be tried again at the end, and complained of


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    from mtcheck.garbage import collected_seldom

    make: Callable[[], Means]
    job: WorkerJob
    begun = False
    checker: Checker | None = None
    with collected_seldom():
        while True:
            data = read_frame(questions)
            try:
                if not begun:
                    begun = True
                    make, job, debug = pickle.loads(data)
                    if debug:
                        _log_all()
                    checker = job.checker(make())
                    continue
                if checker is not None:
                    answer: object = _answer(checker, *pickle.loads(data))
            except Exception as error:
                answer = _portable(error)
            write_frame(answers, pickle.dumps(answer, protocol=5))


def _answer(checker: Checker, documents: Sequence[Document], left: Sequence[float]) -> list[FileReport]:
    """Check documents, each on a clock that has gone on since it was read."""
    for document, seconds in zip(documents, left, strict=True):
        checker.clocks.begin(document, WorkClock(checker.clocks.limit, left=seconds))
    return [
        replace(report, document=_SENT) if report.document is document else report
        for report, document in zip(checker.check(documents), documents, strict=True)
    ]


def _log_all() -> None:
    log = logging.getLogger("mtcheck")
    log.addHandler(logging.StreamHandler(sys.stderr))
    log.setLevel(logging.DEBUG)


def _portable(error: Exception) -> Exception:
    """Return an exception that can be sent: the same one where that is possible, with its traceback as a note."""
    if not isinstance(error, MtcheckError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(described(error))
    return error
