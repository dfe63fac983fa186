"""Figures of the server, in the text format of Prometheus."""

from __future__ import annotations

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

BOUNDS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0)  # seconds


class Metrics:
    """Counts requests and jobs. Labels come from fixed sets, so that no caller can make them grow."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = self._registry = CollectorRegistry()
        self._requests = Counter(
            "mtcheck_requests",
            "Requests by method, route and status.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "mtcheck_request_seconds", "Time from request to answer.", buckets=BOUNDS, registry=registry
        )
        self._jobs = Counter(
            "mtcheck_jobs", "Work that ended, by kind and outcome.", ("kind", "outcome"), registry=registry
        )
        self._waiting = Gauge("mtcheck_jobs_waiting", "Work that waits for the model.", registry=registry)
        self._running = Gauge("mtcheck_jobs_running", "Work at the model.", registry=registry)
        self._quotes = Gauge("mtcheck_quotes", "Known quotes in the bank.", registry=registry)
        ProcessCollector(registry=registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by its route's pattern."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.observe(seconds)

    def job(self, kind: str, outcome: str) -> None:
        """Count a job that ended."""
        self._jobs.labels(kind, outcome).inc()

    def text(self, *, waiting: int, running: int, quotes: int) -> str:
        """Write all figures."""
        for gauge, value in ((self._waiting, waiting), (self._running, running), (self._quotes, quotes)):
            gauge.set(value)
        return generate_latest(self._registry).decode()


def resident_bytes(process: int | str = "self") -> int:
    """Return the resident memory of a process in bytes, 0 where the system does not tell."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
