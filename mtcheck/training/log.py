"""The log of a run: one JSON object a line, and the same for the eye."""

from __future__ import annotations

import json
import sys
from pathlib import Path

Entry = dict[str, float | int | str]


class Log:
    """Appends entries to a file and shows them.

    Args:
        path: The file; its folder is made.
        show: Whether entries are written to standard error as well.
    """

    def __init__(self, path: Path, *, show: bool = True) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._show = path, show

    def write(self, **entry: float | int | str) -> None:
        """Append one entry."""
        rounded = {name: round(value, 5) if isinstance(value, float) else value for name, value in entry.items()}
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(rounded) + "\n")
        if self._show:
            sys.stderr.write("  ".join(f"{name} {value}" for name, value in rounded.items()) + "\n")


def read_log(path: Path) -> list[Entry]:
    """Read a log. Where a run was resumed from an earlier step, the later lines of that step count.

    Returns:
        The entries; an unfinished last line is left out.
    """
    entries: list[Entry] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry.get("event") == "resumed":
            entries = [old for old in entries if int(old.get("step", 0)) <= int(entry["step"])]
        entries.append(entry)
    return entries
