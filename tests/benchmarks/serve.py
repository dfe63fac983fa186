"""Holds the server under load on this machine and measures errors, latency and memory: run by hand.

    python tests/benchmarks/serve.py --seconds 60

It starts ``mtcheck serve`` on a free port of 127.0.0.1 and asks nobody else. The number of requests is bounded.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mtcheck.serve.metrics import resident_bytes

SENTENCES = Path(__file__).parents[1] / "known_errors" / "sound.jsonl"
MOST = 20_000  # requests of one run
KINDS = ("check", "job", "score", "translate", "metrics")
_PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass
class Load:
    """What the callers saw.

    Attributes:
        statuses: Answers by route and status.
        seconds: Latency of every answer.
        memory: Resident bytes of the server, one look every so often.
        faults: What went wrong, in words.
    """

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def turned_away(self) -> int:
        """Requests that a full queue refused, as it should."""
        return sum(count for (_, status), count in self.statuses.items() if status == 429)

    @property
    def answered(self) -> int:
        """Requests that were answered."""
        return sum(self.statuses.values()) - self.turned_away

    def growth(self) -> int:
        """Return by how many bytes the second half's median memory lies above the second quarter's, once it is warm."""
        looks = self.memory
        quarter = len(looks) // 4
        if quarter < 2:
            return 0
        return int(statistics.median(looks[2 * quarter :]) - statistics.median(looks[quarter : 2 * quarter]))


@contextmanager
def started(command: Sequence[str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a server on a free port and wait until it is ready."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = _PORT.search(line := process.stderr.readline())
        if found is None:
            raise RuntimeError(f"the server did not start: {line}")
        port = int(found[1])
        while ask(port, "GET", "/health")[1].get("status") != "ready":
            time.sleep(0.2)
        yield process, port
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def ask(port: int, method: str, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    """Ask the server on this machine; an answer that is no JSON object counts as an empty one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        headers = {"content-type": "application/json"} if body is not None else {}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        data = answer.read()
        kind = answer.headers.get_content_type()
        parsed = json.loads(data) if kind == "application/json" else {}
        return answer.status, parsed if isinstance(parsed, dict) else {}
    finally:
        connection.close()


def hold(
    port: int,
    process: int,
    *,
    seconds: float,
    callers: int,
    most: int = MOST,
    seed: int = 1,
    kinds: Sequence[str] = KINDS,
) -> Load:
    """Ask from several threads for a while.

    Args:
        port: Of the server, on 127.0.0.1.
        process: Its id, whose memory is looked at.
        seconds: How long.
        callers: How many ask at once.
        most: Requests altogether, at most.
        seed: Of the texts.
        kinds: What is asked, in equal shares.
    """
    sentences = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    load, end = Load(), time.monotonic() + seconds
    turns = iter(range(most))

    def call(number: int) -> None:
        chance = random.Random(f"{seed} {number}")
        while time.monotonic() < end:
            with load.lock:
                if next(turns, None) is None:
                    return
            try:
                _one(port, chance, sentences, load, chance.choice(kinds))
            except (OSError, http.client.HTTPException, ValueError) as error:
                with load.lock:
                    load.faults.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        load.memory.append(resident_bytes(process))
        time.sleep(min(1.0, seconds / 40))
    for thread in threads:
        thread.join()
    return load


def _one(port: int, chance: random.Random, sentences: list[str], load: Load, kind: str) -> None:
    text = (
        "\n\n".join(" ".join(chance.sample(sentences, 3)) for _ in range(3))
        + f" Il en reste {chance.randrange(10**6)}."
    )
    if kind == "check":
        _count(load, port, "POST", "/check", {"documents": [{"name": "a.txt", "text": text}]})
    elif kind == "score":
        _count(
            load, port, "POST", "/score", {"pairs": [{"source": "It rains.", "translation": chance.choice(sentences)}]}
        )
    elif kind == "translate":
        _count(load, port, "POST", "/translate", {"texts": [f"Il en reste {chance.randrange(10**6)}."]})
    elif kind == "metrics":
        _count(load, port, "GET", "/metrics")
    else:
        begun = _count(load, port, "POST", "/jobs", {"documents": [{"name": "a.txt", "text": text}]})
        if "id" in begun:
            path = f"/jobs/{begun['id']}"
            while _count(load, port, "GET", path).get("state") in {"waiting", "running"}:
                time.sleep(0.1)
            _count(load, port, "GET", f"{path}/report.html")


def _count(load: Load, port: int, method: str, path: str, body: object = None) -> dict[str, object]:
    begun = time.monotonic()
    status, answer = ask(port, method, path, body)
    route = "/jobs/…" if path.startswith("/jobs/") else path
    with load.lock:
        load.statuses[route, status] += 1
        load.seconds.append(time.monotonic() - begun)
        if status >= 400 and status != 429:
            load.faults.append(f"{method} {route}: {status} {answer.get('detail')}")
    return answer


def main() -> int:
    """Run the benchmark; the exit code is 1 where a request failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long, at most 600 (60)")
    parser.add_argument("--callers", type=int, default=4, help="how many ask at once, at most 32 (4)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="what is asked (everything)")
    options = parser.parse_args()
    seconds, callers = min(options.seconds, 600), min(options.callers, 32)
    with started([sys.executable, "-m", "mtcheck", "serve", "--port", "0"]) as (process, port):
        load = hold(port, process.pid, seconds=seconds, callers=callers, kinds=options.kinds)
    quick = statistics.quantiles(load.seconds, n=100)
    for line in (
        f"{load.answered} answers in {seconds:g} s from {callers} callers, {load.turned_away} turned away (429)",
        f"latency: median {quick[49] * 1000:.0f} ms, 95 % {quick[94] * 1000:.0f} ms, longest {max(load.seconds):.2f} s",
        f"resident memory: first {load.memory[0] / 1e6:.0f} MB, most {max(load.memory) / 1e6:.0f} MB, "
        f"last {load.memory[-1] / 1e6:.0f} MB, growth of the second half {load.growth() / 1e6:+.1f} MB; "
        f"every tenth look: {[round(look / 1e6) for look in load.memory[::10]]}",
        f"statuses: {dict(sorted(load.statuses.items()))}",
        f"faults: {len(load.faults)} {load.faults[:5]}",
    ):
        sys.stdout.write(line + "\n")
    return 1 if load.faults else 0


if __name__ == "__main__":
    sys.exit(main())
