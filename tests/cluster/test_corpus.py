"""``mtcheck corpus`` on a cluster of two nodes in this machine: what ``check`` finds, whatever dies on the way."""

from __future__ import annotations

import json
import os
import threading
import time
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import corpus_means
import pyarrow.dataset
import pytest
from across_sample import ARTICLES, QUOTES

from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import Config, parse_config
from mtcheck.corpus.run import CorpusRequest, run_corpus
from mtcheck.corpus.schema import TABLES
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ConfigError, TranslatorError
from mtcheck.language.messages import english
from mtcheck.readers.discovery import Source
from mtcheck.records import Report
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

pytestmark = [
    pytest.mark.cluster,
    # Ray's own, of its own making: sockets and files that it leaves to the collector, and names that it is giving up.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::UserWarning:ray"),
]
POST = "Our ships came home before the winter.\nJane Doe (@janedoe) July 4, 2025"
TEXTS = [
    *ARTICLES,
    ("post.txt", f"Le capitaine a parlé hier soir devant la presse.\n\n{POST}\n\nIl est rentré tard."),
    *((f"plain-{number}.txt", f"Les missiles patriotes du pont numéro {number} sont là.") for number in range(9)),
]


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two nodes of one core each."""
    os.environ["PYTHONPATH"] = os.pathsep.join([*map(str, (Path(__file__).parents[1] / "unit",)), os.getcwd()])
    os.environ |= {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_raylet_start_wait_time_s": "300",
    }  # a slow machine is no failure
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray
        from ray.cluster_utils import Cluster

        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        made.second = made.add_node(num_cpus=1)
        ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
    yield made
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray.shutdown()
        made.shutdown()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path
    rows = [json.dumps({"id": name, "text": text, "date": "2025-07-04"}) for name, text in TEXTS]
    rows.insert(3, "no JSON")
    (folder / "news.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    quotes = [{"id": q.id, "speaker": q.speaker, "text": q.text, "aliases": list(q.aliases)} for q in QUOTES]
    (folder / "quotes.json").write_text(json.dumps(quotes), encoding="utf-8")
    return folder


def request_for(place: Path, output: str, means: Any = corpus_means.make, **keys: object) -> CorpusRequest:
    config: Config = parse_config({"corpus": {"partition_documents": 2}, "cache": {"enabled": False}, **keys})
    return CorpusRequest(
        (str(place / "news.jsonl"),), str(place / output), config, (str(place / "quotes.json"),), make=means
    )


def data_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a data set by their names; what a run keeps for itself is not part of it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {name: path.read_bytes() for path in files if not (name := str(path.relative_to(folder))).startswith("_")}


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    found = pyarrow.dataset.dataset(folder / name, schema=TABLES[name]).to_table().to_pylist()
    return sorted(
        found, key=lambda row: (row["document"], row.get("start", 0), row.get("end", 0), row.get("code") or "")
    )


def test_a_corpus_on_two_nodes(cluster: Any, place: Path) -> None:
    """One test, so that the two processes of a parallel run do not start two clusters."""
    summary = run_corpus(request_for(place, "whole"))
    assert summary.exit_code == 2  # one line is no JSON
    whole = place / "whole"
    checked = plan_run(
        [Source(str(place / "news.jsonl"))], Means(all_checks(), FakeTranslator()), quotes=QUOTES
    ).report()
    finds_what_check_finds(whole, checked)
    counts_by_source_month_speaker_and_kind(whole, checked)
    the_same_command_goes_on_where_a_run_stopped_whatever_dies(cluster, place, whole)
    another_configuration_is_refused(place)


def finds_what_check_finds(whole: Path, checked: Report) -> None:
    documents = table(whole, "documents")
    assert [(row["path"], row["error"], row["score"]) for row in documents] == [
        (file.path, file.error and english(file.error), file.score if file.error is None else None)
        for file in checked.files
    ]
    found = table(whole, "findings")
    told = [(row["path"], row["code"], row["start"], row["message"]) for row in found if not row["across"]]
    assert told == [(f.path, x.code, x.span.start, english(x.message)) for f in checked.files for x in f.findings]
    across = [(row["path"], row["code"], row["start"], row["message"], row["month"]) for row in found if row["across"]]
    assert across
    assert across == [
        (i.path, i.finding.code, i.finding.span.start, english(i.finding.message), "2025-07") for i in checked.across
    ]
    nobody: list[str | None] = [None]
    quoted = [(row["path"], row["text"], row["quote_id"]) for row in table(whole, "quotations")]
    assert quoted == [
        (f.path, m.quotation.text, quote_id)
        for f in checked.files
        for m in f.quotations
        for quote_id in ([a.quote_id for a in m.alignments] or nobody)
    ]


def counts_by_source_month_speaker_and_kind(whole: Path, checked: Report) -> None:
    summary = json.loads((whole / "summary.json").read_text(encoding="utf-8"))
    assert summary["total"]["documents"] == len(checked.files)
    assert summary["total"]["failed"] == 1
    assert sum(summary["total"].get(label, 0) for label in checked.counts) == len(checked.findings)
    assert summary["sources"].keys() == {"news.jsonl"}
    assert summary["months"]["2025-07"]["documents"] == len(TEXTS)
    assert "Paul Durand" in summary["speakers"]
    assert sum(counts.get("major", 0) for counts in summary["kinds"].values()) == checked.counts["major"]
    assert "| Paul Durand |" in (whole / "summary.md").read_text(encoding="utf-8")


def the_same_command_goes_on_where_a_run_stopped_whatever_dies(cluster: Any, place: Path, whole: Path) -> None:
    """A process is killed, the run stops; while it goes on a node is lost."""
    hurt, state = place / "hurt", place / "hurt" / "_state" / "done"
    request = request_for(place, "hurt", partial(corpus_means.dangerous, str(place / "killed"), str(place / "stopped")))
    with pytest.raises(TranslatorError, match="the engine is gone"):
        run_corpus(request)
    done = {path.stem for path in state.iterdir()}
    before = {path.name: path.stat().st_mtime_ns for path in (hurt / "documents").iterdir()}
    assert 0 < len(done) < len(list((whole / "documents").iterdir()))

    def lose_a_node() -> None:
        while len(list(state.iterdir())) <= len(done):
            time.sleep(0.05)
        cluster.remove_node(cluster.second, allow_graceful=False)

    losing = threading.Thread(target=lose_a_node)
    losing.start()
    run_corpus(request)
    losing.join()
    assert (place / "killed").exists()  # before or after the run was stopped: partitions come in any order
    assert data_of(hurt) == data_of(whole)
    after = {path.name: path.stat().st_mtime_ns for path in (hurt / "documents").iterdir()}
    assert all(before[f"{name}.parquet"] == after[f"{name}.parquet"] for name in done)


def another_configuration_is_refused(place: Path) -> None:
    changed = request_for(place, "whole", checks={"ignore": ["MT2"]})
    with pytest.raises(ConfigError, match=r"was begun with other values \(configuration\): --overwrite begins anew"):
        run_corpus(changed)
