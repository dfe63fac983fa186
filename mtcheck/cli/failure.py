"""What the user sees when something goes wrong: one line on stderr and an exit code, never a bare traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import NoReturn

from mtcheck.cli.interrupts import INTERRUPTED
from mtcheck.errors import MtcheckError
from mtcheck.faults import HINT, described
from mtcheck.language.messages import gettext
from mtcheck.text.controls import harmless

FAILED = 2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def complain(message: str) -> None:
    """Print ``mtcheck: error: message`` on stderr, as one line whatever a file name holds."""
    _say(gettext("mtcheck: error: {message}", message=message))


def remark(message: str) -> None:
    """Print ``mtcheck: message`` on stderr, as one line."""
    _say(f"mtcheck: {message}")


def _say(message: str) -> None:
    line = harmless(message)
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)  # noqa: T201


def silence_stdout() -> None:
    """Send what is still to be written to nowhere: the reader of the pipe has gone, and that is no error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)


@contextmanager
def guarded(*, debug: bool = False) -> Iterator[None]:
    """Turn whatever escapes a command into a message and an exit code.

    Args:
        debug: Show the traceback of unexpected errors.

    Raises:
        SystemExit: 2 for an error, 130 for an interrupt, 0 where the reader of stdout has gone.
    """
    with _contained_shown() if debug else nullcontext():
        try:
            yield
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            remark(gettext("interrupted"))
            raise SystemExit(INTERRUPTED) from None
        except MtcheckError as error:
            if debug:
                _print_traceback()
            complain(str(error))
            raise SystemExit(FAILED) from None
        except OSError as error:
            if error.errno not in _FULL:
                _fail(error, debug=debug)
            path = error.filename or gettext("standard output")
            complain(gettext("{path}: cannot be written: {why}", path=str(path), why=str(error.strerror)))
            silence_stdout()
            raise SystemExit(FAILED) from None
        except Exception as error:
            _fail(error, debug=debug)


def _fail(error: Exception, *, debug: bool) -> NoReturn:
    """Tell of an error that nobody foresaw.

    Raises:
        SystemExit: 2.
    """
    if debug:
        _print_traceback()
    complain(described(error) if debug else f"{described(error)} ({HINT})")
    raise SystemExit(FAILED) from None


@contextmanager
def _contained_shown() -> Iterator[None]:
    """Let the tracebacks of faults that were kept to one document reach stderr, as long as the command runs."""
    import logging

    log = logging.getLogger("mtcheck")
    handler, level = logging.StreamHandler(), log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.setLevel(level)
        log.removeHandler(handler)


def _print_traceback() -> None:
    import traceback

    traceback.print_exc()
