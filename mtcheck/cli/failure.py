"""What the user sees when something goes wrong: one line on stderr and an exit code, never a bare traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mtcheck.errors import MtcheckError

FAILED = 2
INTERRUPTED = 130


def complain(message: str) -> None:
    """Print ``mtcheck: error: message`` on stderr, as one line whatever a file name holds."""
    line = "\\n".join(f"mtcheck: error: {message}".splitlines())
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)  # noqa: T201


def remark(message: str) -> None:
    """Print ``mtcheck: message`` on stderr."""
    print(f"mtcheck: {message}", file=sys.stderr)  # noqa: T201


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
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        remark("interrupted")
        raise SystemExit(INTERRUPTED) from None
    except MtcheckError as error:
        if debug:
            _print_traceback()
        complain(str(error))
        raise SystemExit(FAILED) from None
    except Exception as error:
        if debug:
            _print_traceback()
        hint = "" if debug else " (a fault of mtcheck; --debug shows where)"
        complain(f"{type(error).__name__}: {error}{hint}")
        raise SystemExit(FAILED) from None


def _print_traceback() -> None:
    import traceback

    traceback.print_exc()
