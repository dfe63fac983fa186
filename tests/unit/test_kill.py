"""A run that is killed at any moment leaves each file old or new, and the same command then gives the same bytes.

``MTCHECK_KILLS=50 pytest tests/unit/test_kill.py`` kills each command fifty times.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

KILLS = int(os.environ.get("MTCHECK_KILLS", "2"))
LONGEST = 300.0  # seconds that a command may take: a machine may have other work
ARTICLE = "Le juge a ordonné la libération de le suspect.\n"  # has one safe correction, whatever the engine
OTHER = "Les deux camps ont signé un feu cessé hier. Les ministres vont à Londra jeudi.\n"
PAIR = json.dumps({"source": "They signed a ceasefire.", "translation": "Ils ont signé un feu cessé."}) + "\n"
QUOTES = "".join(
    json.dumps({"id": f"q{n}", "speaker": "Ana", "text": f"We agreed on point {n}."}) + "\n" for n in range(300)
)
REPORT = ("check", "b.txt", "--no-cache", "--fail-on", "never", "-o", "report.json")
IMPORT = ("quotes", "import", "--bank", "bank.sqlite", "q.jsonl")
REVIEW = ("review", "report.json", "--who", "Ana")


@dataclass(frozen=True)
class Command:
    """What is killed.

    Attributes:
        words: The command line.
        outputs: What it writes, as patterns in its folder.
        before: Commands that make what it reads.
        grows: Whether a file may also be whole lines of the new one: it is written anew for each answer.
    """

    words: tuple[str, ...]
    outputs: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    grows: bool = False


COMMANDS = {
    "report": Command(("check", "a.txt", "--no-cache", "--fail-on", "never", "-o", "out.json"), ("out.json",)),
    "report and cache": Command(
        ("check", "a.txt", "b.txt", "--config", "cache.toml", "--fail-on", "never", "-o", "out.json", "-o", "out.html"),
        ("out.json", "out.html"),
    ),
    "baseline": Command(("check", "a.txt", "--no-cache", "-q", "--write-baseline", "b.json"), ("b.json",)),
    "in place": Command(("check", "a.txt", "--no-cache", "-q", "--fail-on", "never", "--in-place"), ("a.txt",)),
    "export": Command(("quotes", "export", "--bank", "bank.sqlite", "-o", "out.jsonl"), ("out.jsonl",), (IMPORT,)),
    "review": Command(REVIEW, ("verdicts.jsonl",), (REPORT,), grows=True),
    "cases": Command(
        ("cases", "add", "verdicts.jsonl", "--report", "report.json", "--cases", "cases"),
        ("cases/*",),
        (REPORT, REVIEW),
    ),
    "score": Command(("score", "--input", "pairs.jsonl", "--output", "scored.jsonl"), ("scored.jsonl",)),
}


class Server:
    """Runs commands in processes that can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("kill_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # whether an answer waits is seen by the pipe
        )

    def run(self, folder: Path, words: tuple[str, ...], *, kill_after: float | None = None) -> int:
        """Run a command; kill it some seconds after it begins to write. Return its wait status."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._number += 1
        marker = self._folder / f"marker-{self._number}"
        answers = self._folder / "answers"
        answers.write_text("r\n" * 10, encoding="utf-8")
        request = {"folder": str(folder), "arguments": words, "input": str(answers), "marker": str(marker)}
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        pid = int(self._process.stdout.readline())
        if kill_after is not None:
            wrote = self._wait_for(marker, self._process.stdout)
            time.sleep(kill_after if wrote else 0)
            with contextlib.suppress(ProcessLookupError):  # it has ended by then
                os.kill(pid, signal.SIGKILL)
        status = int(self._process.stdout.readline())  # read in any case: the next command's answer comes after it
        if kill_after is not None and not wrote:
            said = marker.with_name(f"{marker.name}.log").read_text(encoding="utf-8")
            pytest.fail(f"{' '.join(words)}: nothing was written; status {status}: {said}")
        return status

    def _wait_for(self, marker: Path, answers: IO[bytes]) -> bool:
        """Wait until a command begins to write; say whether it did before it ended."""
        end = time.monotonic() + LONGEST
        while not marker.exists() and time.monotonic() < end:
            if select.select([answers], [], [], 0.005)[0]:
                break
        return marker.exists()

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server"))
    yield made
    made.close()


def laid_out(folder: Path, server: Server, command: Command) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    (folder / "q.jsonl").write_text(QUOTES, encoding="utf-8")
    (folder / "pairs.jsonl").write_text(PAIR * 3, encoding="utf-8")
    (folder / "cache.toml").write_text('[cache]\npath = "kept"\n', encoding="utf-8")
    for words in command.before:
        assert server.run(folder, words) == 0
    return folder


def state(folder: Path, command: Command) -> dict[str, bytes]:
    """Return what stands in the outputs of a command."""
    places = [place for pattern in command.outputs for place in folder.glob(pattern)]
    return {str(place.relative_to(folder)): place.read_bytes() for place in places if not place.name.endswith(".part")}


def is_old_or_new(found: bytes | None, old: bytes | None, new: bytes, *, grows: bool) -> bool:
    return found in {old, new} or (grows and found is not None and found.endswith(b"\n") and new.startswith(found))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_leaves_the_old_file_or_the_new_one(name: str, tmp_path: Path, server: Server) -> None:
    command, moments = COMMANDS[name], random.Random(name)
    start = laid_out(tmp_path / "start", server, command)
    whole, old = tmp_path / "whole", state(start, command)
    shutil.copytree(start, whole)
    begun = time.monotonic()
    assert os.waitstatus_to_exitcode(server.run(whole, command.words)) in {0, 1}
    writes = min(time.monotonic() - begun, 0.6)
    new = state(whole, command)
    assert new
    assert new != old
    for number in range(KILLS):
        hit = tmp_path / f"hit-{number}"
        shutil.copytree(start, hit)
        server.run(hit, command.words, kill_after=moments.uniform(0, writes))
        found = state(hit, command)
        assert found.keys() <= new.keys()
        for path, content in new.items():
            assert is_old_or_new(found.get(path), old.get(path), content, grows=command.grows), path
        assert os.waitstatus_to_exitcode(server.run(hit, command.words)) in {0, 1}
        assert state(hit, command) == new
        assert list(hit.rglob("*.part")) == []
        if name == "in place":
            assert any(backup.read_bytes() == ARTICLE.encode() for backup in hit.glob("a.txt.bak*"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_import_that_was_killed_is_begun_again(tmp_path: Path, server: Server) -> None:
    export = ("quotes", "export", "--bank", "bank.sqlite", "-o", "out.jsonl")
    moments = random.Random(3)
    for number in range(KILLS):
        hit = laid_out(tmp_path / str(number), server, Command(IMPORT, ()))
        process = subprocess.Popen(
            [sys.executable, "-m", "mtcheck", *IMPORT], cwd=hit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + LONGEST
        while not (hit / "bank.sqlite").exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(moments.uniform(0, 0.05))
        process.kill()
        process.wait()
        assert server.run(hit, IMPORT) == 0
        assert server.run(hit, export) == 0
        assert len((hit / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 300


def append_a_verdict(folder: Path) -> None:
    from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict, append_verdicts

    append_verdicts(folder / "v.jsonl", [ReviewVerdict("k2", "MT201", "mot", ReviewJudgement.RIGHT, 0.5)])


def test_verdicts_are_kept_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.errors import InputError
    from mtcheck.review.verdicts import load_verdicts

    append_a_verdict(tmp_path)
    before = (tmp_path / "v.jsonl").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"v\.jsonl: cannot be written: No space left"):
        append_a_verdict(tmp_path)
    assert (tmp_path / "v.jsonl").read_bytes() == before
    assert os.listdir(tmp_path) == ["v.jsonl"]
    assert len(load_verdicts(tmp_path / "v.jsonl")) == 1
