"""Text that a terminal or a log cannot take for commands."""

from __future__ import annotations

from typing import TextIO

_SPACES = "\u00a0\u202f"  # which Python counts as not printable
# What JSON lets stand in strings as it is, and terminals obey (C1) or readers of lines break at.
_STEERING = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
_OBEYED = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}


def harmless(text: str) -> str:
    """Write every control character, line end and half character as its escape; all else stays as it is.

    Args:
        text: Anything, for instance a file's name.

    Returns:
        One line.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _SPACES else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def in_json(text: str) -> str:
    """Write the control characters and line ends that JSON leaves as they are as escapes; it says the same then.

    Args:
        text: JSON, or one string of it.
    """
    return text if text.isascii() and "\x7f" not in text else text.translate(_STEERING)


def for_people(stream: TextIO) -> TextIO:
    """Return a stream that writes control characters as escapes if it is a terminal: files get all as it is."""
    return _Terminal(stream) if stream.isatty() else stream  # type: ignore[return-value]  # it is written to alone


class _Terminal:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text.translate(_OBEYED))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()
