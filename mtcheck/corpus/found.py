"""English that stands embedded in the documents of a corpus: grouped by text, each of the first document that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import blake2b
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mtcheck.corpus.checking import CorpusJob
from mtcheck.corpus.found_bank import quote_from
from mtcheck.corpus.inputs import Shard, read_shard
from mtcheck.corpus.store import STATE, Store
from mtcheck.deadlines import time_limit
from mtcheck.quotes.normal import plain_text
from mtcheck.readers.embedded import found_quotes
from mtcheck.records import Document, KnownQuote

FOUND = f"{STATE}/found"
# The numbers below bound memory and were chosen, not measured: a row takes a kilobyte at most.
FEW = 20_000  # found quotes, repeats counted, that one process puts in order without the cluster
_ALL = f"{STATE}/found.json"  # the marker: how many files there are
_GROUPED = 20_000  # rows, about, that one process of the cluster groups
_SEEN = 50_000  # texts of a shard that are remembered, so that most repeats do not travel
_ROWS = 5_000  # quotes of a file
_ORDER = ["shard", "place"]


def found_in(shard: Shard, job: CorpusJob) -> Iterator[dict[str, Any]]:
    """Give the quotes found in a shard; most repeats are left out.

    Yields:
        Rows: ``key``, the same for all copies of a text, ``shard`` and ``place``, where it stands in the run, and ``quote``.
    """
    seen: set[str] = set()
    place = 0
    for numbered in read_shard(shard, job.reading):
        if not isinstance(numbered.item, Document):
            continue
        for quote in _found(numbered.item, job.reading.time_limit):
            key = blake2b(plain_text(quote.text).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            if key not in seen:
                if len(seen) == _SEEN:
                    seen.clear()
                seen.add(key)
                yield {"key": key, "shard": shard.number, "place": place, "quote": json.dumps(asdict(quote))}
                place += 1


def _found(document: Document, limit: float) -> tuple[KnownQuote, ...]:
    try:
        with time_limit(limit):
            return found_quotes(document)
    except Exception:  # the same document is told of as a failed one when it is checked
        return ()


def first_of_group(group: pa.Table) -> pa.Table:
    """Return the copy of a text that stands first in the run.

    Args:
        group: The rows of one key.
    """
    return group.take(pc.sort_indices(group, [(name, "ascending") for name in _ORDER])[:1])


def first_of_each(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return of all texts the copy that stands first in the run, in that order, where they are few."""
    first: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["shard"], row["place"])):
        first.setdefault(row["key"], row)
    return list(first.values())


def ordered(data: Any) -> Iterable[Mapping[str, Any]]:
    """Group the found quotes of a corpus by text, and give the first of each group in the order of the run.

    Args:
        data: A data set of Ray with the rows of :func:`found_in`; of a corpus that fits no memory it is grouped on the cluster.
    """
    made = data.materialize()
    count = made.count()
    if count <= FEW:
        return first_of_each(made.iter_rows()) if count else []
    groups = made.groupby("key", num_partitions=max(1, min(200, count // _GROUPED)))
    # Step by step: on a single core one shuffle would wait for the other.
    firsts = groups.map_groups(first_of_group, batch_format="pyarrow", num_cpus=0.1).materialize()
    rows: Iterable[Mapping[str, Any]] = firsts.sort(_ORDER).iter_rows()
    return rows


def keep_found(store: Store, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the found quotes of a run, so that the same run need not look for them again."""
    waiting, number = iter(rows), 0
    while part := list(islice(waiting, _ROWS)):
        store.write_table(f"{FOUND}/{number:05d}.parquet", pa.table({"quote": [row["quote"] for row in part]}))
        number += 1
    store.write_json(_ALL, {"files": number})


def kept_found(store: Store) -> Iterator[KnownQuote] | None:
    """Return the found quotes of a run, read as they are asked for; None where it has not looked for them yet."""
    told = store.read_json(_ALL)
    if told is None:
        return None
    return _read(store, int(told["files"]))


def _read(store: Store, files: int) -> Iterator[KnownQuote]:
    for number in range(files):
        table = store.read_table(f"{FOUND}/{number:05d}.parquet")
        if table is not None:
            yield from map(quote_from, table["quote"].to_pylist())
