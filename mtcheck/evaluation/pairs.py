"""Reading an evaluation set: ``English TAB French`` lines."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError


class EvaluationPair(NamedTuple):
    """One sentence in both languages."""

    english: str
    french: str


def read_pairs(path: str | Path, limit: int | None = None) -> tuple[EvaluationPair, ...]:
    """Read pairs as they stand; nothing is normalised.

    Args:
        path: The file, UTF-8; further columns are passed over.
        limit: Pairs read at most, from the start; None for all.

    Returns:
        The pairs in order.

    Raises:
        InputError: The file cannot be read, is empty, or a line lacks a side.
    """
    pairs: list[EvaluationPair] = []
    try:
        with Path(path).open(encoding="utf-8-sig", newline="\n") as stream:
            for number, line in enumerate(stream, start=1):
                if limit is not None and len(pairs) == limit:
                    break
                fields = line.rstrip("\r\n").split("\t")
                if len(fields) < 2 or not fields[0].strip() or not fields[1].strip():
                    raise InputError(str(path), "expected English TAB French", line=number)
                pairs.append(EvaluationPair(fields[0], fields[1]))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    if not pairs:
        raise InputError(str(path), "no pairs")
    return tuple(pairs)
