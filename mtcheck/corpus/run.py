"""A corpus run on Ray Data, stage by stage, and what it goes on with after it was stopped."""

from __future__ import annotations

import logging
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck import __version__
from mtcheck.config.documents import build_reading
from mtcheck.config.quotes import build_quotes
from mtcheck.config.resources import build_means
from mtcheck.config.rules import build_options
from mtcheck.config.settings import Config
from mtcheck.corpus.agreement import GroupComparer, across_rows, chosen, read_keys
from mtcheck.corpus.banks import ShippedBank, ship, ship_file
from mtcheck.corpus.checking import DONE, KEYS, SHARDS, CorpusJob, PartitionChecker, read_partitions
from mtcheck.corpus.figures import CorpusFigures
from mtcheck.corpus.found import found_in, keep_found, kept_found, ordered
from mtcheck.corpus.found_bank import write_found
from mtcheck.corpus.inputs import Shard, list_files, shards_of
from mtcheck.corpus.schema import DOCUMENTS, FINDINGS, QUOTATIONS, SCHEMA_VERSION, table_of
from mtcheck.corpus.store import STATE, Store
from mtcheck.corpus.summary import SUMMARIES, Summary, write_summary
from mtcheck.engines.devices import cores
from mtcheck.errors import ConfigError, MtcheckError, TranslatorError
from mtcheck.faults import described
from mtcheck.language.messages import Message
from mtcheck.quotes.collection import collect
from mtcheck.quotes.found import without_cuts
from mtcheck.quotes.store import QuoteStore
from mtcheck.run.means import Means
from mtcheck.run.pipeline import Progress

if TYPE_CHECKING:
    import ray.data

MANIFEST = f"{STATE}/manifest.json"
ACROSS = "across"
_AT_ONCE = 32  # files that are read side by side
_ROWS = 5_000  # of findings across documents that are one file
_READING = 0.1  # of a core, for what reads; the actors leave as much
_OURS = (DOCUMENTS, QUOTATIONS, FINDINGS, STATE, *SUMMARIES)


@dataclass(frozen=True, slots=True)
class CorpusRequest:
    """What a corpus run reads and writes.

    Attributes:
        inputs: Addresses of files, folders and patterns.
        output: Address of the folder of the data set.
        address: Of a Ray cluster; None starts Ray on this machine, unless it runs in this process already.
        overwrite: Whether a data set that is there is begun anew.
        make: Makes what documents are checked with.
    """

    inputs: tuple[str, ...]
    output: str
    config: Config
    quotes: tuple[str, ...] = ()
    address: str | None = None
    overwrite: bool = False
    make: Callable[[Config], Means] = build_means


def run_corpus(request: CorpusRequest, progress: Progress | None = None) -> Summary:
    """Check a corpus, or go on where a run of the same request was stopped.

    Raises:
        ConfigError: The inputs name nothing, the output holds something else, or was begun with another configuration.
        QuoteBankError: Known quotes cannot be read.
        TranslatorError: The engine failed.
    """
    config = _placed(request.config)
    named = (*config.quotes, *request.quotes)
    files = list_files(request.inputs, without=named)
    shards = shards_of(files)
    quotes = collect(build_quotes(named))
    options = build_options(config)
    store = Store(request.output)
    with _ray(request.address) as ray:
        signature = f"{_signature(ray, request.make, config)}|quotes:{len(quotes)}"
        begin_folder(store, _identity(request, files, signature, repr(quotes)), overwrite=request.overwrite)
        banks = tuple(ship(bank, ray.put) for bank in quotes.banks if isinstance(bank, QuoteStore))
        loaded = tuple(q for bank in quotes.banks if not isinstance(bank, QuoteStore) for q in bank)
        reading = build_reading(config)
        job = CorpusJob(store, config, request.make, reading, options, config.corpus.partition_documents, banks, loaded)
        stages = _Stages(ray, job, progress)
        job = replace(job, found=stages.survey(shards))
        stages = _Stages(ray, job, progress)
        stages.check(shards)
        figures = CorpusFigures()
        for counts in _read_all(store, [f"{DONE}/{name}" for name in store.names(DONE)]):
            figures.merge(counts)
        if options.across:
            stages.agree(figures)
    summary = Summary(signature, SCHEMA_VERSION, request.inputs, figures, options.fail_on)
    write_summary(store, summary)
    return summary


def _placed(config: Config) -> Config:
    """Say on what device, and with how many threads, an actor computes: what it has of the node, and no more."""
    model, corpus = config.model, config.corpus
    device = model.device
    if device == "auto":
        device = "cuda" if corpus.num_gpus else "cpu"
    return replace(config, model=replace(model, device=device, threads=model.threads or max(1, int(corpus.num_cpus))))


def _signature(ray: Any, make: Callable[[Config], Means], config: Config) -> str:
    """Return the signature of the engine and the rules, asked where the GPUs are."""

    def asked() -> str:
        return make(config).signature()

    if not config.corpus.num_gpus:
        return asked()
    return str(ray.get(ray.remote(num_gpus=config.corpus.num_gpus)(asked).remote()))


def _identity(request: CorpusRequest, files: Sequence[str], signature: str, quotes: str) -> dict[str, object]:
    """Return what must be the same for a run to go on: all that its bytes depend on."""
    config = request.config
    used = (config.checks, config.documents, replace(config.model, device="", threads=0, batch_tokens=1))
    known = (config.report.baseline, config.report.ignore_file)
    return {
        "schema": SCHEMA_VERSION,
        "version": __version__,
        "model, checks": signature,
        "configuration": _digest(used, *map(_content, known)),
        "known quotes": _digest(quotes),
        "inputs": _digest(*files),
        "corpus.partition_documents": config.corpus.partition_documents,
    }


def _digest(*parts: object) -> str:
    return blake2b(repr(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _content(path: str | None) -> bytes | None:
    if path is None:
        return None
    with open(path, "rb") as stream:
        return stream.read()


def begin_folder(store: Store, identity: Mapping[str, object], *, overwrite: bool) -> None:
    """Make the folder this run's own.

    Args:
        store: The folder.
        identity: All that the run's bytes depend on.
        overwrite: Whether an earlier run there is begun anew.

    Raises:
        ConfigError: It holds something else, or was begun with something else.
    """
    if overwrite and store.read_json(MANIFEST) is not None:  # never what is not ours
        store.remove_all(_OURS)
    before = store.read_json(MANIFEST)
    if before is None:
        if not store.is_empty():
            raise ConfigError(Message("holds files, but no corpus run: name another folder"), key=store.address)
        store.write_json(MANIFEST, identity)
        return
    changed = [key for key in identity if before.get(key) != identity[key]]
    if changed:
        was = ", ".join(changed)
        raise ConfigError(
            Message("was begun with other values ({was}): --overwrite begins anew", was=was), key=store.address
        )


@contextmanager
def _ray(address: str | None) -> Iterator[Any]:
    """Join a cluster, or start Ray here; where it runs already in this process it stays as it is."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine unasked
    os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")  # where other work keeps the cores busy
    os.environ.setdefault(
        "RAY_agent_register_timeout_ms", "300000"
    )  # likewise: after half a minute Ray would end itself
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # as later versions do, without a warning
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # its own notes would stand among what is said here
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ConfigError(
            Message("needs the extra cluster: pip install 'mtcheck[cluster]' (a clone: '.[cluster]')"),
            key="mtcheck corpus",
        ) from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.raise_original_map_exception = True
    context.print_on_execution_start = False
    # a partition may take longer than Ray's half hour on a slow machine; each document has a time limit of its own
    context.execution_no_progress_timeout_s = -1
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # errors are raised, and told once
    own = not ray.is_initialized()
    if own:
        # The dashboard is Ray's page; without it the figures for Prometheus are served all the same.
        local = {} if address is not None else {"num_cpus": cores(), "include_dashboard": False}
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **local)
        except (ConnectionError, ValueError) as error:
            raise ConfigError(Message("no Ray cluster answers: {error}", error=str(error)), key="--address") from error
        except Exception as error:  # on a machine that is very busy a node may give itself up
            reason = Message("Ray does not start: {error}; run the same command again", error=described(error))
            raise TranslatorError(reason) from error
    try:
        yield ray
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, MtcheckError):
            raise error.cause from None
        raise
    except ray.exceptions.RayError as error:
        raise TranslatorError(
            Message("Ray gave up: {error}; the same command goes on where it stopped", error=described(error))
        ) from error
    finally:
        if own:
            ray.shutdown()


class _Stages:
    """The stages of a run, as data sets of Ray."""

    def __init__(self, ray: Any, job: CorpusJob, progress: Progress | None) -> None:
        self._ray, self._job, self._progress = ray, job, progress
        self._told = ray.put(job)  # once a node, however many processes ask
        corpus = job.config.corpus
        total = ray.cluster_resources().get("CPU", 1)
        self._actors = max(1, int(total / corpus.num_cpus)) if corpus.actors == "auto" else int(corpus.actors)
        if corpus.num_gpus:
            devices = ray.cluster_resources().get("GPU", 0)
            if devices < corpus.num_gpus:
                raise job.config.error("corpus.num_gpus", Message("the cluster has {devices:g} GPUs", devices=devices))
            self._actors = min(self._actors, int(devices / corpus.num_gpus))
        self._needs: dict[str, Any] = {"num_cpus": corpus.num_cpus * (1 - _READING), "num_gpus": corpus.num_gpus}
        if corpus.memory_mb:
            self._needs["memory"] = corpus.memory_mb * 1024 * 1024

    def survey(self, shards: Sequence[Shard]) -> ShippedBank | None:
        """Find the English that stands embedded in the documents: known quotes of the run, None where there is none."""
        told, store = self._told, self._job.store
        if kept_found(store) is None:
            self._start("reading")
            data = self._shards(shards).flat_map(lambda row: found_in(row["shard"], _fetched(told)), num_cpus=_READING)
            keep_found(store, ordered(data))
            self._finish()
        kept = without_cuts(kept_found(store) or (), self._job.known())
        first = next(kept, None)
        if first is None:
            return None
        with tempfile.TemporaryDirectory(prefix="mtcheck-found-") as folder:
            path = Path(folder, "found.sqlite")
            return ship_file(path, write_found(path, chain((first,), kept)), self._ray.put)

    def check(self, shards: Sequence[Shard]) -> None:
        """Check every partition that is not done."""
        told, store = self._told, self._job.store
        done = frozenset(name.removesuffix(".json") for name in store.names(DONE))
        left = _unfinished(store, shards)
        if not left:
            return
        self._start("checking")
        finished = self._ray.put(done)
        with _one_row_a_block(self._ray):
            data = (
                self._shards(left)
                .flat_map(
                    lambda row: read_partitions(row["shard"], _fetched(told), _fetched(finished)), num_cpus=_READING
                )
                .map_batches(
                    _Actor,
                    fn_constructor_args=(PartitionChecker, told),
                    batch_size=1,
                    concurrency=(1, self._actors),
                    **self._needs,
                )
            )
            for row in data.iter_rows():
                if self._progress:
                    self._progress.advance(int(row["documents"]))
        self._finish()
        for shard in _unfinished(store, left)[:1]:
            raise TranslatorError(
                Message("{files}: some of its partitions were not checked; run again", files=shard.files[0])
            )

    def agree(self, figures: CorpusFigures) -> None:
        """Compare the documents that render one statement, and write what is found."""
        job, store = self._job, self._job.store
        names = store.names(KEYS)
        rows: Iterator[dict[str, Any]] = iter(())
        if names:
            self._start("comparing")
            table = self._ray.data.from_items([{"name": name} for name in names])
            groups = (
                table.map_batches(
                    read_keys, fn_kwargs={"store": store}, batch_size=64, batch_format="pyarrow", num_cpus=_READING
                )
                .groupby("key", num_partitions=max(1, min(200, len(names) // 8)))
                .map_groups(chosen, batch_format="pyarrow", num_cpus=_READING)
                .materialize()  # step by step: on a single core the actors would wait for a shuffle, and it for theirs
            )
            if groups.count():
                compared = groups.map_batches(
                    _Actor,
                    fn_constructor_args=(GroupComparer, self._told),
                    batch_size=16,
                    batch_format="pyarrow",
                    concurrency=(1, self._actors),
                    **self._needs,
                ).materialize()
                if compared.count():
                    rows = across_rows(job, compared.sort("number").iter_rows())
        file = 0
        while part := list(islice(rows, _ROWS)):
            figures.add_findings(part)
            store.write_table(f"{FINDINGS}/{ACROSS}-{file:05d}.parquet", table_of(FINDINGS, part))
            file += 1
        self._finish()

    def _shards(self, shards: Sequence[Shard]) -> ray.data.Dataset:
        rows = [{"shard": shard} for shard in shards]
        return self._ray.data.from_items(rows, override_num_blocks=min(len(rows), 1000))

    def _start(self, stage: str) -> None:
        if self._progress:
            self._progress.start(stage, 0)

    def _finish(self) -> None:
        if self._progress:
            self._progress.finish()


class _Actor:
    """An actor of Ray that holds a worker."""

    def __init__(self, kind: Callable[[CorpusJob], Callable[[Any], Any]], told: Any) -> None:
        self._worker = kind(_fetched(told))

    def __call__(self, batch: Any) -> Any:
        return self._worker(batch)


def _fetched(told: Any) -> Any:
    import ray

    return ray.get(told)


def _unfinished(store: Store, shards: Sequence[Shard]) -> list[Shard]:
    """Return the shards that have partitions without a marker, or whose partitions are not known yet."""
    done = Counter(name.partition("-")[0] for name in store.names(DONE))
    told = _read_all(store, [f"{SHARDS}/{shard.number:07d}.json" for shard in shards])
    return [
        shard
        for shard, parts in zip(shards, told, strict=True)
        if parts is None or done[f"{shard.number:07d}"] < int(parts["partitions"])
    ]


def _read_all(store: Store, names: Sequence[str]) -> list[Any]:
    """Read many small JSON files, side by side: a store answers each after some hundredths of a second."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(store.read_json, names))


@contextmanager
def _one_row_a_block(ray: Any) -> Iterator[None]:
    """Have each partition travel alone, so that any idle process can take it."""
    context = ray.data.DataContext.get_current()
    before = context.target_max_block_size
    context.target_max_block_size = 1
    try:
        yield
    finally:
        context.target_max_block_size = before
