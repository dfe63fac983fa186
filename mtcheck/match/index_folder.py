"""Indexes of large banks kept between runs, the newest few of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mtcheck.lexicon.frequency import Frequencies
from mtcheck.match.sentence_index import LAYOUT, SentenceIndex, build_index, keep_index, kept_index
from mtcheck.quotes.collection import Bank

KEPT_INDEXES = 4  # indexes kept at most
KEPT_FROM = 2_000  # quotes from which the index of a bank is kept between runs


def _forget_old(folder: Path) -> None:
    """Delete all but the newest indexes: every change of a bank makes a new one."""
    try:
        kept = sorted(folder.glob("quotes-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return  # another process is deleting too
    for path in kept[KEPT_INDEXES:]:
        shutil.rmtree(path, ignore_errors=True)


def open_index(bank: Bank, frequencies: Frequencies, folder: Path | None) -> SentenceIndex:
    """Return the index of a bank: the kept one, or a new one, which is kept where the bank is large.

    Args:
        bank: What is indexed.
        frequencies: Counts of general English.
        folder: Where indexes are kept; None keeps nothing.
    """
    place = None if folder is None or len(bank) < KEPT_FROM else folder / f"quotes-{LAYOUT}-{bank.digest}"
    kept = kept_index(place) if place is not None else None
    if kept is not None and len(kept.first_of) == len(bank) + 1:
        return kept
    index = build_index(
        map(bank.__getitem__, range(len(bank))) if not isinstance(bank, Iterable) else bank, frequencies
    )
    if place is not None:
        keep_index(index, place)
        _forget_old(place.parent)
    return index
