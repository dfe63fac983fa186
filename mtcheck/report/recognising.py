"""Telling a report that an earlier run wrote from a file of somebody's own."""

from __future__ import annotations

import os

from mtcheck.report.csv import COLUMNS

_HEADS = (
    b"# mtcheck report\n",
    b'{"type": "header", "schema_version": ',
    ",".join(COLUMNS).encode(),
)
_GENERATOR = b'<meta name="generator" content="mtcheck">'
_LOOKED_AT = 64 * 1024
_TAIL = 4096


def is_own_report(path: str) -> bool:
    """Say whether a file is a report in one of the formats that are also those of articles; False where it cannot be read."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as stream:
            head = stream.read(_LOOKED_AT)
            stream.seek(max(os.path.getsize(path) - _TAIL, 0))
            tail = stream.read(_TAIL)
    except OSError:
        return False
    if head.startswith(_HEADS) or _GENERATOR in head:
        return True
    return b" Exit code " in tail and b"\nsignature: mtcheck:" in tail  # the text report
