"""How much faster two nodes of one core each check a corpus than one: ``python tests/benchmarks/nodes.py ARTICLES.jsonl``.

Nodes are Ray's on this machine, each held to a core of its own; the embedded model checks, nothing is cached. Documents a second
are told in all, and from the first partition that is done to the last: without the start of Ray and the loading of the model.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def say(line: str) -> None:
    """Print a line as soon as it is known."""
    print(line, flush=True)  # noqa: T201


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            yield from _family(int(child))


def _hold(pid: int, core: int) -> None:
    """Hold a process, its threads, and what they start, to a core."""
    for each in _family(pid):
        for task in Path(f"/proc/{each}/task").iterdir():
            os.sched_setaffinity(int(task.name), {core})


def run(nodes: int, folder: Path, options: argparse.Namespace) -> None:
    """Check the corpus on some nodes, and print what it took; a process of its own, since Ray starts anew."""
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_raylet_start_wait_time_s": "300"}
    import ray
    from ray.cluster_utils import Cluster

    from mtcheck.config.settings import parse_config
    from mtcheck.corpus.run import CorpusRequest, run_corpus

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    cores = sorted(os.sched_getaffinity(0))
    for number in range(nodes):
        made = cluster.add_node(num_cpus=1)
        for process in made.all_processes["raylet"]:
            _hold(process.process.pid, cores[number % len(cores)])
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    config = parse_config({"corpus": {"partition_documents": options.partition}, "cache": {"enabled": False}})
    output = folder / f"out-{nodes}"
    quotes = (options.quotes,) if options.quotes else ()
    begun = time.monotonic()
    run_corpus(CorpusRequest((options.articles,), str(output), config, quotes))
    clock = time.monotonic() - begun
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    documents = summary["total"]["documents"]
    ends = sorted(path.stat().st_mtime for path in (output / "_state" / "done").iterdir())
    steady = (documents - options.partition) / (ends[-1] - ends[0]) if len(ends) > 1 else float("nan")
    say(f"{nodes:>6} {documents:>10} {clock:>9.1f} {documents / clock:>12.3f} {steady:>15.3f}")
    ray.shutdown()
    cluster.shutdown()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="JSON Lines")
    parser.add_argument("--quotes")
    parser.add_argument("--nodes", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--partition", type=int, default=4, help="documents of a partition")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder is not None:
        run(options.nodes[0], Path(options.folder), options)
        return
    say(f"{'nodes':>6} {'documents':>10} {'clock s':>9} {'documents/s':>12} {'without start':>15}")
    with tempfile.TemporaryDirectory(prefix="mtcheck-nodes-") as folder:
        for count in options.nodes:
            quotes = ["--quotes", options.quotes] if options.quotes else []
            sizes = ["--nodes", str(count), "--partition", str(options.partition), "--folder", folder]
            subprocess.run([sys.executable, __file__, options.articles, *quotes, *sizes], check=True)


if __name__ == "__main__":
    main()
