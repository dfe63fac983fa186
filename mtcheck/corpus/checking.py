"""Checks partitions of a corpus: each becomes files of the data set, and at last a marker that it is done."""

from __future__ import annotations

import json
import pickle
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
import pyarrow as pa

from mtcheck.across.parts import FilePart, part_of
from mtcheck.across.store import part_keys
from mtcheck.config.known import build_triage
from mtcheck.config.settings import Config
from mtcheck.corpus.banks import ShippedBank
from mtcheck.corpus.figures import SEVERITIES, CorpusFigures
from mtcheck.corpus.found_bank import FoundBank
from mtcheck.corpus.inputs import Numbered, Shard, read_shard
from mtcheck.corpus.schema import (
    DOCUMENTS,
    FINDINGS,
    QUOTATIONS,
    document_columns,
    document_row,
    finding_rows,
    quotation_rows,
    table_of,
)
from mtcheck.corpus.store import STATE, Store
from mtcheck.errors import MtcheckError
from mtcheck.faults import contained
from mtcheck.garbage import collected_seldom
from mtcheck.language.messages import Message
from mtcheck.quotes.collection import Bank, LoadedBank, QuoteCollection
from mtcheck.readers.content import ReadingOptions
from mtcheck.records import Document, FileReport, KnownQuote
from mtcheck.run.checking import Checker, batched
from mtcheck.run.clocks import Clocks
from mtcheck.run.means import Means
from mtcheck.run.pipeline import FILES_AT_ONCE, PipelineOptions
from mtcheck.run.worker import WorkerJob
from mtcheck.run.workers import Workers
from mtcheck.triage.triage import Triage

DONE, KEYS, PARTS, SHARDS, TRIES = (f"{STATE}/{name}" for name in ("done", "keys", "parts", "shards", "tries"))
TRIED = 2  # times that a partition is checked in the actor itself; then in a process whose death costs one document

_KEYS = pa.schema(
    [
        ("key", pa.int64()),
        ("number", pa.int64()),
        ("digest", pa.string()),
        ("path", pa.string()),
        ("partition", pa.string()),
    ]
)
_PARTS = pa.schema([("number", pa.int64()), ("part", pa.binary()), ("comments", pa.binary()), ("shared", pa.string())])


@dataclass(frozen=True)
class CorpusJob:
    """What every process of a run knows.

    Attributes:
        store: Where the data set goes.
        config: Of the run.
        make: Makes what documents are checked with.
        reading: How files are read.
        options: What of the findings is reported.
        size: Documents of a partition.
        banks: Stored banks.
        quotes: Other known quotes.
        found: Quotes that were found embedded in the documents, None where there are none.
    """

    store: Store
    config: Config
    make: Callable[[Config], Means]
    reading: ReadingOptions
    options: PipelineOptions
    size: int
    banks: tuple[ShippedBank, ...] = ()
    quotes: tuple[KnownQuote, ...] = ()
    found: ShippedBank | None = None

    def known(self) -> QuoteCollection:
        """Return every known quote of the run, as a process of this node sees them."""
        import ray

        banks: list[Bank] = [bank.opened(ray.get) for bank in self.banks]
        supplied = QuoteCollection((*banks, *((LoadedBank(self.quotes),) if self.quotes else ()))).joined(())
        if self.found is None:
            return supplied
        return QuoteCollection((*supplied.banks, FoundBank(self.found.here(ray.get))))

    def triage(self, quotes: QuoteCollection) -> Triage:
        """Return what sets known findings apart."""
        return build_triage(self.config, quotes.quote, self.options.wants_code, partial=True)


def partition_name(shard: int, place: int) -> str:
    """Return the name of a partition: they sort as their documents do."""
    return f"{shard:07d}-{place:07d}"


def read_partitions(shard: Shard, job: CorpusJob, done: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Give the partitions of a shard that are not done yet.

    Yields:
        Rows: ``partition``, and ``payload``, the pickled documents.
    """
    count = 0
    for count, numbered in enumerate(batched(read_shard(shard, job.reading), job.size), start=1):
        name = partition_name(shard.number, count - 1)
        if name not in done:
            yield {"partition": name, "payload": pickle.dumps(numbered, protocol=5)}
    job.store.write_json(f"{SHARDS}/{shard.number:07d}.json", {"partitions": count})


class PartitionChecker:
    """Holds the model, and checks one partition after the other."""

    def __init__(self, job: CorpusJob) -> None:
        self._job = job
        self._quotes = job.known()
        self._meters: _Meters | None = None

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        """Check partitions.

        Args:
            batch: Columns of what :func:`read_partitions` gave.

        Returns:
            Rows: ``partition``, and how many documents it has, ``documents``.
        """
        counts = [
            self.check(str(name), pickle.loads(payload))
            for name, payload in zip(batch["partition"], batch["payload"], strict=True)
        ]
        return {"partition": np.asarray(batch["partition"]), "documents": np.asarray(counts, dtype=np.int64)}

    def check(self, name: str, numbered: Sequence[Numbered]) -> int:
        """Check one partition, write what comes of it, and mark it as done; return how many documents it has."""
        begun = time.monotonic()
        with collected_seldom():
            reports = self._reports(name, [item.item for item in numbered])
            figures = self._write(name, numbered, reports)
        if self._meters is None:
            self._meters = _Meters()
        self._meters.tell(figures, time.monotonic() - begun)
        return len(numbered)

    @cached_property
    def _checker(self) -> Checker:
        job = self._job
        return Checker(self._quotes, job.make(job.config), job.options, Clocks(job.reading.time_limit))

    def _reports(self, name: str, items: Sequence[Document | FileReport]) -> list[FileReport]:
        """Check documents here; those of a partition that ended a process twice in one of their own."""
        store, place = self._job.store, f"{TRIES}/{name}.json"
        tries = int(store.read_json(place) or 0) + 1
        store.write_json(place, tries)
        if tries <= TRIED:
            return [report for batch in batched(items, FILES_AT_ONCE) for report in self._checker.check(batch)]
        job = self._job
        workers = Workers([partial(job.make, job.config)])
        within = WorkerJob(self._quotes, job.options, job.reading.time_limit)
        return list(workers.reports(within, items, len(items), FILES_AT_ONCE, Clocks(job.reading.time_limit)))

    def _write(self, name: str, numbered: Sequence[Numbered], reports: Sequence[FileReport]) -> CorpusFigures:
        job, store = self._job, self._job.store
        triage = job.triage(self._quotes)
        rows: dict[str, list[dict[str, Any]]] = {DOCUMENTS: [], QUOTATIONS: [], FINDINGS: []}
        keys: list[dict[str, Any]] = []
        parts: list[dict[str, Any]] = []
        for item, report in zip(numbered, reports, strict=True):
            shared = document_columns(item.number, report, item.source)
            part = part_of(item.number, report) if job.options.across else None
            file = _parted(triage, report)
            speakers = self._speakers(report)
            rows[DOCUMENTS].append(document_row(shared, file))
            rows[QUOTATIONS] += quotation_rows(shared, file, speakers)
            rows[FINDINGS] += finding_rows(shared, file, speakers)
            if part is not None:
                keys += _key_rows(part, name)
                parts.append(_part_row(part, shared, triage.comments_of(file.path)))
        figures = CorpusFigures()
        figures.add_documents(rows[DOCUMENTS])
        figures.add_quotations(rows[QUOTATIONS])
        figures.add_findings(rows[FINDINGS])
        for table, found in rows.items():
            store.write_table(f"{table}/{name}.parquet", table_of(table, found))
        if parts:
            store.write_table(f"{KEYS}/{name}.parquet", pa.Table.from_pylist(keys, schema=_KEYS))
            store.write_table(f"{PARTS}/{name}.parquet", pa.Table.from_pylist(parts, schema=_PARTS))
        store.write_json(f"{DONE}/{name}.json", figures.plain())  # last: it says that all else is there
        return figures

    def _speakers(self, report: FileReport) -> dict[str, str]:
        named = {alignment.quote_id for matched in report.quotations for alignment in matched.alignments}
        named |= {finding.quote_id for finding in report.findings if finding.quote_id is not None}
        known = (self._quotes.quote(quote_id) for quote_id in sorted(named))
        return {quote.id: quote.speaker for quote in known if quote is not None}


def _parted(triage: Triage, report: FileReport) -> FileReport:
    """Set apart what is known of a document's findings; where that fails, it fails for this document alone."""
    try:
        return triage.part(report)
    except MtcheckError:
        raise
    except Exception as error:
        message = Message(
            "{place}: {message}",
            place=report.path,
            message=contained(error, Message("its findings cannot be set apart"), report.path),
        )
        return replace(report, error=message, findings=(), suppressed=())


def _key_rows(part: FilePart, partition: str) -> Iterator[dict[str, Any]]:
    shared = {"number": part.number, "digest": f"{part.digest:016x}", "path": part.path, "partition": partition}
    for key in sorted(part_keys(part)):
        yield {"key": key - 2**63, **shared}  # the signed numbers are those that every tool groups by


def _part_row(part: FilePart, shared: dict[str, Any], comments: Sequence[object]) -> dict[str, Any]:
    return {
        "number": part.number,
        "part": zlib.compress(pickle.dumps(part, protocol=5), 1),
        "comments": pickle.dumps(tuple(comments), protocol=5) if comments else None,
        "shared": json.dumps(shared, ensure_ascii=False),
    }


class _Meters:
    """Figures of this process for Prometheus, which Ray serves with its own."""

    def __init__(self) -> None:
        from ray.util.metrics import Counter, Histogram

        self._documents = Counter("mtcheck_documents", "Documents checked.", tag_keys=("status",))
        self._findings = Counter("mtcheck_findings", "Findings that count.", tag_keys=("severity",))
        self._seconds = Histogram(
            "mtcheck_partition_seconds", "Seconds a partition.", boundaries=[1, 10, 60, 300, 1800]
        )

    def tell(self, figures: CorpusFigures, seconds: float) -> None:
        total = figures.total
        counts = [
            (self._documents, {"status": "checked"}, total["documents"] - total["failed"]),
            (self._documents, {"status": "failed"}, total["failed"]),
            *((self._findings, {"severity": severity}, total[severity]) for severity in SEVERITIES),
        ]
        for counter, tags, count in counts:
            if count:  # Ray's counters refuse none
                counter.inc(count, tags)
        self._seconds.observe(seconds)
