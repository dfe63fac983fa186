"""Findings that were there before, each of which a finding of this run may use up once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding that was there before.

    Attributes:
        path: Of its file, as runs name it now.
        digest: Fingerprint without a number: what it is known by.
        count: How often it stood in that file.
    """

    path: str
    digest: str
    count: int = 1


class KnownFindings:
    """A stock of known findings, used up as files are checked in order.

    A finding is known where its own file has it in stock. A finding of a file that was moved is known too: by what is
    left over of files that are gone, or that were checked before.

    Args:
        known: The stock.
        exists: Says whether a path still leads to a file.
    """

    def __init__(self, known: Iterable[KnownFinding], exists: Callable[[str], bool] | None = None) -> None:
        self._left: dict[str, Counter[str]] = {}
        for item in known:
            self._left.setdefault(item.path, Counter())[item.digest] += item.count
        self._exists = exists or leads_somewhere
        self._checked: set[str] = set()
        self._movable: dict[str, list[str]] = {}  # digest → paths that have it left over
        self._released: set[str] = set()
        for path in [path for path in self._left if not self._exists(path)]:
            self._release(path)

    def take(self, path: str, digests: Iterable[str]) -> tuple[bool, ...]:
        """Use up what is known of one file's findings, in order.

        Args:
            path: Of the file.
            digests: Of its findings, without numbers.

        Returns:
            For each finding, whether it is known.
        """
        wanted = tuple(digests)
        found = [self._use(path, digest) for digest in wanted]
        for place, digest in enumerate(wanted):
            paths = self._movable.get(digest, [])
            while paths and not found[place]:
                found[place] = self._use(paths[-1], digest)
                if not found[place]:
                    paths.pop()
        self._checked.add(path)
        self._release(path)
        return tuple(found)

    def left_over(self) -> tuple[KnownFinding, ...]:
        """Return what no finding used up, of files that were checked and of files that are gone; by path."""
        return tuple(
            KnownFinding(path, digest, count)
            for path in sorted(self._left)
            if path in self._checked or not self._exists(path)
            for digest, count in sorted(self._left[path].items())
            if count > 0
        )

    def _use(self, path: str, digest: str) -> bool:
        stock = self._left.get(path)
        if not stock or not stock[digest]:
            return False
        stock[digest] -= 1
        return True

    def _release(self, path: str) -> None:
        if path not in self._released:
            self._released.add(path)
            for digest, count in self._left.get(path, Counter()).items():
                if count > 0:
                    self._movable.setdefault(digest, []).append(path)


def leads_somewhere(path: str) -> bool:
    """Say whether a path, or the file that it names a part of (``a.zip!/b.txt``, ``a.jsonl#3``), exists."""
    return any(os.path.exists(part) for part in (path, path.partition("!/")[0], path.rpartition("#")[0]) if part)
