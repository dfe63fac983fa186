"""A unified patch of corrected files, for ``git apply`` and ``patch -p1``, in the bytes of the files themselves."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.suggestions.corrections import Correction

_QUOTED = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 12: b"\\f", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def unified_patch(corrections: Iterable[Correction], base: str | os.PathLike[str] = ".") -> bytes:
    """Write the patch that turns the files into their corrected text.

    Args:
        corrections: The files, each once.
        base: The folder that the patch's paths start from.

    Returns:
        The patch; empty where there is nothing to correct.

    Raises:
        InputError: A file does not lie below ``base``, so that no patch tool would touch it.
    """
    return b"".join(_part(correction, _name(correction.path, base)) for correction in corrections)


def _part(correction: Correction, name: bytes) -> bytes:
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(correction.before),
        _lines(correction.after),
        _header(b"a/" + name),
        _header(b"b/" + name),
        lineterm=b"\n",
    )
    return b"".join(_ended(lines))


def _ended(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[bytes]:
    """Cut at line feeds alone, as patch tools do; a carriage return belongs to its line."""
    return [line + b"\n" for line in data.split(b"\n")[:-1]] + ([tail] if (tail := data.rpartition(b"\n")[2]) else [])


def _name(path: str, base: str | os.PathLike[str]) -> bytes:
    place, root = os.path.realpath(path), os.path.realpath(base)
    relative = os.path.relpath(place, root)
    if relative.split(os.sep)[0] == os.pardir or os.path.isabs(relative):
        message = Message(
            "does not lie below the current folder, where the patch would be applied: run mtcheck from a folder above it"
        )
        raise InputError(path, message)
    return os.fsencode(relative.replace(os.sep, "/"))


def _header(name: bytes) -> bytes:
    """Quote a file name as git does: control characters, quotes and backslashes; a tab ends a name with spaces."""
    if any(byte < 32 or byte in {34, 92, 127} for byte in name):
        shown = b"".join(_QUOTED.get(b) or (b"\\%03o" % b if b < 32 or b == 127 else bytes((b,))) for b in name)
        return b'"' + shown + b'"'
    return name + (b"\t" if b" " in name else b"")
