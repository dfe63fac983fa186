"""The stages of a corpus run one after the other in this process, without Ray: what a run on a cluster must come to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from mtcheck.config.documents import build_reading
from mtcheck.config.quotes import build_quotes
from mtcheck.config.rules import build_options
from mtcheck.corpus.agreement import GROUPS, GroupComparer, across_rows, chosen, read_keys
from mtcheck.corpus.banks import ShippedBank, ship_file
from mtcheck.corpus.checking import KEYS, CorpusJob, PartitionChecker, read_partitions
from mtcheck.corpus.found import first_of_each, found_in
from mtcheck.corpus.found_bank import quote_from, write_found
from mtcheck.corpus.inputs import list_files, shards_of
from mtcheck.corpus.run import CorpusRequest
from mtcheck.corpus.schema import FINDINGS, table_of
from mtcheck.corpus.store import Store
from mtcheck.quotes.collection import collect
from mtcheck.quotes.found import without_cuts
from mtcheck.records import KnownQuote


def run_here(request: CorpusRequest, folder: Path) -> None:
    """Write the tables of a run.

    Args:
        request: Of a small corpus.
        folder: For files that are needed meanwhile.
    """
    config, store = request.config, Store(request.output)
    shards = shards_of(list_files(request.inputs))
    known = collect(build_quotes(request.quotes))
    options, reading = build_options(config), build_reading(config)
    size = config.corpus.partition_documents
    job = CorpusJob(store, config, request.make, reading, options, size, quotes=tuple(known))
    rows = [row for shard in shards for row in found_in(shard, job)]
    found = list(without_cuts((quote_from(row["quote"]) for row in first_of_each(rows)), known))
    if found:
        job = CorpusJob(store, config, request.make, reading, options, size, (), tuple(known), _shipped(found, folder))
    checker = PartitionChecker(job)
    for shard in shards:
        for row in read_partitions(shard, job, frozenset()):
            checker({name: [value] for name, value in row.items()})
    keys = read_keys(pa.table({"name": store.names(KEYS)}), store).sort_by("key").to_pylist()
    groups = [chosen(pa.Table.from_pylist(list(rows))) for _, rows in groupby(keys, key=lambda row: row["key"])]
    verdicts = GroupComparer(job)(pa.concat_tables([GROUPS.empty_table(), *groups]))
    across = list(across_rows(job, verdicts.sort_by("number").to_pylist()))
    if across:
        store.write_table(f"{FINDINGS}/across-00000.parquet", table_of(FINDINGS, across))


def _shipped(found: Sequence[KnownQuote], folder: Path) -> ShippedBank:
    pieces: list[bytes] = []

    def put(piece: bytes) -> int:
        pieces.append(piece)
        return len(pieces) - 1

    shipped = ship_file(folder / "found.sqlite", write_found(folder / "found.sqlite", found), put)
    shipped.here(pieces.__getitem__)  # the node has it: nobody asks Ray for it
    return shipped
