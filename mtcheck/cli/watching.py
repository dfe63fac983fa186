"""Checking again whenever a file changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Mapping

from mtcheck.cli.failure import complain, remark
from mtcheck.errors import MtcheckError
from mtcheck.language.messages import gettext, ngettext

INTERVAL = 0.5  # seconds between looks at the files

Stamp = tuple[int, int]


def watch(
    check: Callable[[], int], watched: Callable[[], Collection[str]], sleep: Callable[[float], None] = time.sleep
) -> int:
    """Check now, and again after each change, until Ctrl-C.

    Args:
        check: Runs one check and returns its exit code; what it raises is told, and the watch goes on.
        watched: Lists the files and folders to look at; asked at each look, so that new files are seen.
        sleep: Waits some seconds.

    Returns:
        The exit code of the last check.
    """
    code = 2
    try:
        while True:
            seen = _stamps(watched())  # before the check, so that a change during it is not missed
            try:
                code = check()
            except MtcheckError as error:
                complain(str(error))
                code = 2
            remark(
                gettext(
                    "exit code {code}; watching {paths}, Ctrl-C ends",
                    code=code,
                    paths=ngettext("{n} file", "{n} files", len(seen)),
                )
            )
            while _stamps(watched()) == seen:
                sleep(INTERVAL)
    except KeyboardInterrupt:
        remark(gettext("no longer watching"))
        return code


def _stamps(paths: Collection[str]) -> Mapping[str, Stamp]:
    found: dict[str, Stamp] = {}
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in os.walk(path):
                for name in names:
                    _stamp(os.path.join(folder, name), found)
        else:
            _stamp(path, found)
    return found


def _stamp(path: str, found: dict[str, Stamp]) -> None:
    try:
        status = os.stat(path)
    except OSError:
        return  # a file that is gone is a change as well
    found[path] = (status.st_mtime_ns, status.st_size)
