"""Text that a terminal or a log cannot take for commands."""

from __future__ import annotations

_SPACES = "\u00a0\u202f"  # which Python counts as not printable


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
