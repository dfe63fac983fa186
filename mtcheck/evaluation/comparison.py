"""Two JSON reports on the same files, compared finding by finding: what came, what went, what is told otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError

FAMILY = 5  # characters of a code that a rule shares with those that it was split into: MT415, MT4151
_TOLD = ("severity", "confidence", "message", "suggestion", "reference", "quote_id")


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that two reports do not share.

    Attributes:
        kind: ``new``, ``gone`` or ``changed``.
        path: Its file.
        code: Its code, that of the newer report where it has one.
        start: Where it starts, code points.
        text: The words that it marks.
        message: What it says.
        told: Of a changed one: field → (older, newer) value.
    """

    kind: str
    path: str
    code: str
    start: int
    text: str
    message: str
    told: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """The findings of two reports: how many they share, and every change, by file and place."""

    same: int
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """Return how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


def read_report(path: Path) -> dict[str, Any]:
    """Read a JSON report of ``mtcheck check --format json``.

    Raises:
        InputError: It cannot be read, or is no report.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    if not isinstance(report, dict) or not isinstance(report.get("files"), list):
        raise InputError(str(path), "is no JSON report: it has no list of files")
    return report


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> ReportComparison:
    """Compare two reports; a finding is the same where file, place and code are, or the code that its rule was split from.

    Args:
        old: The older report.
        new: The newer one.

    Raises:
        InputError: The two are on other files.
    """
    older, newer = ({file["path"]: file for file in report["files"]} for report in (old, new))
    if older.keys() != newer.keys():
        missing = sorted(older.keys() ^ newer.keys())[0]
        raise InputError(missing, "stands in one of the two reports only")
    same, changes = 0, []
    for path in older:
        before = {_key(finding): finding for finding in older[path]["findings"]}
        after = {_key(finding): finding for finding in newer[path]["findings"]}
        for key in sorted(before.keys() | after.keys()):
            change = _change(path, before.get(key), after.get(key))
            changes += [change] if change else []
            same += change is None
    return ReportComparison(same, tuple(changes))


def lines(comparison: ReportComparison) -> Iterator[str]:
    """Give the comparison as text, a line for each change."""
    signs = {"new": "+", "gone": "-", "changed": "~"}
    for change in comparison.changes:
        yield f"{signs[change.kind]} {change.path}:{change.start} {change.code} “{change.text}”: {change.message}"
        yield from (f"    {field}: {older} → {newer}" for field, (older, newer) in change.told.items())
    counts = ", ".join(f"{comparison.count(kind)} {kind}" for kind in signs)
    yield f"{comparison.same} the same, {counts}"


def _key(finding: Mapping[str, Any]) -> tuple[int, int, str]:
    return finding["start"], finding["end"], finding["code"][:FAMILY]


def _change(path: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Change | None:
    found = after if after is not None else before
    assert found is not None
    told: dict[str, tuple[object, object]] = {}
    if before is not None and after is not None:
        told = {
            field: (before.get(field), after.get(field)) for field in _TOLD if before.get(field) != after.get(field)
        }
        if not told:
            return None
    kind = "new" if before is None else "gone" if after is None else "changed"
    return Change(kind, path, found["code"], found["start"], found["text"], found["message"], told)
