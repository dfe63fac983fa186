"""Telling a report that an earlier run wrote from a file of somebody's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from mtcheck.report.csv import COLUMNS

_HEADS = (
    b"# mtcheck report\n",
    b'{"type": "header", "schema_version": ',
    ",".join(COLUMNS).encode(),
)
_GENERATOR = b'<meta name="generator" content="mtcheck">'
_LOOKED_AT = 64 * 1024
_SIGNATURE = b"signature: mtcheck:"
_CLOSING = re.compile(rb" Exit code [0-2]\.\n?\Z")
_ROWS = 8  # of a signature, in a narrow report


def is_own_report(path: str) -> bool:
    """Say whether a file is a report in one of the formats that are also those of articles; False where it cannot be read."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as stream:
            head = stream.read(_LOOKED_AT)
            if head.startswith(_HEADS) or _GENERATOR in head:
                return True
            stream.seek(0)
            return _holds_closing(stream)
    except OSError:
        return False


def _holds_closing(lines: Iterable[bytes]) -> bool:
    """Say whether a line with a signature is followed by one with a verdict, as in the text report."""
    left = 0
    for line in lines:
        if line.startswith(_SIGNATURE):
            left = _ROWS
        elif left and _CLOSING.search(line):
            return True
        else:
            left = max(left - 1, 0)
    return False
