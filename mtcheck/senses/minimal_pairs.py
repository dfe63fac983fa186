"""Minimal pairs: English, sound French, and the same French with errors that are marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.records import Span

WRONG_WORDS = frozenset({"sense", "term", "idiom"})
COUNTED = frozenset({"sense", "term"})  # what figures are about


class PairMark(NamedTuple):
    """An error of the wrong French: where, of which kind, and what should stand there."""

    span: Span
    kind: str
    should: str


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """English with sound French, and the same French with errors; ``wrong`` is None where there is only the sound one.

    ``domain`` says where it is at home, empty where the row does not.
    """

    english: str
    sound: str
    wrong: str | None
    errors: tuple[PairMark, ...]
    domain: str = ""


def read_minimal_pairs(path: Path) -> Iterator[MinimalPair]:
    """Read a file of minimal pairs, a JSON object a line; rows without English are left out.

    Raises:
        InputError: A line is malformed, or marks what its French does not hold.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            pair = _pair(row) if row.get("en") else None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(str(path), Message("no minimal pair ({error})", error=str(error)), line=number) from error
        if pair is not None:
            yield pair


def _pair(row: dict[str, object]) -> MinimalPair:
    english, sound, wrong = str(row["en"]), str(row["fr"]), row.get("bad")
    marks = []
    errors = row.get("errors") or []
    if not isinstance(errors, list):
        raise ValueError("errors is no list")
    for error in errors if wrong else []:
        text = str(error["text"])
        start = str(wrong).find(text)
        if start < 0:
            raise ValueError(f"{text!r} does not stand in the French")
        marks.append(PairMark(Span(start, start + len(text)), str(error["kind"]), str(error.get("should") or "")))
    return MinimalPair(english, sound, str(wrong) if wrong else None, tuple(marks), str(row.get("domain") or ""))
