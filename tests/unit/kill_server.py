"""A process that has loaded the product, and forks a copy of itself for each command: to be killed while it writes.

It reads one request a line on standard input (JSON: folder, arguments, input, marker), answers with the number of the
process that it started, and, when that has ended, with its exit status. Writing is slowed down, so that a kill is likely
to fall into it; the marker is a file outside the folder that is made when the first write begins.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

PAUSE = 0.05  # seconds before and after each step of writing


def _slowed(real: Callable[..., Any], marker: str) -> Callable[..., Any]:
    def step(*arguments: Any, **options: Any) -> Any:
        os.close(os.open(marker, os.O_CREAT | os.O_WRONLY))
        time.sleep(PAUSE)
        done = real(*arguments, **options)
        time.sleep(PAUSE)
        return done

    return step


def _run(request: dict[str, Any]) -> None:
    from mtcheck.cli import main
    from mtcheck.engines.cache import AnswerCache

    os.chdir(request["folder"])
    nowhere = os.open(os.devnull, os.O_WRONLY)
    given = os.open(request["input"], os.O_RDONLY)
    log = os.open(request["marker"] + ".log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for descriptor, target in ((given, 0), (nowhere, 1), (log, 2)):
        os.dup2(descriptor, target)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    os.fsync = _slowed(os.fsync, request["marker"])
    AnswerCache.put = _slowed(AnswerCache.put, request["marker"])  # type: ignore[method-assign]
    main(request["arguments"])


def serve() -> None:
    """Answer requests until standard input ends."""
    import mtcheck.cli.checking
    import mtcheck.cli.outputs
    import mtcheck.config.engines
    import mtcheck.pair_scoring
    import mtcheck.run.analysis
    from mtcheck.checks.registry import all_checks
    from mtcheck.engines.fake import FakeTranslator
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.table import shipped_table
    from mtcheck.patterns.loading import shipped_terms

    mtcheck.config.engines.build_translator = lambda *_: FakeTranslator()  # type: ignore[assignment]
    for load in (all_checks, shipped_table, shipped_frequencies, shipped_terms):  # no thread is begun before the fork
        load()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                _run(json.loads(line))
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 1
            finally:
                sys.stderr.flush()
                os._exit(code)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{os.waitpid(pid, 0)[1]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
