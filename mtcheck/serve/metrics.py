"""Figures of the server, in the text format of Prometheus."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator

BOUNDS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0)  # seconds


class Metrics:
    """Counts requests and jobs. Labels come from fixed sets, so that no caller can make them grow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._jobs: Counter[tuple[str, str]] = Counter()
        self._started = time.time()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by its route's pattern."""
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds += seconds
            self._buckets[next((bound for bound in BOUNDS if seconds <= bound), float("inf"))] += 1

    def job(self, kind: str, outcome: str) -> None:
        """Count a job that ended."""
        with self._lock:
            self._jobs[kind, outcome] += 1

    def text(self, *, waiting: int, running: int, quotes: int) -> str:
        """Write all figures."""
        with self._lock:
            return "\n".join(self._lines(waiting, running, quotes)) + "\n"

    def _lines(self, waiting: int, running: int, quotes: int) -> Iterator[str]:
        yield from _head("mtcheck_requests_total", "counter", "Requests by method, route and status.")
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'mtcheck_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
        yield from _head("mtcheck_request_seconds", "histogram", "Time from request to answer.")
        total = 0
        for bound in (*BOUNDS, float("inf")):
            total += self._buckets[bound]
            yield f'mtcheck_request_seconds_bucket{{le="{"+Inf" if bound == float("inf") else bound}"}} {total}'
        yield f"mtcheck_request_seconds_sum {self._seconds:.6f}"
        yield f"mtcheck_request_seconds_count {total}"
        yield from _head("mtcheck_jobs_total", "counter", "Work that ended, by kind and outcome.")
        for (kind, outcome), count in sorted(self._jobs.items()):
            yield f'mtcheck_jobs_total{{kind="{kind}",outcome="{outcome}"}} {count}'
        for name, value, what in (
            ("mtcheck_jobs_waiting", waiting, "Work that waits for the model."),
            ("mtcheck_jobs_running", running, "Work at the model."),
            ("mtcheck_quotes", quotes, "Known quotes in the bank."),
            ("process_resident_memory_bytes", resident_bytes(), "Resident memory."),
            ("process_start_time_seconds", round(self._started, 3), "Start of the process since the epoch."),
        ):
            yield from _head(name, "gauge", what)
            yield f"{name} {value}"


def resident_bytes(process: int | str = "self") -> int:
    """Return the resident memory of a process in bytes, 0 where the system does not tell."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _head(name: str, kind: str, what: str) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
