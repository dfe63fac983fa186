"""The figures of a corpus run: counted partition by partition, and added up in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mtcheck.corpus.schema import Row
from mtcheck.language.messages import gettext_noop
from mtcheck.records import Severity

SEVERITIES = tuple(severity.label for severity in reversed(Severity))
UNKNOWN = gettext_noop("unknown")  # a month or speaker that the documents do not tell

Counts = dict[str, int]


class CorpusFigures:
    """Counts documents, words, quotations and findings: in all, and by source, month, speaker and kind."""

    def __init__(self) -> None:
        self.total: Counts = defaultdict(int)
        self.sources: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
        self.months: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
        self.speakers: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
        self.kinds: dict[str, Counts] = defaultdict(lambda: defaultdict(int))

    def add_documents(self, rows: Iterable[Row]) -> None:
        """Count documents by their rows."""
        for row in rows:
            for counts in self._places(row):
                counts["documents"] += 1
                counts["failed"] += row["status"] == "failed"
                counts["words"] += row["words"]

    def add_quotations(self, rows: Iterable[Row]) -> None:
        """Count quotations by their rows; those of known statements by whose they are."""
        seen: set[tuple[int, int, int]] = set()
        for row in rows:
            key = (row["document"], row["start"], row["end"])
            matched = row["quote_id"] is not None
            for counts in self._places(row) if key not in seen else ():
                counts["quotations"] += 1
                counts["matched"] += matched
            seen.add(key)
            if matched:
                self.speakers[row["quote_speaker"] or UNKNOWN]["quotations"] += 1

    def add_findings(self, rows: Iterable[Row]) -> None:
        """Count findings by their rows; those that are known apart."""
        for row in rows:
            places = [*self._places(row), self.kinds[f"{row['code']} {row['name']}"]]
            if row["speaker"]:
                places.append(self.speakers[row["speaker"]])
            for counts in places:
                counts["known" if row["known"] else row["severity"]] += 1

    def merge(self, plain: Mapping[str, Any]) -> None:
        """Add what :meth:`plain` gave."""
        _add(self.total, plain["total"])
        for name in ("sources", "months", "speakers", "kinds"):
            own: dict[str, Counts] = getattr(self, name)
            for key, counts in plain[name].items():
                _add(own[key], counts)

    def plain(self) -> dict[str, Any]:
        """Return all counts as JSON data, zeros left out."""
        groups = {name: getattr(self, name) for name in ("sources", "months", "speakers", "kinds")}
        return {
            "total": _filled(self.total),
            **{name: {key: _filled(counts) for key, counts in sorted(group.items())} for name, group in groups.items()},
        }

    def worst(self) -> Severity | None:
        """Return the gravest severity that counts, None where nothing was found."""
        return max((Severity.parse(label) for label in SEVERITIES if self.total[label]), default=None)

    def _places(self, row: Row) -> list[Counts]:
        return [self.total, self.sources[row["source"]], self.months[row["month"] or UNKNOWN]]


def _add(counts: Counts, more: Mapping[str, int]) -> None:
    for key, value in more.items():
        counts[key] += value


def _filled(counts: Counts) -> Counts:
    return {key: value for key, value in sorted(counts.items()) if value}
