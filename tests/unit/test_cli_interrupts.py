"""Whenever an interrupt comes, a command says one line at the most, and nothing of Python's own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.run.worker import write_frame

ROOT = Path(__file__).parents[2]
LISTEN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have it ignored
LOST = """
from mtcheck.cli.interrupts import ended_in_order
from mtcheck.cli.failure import guarded
import signal, time

class Cleared:
    def __del__(self):
        signal.raise_signal({number})
        time.sleep(0.01)

with ended_in_order(whole=True), guarded():
    cleared = Cleared()
    del cleared  # what the signal raises is lost here
    time.sleep(30)
    print("not ended")
"""
EARLY = """
import builtins, signal
imported = builtins.__import__

def interrupted(name, *arguments):
    if name == "mtcheck.cli.failure":
        signal.raise_signal({number})
    return imported(name, *arguments)

builtins.__import__ = interrupted
from mtcheck.cli import main
main()
"""
OVER = """
import signal, time
from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.cli.interrupts import ended_in_order

class Cleared:
    def __del__(self):
        time.sleep(0.4)

with ended_in_order(whole=True):
    try:
        with time_limit(0.2):
            cleared = Cleared()
            del cleared
            time.sleep(30)
    except TimeIsOverError:
        print("over")
"""


def run(program: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTEN + program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize(
    ("program", "number", "told"),
    [
        (LOST, signal.SIGINT, (130, "", "mtcheck: interrupted\n")),
        (LOST, signal.SIGTERM, (143, "", "")),
        (EARLY, signal.SIGINT, (130, "", "")),
        (EARLY, signal.SIGTERM, (143, "", "")),
        (OVER, signal.SIGINT, (0, "over\n", "")),
    ],
)
def test_a_signal_at_an_odd_moment(program: str, number: signal.Signals, told: tuple[int, str, str]) -> None:
    assert run(program.replace("{number}", f"signal.{number.name}")) == told


def test_a_worker_whose_run_was_killed_says_nothing() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from mtcheck.run.worker import main; main()"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    write_frame(process.stdin, b"no pickle")
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, b"")


SECOND = """
from mtcheck.cli.interrupts import ended_in_order

try:
    with ended_in_order(whole=True):
        signal.raise_signal({first})
except BaseException:
    pass  # the command is about to end
signal.raise_signal({second})
print("went on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("second", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_ends_it_at_once(first: signal.Signals, second: signal.Signals) -> None:
    program = SECOND.replace("{first}", f"signal.{first.name}").replace("{second}", f"signal.{second.name}")
    assert run(program) == (-second, "", "")
