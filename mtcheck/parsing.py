"""JSON and TOML of unknown origin: whatever is wrong with it, one error says what and on which line."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from typing import Any

from mtcheck.language.messages import Message, Text

_TOML_PLACE = re.compile(
    r"^(?P<message>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", re.S
)
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|[\[\]{}]', re.S)
_DEEP = 100  # brackets in each other


class MalformedError(ValueError):
    """A text is no JSON, or no TOML.

    Args:
        message: What is wrong, without the place.
        line: 1-based.
        column: 1-based, where known.
    """

    def __init__(self, message: Text, line: int, column: int | None = None) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column

    @property
    def place(self) -> str:
        """Line, and column where known, as they stand behind a file's name."""
        return str(self.line) if self.column is None else f"{self.line}:{self.column}"


def parse_json(text: str) -> Any:
    """Parse JSON.

    Raises:
        MalformedError: It is malformed, nested too deeply, or holds a number of thousands of digits.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise MalformedError(error.msg, error.lineno, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise beyond_bounds(text, error) from error


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        MalformedError: It is malformed, nested too deeply, or holds a number of thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_PLACE.match(str(error))
        message = match["message"] if match else str(error)
        if match and match["line"]:
            raise MalformedError(message, int(match["line"]), int(match["column"])) from error
        raise MalformedError(message, text.count("\n") + 1) from error
    except (RecursionError, ValueError) as error:
        raise beyond_bounds(text, error) from error


def beyond_bounds(text: str, error: Exception) -> MalformedError:
    """Say where a text goes beyond what the parsers bear: where it is nested too deeply, or a number is too long."""
    if isinstance(error, RecursionError):
        depth = 0
        for match in _STRING.finditer(text):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
            if depth > _DEEP:
                return MalformedError(Message("nested too deeply"), text.count("\n", 0, match.start()) + 1)
        return MalformedError(Message("nested too deeply"), 1)
    most = sys.get_int_max_str_digits()
    found = re.search(rf"\d[\d_]{{{most},}}", text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return MalformedError(Message("a number of more than {most} digits", most=most) if found else str(error), line)
