"""From a code-point offset to the line and column that a person sees in an editor."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_ENDS = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """Line starts of one text. Lines end at LF, CRLF or a lone CR."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Index the lines of ``text``."""
        return cls((0, *(match.end() for match in _ENDS.finditer(text))))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of ``offset``."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
