"""Where a finding stands, as the formats for machines want it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from mtcheck.language.messages import gettext
from mtcheck.records import Finding

_LINE_END = re.compile(r"\r\n|\r|\n")


def end_of(finding: Finding) -> tuple[int, int]:
    """Return the 1-based line and column (in code points) just behind the finding's last character."""
    pieces = _LINE_END.split(finding.text)
    if len(pieces) == 1:
        return finding.line, finding.column + len(finding.text)
    return finding.line + len(pieces) - 1, len(pieces[-1]) + 1


def relative_path(path: str) -> str:
    """Return the path as seen from the current folder, with forward slashes; as it is where it lies elsewhere."""
    normal = os.path.normpath(path) if path else path
    if os.path.isabs(normal) and Path(normal).is_relative_to(Path.cwd()):
        normal = os.path.relpath(normal)
    return normal.replace(os.sep, "/")


def uri_of(path: str) -> str:
    """Return the path as a URI: relative to the current folder where it lies below it, percent-encoded.

    Bytes of a file name that are no UTF-8 stay what they are.
    """
    relative = relative_path(path)
    try:
        name = relative.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte: no file has the name, a text may
        name = relative.encode("utf-8", "surrogatepass")
    encoded = quote(name, safe="/")
    return f"file://{encoded}" if relative.startswith("/") else encoded


def message_of(finding: Finding) -> str:
    """Return what is wrong and what would be right, for formats with one text a finding."""
    told = str(finding.message)
    if finding.suggestion is not None:
        told = gettext("{message} (suggestion: {suggestion})", message=told, suggestion=finding.suggestion)
    return told if finding.place is None else f"{told} [{finding.place}]"
