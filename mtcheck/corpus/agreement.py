"""Agreement across the documents of a corpus: grouped by statement on the cluster, compared group by group."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

import pyarrow as pa

from mtcheck.across.comparing import FILES, MOST, FileComparison, findings_of
from mtcheck.across.parts import FilePart
from mtcheck.checks.base import Verdict
from mtcheck.corpus.checking import KEYS, PARTS, CorpusJob
from mtcheck.corpus.schema import Row, across_row
from mtcheck.corpus.store import Store
from mtcheck.records import AcrossFinding

_HELD = 64  # partitions' tables that are held
GROUPS = pa.schema([("key", pa.int64()), ("numbers", pa.list_(pa.int64())), ("partitions", pa.list_(pa.string()))])
VERDICTS = pa.schema([("number", pa.int64()), ("partition", pa.string()), ("verdict", pa.binary())])

Place = tuple[int, str]


class Parts:
    """Reads again what was kept of a document."""

    def __init__(self, store: Store) -> None:
        self._table = lru_cache(maxsize=_HELD)(lambda name: _rows(store, name))

    def part(self, place: Place) -> FilePart:
        """Return what is compared of a document."""
        part: FilePart = pickle.loads(zlib.decompress(self._row(place)["part"]))
        return part

    def comments(self, place: Place) -> tuple[Any, ...]:
        """Return the comments of a document that say what to leave out."""
        data = self._row(place)["comments"]
        return () if data is None else pickle.loads(data)

    def shared(self, place: Place) -> Row:
        """Return the columns that a document's rows share."""
        row: Row = json.loads(self._row(place)["shared"])
        return row

    def _row(self, place: Place) -> Mapping[str, Any]:
        number, partition = place
        return self._table(partition)[number]


def _rows(store: Store, partition: str) -> dict[int, Mapping[str, Any]]:
    table = store.read_table(f"{PARTS}/{partition}.parquet")
    return {} if table is None else {row["number"]: row for row in table.to_pylist()}


def read_keys(batch: pa.Table, store: Store) -> pa.Table:
    """Return the keys of partitions: what statement which document renders."""
    tables = [store.read_table(f"{KEYS}/{name}") for name in batch["name"].to_pylist()]
    return pa.concat_tables([table for table in tables if table is not None])


def chosen(group: pa.Table) -> pa.Table:
    """Choose the documents that are compared for one statement: none where one alone renders it, of very many always the same.

    Args:
        group: The keys of one statement.
    """
    rows = {row["number"]: row for row in group.to_pylist()}
    if len(rows) < FILES:
        return GROUPS.empty_table()
    kept = sorted(rows.values(), key=lambda row: (row["digest"], row["path"], row["number"]))[:MOST]
    return pa.Table.from_pylist(
        [
            {
                "key": kept[0]["key"],
                "numbers": [row["number"] for row in kept],
                "partitions": [row["partition"] for row in kept],
            }
        ],
        schema=GROUPS,
    )


class GroupComparer:
    """Compares the documents of groups; an actor, since it holds tables."""

    def __init__(self, job: CorpusJob) -> None:
        quotes = job.known()
        self._wants = job.options.wants
        self._parts = Parts(job.store)
        self._comparison = FileComparison(self._parts.part, quotes.quote)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Return the verdicts of groups, each with the document that it is about."""
        found: list[Row] = []
        for row in batch.to_pylist():
            places = tuple(zip(row["numbers"], row["partitions"], strict=True))
            partition_of = dict(places)
            for part, verdict in self._comparison.verdicts([(row["key"] + 2**63, places)]):
                if self._wants(verdict):
                    data = pickle.dumps(verdict, protocol=5)
                    found.append({"number": part.number, "partition": partition_of[part.number], "verdict": data})
        return pa.Table.from_pylist(found, schema=VERDICTS)


def across_rows(job: CorpusJob, verdicts: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Give the rows of the findings across documents.

    Args:
        job: The run.
        verdicts: Rows as :class:`GroupComparer` makes them, by document.
    """
    quotes = job.known()
    triage = job.triage(quotes)
    parts = Parts(job.store)
    for number, rows in groupby(verdicts, key=lambda row: row["number"]):
        listed = list(rows)
        place = (int(number), str(listed[0]["partition"]))
        part = parts.part(place)
        told: list[Verdict] = [pickle.loads(row["verdict"]) for row in listed]
        triage.comment(part.path, parts.comments(place))
        found: tuple[AcrossFinding, ...] = tuple(findings_of(part, told))
        for item in triage.across(found):
            quote = quotes.quote(item.finding.quote_id) if item.finding.quote_id is not None else None
            speakers = {} if quote is None else {quote.id: quote.speaker}
            yield across_row(parts.shared(place), item, speakers)
