"""A corpus run on a cluster of two nodes in this machine, as a program: what Ray does to its process ends with it.

A process is killed, the engine fails and the run stops; the same request goes on, and meanwhile a node is lost.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtcheck.corpus import found
from mtcheck.corpus.run import run_corpus
from mtcheck.errors import ConfigError, TranslatorError

AGAIN = 75  # exit code: Ray did not start, which another attempt may mend


def _started() -> tuple[Any, Any]:
    """Start a cluster; return it and its second node. Ends the process with :data:`AGAIN` where Ray gives up."""
    import ray
    from ray.cluster_utils import Cluster

    try:
        head = {"include_dashboard": False, "include_log_monitor": False, "no_monitor": True}
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, **head})
        second = cluster.add_node(num_cpus=1, include_log_monitor=False)
        ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    except Exception:  # on a very busy machine a node ends itself: its helpers must answer within 15 seconds
        traceback.print_exc()
        sys.exit(AGAIN)
    return cluster, second


def main(folder: Path) -> None:
    """Run the request of ``folder/request.pickle``; say in ``folder/told.json`` what happened."""
    import ray

    request = pickle.loads((folder / "request.pickle").read_bytes())
    cluster, second = _started()
    output = Path(request.output)
    done = output / "_state" / "done"
    told: dict[str, object] = {}
    found.FEW = 0  # what was found is grouped on the cluster
    try:
        run_corpus(request)
    except TranslatorError as error:
        told["stopped"] = str(error)
    before = {path.stem: path.stat().st_mtime_ns for path in done.iterdir()}

    def lose_a_node() -> None:
        while len(list(done.iterdir())) <= len(before):
            time.sleep(0.05)
        cluster.remove_node(second, allow_graceful=False)

    losing = threading.Thread(target=lose_a_node, daemon=True)
    losing.start()
    summary = run_corpus(request)
    losing.join(60)
    after = {path.stem: path.stat().st_mtime_ns for path in done.iterdir()}
    told |= {"done": len(before), "kept": all(after[name] == when for name, when in before.items())}
    told["patience"] = ray.data.DataContext.get_current().execution_no_progress_timeout_s
    told |= {"exit code": summary.exit_code, "nodes": sum(bool(node["Alive"]) for node in ray.nodes())}
    checks = replace(request.config.checks, ignore=("MT2",))
    try:
        run_corpus(replace(request, config=replace(request.config, checks=checks)))
    except ConfigError as error:
        told["refused"] = str(error)
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    sys.stdout.flush()
    ray.shutdown()
    cluster.shutdown()


def _ends_with(parent: int) -> None:
    """End this process, and all of Ray's, when whoever started it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_ends_with, args=(os.getppid(),), daemon=True).start()
    os.environ |= {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_raylet_start_wait_time_s": "60",
    }  # a slow machine is no failure
    main(Path(sys.argv[1]))
