"""``mtcheck corpus`` on a cluster of two nodes in this machine: what ``check`` finds, whatever dies on the way.

Ray runs in a process of its own (``cluster_run.py``): it takes over signals, ends the process where its server is lost, and
leaves sockets to the collector, none of which may reach the other tests. What it must come to is made here, without it.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import corpus_means
import pyarrow.dataset
import pytest
from across_sample import ARTICLES, QUOTES
from cluster_run import AGAIN
from corpus_here import run_here

from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import Config, parse_config
from mtcheck.corpus.run import CorpusRequest
from mtcheck.corpus.schema import TABLES
from mtcheck.engines.fake import FakeTranslator
from mtcheck.language.messages import english
from mtcheck.readers.discovery import Source
from mtcheck.records import Report
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

pytestmark = pytest.mark.cluster
FOLDER = Path(__file__).parent
PATIENCE = 600  # seconds for the run on the cluster: a slow machine is no failure
ATTEMPTS = 4  # to start Ray
POST = "Our ships came home before the winter.\nJane Doe (@janedoe) July 4, 2025"
TEXTS = [
    *ARTICLES,
    ("post.txt", f"Le capitaine a parlé hier soir devant la presse.\n\n{POST}\n\nIl est rentré tard."),
    (
        "copy.txt",
        f"Le capitaine a parlé encore.\n\n{POST}\n\n« Nos navires sont rentrés avant l'hiver », a dit Jane Doe.",
    ),
    *((f"plain-{number}.txt", f"Les missiles patriotes du pont numéro {number} sont là.") for number in range(9)),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    rows = [json.dumps({"id": name, "text": text, "date": "2025-07-04"}) for name, text in TEXTS]
    rows.insert(3, "no JSON")
    (tmp_path / "news.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    quotes = [{"id": q.id, "speaker": q.speaker, "text": q.text, "aliases": list(q.aliases)} for q in QUOTES]
    (tmp_path / "quotes.json").write_text(json.dumps(quotes), encoding="utf-8")
    return tmp_path


def request_for(place: Path, output: str, means: Any) -> CorpusRequest:
    config: Config = parse_config({"corpus": {"partition_documents": 2}, "cache": {"enabled": False}})
    return CorpusRequest(
        (str(place / "news.jsonl"),), str(place / output), config, (str(place / "quotes.json"),), make=means
    )


def data_of(folder: Path) -> dict[str, bytes]:
    """Return the tables of a data set by their names; what a run keeps for itself is not part of it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("[!_]*/*.parquet"))}


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    found = pyarrow.dataset.dataset(folder / name, schema=TABLES[name]).to_table().to_pylist()
    return sorted(
        found, key=lambda row: (row["document"], row.get("start", 0), row.get("end", 0), row.get("code") or "")
    )


def ended(command: Sequence[str], environment: Mapping[str, str], output: Path) -> tuple[int, str]:
    """Run a command, with all that it starts in a session of its own; return its exit code and the end of what it says."""
    with open(output, "w+", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True
        )
        try:
            code = process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        stream.seek(0)
        return code, stream.read()[-5000:]


def run_on_cluster(place: Path, request: CorpusRequest) -> Mapping[str, Any]:
    """Run a request on two nodes; return what happened."""
    (place / "request.pickle").write_bytes(pickle.dumps(request))
    paths = [str(path) for path in (FOLDER, FOLDER.parent / "unit", FOLDER.parents[1])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, str(FOLDER / "cluster_run.py"), str(place)]
    for _ in range(ATTEMPTS):
        code, said = ended(command, environment, place / "output.txt")
        if code != AGAIN:
            break
    if code == AGAIN:
        pytest.skip(f"Ray starts no cluster on this machine, tried {ATTEMPTS} times")
    assert code == 0, said
    told: Mapping[str, Any] = json.loads((place / "told.json").read_text(encoding="utf-8"))
    return told


def test_a_corpus_on_two_nodes_finds_what_check_finds_whatever_dies(place: Path) -> None:
    dangers = partial(corpus_means.dangerous, str(place / "killed"), str(place / "stopped"))
    told = run_on_cluster(place, request_for(place, "hurt", dangers))
    assert "the engine is gone" in told["stopped"]
    assert (place / "killed").exists()  # before or after the run was stopped: partitions come in any order
    assert told["nodes"] == 1
    assert told["kept"], "a partition that was done was checked again"
    assert told["exit code"] == 2  # one line is no JSON
    assert told["patience"] == -1  # no limit of Ray's ends a partition that takes long
    assert "(configuration): --overwrite begins anew" in told["refused"]
    hurt, whole = place / "hurt", place / "whole"
    assert 0 < told["done"] < len(list((hurt / "documents").iterdir()))
    run_here(request_for(place, "whole", corpus_means.make), place)
    assert data_of(hurt) == data_of(whole)
    means = Means(all_checks(), FakeTranslator())
    checked = plan_run([Source(str(place / "news.jsonl"))], means, quotes=QUOTES).report()
    finds_what_check_finds(hurt, checked)
    counts_by_source_month_speaker_and_kind(hurt, checked)


def finds_what_check_finds(folder: Path, checked: Report) -> None:
    documents = table(folder, "documents")
    assert [(row["path"], row["error"], row["score"]) for row in documents] == [
        (file.path, file.error and english(file.error), file.score if file.error is None else None)
        for file in checked.files
    ]
    found = table(folder, "findings")
    told = [(row["path"], row["code"], row["start"], row["message"]) for row in found if not row["across"]]
    assert told == [(f.path, x.code, x.span.start, english(x.message)) for f in checked.files for x in f.findings]
    across = [(row["path"], row["code"], row["start"], row["message"], row["month"]) for row in found if row["across"]]
    assert across
    assert across == [
        (i.path, i.finding.code, i.finding.span.start, english(i.finding.message), "2025-07") for i in checked.across
    ]
    nobody: list[str | None] = [None]
    quoted = [(row["path"], row["text"], row["quote_id"]) for row in table(folder, "quotations")]
    assert quoted == [
        (f.path, m.quotation.text, quote_id)
        for f in checked.files
        for m in f.quotations
        for quote_id in ([a.quote_id for a in m.alignments] or nobody)
    ]
    named = {str(quote_id) for _, _, quote_id in quoted}
    assert any(quote_id.startswith("found:") and "#post.txt" in quote_id for quote_id in named)


def counts_by_source_month_speaker_and_kind(folder: Path, checked: Report) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["total"]["documents"] == len(checked.files)
    assert summary["total"]["failed"] == 1
    assert sum(summary["total"].get(label, 0) for label in checked.counts) == len(checked.findings)
    assert summary["sources"].keys() == {"news.jsonl"}
    assert summary["months"]["2025-07"]["documents"] == len(TEXTS)
    assert "Paul Durand" in summary["speakers"]
    assert sum(counts.get("major", 0) for counts in summary["kinds"].values()) == checked.counts["major"]
    assert "| Paul Durand |" in (folder / "summary.md").read_text(encoding="utf-8")
