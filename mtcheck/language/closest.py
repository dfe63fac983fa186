"""Which known name somebody meant who wrote an unknown one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from mtcheck.language.messages import Message, Text


def closest(given: str, known: Collection[str]) -> str | None:
    """Return the known name that resembles a given one most, None where none resembles it."""
    return next(iter(get_close_matches(given, known, n=1)), None)


def did_you_mean(close: str | None) -> Text:
    """Return what goes behind “unknown …” where a name is close to it; nothing where none is."""
    return "" if close is None else Message("; did you mean {name!r}?", name=close)
