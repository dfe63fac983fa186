"""Pairs with human error marks (MQM), as JSON Lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.estimator.metrics import Mark
from mtcheck.language.messages import Message
from mtcheck.records import Severity, Span


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A pair and what is wrong with its French.

    Attributes:
        kind: Release of the annotation, or how synthetic French was made.
        group: What cross-validation keeps together: the sound source.
    """

    kind: str
    group: str
    source: str
    translation: str
    marks: tuple[Mark, ...]

    @property
    def major(self) -> bool:
        """Whether it has a major or critical error."""
        return any(mark.severity >= Severity.MAJOR for mark in self.marks)


def read_marked(path: str | Path) -> tuple[MarkedPair, ...]:
    """Read rows ``{"release", "src_en", "fr", "errors": [{"start", "end", "severity"}]}``.

    Raises:
        InputError: The file cannot be read, or a row is malformed.
    """
    found = []
    try:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = json.loads(line)
                marks = tuple(
                    Mark(Span(error["start"], error["end"]), Severity.parse(error["severity"]))
                    for error in row["errors"]
                )
                found.append(MarkedPair(row.get("release", ""), row["src_en"], row["src_en"], row["fr"], marks))
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(
                    str(path), Message("no annotated pair ({error})", error=str(error)), line=number
                ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), Message("cannot be read: {error}", error=str(error))) from error
    return tuple(found)
