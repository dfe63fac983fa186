"""A run that is killed at any moment leaves each file old or new, and the same command then gives the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Writing is slowed down, so that a kill is likely to fall into it.
PROGRAM = """
import os, sys, time
import mtcheck.config.build
from mtcheck.engines.fake import FakeTranslator
mtcheck.config.build.build_translator = lambda config: FakeTranslator()
real = os.fsync
def slow(descriptor):
    print("writing", file=sys.stderr, flush=True)
    time.sleep(0.05)
    real(descriptor)
    time.sleep(0.05)
os.fsync = slow
from mtcheck.cli import main
main(sys.argv[1:])
"""
ARTICLE = "Le juge a ordonné la libération de le suspect.\n"  # has one safe correction, whatever the engine
QUOTES = "".join(
    json.dumps({"id": f"q{n}", "speaker": "Ana", "text": f"We agreed on point {n}."}) + "\n" for n in range(300)
)
COMMANDS = {
    "report": (("check", "a.txt", "--no-cache", "--fail-on", "never", "-o", "out.json"), "out.json"),
    "baseline": (("check", "a.txt", "--no-cache", "-q", "--write-baseline", "b.json"), "b.json"),
    "in place": (("check", "a.txt", "--no-cache", "-q", "--fail-on", "never", "--in-place"), "a.txt"),
    "export": (("quotes", "export", "--bank", "bank.sqlite", "-o", "out.jsonl"), "out.jsonl"),
}


def start(folder: Path, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def laid_out(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "q.jsonl").write_text(QUOTES, encoding="utf-8")


def killed_while_writing(process: subprocess.Popen[bytes], wait: float) -> None:
    """Kill a process some time after it begins to write its first file; it may have ended by then."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"writing"):
            break
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.stderr.close()
    process.wait(20)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_leaves_the_old_file_or_the_new_one(name: str, tmp_path: Path) -> None:
    command, output = COMMANDS[name]
    waits = random.Random(name)
    whole, hit = tmp_path / "whole", tmp_path / "hit"
    for folder in (whole, hit):
        laid_out(folder)
        if name == "export":
            done = start(folder, ("quotes", "import", "--bank", "bank.sqlite", "q.jsonl"))
            assert done.communicate(timeout=120)
            assert done.returncode == 0
    assert start(whole, command).communicate(timeout=120)
    new = (whole / output).read_bytes()
    assert new != ARTICLE.encode()
    old = (hit / output).read_bytes() if (hit / output).exists() else None
    killed_while_writing(start(hit, command), waits.uniform(0, 0.12))
    found = (hit / output).read_bytes() if (hit / output).exists() else None
    assert found in {old, new}
    last = start(hit, command)
    last.communicate(timeout=120)
    assert (hit / output).read_bytes() == new
    assert [entry for entry in os.listdir(hit) if entry.endswith(".part")] == []
    if name == "in place":
        assert any(backup.read_bytes() == ARTICLE.encode() for backup in hit.glob("a.txt.bak*"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("moment", [0.6, 1.2])
def test_an_import_that_was_killed_is_begun_again(tmp_path: Path, moment: float) -> None:
    hit = tmp_path / "hit"
    laid_out(hit)
    command = ("quotes", "import", "--bank", "bank.sqlite", "q.jsonl")
    process = start(hit, command)
    time.sleep(moment)
    process.kill()
    process.communicate()
    done = start(hit, command)
    done.communicate(timeout=120)
    assert done.returncode == 0
    exported = start(hit, ("quotes", "export", "--bank", "bank.sqlite", "-o", "out.jsonl"))
    exported.communicate(timeout=120)
    assert len((hit / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 300


def append_a_verdict(folder: Path) -> None:
    from mtcheck.review.verdicts import Judgement, Verdict, append_verdicts

    append_verdicts(folder / "v.jsonl", [Verdict("k2", "MT201", "mot", Judgement.RIGHT, 0.5)])


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
